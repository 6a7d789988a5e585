/**
 * A zip of which every byte is known: names and contents in a fixed order, one time, nothing beside. So whoever checks one
 * can say of each byte what it should be, of those between the files, too.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

/** An entry as it lies in a zip. */
export type Packed = {
  readonly name: string
  readonly crc: number
  readonly bytes: number
  readonly stored: boolean
  readonly packed: Uint8Array
}
/** A stretch of a zip: what it is, of which file, and its bytes. */
export type Stretch = {
  readonly what: 'head' | 'content' | 'index' | 'end'
  readonly name: string
  readonly bytes: Uint8Array
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/** `stored`: as it is, not packed. */
export function pack({
  name,
  bytes,
  stored = false,
}: {
  readonly name: string
  readonly bytes: Uint8Array
  readonly stored?: boolean
}): Packed {
  const packed = stored ? bytes : deflateRawSync(bytes, { level: 6 })
  return { name, crc: crc32(bytes), bytes: bytes.length, stored, packed }
}

/** What DOS can say. */
const [earliest, latest] = [Date.UTC(1980, 0, 2), Date.UTC(2107, 11, 31)]
/** As DOS says a time, in UTC: the same file on every machine. */
function dosTime(at: number): { readonly date: number; readonly time: number } {
  const when = new Date(Math.min(Math.max(at, earliest), latest))
  const date = ((when.getUTCFullYear() - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate()
  const time = (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1)
  return { date, time }
}

/** What both heads of an entry say of it. Names are UTF-8 (bit 11). */
function about({ name, crc, bytes, stored, packed }: Packed, at: number): Buffer {
  const { date, time } = dosTime(at)
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x0800, 2)
  head.writeUInt16LE(stored ? 0 : 8, 4)
  head.writeUInt16LE(time, 6)
  head.writeUInt16LE(date, 8)
  head.writeUInt32LE(crc, 10)
  head.writeUInt32LE(packed.length, 14)
  head.writeUInt32LE(bytes, 18)
  head.writeUInt16LE(utf8(name).length, 22)
  return head
}

/** All of it, in its order. */
export function layout(entries: readonly Packed[], at: number): readonly Stretch[] {
  const stretches: Stretch[] = []
  const index: Stretch[] = []
  let offset = 0
  for (const one of entries) {
    const name = utf8(one.name)
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about(one, at), name])
    stretches.push(
      { what: 'head', name: one.name, bytes: head },
      { what: 'content', name: one.name, bytes: one.packed },
    )
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, 0])
    index.push({
      what: 'index',
      name: one.name,
      bytes: Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, about(one, at), rest, name]),
    })
    offset += head.length + one.packed.length
  }
  const size = index.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return [...stretches, ...index, { what: 'end', name: '', bytes: end }]
}

/** `at`: the time that all its files carry. The same entries give the same bytes. */
export const zipOf = (entries: readonly Packed[], at: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(layout(entries, at).map(({ bytes }) => bytes)))

/** By its first bytes. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/**
 * A file of a zip, whoever made it. `content` unpacks it anew each time, so that one is held at a time; null: it does not
 * unpack. `at`: where its packed bytes begin.
 */
export type Read = {
  readonly name: string
  readonly content: () => Uint8Array | null
  readonly packed: Uint8Array
  readonly at: number
}

/** What a broken zip declares is not believed beyond this. */
const most = 512 * 1024 * 1024

/** By its index, as every program reads one; null where that is broken or missing. */
export function readZip(bytes: Uint8Array): readonly Read[] | null {
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = from.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > from.length) return null
  const count = from.readUInt16LE(end + 10)
  let at = from.readUInt32LE(end + 16)
  const found: Read[] = []
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > from.length || from.readUInt32LE(at) !== 0x0201_4b50) return null
    const [name, extra, comment] = [from.readUInt16LE(at + 28), from.readUInt16LE(at + 30), from.readUInt16LE(at + 32)]
    const entry = readEntry(from, from.readUInt32LE(at + 42), {
      name: from.subarray(at + 46, at + 46 + name).toString('utf8'),
      method: from.readUInt16LE(at + 10),
      size: from.readUInt32LE(at + 20),
    })
    if (entry === null) return null
    if (!entry.name.endsWith('/')) found.push(entry)
    at += 46 + name + extra + comment
  }
  return found
}

/** One after the other from the front, as far as that goes: for a zip that has lost its index. */
export function readFromFront(bytes: Uint8Array): readonly Read[] {
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Read[] = []
  let at = 0
  while (at + 30 <= from.length && from.readUInt32LE(at) === 0x0403_4b50) {
    const name = from.subarray(at + 30, at + 30 + from.readUInt16LE(at + 26)).toString('utf8')
    const entry = readEntry(from, at, { name, method: from.readUInt16LE(at + 8), size: from.readUInt32LE(at + 18) })
    if (entry === null) break
    found.push(entry)
    at = entry.at + entry.packed.length
  }
  return found
}

function readEntry(
  from: Buffer,
  at: number,
  { name, method, size }: { readonly name: string; readonly method: number; readonly size: number },
): Read | null {
  if (at + 30 > from.length || from.readUInt32LE(at) !== 0x0403_4b50) return null
  const start = at + 30 + from.readUInt16LE(at + 26) + from.readUInt16LE(at + 28)
  const packed = from.subarray(start, start + size)
  return { name, packed, at: start, content: () => unpack(packed, method) }
}

function unpack(packed: Uint8Array, method: number): Uint8Array | null {
  if (method === 0) return packed
  return method === 8 ? inflated(packed) : null
}

/** Null for what does not unpack, or to more than anything of ours. Bytes behind the end of what is packed are passed over. */
export function inflated(packed: Uint8Array): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch {
    return null
  }
}

/** As far as it goes: what was packed before the damage. */
export const unpackedSoFar = (packed: Uint8Array): Uint8Array => {
  let low = 0
  let best: Uint8Array = new Uint8Array()
  // A broken stream gives what stood before the break, and then throws: the longest beginning that does not is sought.
  let high = packed.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    try {
      best = inflateRawSync(packed.subarray(0, middle), { maxOutputLength: most, finishFlush: 2 })
      low = middle
    } catch {
      high = middle - 1
    }
  }
  return best
}
