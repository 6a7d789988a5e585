/**
 * Bytes as text. What is UTF-8 is read as that. What is not is never guessed into a table: the likeliest encoding is
 * offered, with the line as it would read, and the person who brought the file says whether that is right.
 */
import { isUtf8 } from 'node:buffer'
import { BadFile, type FilePlace } from '@tablee/shared/file'
import { encodings, type Encoding } from '@tablee/shared/wire/exchange'

/** What windows-1252 has where latin-1 has controls; null: a byte that stands for nothing. */
const above = [
  '€',
  null,
  '‚',
  'ƒ',
  '„',
  '…',
  '†',
  '‡',
  'ˆ',
  '‰',
  'Š',
  '‹',
  'Œ',
  null,
  'Ž',
  null,
  null,
  '‘',
  '’',
  '“',
  '”',
  '•',
  '–',
  '—',
  '˜',
  '™',
  'š',
  '›',
  'œ',
  null,
  'ž',
  'Ÿ',
] as const

/** UTF-8, or an error that says at which byte, line and column it ends to be. */
export function textOf(bytes: Uint8Array, file: string): string {
  if (isUtf8(bytes)) return utf8(bytes, file)
  const at = firstNotUtf8(bytes)
  throw new BadFile('not-utf8', { at: at + 1 }, placeOf(bytes, at), file)
}

/** As `asked` says what is not UTF-8; without it the likeliest is offered. */
export function textAs(bytes: Uint8Array, file: string, asked: Encoding | undefined): string {
  const sixteen = utf16In(bytes)
  if (sixteen === null && isUtf8(bytes)) return utf8(bytes, file)
  // Nor any other text: a picture, a database. UTF-16 is half zeros too, but in every other place.
  if (sixteen === null && bytes.subarray(0, 8_000).includes(0)) throw new BadFile('unknown-format', {}, {}, file)
  if (asked !== undefined && asked !== 'utf-8') return sound(decoded(bytes, file, asked), file)
  const encoding = sixteen ?? 'windows-1252'
  const at = sixteen === null ? firstNotUtf8(bytes) : 0
  throw new BadFile(
    'other-encoding',
    { at: at + 1, encoding, shows: lineAt(bytes, at, encoding) },
    placeOf(bytes, at),
    file,
  )
}

/** One of those that somebody may name; no other spelling of them. */
export const isEncoding = (asked: string | undefined): asked is Encoding => encodings.some((one) => one === asked)

const utf8 = (bytes: Uint8Array, file: string): string => sound(new TextDecoder().decode(bytes), file) // drops a byte order mark
function sound(text: string, file: string): string {
  if (text.trim() === '') throw new BadFile('empty', {}, {}, file)
  return text
}

/** By its mark, or by letters of which every other byte is zero. */
function utf16In(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const looked = bytes.subarray(0, 2_000)
  let [even, odd] = [0, 0]
  looked.forEach((byte, at) => {
    if (byte !== 0) return
    if (at % 2 === 0) even += 1
    else odd += 1
  })
  const most = looked.length / 2
  if (most < 2) return null
  if (odd > most * 0.4 && even < most * 0.05) return 'utf-16le'
  return even > most * 0.4 && odd < most * 0.05 ? 'utf-16be' : null
}

function decoded(bytes: Uint8Array, file: string, as: Exclude<Encoding, 'utf-8'>): string {
  const bad = (at: number): BadFile =>
    new BadFile('bad-byte', { at: at + 1, encoding: as }, as === 'windows-1252' ? placeOf(bytes, at) : {}, file)
  if (as === 'windows-1252') {
    const at = bytes.findIndex((byte) => byte >= 0x80 && byte < 0xa0 && above[byte - 0x80] === null)
    if (at >= 0) throw bad(at)
    return latin(bytes)
  }
  if (bytes.length % 2 === 1) throw bad(bytes.length - 1)
  const text = sixteenBits(bytes, as)
  // Half of a character, where no other half follows.
  const half = text.isWellFormed()
    ? -1
    : text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
  if (half >= 0) throw bad(half * 2)
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (one) => above[one.charCodeAt(0) - 0x80] ?? '\ufffd')

function sixteenBits(bytes: Uint8Array, as: 'utf-16le' | 'utf-16be'): string {
  const copy = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  return (as === 'utf-16be' ? copy.swap16() : copy).toString('utf16le')
}

const shownAround = 60
/** The line in which the byte stands, as it would read. */
function lineAt(bytes: Uint8Array, at: number, as: Encoding): string {
  if (as === 'utf-16le' || as === 'utf-16be') {
    const text = sixteenBits(bytes.subarray(0, 600), as).replace(/^\ufeff/, '')
    return (text.split(/[\r\n]/, 1)[0] ?? '').slice(0, 2 * shownAround)
  }
  const around = bytes.subarray(Math.max(0, at - shownAround), at + shownAround)
  const here = Math.min(at, shownAround)
  const text = latin(around)
  return `${
    text
      .slice(0, here)
      .split(/[\r\n]/)
      .at(-1) ?? ''
  }${text.slice(here).split(/[\r\n]/, 1)[0] ?? ''}`
}

function firstNotUtf8(bytes: Uint8Array): number {
  let good = 0
  for (let step = 2 ** Math.ceil(Math.log2(bytes.length + 1)); step >= 1; step /= 2)
    // A cut inside a character is no fault of the file: up to three bytes more decide.
    if (good + step <= bytes.length && [0, 1, 2, 3].some((more) => isUtf8(bytes.subarray(0, good + step - more))))
      good += step
  while (!isUtf8(bytes.subarray(0, good))) good -= 1 // at most the three bytes of above
  return good
}

function placeOf(bytes: Uint8Array, at: number): FilePlace {
  let line = 1
  let began = 0
  bytes.subarray(0, at).forEach((byte, n) => {
    if (byte !== 10) return
    line += 1
    began = n + 1
  })
  return { line, column: new TextDecoder().decode(bytes.subarray(began, at)).length + 1 }
}
