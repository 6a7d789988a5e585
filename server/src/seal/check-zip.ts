/** A zip that carries its seal: each file against what was sealed, and what lies between them against what has to be there. */
import { changed, told, verdict, type Checked, type Finding, type Note } from './findings.ts'
import { judgeSeal, type Wanted } from './judge.ts'
import { placeOf } from './place.ts'
import { readPacked, sealName, type Seal } from './seal-file.ts'
import { sha256, spotIn, sumsOf, type Was } from './sums.ts'
import { inflated, isZip, layout, pack, readFromFront, readZip, unpackedSoFar, type Packed, type Read } from './zip.ts'

const index = Buffer.from('PK\x01\x02', 'latin1')
const end = Buffer.from('PK\x05\x06', 'latin1')

/** Also one whose beginning or end is spoilt. */
export const looksZipped = (bytes: Uint8Array): boolean =>
  isZip(bytes) || (Buffer.from(bytes.subarray(-66_000)).includes(end) && Buffer.from(bytes).includes(index))

/** The seal lies there as it is: found by its name also where the zip's own index is spoilt. */
function sealIn(bytes: Buffer, entries: readonly Read[] | null): Buffer | null {
  const at = bytes.lastIndexOf(`${sealName}{`)
  if (at >= 0) {
    const stop = bytes.indexOf(index, at)
    return bytes.subarray(at + sealName.length, stop < 0 ? bytes.length : stop)
  }
  const found = entries?.find(({ name }) => name === sealName)?.content() ?? null
  return found === null ? null : Buffer.from(found)
}

/** Also of one that breaks off or was packed by another program; what it cannot name it calls broken. */
export function checkZip(given: Uint8Array, wanted: Wanted | null): Checked {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const entries = readZip(bytes)
  const own = sealIn(bytes, entries)
  if (own === null) {
    if (entries !== null && bytes.lastIndexOf(end) === bytes.length - 22)
      return { state: 'unchecked', findings: [{ is: 'no-seal' }], notes: [] }
    return changed([broken(bytes)])
  }
  const judged = judgeSeal(own, sealName, (at) => placeOf('.json', own, at), wanted)
  if (judged.seal === null) return judged.checked
  const { seal } = judged
  const findings = [...judged.findings, ...(exact(bytes, seal, own) ?? contents(bytes, entries, seal, own))]
  const notes: Note[] = [...judged.notes]
  for (const { statement } of seal.seals)
    if (statement.what === 'erasure')
      notes.push({ note: 'erased', at: statement.erased, texts: statement.digests.length })
  return verdict(judged, findings, [...notes, { note: 'files', count: seal.files.statement.files.length }])
}

/** Which is the last file that is whole. */
function broken(bytes: Buffer): Finding {
  const read = readFromFront(bytes)
  const last = read.filter(({ content }) => content() !== null).at(-1)
  return {
    is: 'zip-broken',
    after: last?.name ?? '',
    byte: last === undefined ? bytes.length : last.at + last.packed.length,
  }
}

/** A stretch of the zip: what has to be there. */
type Stretch = {
  readonly what: 'head' | 'content' | 'index' | 'end'
  readonly name: string
  readonly length: number
  readonly is: (bytes: Uint8Array) => boolean
  /** Of what is known byte by byte. */
  readonly bytes: Uint8Array | null
}

function stretchesOf({ files, sums }: Seal, own: Buffer, longest: number): readonly Stretch[] {
  const packed = files.statement.files.map(({ name, bytes }, n): Packed => {
    const { crc, was } = readPacked(sums[n]?.packed ?? '')
    // Only its length counts here; one beyond the file itself fits nowhere.
    return { name, crc, bytes, stored: false, packed: new Uint8Array(Math.min(was.bytes, longest)) }
  })
  const last = pack({ name: sealName, bytes: own, stored: true })
  const known = new Map(files.statement.files.map(({ name }, n) => [name, readPacked(sums[n]?.packed ?? '')]))
  return layout([...packed, last], files.statement.at).map(({ what, name, bytes }) => {
    const was = what === 'content' ? known.get(name)?.was : undefined
    return was === undefined
      ? { what, name, length: bytes.length, bytes, is: (here) => Buffer.compare(here, bytes) === 0 }
      : { what, name, length: was.bytes, bytes: null, is: (here) => sha256(here) === was.sha256 }
  })
}

/**
 * Where all but one stretch is right, what is wrong is told to the byte. Null: more than one is wrong, and the files
 * themselves have to say which; an empty list: nothing is.
 */
