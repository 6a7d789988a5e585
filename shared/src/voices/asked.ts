/**
 * Which questions a round asks of one person: its items, one for each entry where an item asks about entries, without
 * those that a skip rule leaves out. The phone that asks and the server that counts who was asked use the same.
 */
import { answerTo, itemKey, type Answer, type Item, type ItemKey } from '../dialogue/items.ts'
import type { VotedOn } from './rows.ts'

export type Question = { readonly key: ItemKey; readonly item: Item; readonly node: VotedOn | null }
type Given = Readonly<Record<ItemKey, Answer>>

/** Every question of a round; items of unit `tables` are the table's own and no person's. */
export const questionsOf = (items: readonly Item[], nodes: readonly VotedOn[]): readonly Question[] =>
  items
    .filter((item) => item.unit !== 'tables')
    .flatMap((item): readonly Question[] =>
      item.type === 'agree' && item.on === 'nodes'
        ? nodes.map((node) => ({ key: itemKey(item.id, node.node), item, node }))
        : [{ key: item.id, item, node: null }],
    )

/** Whether an answer is one of those that a skip rule names. */
function isOneOf(answer: Answer | undefined, wanted: readonly string[]): boolean {
  switch (answer?.type) {
    case undefined:
    case 'none':
    case 'text':
    case 'placement':
    case 'recommendation':
      return false
    case 'support':
      return wanted.includes(answer.value)
    case 'agree':
      return wanted.includes(answer.value)
    case 'single':
      return wanted.includes(answer.option)
    case 'choose':
      return answer.chosen.some((option) => wanted.includes(option))
    case 'ranking':
      return answer.order[0] !== undefined && wanted.includes(answer.order[0])
    case 'scale':
    case 'number':
      return wanted.includes(String(answer.value))
  }
}

/**
 * The questions that are asked of somebody who answered this. A rule on a question that is itself not asked leaves its
 * own out too, whatever an earlier answer to it says; so does a rule on an item that the round does not have.
 */
export function askedOf(items: readonly Item[], nodes: readonly VotedOn[], given: Given): readonly Question[] {
  const all = questionsOf(items, nodes)
  const known = new Map(items.map((item) => [item.id, item]))
  const decided = new Map<string, boolean>()
  const asks = (item: Item): boolean => {
    const rule = item.showIf
    if (rule === undefined) return true
    const before = decided.get(item.id)
    if (before !== undefined) return before
    decided.set(item.id, false) // two that wait for each other: neither is asked
    const on = known.get(rule.item)
    // Of an item on entries, one entry answered so is enough.
    const is =
      on !== undefined &&
      asks(on) &&
      all.some(({ item: one, key }) => one.id === rule.item && isOneOf(answerTo(given, key), rule.is))
    decided.set(item.id, is)
    return is
  }
  return all.filter(({ item }) => asks(item))
}

/** Whole answers of one person: what the skip rules leave out is said as not asked, so that nobody takes it for silence. */
export function completed(
  items: readonly Item[],
  nodes: readonly VotedOn[],
  given: Given,
): Readonly<Record<ItemKey, Answer>> {
  const asked = new Set(askedOf(items, nodes, given).map(({ key }) => key))
  const whole: Record<ItemKey, Answer> = {}
  for (const { key } of questionsOf(items, nodes)) {
    const answer = answerTo(given, key)
    if (!asked.has(key)) whole[key] = { type: 'none', why: 'not-asked' }
    else if (answer !== undefined) whole[key] = answer
  }
  return whole
}
