/**
 * What a new entry is to the one above it: node kind and relation in one choice, as people say it ("a reason against").
 * Each has a key for an *empty* row: signs with which no sentence begins, found on every Latin keyboard and on the Arabic one.
 */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'

export const moves = [
  'position',
  'for',
  'against',
  'condition',
  'question',
  'experience',
  'source',
  'undercut',
  'issue',
] as const
export type Move = (typeof moves)[number]

type Row = { readonly kind: NodeKind; readonly relation: RelationKind | null; readonly keys: readonly string[] }

export const moveTable: Readonly<Record<Move, Row>> = {
  position: { kind: 'position', relation: 'answers', keys: ['!'] },
  for: { kind: 'argument', relation: 'supports', keys: ['+'] },
  against: { kind: 'argument', relation: 'attacks', keys: ['-', '−', '–'] }, // phones turn a minus into a dash
  condition: { kind: 'condition', relation: 'qualifies', keys: [',', '،'] }, // "yes, if"
  question: { kind: 'question', relation: 'qualifies', keys: ['?', '؟'] }, // not ¿: Spanish sentences begin with it
  experience: { kind: 'experience', relation: 'illustrates', keys: ['*'] },
  source: { kind: 'source', relation: 'cites', keys: ['@'] },
  undercut: { kind: 'argument', relation: 'undercuts', keys: ['/'] }, // the stroke of its mark
  issue: { kind: 'issue', relation: null, keys: ['#'] },
}

export const moveForKey = (key: string): Move | null => moves.find((move) => moveTable[move].keys.includes(key)) ?? null

export function moveOf(kind: NodeKind, relation: RelationKind | null): Move {
  if (kind !== 'argument') return kind
  return relation === 'attacks' ? 'against' : relation === 'undercuts' ? 'undercut' : 'for'
}

/** The relation of a move beneath a parent of this kind; null for an issue, which stands alone. */
export function relationUnder(move: Move, parent: NodeKind): RelationKind | null {
  if (move === 'position' && parent !== 'issue' && parent !== 'question') return 'supports'
  return moveTable[move].relation
}

/** What one most probably says next beneath an entry of this kind. */
export const nextBeneath = (parent: NodeKind): Move =>
  parent === 'issue' || parent === 'question' ? 'position' : 'for'

/** Which moves make sense there: an undercut needs a relation to doubt, an issue stands at the top. */
export function movesAt(parent: { readonly kind: NodeKind; readonly hasRelation: boolean } | null): readonly Move[] {
  if (parent === null) return moves.filter((move) => move !== 'undercut' && move !== 'against')
  return moves.filter((move) => move !== 'issue' && (move !== 'undercut' || parent.hasRelation))
}
