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
const meaningOf = ({ meaning = 1 }: Item): number => meaning

/** Whether both stand in the same words, in each language that both have. */
function sameWords(one: Item, other: Item): boolean {
  const shared = Object.keys(one.text).filter((lang) => Object.hasOwn(other.text, lang))
  return shared.length > 0 && shared.every((lang) => one.text[lang] === other.text[lang])
}
/** Put in other words on the day, one of them: what was answered to it is of those words alone. */
const reworded = (one: Asked, other: Asked): boolean =>
  one.step === other.step ? one.wording !== other.wording : one.wording > 0 || other.wording > 0

/** Why these may not be counted as one; null where they may. */
export function mayPool(all: readonly Asked[]): Refused | null {
  const [first, ...others] = all
  if (first === undefined) return { why: 'no-item' }
  for (const other of others) {
    const [one, two] = [first.item, other.item]
    if (reworded(first, other) && !sameWords(one, two)) {
      const why = other.why ?? first.why
      return { why: 'other-words', ...(why === undefined ? {} : { sentence: why }) }
    }
    if (
      one.id !== two.id ||
      one.unit !== two.unit ||
      meaningOf(one) !== meaningOf(two) ||
      answersOf(one) !== answersOf(two)
    )
      return { why: 'other-meaning' }
  }
  return null
}
