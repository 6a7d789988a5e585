/**
 * A download of a snapshot, checked by itself: no database, no network. What it says of a spoilt one is where: which file,
 * which line and column, in a table which row, in JSON which path; and of what lies between the files of a zip which byte.
 */
import { canonical, type Json } from '@tablee/shared/snapshot/canonical'
import { digestsOf, snapshotFormat, type Sidecar, type Snapshot } from '@tablee/shared/snapshot/structure'
import { digestOf } from '../snapshot/freeze.ts'
import { placeOf } from './place.ts'
import { judgeSeal, type Judged, type Wanted } from './judge.ts'
import { documentName, sealedFormat, sealPart } from './sealed-files.ts'
import { sha256, spotIn } from './sums.ts'
import { checkZip, looksZipped } from './check-zip.ts'
import { changed, told, verdict, type Checked, type Finding, type Note } from './findings.ts'

const unchecked = (...findings: Finding[]): Checked => ({ state: 'unchecked', findings, notes: [] })

/** `name`: what the file is called. */
export function check(bytes: Uint8Array, name: string, wanted: Wanted | null): Checked {
  if (looksZipped(bytes)) return checkZip(bytes, wanted)
  const text = Buffer.from(bytes).toString('utf8')
  const at = Buffer.from(bytes).lastIndexOf(`\n${sealPart}`)
  if (at >= 0) return checkSealed(Buffer.from(bytes), at + 1, name, wanted)
  const value = parsed(text)
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null
  if (format === snapshotFormat) return checkBare(bytes, text, value as Json, name)
  if (typeof format === 'string' && /^tablee-(sealed|snapshot)\/\d+$/.test(format) && format !== sealedFormat)
    return unchecked({ is: 'newer' })
  // The beginning is ours, and the end is missing.
  if (text.startsWith('{"format":"tablee-sealed/') || text.includes(`"format":"${snapshotFormat}"`))
    return changed([{ is: 'cut', file: name, place: placeOf('.json', bytes, bytes.length) }])
  return unchecked({ is: 'not-ours' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The name says which one it is, and nothing else does. */
function checkBare(bytes: Uint8Array, text: string, value: Json, name: string): Checked {
  const hash = sha256(bytes)
  const short = /[0-9a-f]{12,64}/.exec(name)?.[0]
  if (short === undefined) return unchecked({ is: 'bare', hash })
  if (hash.startsWith(short)) return unchecked({ is: 'bare', hash })
  const written = canonicalOf(value)
  if (written !== null && sha256(Buffer.from(written, 'utf8')).startsWith(short))
    return changed([{ is: 'written', file: name, place: placeOf('.json', bytes, firstDifference(text, written)) }])
  return changed([{ is: 'not-named', hash }])
}

function canonicalOf(value: unknown): string | null {
  try {
    return canonical(value as Json)
  } catch {
    return null
  }
}

/** In bytes of the first. */
function firstDifference(text: string, other: string): number {
  let at = 0
  while (at < text.length && text[at] === other[at]) at += 1
  return Buffer.byteLength(text.slice(0, at), 'utf8')
}

function checkSealed(bytes: Buffer, start: number, name: string, wanted: Wanted | null): Checked {
  const text = bytes.toString('utf8')
  const document = bytes.subarray(0, start)
  const from = start + sealPart.length
  // Its last brace is the file's.
  const end =
    bytes.subarray(-3).toString('latin1') === '}}\n'
      ? [bytes.subarray(from, -2), Buffer.from('\n')]
      : [bytes.subarray(from)]
  const judged = judgeSeal(Buffer.concat(end), name, (offset) => placeOf('.json', bytes, from + offset), wanted)
  if (judged.seal === null) return judged.checked
  const findings: Finding[] = [...judged.findings]
  const [file] = judged.seal.files.statement.files
  const sums = judged.seal.sums[0]
  if (file?.name !== documentName || sums === undefined || judged.seal.files.statement.files.length !== 1)
    return changed([...findings, { is: 'inconsistent', why: 'sums' }], judged.notes)
  const spot = spotIn(document, file, sums.blocks)
  if (spot !== null) {
    const value = parsed(text)
    const says = typeof value === 'object' && value !== null && 'snapshot' in value && 'texts' in value ? value : null
    const was = says === null ? null : asWritten(says.snapshot, says.texts)
    if (was !== null && sha256(Buffer.from(was, 'utf8')) === file.sha256)
      findings.push({ is: 'written', file: name, place: placeOf('.json', bytes, firstDifference(text, was)) })
    else findings.push(told(name, bytes, spot, '.json'))
    return changed(findings, judged.notes)
  }
  const inside = JSON.parse(text) as { readonly snapshot: Snapshot; readonly texts: Sidecar }
  const read = checkTexts(inside.snapshot, inside.texts, judged)
  const all = [...findings, ...read.findings]
  return verdict(judged, all, [...judged.notes, ...read.notes])
}

const asWritten = (snapshot: unknown, texts: unknown): string | null => {
  const [one, other] = [canonicalOf(snapshot), canonicalOf(texts)]
  return one === null || other === null ? null : `{"format":"${sealedFormat}",\n"snapshot":${one},\n"texts":${other},\n`
}

/** Its hash is the one that was sealed, each text is the one that was frozen, and of each that is missing it is said why. */
function checkTexts(snapshot: Snapshot, sidecar: Sidecar, { seal }: Judged) {
  const findings: Finding[] = []
  const notes: Note[] = []
  if (seal === null) return { findings, notes }
  const hash = sha256(Buffer.from(canonicalOf(snapshot) ?? '', 'utf8'))
  if (hash !== seal.files.statement.snapshot) findings.push({ is: 'inconsistent', why: 'snapshot' })
  const own = digestsOf(snapshot)
  for (const { digest, salt, text } of sidecar.texts)
    if (!own.has(digest) || digestOf(salt, text) !== digest) findings.push({ is: 'text', digest })
  const held = new Set(sidecar.texts.map(({ digest }) => digest))
  const lacks = [...own].filter((one) => !held.has(one))
  for (const { statement } of seal.seals) {
    if (statement.what !== 'erasure') continue
    const texts = lacks.filter((one) => statement.digests.includes(one)).length
    if (texts > 0) notes.push({ note: 'erased', at: statement.erased, texts })
  }
  const withheld = lacks.filter((one) => sidecar.withheld?.includes(one)).length
  if (withheld > 0) notes.push({ note: 'withheld', texts: withheld })
  const redacted = (sidecar.errata ?? []).filter(({ why }) => why === 'redacted').flatMap(({ digests }) => digests)
  if (redacted.length > 0) notes.push({ note: 'redacted', texts: new Set(redacted).size })
  return { findings, notes }
}
