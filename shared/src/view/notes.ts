/** What an audience may see of the minutes: nothing, unless the policy says so; then blocks, renumbered among what is shown. */
import { mentionMark, type Block, type Notes } from '../board/notes/schema.ts'
import { blockName } from '../board/texts.ts'
import type { BlockId, NodeId } from '../ids.ts'
import type { Held, ViewBlock } from './policy.ts'

/**
 * Blocks in their order. A mention is the public id of a node that is shown; of any other the sentence keeps the gap and
 * not the name. What was written behind the curtain is left out, what was changed behind it stands as it stood.
 */
export function viewNotes(
  notes: Notes | undefined,
  held: Held,
  publicId: (id: string) => string,
  shown: (node: NodeId) => string | null,
  translated: (id: string, wording: string) => Pick<ViewBlock, 'translations'> = () => ({}),
): Readonly<Record<string, ViewBlock>> {
  const view: Record<string, ViewBlock> = {}
  const counters = new Map<number, { last: number; shown: number }>()
  let order = 0
  for (const block of notes?.blocks ?? []) {
    const kept = held.blocks.get(block.id)
    if (kept === null) continue
    const one: Block = kept ?? block
    if (one.text.trim() === '') continue
    const names = one.mentions.map(({ node }) => shown(node))
    view[publicId(blockName(block.id))] = {
      kind: one.kind,
      level: one.level,
      ordinal: ordinalOf(one, block.ordinal, counters),
      text: one.text,
      mentions: names.map((name) => name ?? '-').join(' '),
      order: order++,
      ...translated(blockName(block.id), one.text),
    }
  }
  return view
}

/** Numbers of a list as they are counted among what is shown: an item that is not leaves no gap. */
function ordinalOf(
  block: Block,
  ordinal: number | null,
  counters: Map<number, { last: number; shown: number }>,
): number | null {
  if (block.kind !== 'ordered' && block.kind !== 'bullet') counters.clear()
  for (const level of counters.keys()) if (level > block.level) counters.delete(level)
  if (block.kind !== 'ordered' || ordinal === null) return null
  const counter = counters.get(block.level)
  const next = counter === undefined || ordinal <= counter.last ? 1 : counter.shown + 1
  counters.set(block.level, { last: ordinal, shown: next })
  return next
}

/** Mentions of a view's block, in the order of their marks: public ids, null for what is not shown. */
export const mentionsOf = ({ mentions, text }: Pick<ViewBlock, 'mentions' | 'text'>): readonly (string | null)[] =>
  text.includes(mentionMark) ? mentions.split(' ').map((id) => (id === '-' ? null : id)) : []

/** What is held of the minutes when the curtain is opened on `now`, having been drawn on `before`: see `held.ts`. */
export function blocksHeld(
  held: Held['blocks'],
  before: Notes | undefined,
  now: Notes | undefined,
): ReadonlyMap<BlockId, Block | null> {
  if (now === undefined || now === before) return held
  const blocks = new Map(held)
  for (const block of now.blocks) {
    const then = before?.byId.get(block.id)
    if (then === undefined) blocks.set(block.id, null)
    else if (!blocks.has(block.id) && differs(then, block)) blocks.set(block.id, then)
  }
  return blocks
}

/** A number moves on when an item is added above it: that changes nobody's sentence. */
const differs = (a: Block, b: Block): boolean =>
  a !== b &&
  (a.text !== b.text ||
    a.kind !== b.kind ||
    a.level !== b.level ||
    JSON.stringify(a.mentions) !== JSON.stringify(b.mentions))

/** Blocks that the table has removed since: a delay does not play them back. */
export const blocksGone = (then: Notes | undefined, now: Notes | undefined): readonly BlockId[] =>
  then === undefined || then === now ? [] : then.blocks.flatMap(({ id }) => (now?.byId.has(id) ? [] : [id]))
