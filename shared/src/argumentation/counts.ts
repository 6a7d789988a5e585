/**
 * Counts of a board, each with its unit: entries (nodes), words, people. Derived, never stored.
 *
 * People are counted carefully, for the board has no names: words of one seat are one person's, however many; words
 * without a seat may be anybody's, and each counts as one person's. So it is "at most" for words without a seat.
 * Words that were withdrawn are nobody's any more. Redacted words count: somebody said them.
 */
import type { NodeId, SeatCode } from '../ids.ts'
import { nodeKinds, type Board, type NodeKind, type Words } from '../board/schema.ts'

export type Counts = {
  /** Nodes, the issue among them. */
  readonly entries: number
  readonly kinds: Readonly<Record<NodeKind, number>>
  readonly relations: number
  /** Words that stand: neither withdrawn, nor replaced by a correction. */
  readonly words: number
  /** Seats that spoke, in order of their code. */
  readonly seats: readonly SeatCode[]
  readonly people: number
  /** Nodes beneath which nobody's words lie. */
  readonly withoutWords: number
}

export type Voices = { readonly words: number; readonly seats: readonly SeatCode[]; readonly people: number }

/** Who spoke, of some words. */
export function voices(words: Iterable<Pick<Words, 'seat' | 'withdrawn'>>): Voices {
  const seats = new Set<SeatCode>()
  let count = 0
  let unseated = 0
  for (const one of words) {
    if (one.withdrawn !== null) continue
    count += 1
    if (one.seat === null) unseated += 1
    else seats.add(one.seat)
  }
  return { words: count, seats: [...seats].sort(), people: seats.size + unseated }
}

/** Whose words lie beneath a node: the chip that says "5 people's words", and the mark of the table. */
export function voicesOf(board: Board, node: NodeId): Voices {
  const ids = board.wordsOf.get(node) ?? []
  return voices(ids.flatMap((id) => board.words.get(id) ?? []))
}

/** Entries by kind, links, words, and people at most; linear in the board. */
export function countsOf(board: Board): Counts {
  const kinds: Record<NodeKind, number> = {
    issue: 0,
    position: 0,
    argument: 0,
    condition: 0,
    question: 0,
    experience: 0,
    source: 0,
  }
  for (const node of board.nodes.values()) kinds[node.kind] += 1
  let withWords = 0
  for (const node of board.wordsOf.keys()) if (voicesOf(board, node).words > 0) withWords += 1
  return {
    entries: nodeKinds.reduce((sum, kind) => sum + kinds[kind], 0),
    kinds,
    relations: board.relations.size,
    ...voices(board.words.values()),
    withoutWords: board.nodes.size - withWords,
  }
}
