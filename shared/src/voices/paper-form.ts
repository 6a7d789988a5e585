/**
 * A sheet as the guided form asks it: one small question after the other, in the order of the paper, answered by the key
 * that is printed in or beside its box. What was typed becomes answers; the same sheet typed twice must give the same.
 *
 * No mark at all is an answer not given by somebody who was asked: `refused`, like the box that says so. Marks that
 * contradict one another (two first places, three chosen of two) are nobody's to interpret: `illegible`.
 */
import { sameAnswer, tidyAnswer, type Answers } from './answer.ts'
import { askedOf, questionsOf } from './asked.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { answerTo, supports, type Answer, type Item, type ItemKey, type NoAnswer } from '../dialogue/items.ts'
import type { VotedOn } from './rows.ts'
import { supportTexts } from './stances.ts'

/** The keys of boxes: digits first, then letters that stand on every keyboard with Latin letters. */
export const boxKeys: readonly string[] = [...'123456789abcdefghijklmnopqrstuvwxyz']
/** Typed for "I'd rather not say" and for what nobody can read. */
export const refusedKey = '-'
export const illegibleKey = '?'

export type Box = { readonly key: string; readonly value: string; readonly text: LocalText | null }
/** One thing to type. `row`: which option or axis of its item it is. */
export type Ask = {
  readonly id: string
  readonly key: ItemKey
  readonly item: Item
  readonly node: VotedOn | null
  readonly row: { readonly id: string; readonly text: LocalText } | null
  readonly how:
    | { readonly is: 'boxes'; readonly boxes: readonly Box[] }
    | { readonly is: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
    | { readonly is: 'text' }
}
/** What was typed, by ask; what is not there was not typed yet. */
export type Typed = Readonly<Record<string, string>>

const three = (values: readonly [string, string, string]): Ask['how'] => ({
  is: 'boxes',
  boxes: values.map((value, at) => ({ key: String(at + 1), value, text: null })),
})

function asksOfItem(key: ItemKey, item: Item, node: VotedOn | null): readonly Ask[] {
  const one = (how: Ask['how'], row: Ask['row'] = null): Ask => ({
    id: row === null ? key : `${key}/${row.id}`,
    key,
    item,
    node,
    row,
    how,
  })
  switch (item.type) {
    case 'agree':
      return [one(three(['agree', 'pass', 'disagree']))]
    case 'choose':
      return item.options.map((row) => one(three(['chosen', 'indifferent', 'rejected']), row))
    case 'single':
      return [
        one({
          is: 'boxes',
          boxes: item.options.map(({ id, text }, at) => ({ key: boxKeys[at] ?? '', value: id, text })),
        }),
      ]
    case 'ranking':
      return item.options.map((row) => one({ is: 'number', min: 1, max: item.options.length, whole: true }, row))
    case 'scale':
      return [one({ is: 'number', min: item.min, max: item.max, whole: true })]
    case 'placement':
      return [
        one({ is: 'number', min: 0, max: 100, whole: false }, { id: 'x', text: item.x.high }),
        one({ is: 'number', min: 0, max: 100, whole: false }, { id: 'y', text: item.y.high }),
      ]
    case 'number':
      return [one({ is: 'number', min: item.min ?? -1e12, max: item.max ?? 1e12, whole: false })]
    case 'text':
      return [one({ is: 'text' })]
    case 'support':
      return [
        one({
          is: 'boxes',
          boxes: supports.map((value, at) => ({ key: String(at + 1), value, text: supportTexts[value] })),
        }),
        one({ is: 'text' }, { id: 'why', text: supportTexts['yes-if'] }),
      ]
    // The table's own, typed in by nobody.
    case 'recommendation':
      return []
  }
}

/** Whether this can be typed here. Nothing at all can: the box was left empty. */
export function readable(ask: Ask, typed: string): boolean {
  const text = typed.trim()
  if (text === '' || text === refusedKey || text === illegibleKey) return true
  switch (ask.how.is) {
    case 'boxes':
      return ask.how.boxes.some(({ key }) => key === text.toLowerCase())
    case 'number': {
      const number = numberOf(text)
      const { min, max, whole } = ask.how
      return number !== null && number >= min && number <= max && (!whole || Number.isInteger(number))
    }
    case 'text':
      return true
  }
}

/** A comma or a point, and digits as a keyboard for Arabic writes them. */
function numberOf(typed: string): number | null {
  const plain = typed
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[,\u066b]/g, '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}

const none = (why: NoAnswer): Answer => ({ type: 'none', why })

/** What the marks on one item say; null where one of them is not typed yet. */
function answerOf(item: Item, asks: readonly Ask[], typed: Typed, lang: string): Answer | null {
  const given: string[] = []
  for (const ask of asks) {
    const one = typed[ask.id]
    if (one === undefined || !readable(ask, one)) return null
    given.push(one.trim())
  }
  const first = given[0] ?? ''
  if (given.includes(refusedKey) || given.every((one) => one === '')) return none('refused')
  if (given.every((one) => one === illegibleKey || one === '')) return none('illegible')
  const boxOf = (at: number): string | undefined => {
    const how = asks[at]?.how
    return how?.is === 'boxes' ? how.boxes.find(({ key }) => key === given[at]?.toLowerCase())?.value : undefined
  }
  switch (item.type) {
    case 'agree': {
      const value = boxOf(0)
      return value === 'agree' || value === 'pass' || value === 'disagree' ? { type: 'agree', value } : null
    }
    case 'single': {
      const option = boxOf(0)
      return option === undefined ? null : { type: 'single', option }
    }
    case 'choose': {
      const with_ = (value: string): readonly string[] =>
        asks.flatMap((ask, at) => (boxOf(at) === value && ask.row !== null ? [ask.row.id] : []))
      const chosen = with_('chosen')
      if (item.most !== undefined && chosen.length > item.most) return none('illegible')
      return { type: 'choose', chosen, rejected: with_('rejected'), indifferent: with_('indifferent') }
    }
    case 'ranking': {
      const places = asks.flatMap((ask, at) => {
        const place = numberOf(given[at] ?? '')
        return place === null || ask.row === null ? [] : [{ place, option: ask.row.id }]
      })
      // Two in one place, or a place left out: the order can't be told.
      places.sort((a, b) => a.place - b.place)
      if (places.some(({ place }, at) => place !== at + 1)) return none('illegible')
      return { type: 'ranking', order: places.map(({ option }) => option) }
    }
    case 'placement': {
      const [x, y] = given.map(numberOf)
      return typeof x === 'number' && typeof y === 'number' ? { type: 'placement', x, y } : none('illegible')
    }
    case 'scale':
    case 'number': {
      const value = numberOf(first)
      return value === null ? null : { type: item.type, value }
    }
    case 'text':
      return { type: 'text', text: first, lang }
    case 'support': {
      const value = supports.find((one) => one === boxOf(0))
      const text = given[1] ?? ''
      if (value === undefined) return null
      if (text === '' || value === 'yes') return value === 'yes-if' ? none('illegible') : { type: 'support', value }
      return { type: 'support', value, why: { text, lang } }
    }
    case 'recommendation':
      return null
  }
}

export type PaperForm = {
  readonly items: readonly Item[]
  readonly nodes: readonly VotedOn[]
  /** Of what is written on it. */
  readonly lang: string
  /** Its rows for entries were filled in by hand: an entry without a mark did not stand on it. */
  readonly byHand: boolean
}
/** The sheet as far as it is typed: what is asked of this person, and the answers that are whole. */
export function readSheet(
  { items, nodes, lang, byHand }: PaperForm,
  typed: Typed,
): { readonly asks: readonly Ask[]; readonly answers: Answers; readonly whole: boolean } {
  const questions = questionsOf(items, nodes).map(({ key, item, node }) => ({
    key,
    asks: asksOfItem(key, item, node),
    item,
  }))
  const answers: Record<ItemKey, Answer> = {}
  for (const { key, item, asks } of questions) {
    const empty = asks.every(({ id }) => typed[id]?.trim() === '')
    const answer = byHand && asks[0]?.node != null && empty ? none('not-asked') : answerOf(item, asks, typed, lang)
    if (answer !== null) answers[key] = tidyAnswer(item, answer)
  }
  // What a skip rule leaves out is not looked at, whatever was marked there.
  const asked = new Set(askedOf(items, nodes, answers).map(({ key }) => key))
  for (const { key } of questions) if (!asked.has(key)) answers[key] = none('not-asked')
  const asks = questions.filter(({ key }) => asked.has(key)).flatMap((question) => question.asks)
  return { asks, answers, whole: questions.every(({ key }) => answerTo(answers, key) !== undefined) }
}

/** Which items were not typed the same both times, in the order of the sheet. */
export const differing = (first: Answers, second: Answers): readonly ItemKey[] =>
  Object.keys({ ...first, ...second }).filter((key) => !sameAnswer(answerTo(first, key), answerTo(second, key)))
