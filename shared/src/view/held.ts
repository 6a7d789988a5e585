/**
 * What the curtain keeps back: a fold over a board's history (`curtainAfter`). The curtain is drawn, it is opened, and the
 * table releases what it wrote behind it. What was first written in between is held: new
 * nodes, relations and words are left out, and a wording that was changed stands as it stood when the curtain was drawn.
 * Boards are structurally shared, so comparing two states costs one identity check per entry.
 */
import type { ShapeId } from '../board/canvas/schema.ts'
import type { Whole } from '../board/whole.ts'
import type { BlockId, NodeId, RelationId, WordsId } from '../ids.ts'
import { countHeld, shapesHeld } from './canvas.ts'
import { blocksHeld } from './notes.ts'
import { nothingHeld, type Held } from './policy.ts'

export type Curtain = {
  /** The board as it stood when the curtain was drawn; null while it is open. */
  readonly before: Whole | null
  readonly held: Held
}
export const openCurtain: Curtain = { before: null, held: nothingHeld }

/** Drawn twice, the first time counts. */
export const draw = (curtain: Curtain, board: Whole): Curtain =>
  curtain.before ? curtain : { before: board, held: curtain.held }

/** What came in meanwhile stays held until it is released. */
export const open = (curtain: Curtain, board: Whole): Curtain =>
  curtain.before ? { before: null, held: heldNow(curtain, board) } : curtain

/** Released while drawn: what stands now counts as seen, and what follows is held again. */
export const release = (curtain: Curtain, board: Whole): Curtain => ({
  before: curtain.before ? board : null,
  held: nothingHeld,
})

/** One step of the fold: what a command row of the board's journal does to its curtain. */
export function curtainAfter(
  curtain: Curtain,
  row: { readonly kind: 'curtain'; readonly to: 'open' | 'drawn' } | { readonly kind: 'release' },
  board: Whole,
): Curtain {
  if (row.kind === 'release') return release(curtain, board)
  return row.to === 'drawn' ? draw(curtain, board) : open(curtain, board)
}

/** What would be held if the curtain were opened on this board now. What was held before keeps its older text. */
export function heldNow(curtain: Curtain, board: Whole): Held {
  const { before, held } = curtain
  if (!before) return withCorrections(held, board)
  const ids = new Set<NodeId | RelationId | WordsId>(held.ids)
  const wording = new Map(held.wording)
  for (const [id, node] of board.nodes) {
    const then = before.nodes.get(id)
    if (!then) ids.add(id)
    else if (then !== node && then.wording !== node.wording && !wording.has(id)) wording.set(id, then.wording)
  }
  for (const id of board.relations.keys()) if (!before.relations.has(id)) ids.add(id)
  for (const id of board.words.keys()) if (!before.words.has(id)) ids.add(id)
  return withCorrections(
    {
      ids,
      wording,
      blocks: blocksHeld(held.blocks, before.notes, board.notes),
      shapes: shapesHeld(held.shapes, before.canvas, board.canvas),
    },
    board,
  )
}

/** A correction says again what was said behind the curtain: it is held with the words it corrects, whenever it is made. */
function withCorrections(held: Held, board: Whole): Held {
  if (held.ids.size === 0) return held
  const more = new Set<WordsId>()
  for (const [id, words] of board.words) {
    // A correction of a correction leads back to what was said first; a ring, which only hostile devices make, ends.
    const passed = new Set<WordsId>([id])
    for (let one = words.corrects; one !== null && !passed.has(one); one = board.words.get(one)?.corrects ?? null) {
      passed.add(one)
      if (held.ids.has(one)) more.add(id)
    }
  }
  return alsoHeld(held, more)
}

/** Entries a table still holds back, for the sentence "3 entries are not shown yet". Those deleted meanwhile don't count. */
export function heldCount(held: Held, board: Whole): number {
  let count = 0
  for (const id of board.nodes.keys()) if (held.ids.has(id) || held.wording.has(id)) count += 1
  for (const id of board.words.keys()) if (held.ids.has(id)) count += 1
  count += countHeld(held.shapes, board.canvas)
  for (const { id } of board.notes?.blocks ?? []) if (held.blocks.has(id)) return count + 1 // the notes, as one
  return count
}

/** Adds ids to what is held: what the table took back since (removed, withdrawn, redacted) while a delay still runs. */
export function alsoHeld(
  held: Held,
  more: Iterable<NodeId | RelationId | WordsId>,
  gone: Iterable<BlockId> = [],
  shapesGone: Iterable<ShapeId> = [],
): Held {
  const ids = new Set(held.ids)
  for (const id of more) ids.add(id)
  const blocks = new Map(held.blocks)
  for (const id of gone) blocks.set(id, null)
  const shapes = new Map(held.shapes)
  for (const id of shapesGone) shapes.set(id, null)
  return { ...held, ids, blocks, shapes }
}
