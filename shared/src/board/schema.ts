/**
 * What a board is, as everybody but `doc.ts` sees it: immutable values, parsed and bounded.
 * A board is what one table makes in one session. Limits carry their reason in SPEC.md (LIM).
 */
import type { BlockId, BoardId, GroupId, Lang, NodeId, RelationId, SeatCode, WordsId } from '../ids.ts'

export const nodeKinds = ['issue', 'position', 'argument', 'condition', 'question', 'experience', 'source'] as const
export type NodeKind = (typeof nodeKinds)[number]

/** `same-as` joins boards and comes with synthesis. */
export const relationKinds = [
  'answers',
  'supports',
  'attacks',
  'undercuts',
  'qualifies',
  'illustrates',
  'cites',
] as const
export type RelationKind = (typeof relationKinds)[number]

/** How words reached the board. Only the first three are printed in quotation marks. */
export const captures = ['own-typing', 'dictated', 'paper', 'from-notes', 'paraphrase'] as const
export type Capture = (typeof captures)[number]
export const verbatim: ReadonlySet<Capture> = new Set(['own-typing', 'dictated', 'paper'])

export const limits = {
  words: 2_000,
  wording: 2_000,
  title: 200,
  /** Characters of a table's minutes, and their blocks (paragraphs, headings, items), mentions and lists in all. */
  notes: 100_000,
  notesElements: 4_000,
  label: 80,
  nodes: 2_000,
  relations: 4_000,
  /** Photos of paper per board: a table of eight leaves some sixty sheets a day. */
  photos: 100,
  /** Bytes of one: 2,048 pixels of handwriting need a tenth of it. */
  photoBytes: 2 * 1024 * 1024,
  /** Bytes of encoded state: above soft a checkpoint and a warning, above hard writes are refused and reads go on. */
  documentSoft: 2 * 1024 * 1024,
  documentHard: 8 * 1024 * 1024,
  stateVector: 64 * 1024,
  /** Levels of nesting inside a document; ours need 3, a hostile one of 20,000 overflows the stack. */
  depth: 8,
} as const

export type BoardNode = {
  readonly id: NodeId
  readonly kind: NodeKind
  /** The tidied, co-edited text. */
  readonly wording: string
  readonly lang: Lang
  /** Fractional index among the nodes that nothing places (roots and not linked yet). */
  readonly order: string
  /** Client's clock, milliseconds since 1970; for display only, never for order. */
  readonly at: number
}

export type Relation = {
  readonly id: RelationId
  readonly kind: RelationKind
  readonly from: NodeId
  /** A node, except for `undercuts`, whose target is a relation. */
  readonly to: NodeId | RelationId
  /** Fractional index among the children of its target. */
  readonly order: string
  /** Linked premises share a group: together they are one reason. */
  readonly group: GroupId | null
  readonly at: number
  /** The finer kind that the file it came from gives it, `contrast: concession`; nobody at a table sets it. */
  readonly label?: string
}

/** What somebody said. Written once; corrected by a new one that names it, withdrawn or redacted by command. */
export type Words = {
  readonly id: WordsId
  /** The node it lies beneath; null when that node is gone: the words stay in sight, unplaced. */
  readonly node: NodeId | null
  readonly text: string
  readonly lang: Lang
  readonly seat: SeatCode | null
  readonly capture: Capture
  readonly at: number
  readonly corrects: WordsId | null
  /** The block of the notes that these words were taken from; null for words that came another way. */
  readonly block: BlockId | null
  /** When it was withdrawn (ms, server's clock), or null. */
  readonly withdrawn: number | null
  /** When it was redacted (ms, server's clock), or null; `text` is then empty. */
  readonly redacted: number | null
}

/** Set by the server when the board is made; nobody else writes it. */
export type BoardMeta = {
  readonly schema: number
  readonly board: BoardId | null
  readonly question: string
  readonly lang: Lang
  readonly seats: number
  readonly table: number
}

/**
 * The outline: each node stands once. `relation` is the one that places it (null for a root or a loose node);
 * further relations of the node are drawn as references. `number` is spoken: "two point one".
 */
export type OutlineItem = {
  readonly node: NodeId
  readonly relation: RelationId | null
  readonly parent: NodeId | null
  readonly depth: number
  readonly number: string
  readonly children: readonly NodeId[]
}

/** Immutable and structurally shared: an entry that did not change is the same object as before. */
export type Board = {
  readonly meta: BoardMeta
  readonly nodes: ReadonlyMap<NodeId, BoardNode>
  /** Only relations whose ends both exist: never a dangling one. */
  readonly relations: ReadonlyMap<RelationId, Relation>
  readonly words: ReadonlyMap<WordsId, Words>
  /** Words ids per node, oldest first (then by id). */
  readonly wordsOf: ReadonlyMap<NodeId, readonly WordsId[]>
  readonly unplaced: readonly WordsId[]
  /** What redacted words said, for comparing alone: nobody reads it, and no format writes it. Left out where there are none. */
  readonly struck?: ReadonlyMap<WordsId, string>
  /** Depth-first, issues first; cycles are cut where the outline would repeat, and stay as relations. */
  readonly outline: readonly OutlineItem[]
  /** Nodes that are neither an issue nor placed by a relation, in order. */
  readonly loose: readonly NodeId[]
}