function exact(bytes: Buffer, seal: Seal, own: Buffer): readonly Finding[] | null {
  const stretches = stretchesOf(seal, own, bytes.length)
  let [first, from] = [0, 0]
  for (; first < stretches.length; first += 1) {
    const one = stretches[first]
    if (one === undefined || !one.is(bytes.subarray(from, from + one.length))) break
    from += one.length
  }
  const one = stretches[first]
  if (one === undefined) {
    const read = readZip(bytes) ?? []
    return from === bytes.length
      ? [...files(read, seal), ...loose(read, seal)]
      : [{ is: 'packing', file: '', byte: from }]
  }
  let until = bytes.length
  for (let last = stretches.length - 1; last > first; last -= 1) {
    const other = stretches[last]
    if (other === undefined || until - other.length < from || !other.is(bytes.subarray(until - other.length, until)))
      return null
    until -= other.length
  }
  const here = bytes.subarray(from, until)
  if (one.what !== 'content' || one.bytes !== null)
    return [{ is: 'packing', file: one.name, byte: from + differs(here, one.bytes) }]
  const n = seal.files.statement.files.findIndex(({ name }) => name === one.name)
  const { was, sums } = readPacked(seal.sums[n]?.packed ?? '')
  const spot = spotIn(here, was, sums)
  const original = spot === null || spot.is === 'range' || spot.is === 'cut' ? null : mended(here, spot.at, spot)
  if (spot === null || original === null) return null
  const whole = inflated(original)
  const sealed = seal.files.statement.files[n]
  if (whole === null || sealed === undefined || sha256(whole) !== sealed.sha256) return null
  const now = inflated(here)
  if (now !== null && sha256(now) === sealed.sha256) return [{ is: 'packing', file: one.name, byte: from + spot.at }]
  const found = now === null ? null : spotIn(now, sealed, seal.sums[n]?.blocks ?? '')
  if (now !== null && found !== null && found.is !== 'range' && found.is !== 'cut') return [told(one.name, now, found)]
  // What is changed in the packed bytes changes all that is packed behind it: told is where that begins.
  const at = differs(now ?? unpackedSoFar(here), whole)
  return [{ is: 'unpackable', file: one.name, place: placeOf(one.name, whole, at), byte: from + spot.at }]
}

function mended(
  here: Uint8Array,
  at: number,
  { is, was }: { readonly is: 'changed' | 'removed' | 'added'; readonly was: number | null },
): Uint8Array {
  const rest = is === 'removed' ? at : at + 1
  return Buffer.concat([
    here.subarray(0, at),
    was === null ? new Uint8Array() : Uint8Array.of(was),
    here.subarray(rest),
  ])
}

/** The first byte in which they differ; the end of the shorter one. */
function differs(here: Uint8Array, other: Uint8Array | null): number {
  let at = 0
  while (other !== null && at < here.length && at < other.length && here[at] === other[at]) at += 1
  return at
}

/** File by file, as any program unpacks it. */
function contents(bytes: Buffer, entries: readonly Read[] | null, seal: Seal, own: Buffer): readonly Finding[] {
  const read = (entries ?? readFromFront(bytes)).filter(({ name }) => name !== sealName)
  const names = read.map(({ name }) => name)
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  const found: Finding[] = [...twice.map((file) => ({ is: 'twice', file }) as const), ...files(read, seal)]
  // Without an index nothing behind the damage can be found: it may be there.
  if (entries === null && found.some(({ is }) => is === 'missing'))
    return [...found.filter(({ is }) => is !== 'missing'), broken(bytes)]
  if (found.length > 0) return found
  // All files are whole: the zip around them was packed by another program, or is spoilt itself.
  let from = 0
  for (const one of stretchesOf(seal, own, bytes.length)) {
    const here = bytes.subarray(from, from + one.length)
    if (!one.is(here)) return [{ is: 'packing', file: one.name, byte: from + differs(here, one.bytes) }]
    from += one.length
  }
  return [{ is: 'packing', file: '', byte: from }]
}

function files(read: readonly Read[], { files: { statement }, sums }: Seal): readonly Finding[] {
  const found: Finding[] = []
  const named = new Map(statement.files.map((one) => [one.sha256, one.name]))
  const last = new Map(read.map((one) => [one.name, one]))
  statement.files.forEach((was: Was & { readonly name: string }, n) => {
    const entry = last.get(was.name)
    if (entry === undefined) return void found.push({ is: 'missing', file: was.name })
    const content = entry.content()
    if (content === null) {
      const so = unpackedSoFar(entry.packed)
      return void found.push({
        is: 'unpackable',
        file: was.name,
        place: placeOf(was.name, so, so.length),
        byte: entry.at,
      })
    }
    const sum = sha256(content)
    const other = named.get(sum)
    if (other !== undefined && sum !== was.sha256)
      return void found.push({ is: 'swapped', file: was.name, holds: other })
    const spot = spotIn(content, was, sums[n]?.blocks ?? '')
    if (spot !== null) found.push(told(was.name, content, spot))
    else if (sums[n]?.blocks !== sumsOf(content)) found.push({ is: 'inconsistent', why: 'sums' })
  })
  for (const name of last.keys())
    if (name !== sealName && !statement.files.some((one) => one.name === name)) found.push({ is: 'extra', file: name })
  return found
}

/** The sums of what is packed are no statement: that they are its own is looked at, and that nothing lies behind its end. */
function loose(read: readonly Read[], { files: { statement }, sums }: Seal): readonly Finding[] {
  const last = new Map(read.map((one) => [one.name, one.packed]))
  const wrong = statement.files.some(({ name }, n) => {
    const packed = last.get(name)
    if (packed === undefined) return false
    return readPacked(sums[n]?.packed ?? '').sums !== sumsOf(packed) || inflated(packed.subarray(0, -1)) !== null
  })
  return wrong ? [{ is: 'inconsistent', why: 'sums' }] : []
}
