/** A card with the block of its children: what layout fills and edges read. */
import type { MapCard } from './types.ts'

export const gap = {
  /** Between siblings: room for an undercut's line in the middle. */
  column: 24,
  /** Between maps of two issues. */
  root: 56,
  /** From a card to its children: bus, mark with word, stem (look/01: 50 px); without marks (answers only) less. */
  level: 50,
  plain: 35,
  /** One more for each relation kind whose line needs a level of its own. */
  lane: 8,
  /** Trunk of further rows, at the start side of their block. */
  trunk: 22,
  loose: 44,
  /** The heading above what is not linked yet. */
  heading: 40,
  /** Beneath a folded card: the edges of the sheets it holds, and how many they are. */
  fold: 30,
} as const

export type Branch = {
  readonly card: MapCard
  /** Levels beneath the top of its tree. */
  readonly depth: number
  readonly children: Branch[]
  /** Rows of children, filled by `measure` (or by where they lie, `steady.ts`). */
  rows: Branch[][]
  /** Block: width, height, and the card's x within it. */
  w: number
  h: number
  cardX: number
  /** Absolute, filled by `place`. */
  x: number
  y: number
}

export const kindsBetween = (branch: Branch): number =>
  new Set(branch.children.map((child) => child.card.relation?.kind ?? 'answers')).size
/** Height of the space above one row of children. */
export function levelGap(branch: Branch, row: readonly Branch[]): number {
  if (row.every((child) => child.card.relation === null || child.card.relation.kind === 'answers')) return gap.plain
  return gap.level + gap.lane * (kindsBetween(branch) - 1)
}
