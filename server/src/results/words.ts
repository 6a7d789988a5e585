/**
 * What was frozen of tables' maps and asked, as it may be read by now by whoever analyses: an entry that may not be shown any
 * more stands under the label that says only that, whatever the cut. What was answered to it counts.
 */
import type { Item } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId, NodeId } from '@tablee/shared/ids'
import type { AskedEntry } from '@tablee/shared/voices/asks'
import type { Voices } from '@tablee/shared/voices/fold'
import { entryShown, itemPicked } from '@tablee/shared/voices/picked'
import { asShown, byEntries, byWords, type MayRead } from '@tablee/shared/voices/recommended'
import type { BoardsNow } from '../voices/boards-now.ts'

/** `version`: another one where something of it is read otherwise. */
export type Words = {
  readonly version: string
  readonly item: (step: string, item: Item) => Item
  /** Whether the wording that was voted on may be read. */
  readonly entry: (node: NodeId | null) => boolean
}

/** Reads boards that are asked about, as far as nobody has, and gives way while it does. */
export function createWords({
  voices,
  boardsOf,
  now,
}: {
  readonly voices: { state(dialogue: DialogueId): Voices }
  /** Of all tables. */
  readonly boardsOf: (dialogue: DialogueId) => readonly BoardId[]
  readonly now: Pick<BoardsNow, 'ready' | 'known' | 'entries' | 'refuses'>
}) {
  return async (dialogue: DialogueId): Promise<Words> => {
    const asks = [...voices.state(dialogue).asks.values()].filter(
      ({ entries, sources, calledBack }) => calledBack === null && (entries.length > 0 || sources !== undefined),
    )
    // A sentence on which a table agreed may say again what somebody refuses at whichever table.
    const everywhere = asks.some(({ sources }) => sources !== undefined) ? boardsOf(dialogue) : []
    const voted = [...voices.state(dialogue).rounds.values()].filter(({ nodes }) => nodes.length > 0)
    const involved = new Set<BoardId>([
      ...everywhere,
      ...asks.flatMap(({ entries }) => entries.map(({ board }) => board)),
      ...voted.map(({ board }) => board),
    ])
    await now.ready(involved)
    const state = voices.state(dialogue)
    const refused = byWords((of, text) => everywhere.some((board) => now.refuses(board, of, text)))
    const mayShow = (entry: AskedEntry): boolean => entryShown(state, entry, now.entries(entry.board))
    const items = new Map<string, Item>()
    for (const { step, items: asked, entries, sources = {} } of asks)
      for (const item of asked) {
        const stands = byEntries(sources[item.id], () => true)
        const picked = itemPicked(supported(item, both(stands, refused)), entries, mayShow)
        if (picked !== item) items.set(`${step}/${item.id}`, picked)
      }
    const gone = new Set<NodeId>()
    for (const { board, nodes } of voted)
      for (const one of nodes)
        if (now.known(board)?.refusals.some((by) => by.wording(one, one.node, one.wording)) !== false)
          gone.add(one.node)
    return {
      version: JSON.stringify([[...items], [...gone].sort()]),
      item: (step, item) => items.get(`${step}/${item.id}`) ?? item,
      entry: (node) => node === null || !gone.has(node),
    }
  }
}

const both = (one: MayRead, other: MayRead): MayRead => ({
  sentence: (text) => one.sentence(text) && other.sentence(text),
  part: (part, place, text) => one.part(part, place, text) && other.part(part, place, text),
})
/** What a table recommends, without what may not be read of it any more. */
function supported(item: Item, may: MayRead): Item {
  if (item.type !== 'support') return item
  const { text, recommended } = asShown({ text: item.text, recommended: item }, may)
  return { ...item, text, ...recommended }
}
