/**
 * A value of the `words` root, parsed. The gate asks this before a value is let in, the reader before it is shown: what
 * one accepts the other shows.
 */
import { isId, isLang, isSeatCode, type BlockId, type Lang, type NodeId, type SeatCode, type WordsId } from '../ids.ts'
import { fail, ok, type Problem, type Result } from '../problem.ts'
import { wordsFields, wordsOptionalFields } from './doc.ts'
import { captures, limits, type Capture } from './schema.ts'
import { plainText } from './text.ts'

export type WordsValue = {
  readonly node: NodeId
  readonly text: string
  readonly lang: Lang
  readonly seat: SeatCode | null
  readonly capture: Capture
  readonly at: number
  readonly corrects: WordsId | null
  /** Left out unless the words came from the notes. */
  readonly block?: BlockId
}

/** The last moment a JavaScript date can name. */
export const lastMoment = 8_640_000_000_000_000

/** Whole milliseconds since 1970, within what a date can be. */
export const isMoment = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= lastMoment

const isCapture = (value: unknown): value is Capture => captures.some((capture) => capture === value)

const bad = (where: string, why: string): Result<never> => fail<Problem>({ code: 'bad-request', where, why })

/**
 * Exactly the known fields, all its own: a decoded `__proto__` key becomes the value's prototype, so nothing inherited
 * counts. The text comes back without invisible characters (`plainText`).
 */
export function checkWords(value: unknown): Result<WordsValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('words', 'not an object')
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return bad('words', 'not a plain object')
  const keys = Object.keys(value)
  const unknown = keys.find((key) => ![...wordsFields, ...wordsOptionalFields].some((field) => field === key))
  if (unknown !== undefined) return bad('words', 'unknown field')
  if (wordsFields.some((field) => !keys.includes(field))) return bad('words', 'missing field')
  const { node, text, lang, seat, capture, at, corrects, block } = value as Readonly<Record<string, unknown>>
  if (!isId(node)) return bad('words.node', 'no id')
  if (typeof text !== 'string') return bad('words.text', 'no text')
  if (text.length > limits.words) return fail({ code: 'too-large', limit: limits.words, size: text.length })
  const plain = plainText(text)
  if (plain.trim() === '') return bad('words.text', 'empty')
  if (!isLang(lang)) return bad('words.lang', 'no language tag')
  if (seat !== null && !isSeatCode(seat)) return bad('words.seat', 'no seat code')
  if (!isCapture(capture)) return bad('words.capture', 'unknown')
  if (!isMoment(at)) return bad('words.at', 'no time')
  if (corrects !== null && !isId(corrects)) return bad('words.corrects', 'no id')
  if (keys.includes('block') && (!isId(block) || capture !== 'from-notes'))
    return bad('words.block', 'no block of the notes')
  return ok({
    node: node as NodeId,
    text: plain,
    lang,
    seat,
    capture,
    at,
    corrects: corrects as WordsId | null,
    ...(isId(block) ? { block: block as BlockId } : {}),
  })
}
