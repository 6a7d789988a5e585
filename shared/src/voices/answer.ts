/**
 * Whether an answer is one that its item can have, and the one way in which it is written down. A screen asks before it
 * sends, the server before it keeps: what one accepts the other does.
 */
import { limits } from '../board/schema.ts'
import { plainText } from '../board/text.ts'
import { isLang } from '../ids.ts'
import type { Problem } from '../problem.ts'
import { askedOf, questionsOf } from './asked.ts'
import {
  answerTo,
  readItemKey,
  supports,
  type Answer,
  type Item,
  type ItemKey,
  type Option,
  type Why,
} from '../dialogue/items.ts'
import type { VotedOn } from './rows.ts'

export type Answers = Readonly<Record<ItemKey, Answer>>

/** Numbers beyond these are typing errors, and lose their last digits in a spreadsheet. */
const largest = 1e12

const bad = (where: string, why: string): Problem => ({ code: 'bad-request', where, why })

function badOptions(where: string, chosen: readonly string[], options: readonly Option[]): Problem | null {
  if (new Set(chosen).size !== chosen.length) return bad(where, 'named twice')
  const known = new Set(options.map(({ id }) => id))
  return chosen.every((id) => known.has(id)) ? null : bad(where, 'unknown option')
}

/** Why this is no answer to this item, or null. */
export function checkAnswer(item: Item, answer: Answer): Problem | null {
  if (answer.type === 'none') return null
  if (answer.type !== item.type) return bad(item.id, 'another kind of answer')
  switch (answer.type) {
    case 'agree':
      return ['agree', 'disagree', 'pass'].includes(answer.value) ? null : bad(item.id, 'unknown value')
    case 'choose': {
      if (item.type !== 'choose') return null
      const { chosen, rejected, indifferent } = answer
      // Twice in one list or in two: either way nobody could say what was meant.
      const problem = badOptions(item.id, [...chosen, ...rejected, ...indifferent], item.options)
      if (problem !== null) return problem
      return item.most !== undefined && chosen.length > item.most ? bad(item.id, 'too many chosen') : null
    }
    case 'single':
      return item.type === 'single' ? badOptions(item.id, [answer.option], item.options) : null
    case 'ranking':
      return item.type === 'ranking' ? badOptions(item.id, answer.order, item.options) : null
    case 'scale':
      if (item.type !== 'scale') return null
      return Number.isInteger(answer.value) && answer.value >= item.min && answer.value <= item.max
        ? null
        : bad(item.id, 'not a step of the scale')
    case 'placement':
      return [answer.x, answer.y].every((at) => Number.isFinite(at) && at >= 0 && at <= 100)
        ? null
        : bad(item.id, 'outside the axes')
    case 'number':
      if (item.type !== 'number') return null
      return Number.isFinite(answer.value) &&
        Math.abs(answer.value) <= largest &&
        answer.value >= (item.min ?? -largest) &&
        answer.value <= (item.max ?? largest)
        ? null
        : bad(item.id, 'out of range')
    case 'text':
      if (answer.text.length > limits.words) return { code: 'too-large', limit: limits.words, size: answer.text.length }
      if (plainText(answer.text).trim() === '') return bad(item.id, 'empty')
      return isLang(answer.lang) ? null : bad(item.id, 'no language tag')
    case 'recommendation': {
      const { sentence, reasons } = answer
      const texts = [sentence, ...reasons.map(({ wording }) => wording)]
      if (texts.some((one) => plainText(one).trim() === '')) return bad(item.id, 'empty')
      if (sentence.length > limits.title) return { code: 'too-large', limit: limits.title, size: sentence.length }
      if (reasons.length > mostReasons) return { code: 'too-large', limit: mostReasons, size: reasons.length }
      if (new Set(reasons.map(({ node }) => node)).size !== reasons.length) return bad(item.id, 'named twice')
      return [answer, ...reasons].every(({ lang }) => isLang(lang)) ? null : bad(item.id, 'no language tag')
    }
    case 'support':
      return item.type === 'support' ? badSupport(item, answer) : null
  }
}

/** As many reasons as people read on a phone. */
export const mostReasons = 8

type SupportItem = Extract<Item, { readonly type: 'support' }>
function badSupport(item: SupportItem, { value, why }: Extract<Answer, { readonly type: 'support' }>): Problem | null {
  if (!supports.includes(value)) return bad(item.id, 'unknown value')
  if (why === undefined) return value === 'yes-if' ? bad(item.id, 'no condition') : null
  if (value === 'yes') return bad(item.id, 'a yes without a condition')
  if ('option' in why) return badOptions(item.id, [why.option], value === 'no' ? item.objections : item.conditions)
  if (why.text.length > limits.title) return { code: 'too-large', limit: limits.title, size: why.text.length }
  if (plainText(why.text).trim() === '') return bad(item.id, 'empty')
  return isLang(why.lang) ? null : bad(item.id, 'no language tag')
}

