/**
 * A seal as it lies in a download: what the dialogue's key says, and sums by which a change is found. Its text follows from
 * what it says, byte for byte, so that nothing of it can be changed unseen, and its last line holds the sums of itself.
 */
import type { FilesStatement, Sealed, Statement } from '@tablee/shared/snapshot/seals'
import { sealFormat } from '@tablee/shared/snapshot/seals'
import { fingerprintOf } from './key.ts'
import { sha256, spotIn, sumsOf, type Spot, type Was } from './sums.ts'
import type { Packed } from './zip.ts'

/** Its name in a zip. */
export const sealName = 'seal.json'

const about =
  'The seal of a snapshot of Tablée: what the key of its dialogue says (Ed25519, over the line "tablee-seal/1 WHAT" and the statement as canonical JSON, RFC 8785). Check this download with: pnpm tablee verify FILE --key KEY. Take the key, or its fingerprint, from the dialogue itself: its page, or its printed cards.'

/** Of one file: its blocks, and how it lies in the zip. */
export type Sums = { readonly name: string; readonly blocks: string; readonly packed: string }
export type Seal = {
  readonly files: Sealed<FilesStatement>
  readonly seals: readonly Sealed[]
  readonly sums: readonly Sums[]
}

/** Its length, its SHA-256 and the sums of its blocks, in one text. */
const wholeOf = (bytes: Uint8Array): string => `${bytes.length} ${sha256(bytes)} ${sumsOf(bytes)}`
const readWhole = (text: string): { readonly was: Was; readonly sums: string } => {
  const [bytes = '', sum = '', sums = ''] = text.split(' ')
  return { was: { bytes: Number(bytes), sha256: sum }, sums }
}

/** How an entry lies in a zip: the checksum that stands there, and its packed bytes. */
export const packedAs = ({ packed, crc }: Pick<Packed, 'packed' | 'crc'>): string =>
  `${crc.toString(16)} ${wholeOf(packed)}`
/** What `packedAs` made. */
export const readPacked = (text: string): { readonly crc: number; readonly was: Was; readonly sums: string } => {
  const at = text.indexOf(' ')
  return { crc: Number.parseInt(text.slice(0, at), 16), ...readWhole(text.slice(at + 1)) }
}

const lines = (list: readonly unknown[]): string => list.map((one) => `\n  ${JSON.stringify(one)}`).join(',')
const ownLine = '\n "own":'

/** JSON; the same for the same seal. */
export function sealText({ files, seals, sums }: Seal): string {
  const { key } = files.statement
  const before = `{\n "format":"${sealFormat}",\n "about":${JSON.stringify(about)},\n "key":"${key}",\n "fingerprint":"${fingerprintOf(key)}",\n "files":${JSON.stringify(files)},\n "seals":[${lines(seals)}],\n "sums":[${lines(sums)}],`
  return `${before}${ownLine}"${wholeOf(Buffer.from(before, 'utf8'))}"\n}\n`
}

/** Where a seal is not what its own last line says; null: it is, or it has no such line. */
export function spotInSeal(bytes: Buffer): Spot | null {
  const at = bytes.lastIndexOf(ownLine)
  const found = at < 0 ? null : /^\n "own":"(\d+ [0-9a-f]{64} [\w-]*)"/.exec(bytes.subarray(at).toString('latin1'))
  if (found === null) return null
  const { was, sums } = readWhole(found[1] ?? '')
  return spotIn(bytes.subarray(0, at), was, sums)
}

export type ReadSeal =
  | { readonly is: 'seal'; readonly seal: Seal }
  | { readonly is: 'newer' | 'broken'; readonly seal: null }

/** `newer`: of a later format, in sound JSON. Whether anything in it is true nobody has looked. */
export function readSeal(text: string): ReadSeal {
  const value = parsed(text)
  if (!isRecord(value) || typeof value['format'] !== 'string') return { is: 'broken', seal: null }
  if (value['format'] !== sealFormat)
    return { is: /^tablee-seal\/\d+$/.test(value['format']) ? 'newer' : 'broken', seal: null }
  const { files, seals, sums } = value
  if (!isFiles(files) || !Array.isArray(seals) || !seals.every(isSealed)) return { is: 'broken', seal: null }
  return Array.isArray(sums) && sums.every(isSums)
    ? { is: 'seal', seal: { files, seals, sums } }
    : { is: 'broken', seal: null }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const texts: Readonly<Record<Statement['what'], readonly string[]>> = {
  snapshot: ['snapshot'],
  erasure: ['board'],
  countersign: ['snapshot', 'who'],
  files: ['snapshot'],
}
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed()
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value)
/** That a clock can show. */
const isTime = (value: unknown): boolean => isWhole(value) && !Number.isNaN(new Date(Number(value)).getTime())
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

function isSealed(value: unknown): value is Sealed {
  if (!isRecord(value) || !isText(value['signature']) || !isRecord(value['statement'])) return false
  const said = value['statement']
  const { what } = said
  if (what !== 'snapshot' && what !== 'erasure' && what !== 'countersign' && what !== 'files') return false
  if (said['format'] !== sealFormat || !isText(said['dialogue']) || !isText(said['key']) || !isTime(said['at']))
    return false
  if (!texts[what].every((name) => isText(said[name]))) return false
  if (what === 'erasure') return isTime(said['erased']) && isTexts(said['digests'])
  if (what !== 'files') return true
  const { files, earlier } = said
  return (
    isTexts(earlier) &&
    Array.isArray(files) &&
    files.every((one) => isRecord(one) && isText(one['name']) && isWhole(one['bytes']) && isText(one['sha256']))
  )
}
const isFiles = (value: unknown): value is Sealed<FilesStatement> => isSealed(value) && value.statement.what === 'files'
/** As `packedAs` writes it, or nothing: what does not lie in a zip. */
const isPacked = (value: unknown): boolean =>
  isText(value) && (value === '' || /^[0-9a-f]{1,8} \d{1,12} [0-9a-f]{64} [\w-]*$/.test(value))
const isSums = (value: unknown): value is Sums =>
  isRecord(value) && isText(value['name']) && isText(value['blocks']) && isPacked(value['packed'])
