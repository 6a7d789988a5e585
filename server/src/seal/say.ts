/** What was found of a download, in sentences. */
import type { Language } from '@tablee/shared/i18n/index'
import { withDigits } from '@tablee/shared/i18n/language'
import { translator } from '@tablee/shared/i18n/translator'
import type { Checked, Finding, Note } from './findings.ts'
import { verifyMessages } from './messages/index.ts'
import type { Place } from './place.ts'

/** More of them say nothing that these do not. */
const most = 20

/** What a download holds may be anybody's: nothing of it breaks a line, moves the cursor or turns the direction of what follows. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)
const shown = <Data>(data: Data): Data =>
  JSON.parse(JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? harmless(value) : value)))

/** The first line is the verdict. `file`: as it was asked for. */
export function sayChecked(language: Language, asked: string, checked: Checked): readonly string[] {
  const file = harmless(asked)
  const { state, findings, notes } = shown(checked)
  const say = translator(verifyMessages, language)
  return [
    say(state, { file }),
    ...findings.slice(0, most).map((one) => sayFinding(language, one)),
    ...(findings.length > most ? [`… +${findings.length - most}`] : []),
    ...notes.map((one) => sayNote(language, one)),
  ]
}

/** One sentence, with its place. */
export function sayFinding(language: Language, found: Finding): string {
  const say = translator(verifyMessages, language)
  const place = (at: Place): string => sayPlace(language, at)
  switch (found.is) {
    case 'changed':
    case 'removed':
    case 'added': {
      const { file, now, was } = found
      const code = found.is === 'added' && now === null ? 'byte-added-end' : (`byte-${found.is}` as const)
      return say(code, { file, place: place(found.place), now: sayByte(language, now), was: sayByte(language, was) })
    }
    case 'range':
      return say('range', { file: found.file, place: place(found.place), until: place(found.until) })
    case 'cut':
    case 'written':
      return say(found.is, { file: found.file, place: place(found.place) })
    case 'missing':
    case 'extra':
    case 'twice':
      return say(found.is, { file: found.file })
    case 'swapped':
      return say('swapped', { file: found.file, holds: found.holds })
    case 'packing':
      return say(found.file === '' ? 'packing-all' : 'packing', { file: found.file, byte: `${found.byte}` })
    case 'unpackable':
      return say('unpackable', { file: found.file, place: place(found.place), byte: `${found.byte}` })
    case 'zip-broken':
      return say(found.after === '' ? 'zip-none' : 'zip-broken', { after: found.after, byte: `${found.byte}` })
    case 'forged':
      return say('forged', { key: found.key, what: say(`what-${found.what}`) })
    case 'inconsistent':
      return say(`inconsistent-${found.why}`)
    case 'other-key':
      return say('other-key', { key: found.key, wanted: found.wanted })
    case 'seal-broken':
      return say('seal-broken', { place: place(found.place) })
    case 'text':
      return say('text', { digest: found.digest })
    case 'not-named':
    case 'bare':
      return say(found.is, { hash: found.hash })
    case 'newer':
    case 'no-seal':
    case 'not-ours':
      return say(found.is)
  }
}

function sayNote(language: Language, note: Note): string {
  const say = translator(verifyMessages, language)
  const time = (at: number): string =>
    new Intl.DateTimeFormat(withDigits(language), { dateStyle: 'long', timeStyle: 'short' }).format(at)
  switch (note.note) {
    case 'sealed':
      return say('sealed', { snapshot: note.snapshot, at: time(note.at), key: note.key })
    case 'files':
      return say('files', { n: note.count })
    case 'earlier': {
      const { snapshot, at, key, earlier } = note
      return say('earlier', { snapshot, at: time(at), key, earlier })
    }
    case 'compare':
      return say('compare', { key: note.key })
    case 'erased':
      return say('erased', { at: time(note.at), n: note.texts })
    case 'withheld':
    case 'redacted':
      return say(note.note, { n: note.texts })
    case 'countersigned':
      return say('countersigned', { who: note.who, at: time(note.at) })
  }
}

/** Lines are counted as an editor counts them: without groups. */
function sayPlace(language: Language, { line, column, cell, path }: Place): string {
  const say = translator(verifyMessages, language)
  return listedBy(language, [
    say('spot', { line: `${line}`, column: `${column}` }),
    ...(cell === undefined ? [] : [say(cell.row === 0 ? 'head' : 'row', { row: `${cell.row}`, name: cell.column })]),
    ...(path === undefined || path === '' ? [] : [say('path', { path })]),
  ])
}
/** One behind the other, with the language's comma. */
const listedBy = (language: Language, parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : parts.join(language === 'ar' ? '، ' : ', ')

function sayByte(language: Language, byte: number | null): string {
  const say = translator(verifyMessages, language)
  if (byte === null) return ''
  return byte > 0x20 && byte < 0x7f
    ? say('letter', { text: String.fromCodePoint(byte) })
    : say('byte', { hex: byte.toString(16).toUpperCase().padStart(2, '0') })
}