const tidyWhy = (why: Why): Why =>
  'option' in why ? { option: why.option } : { text: plainText(why.text), lang: why.lang }

/** The same answer, written the one way: fields and options in the order of the item, text without what nobody sees. */
export function tidyAnswer(item: Item, answer: Answer): Answer {
  switch (answer.type) {
    case 'agree':
      return { type: 'agree', value: answer.value }
    case 'choose': {
      const inOrder = (chosen: readonly string[]): readonly string[] =>
        item.type === 'choose' ? item.options.flatMap(({ id }) => (chosen.includes(id) ? [id] : [])) : chosen
      return {
        type: 'choose',
        chosen: inOrder(answer.chosen),
        rejected: inOrder(answer.rejected),
        indifferent: inOrder(answer.indifferent),
      }
    }
    case 'single':
      return { type: 'single', option: answer.option }
    case 'ranking':
      return { type: 'ranking', order: answer.order }
    case 'scale':
      return { type: 'scale', value: answer.value }
    case 'placement':
      return { type: 'placement', x: answer.x, y: answer.y }
    case 'number':
      return { type: 'number', value: answer.value }
    case 'text':
      return { type: 'text', text: plainText(answer.text), lang: answer.lang }
    case 'recommendation':
      return {
        type: 'recommendation',
        sentence: plainText(answer.sentence),
        lang: answer.lang,
        reasons: answer.reasons.map(({ node, wording, lang }) => ({ node, wording: plainText(wording), lang })),
      }
    case 'support':
      return {
        type: 'support',
        value: answer.value,
        ...(answer.why === undefined ? {} : { why: tidyWhy(answer.why) }),
      }
    case 'none':
      return { type: 'none', why: answer.why }
  }
}

/** Both tidied: do they say the same? */
export const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean =>
  a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b)

/** Answers tidied, or why one of them is none. `own`: the keys that may be answered here. */
export function checkAnswers(
  items: readonly Item[],
  own: ReadonlySet<ItemKey>,
  answers: Answers,
): { readonly answers: Answers } | { readonly problem: Problem } {
  const byId = new Map(items.map((item) => [item.id, item]))
  const tidied: Record<ItemKey, Answer> = {}
  for (const [key, answer] of Object.entries(answers)) {
    const item = byId.get(readItemKey(key).item)
    if (item === undefined || !own.has(key)) return { problem: bad(key.slice(0, 130), 'not asked here') }
    const problem = checkAnswer(item, answer)
    if (problem !== null) return { problem }
    tidied[key] = tidyAnswer(item, answer)
  }
  return { answers: tidied }
}

/** The keys of a round that are a person's to answer. */
export const personalKeys = (items: readonly Item[], nodes: readonly VotedOn[]): ReadonlySet<ItemKey> =>
  new Set(questionsOf(items, nodes).map(({ key }) => key))
/** The keys of a round that are the table's own to answer. */
export const tableKeys = (items: readonly Item[], nodes: readonly VotedOn[]): ReadonlySet<ItemKey> =>
  new Set(
    // As if they were asked of a person: an item on entries is one question for each, no matter who answers.
    questionsOf(
      items.filter(({ unit }) => unit === 'tables').map((item) => ({ ...item, unit: 'people' as const })),
      nodes,
    ).map(({ key }) => key),
  )

/**
 * What a person answers besides what they answered `before`, with the skip rules applied: an answer to what is not asked
 * of them is an error, and what an answer makes unasked is said so, so that no earlier answer to it goes on counting.
 */
export function withSkips(
  items: readonly Item[],
  nodes: readonly VotedOn[],
  before: Answers,
  answers: Answers,
): { readonly answers: Answers } | { readonly problem: Problem } {
  const whole = { ...before, ...answers }
  const asked = new Set(askedOf(items, nodes, whole).map(({ key }) => key))
  const given: Record<ItemKey, Answer> = {}
  for (const { key } of questionsOf(items, nodes)) {
    const answer = answerTo(answers, key)
    if (asked.has(key)) {
      if (answer !== undefined) given[key] = answer
    } else {
      if (answer !== undefined && answer.type !== 'none') return { problem: bad(key, 'not asked of who answered so') }
      given[key] = { type: 'none', why: 'not-asked' }
    }
  }
  return { answers: given }
}
