/**
 * Options that were picked from tables' maps, as they may be told by now: with the mark of their entry and its table, or, once
 * it may not be shown any more, under a label that says neither what it was nor whose. What was answered to it counts.
 */
import { hasBlack } from '../board/blacken.ts'
import type { Item, Option } from '../dialogue/items.ts'
import type { NodeId } from '../ids.ts'
import type { AskedEntry } from './asks.ts'
import type { Figure } from './figure.ts'
import type { Voices } from './fold.ts'
import { notShown } from './stances.ts'

/** Whether a picked entry may be shown, in the words that it was frozen in. */
export type MayShow = (entry: AskedEntry) => boolean

/** What is known of its board by now: whether anybody outside its table may be shown anything, and which of its entries. */
export type EntriesNow = {
  /** Neither paused nor without its people's consent; its curtain may be drawn. */
  readonly open: boolean
  readonly sees: (node: NodeId) => boolean
  /** Whether the entry stands on its map, and its table hides it from nobody. */
  readonly stands: (node: NodeId) => boolean
  readonly refuses: (entry: AskedEntry) => boolean
}
/**
 * While observers see its entry, or its table lets the hall be asked about it in these words. Not what somebody refuses, nor
 * what was erased.
 */
export function entryShown({ released }: Pick<Voices, 'released'>, entry: AskedEntry, now: EntriesNow): boolean {
  const { board, node, wording } = entry
  if (!now.open || hasBlack(wording) || !now.stands(node) || now.refuses(entry)) return false
  return now.sees(node) || released.get(board)?.get(node)?.wording === wording
}

const markOf = ({ kind, table }: AskedEntry): Required<Pick<Option, 'entry'>> => ({ entry: { kind, table } })

/** An item as it is read by now. */
export function itemPicked(item: Item, entries: readonly AskedEntry[], may: MayShow): Item {
  if (item.type !== 'choose' && item.type !== 'single' && item.type !== 'ranking') return item
  const of = new Map(entries.map((entry) => [entry.option, entry]))
  return {
    ...item,
    options: item.options.map((option) => {
      const entry = of.get(option.id)
      if (entry === undefined) return option
      return may(entry) ? { ...option, ...markOf(entry) } : { id: option.id, text: notShown.entry }
    }),
  }
}

/** The same of its figure: its numbers stay. */
export function figurePicked(figure: Figure, entries: readonly AskedEntry[], may: MayShow): Figure {
  if (entries.length === 0) return figure
  const of = new Map(entries.map((entry) => [entry.option, entry]))
  return {
    ...figure,
    rows: figure.rows.map((row) => {
      const entry = of.get(optionOf(row.key))
      if (entry === undefined) return row
      return may(entry) ? { ...row, ...markOf(entry) } : { ...row, text: notShown.entry }
    }),
  }
}
/** Rows of one option: that it was chosen, rejected, or left as it is. */
const optionOf = (key: string): string => key.split(':')[0] ?? key
