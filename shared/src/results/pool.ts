/** What may be counted together: the same item, meant the same. Answers to other words never are, and why is told. */
import type { Item } from '../dialogue/items.ts'
import type { Asked } from './cases.ts'
import type { Refused } from './told.ts'

/** What people could answer, whatever the words around it. */
function answersOf(item: Item): string {
  switch (item.type) {
    case 'choose':
    case 'single':
    case 'ranking':
      return JSON.stringify([item.type, item.options.map(({ id }) => id).sort()])
    case 'scale':
      return JSON.stringify([item.type, item.min, item.max])
    default:
      return item.type
  }
}
/** Whether both stand in the same words, in each language that both have. */
function sameWords(one: Item, other: Item): boolean {
  const shared = Object.keys(one.text).filter((lang) => Object.hasOwn(other.text, lang))
  return shared.length > 0 && shared.every((lang) => one.text[lang] === other.text[lang])
}

/** Why these may not be counted as one; null where they may. */
export function mayPool(all: readonly Asked[]): Refused | null {
  const [first, ...others] = all
  if (first === undefined) return { why: 'no-item' }
  for (const other of others) {
    const worded = other.step === first.step ? (other.worded ?? first.worded) : undefined
    if (worded !== undefined) return { why: 'other-words', sentence: worded.why }
    const [one, two] = [first.item, other.item]
    if (one.id !== two.id || one.unit !== two.unit || answersOf(one) !== answersOf(two)) return { why: 'other-meaning' }
    if (!sameWords(one, two)) {
      const why = other.worded?.why ?? first.worded?.why
      return { why: 'other-words', ...(why === undefined ? {} : { sentence: why }) }
    }
  }
  return null
}
