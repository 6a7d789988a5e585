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

/** On a row that is not being written the same signs say something to it; of these `/` searches there and `?` shows the keys. */
export const signsOfRows: readonly Move[] = ['position', 'for', 'against', 'condition', 'experience', 'source']

export const moveForKey = (key: string): Move | null => moves.find((move) => moveTable[move].keys.includes(key)) ?? null

export function moveOf(kind: NodeKind, relation: RelationKind | null): Move {
  if (kind !== 'argument') return kind
  return relation === 'attacks' ? 'against' : relation === 'undercuts' ? 'undercut' : 'for'
}

/** The relation of a move beneath a parent of this kind; null for an issue, which stands alone. */
export function relationUnder(move: Move, parent: NodeKind): RelationKind | null {
  if (move === 'position' && !asks(parent)) return 'supports'
  return moveTable[move].relation
}

/** What one most probably says next beneath an entry of this kind. */
export const nextBeneath = (parent: NodeKind): Move => (asks(parent) ? 'position' : 'for')

/** What asks is answered by positions; a reason speaks for or against what somebody holds, never for a question. */
export const asks = (kind: NodeKind): boolean => kind === 'issue' || kind === 'question'

export type Above = { readonly kind: NodeKind; readonly hasRelation: boolean }

/** Which moves make sense there: an undercut needs a relation to doubt, an issue stands at the top. */
export function movesAt(parent: Above | null): readonly Move[] {
  if (parent === null) return moves.filter((move) => move !== 'undercut' && move !== 'against')
  const reasons = !asks(parent.kind)
  return moves.filter((move) => {
    if (move === 'issue') return false
    if (move === 'undercut') return reasons && parent.hasRelation
    return reasons || (move !== 'for' && move !== 'against')
  })
}

/** Of these the five that people most often say to an entry of this kind; a menu shows them first. */
export function usualAt(parent: Above): { readonly first: readonly Move[]; readonly rest: readonly Move[] } {
  const usual: readonly Move[] = asks(parent.kind)
    ? ['position', 'question', 'condition', 'experience', 'source']
    : parent.kind === 'position' || !parent.hasRelation
      ? ['for', 'against', 'condition', 'experience', 'source']
      : ['for', 'against', 'undercut', 'experience', 'source']
  const all = movesAt(parent)
  return { first: usual.filter((move) => all.includes(move)), rest: all.filter((move) => !usual.includes(move)) }
}

/** By relation alone a question would wear the "if" and a position beneath a position the "+": neither says what it is. */
export const wearsKind = (kind: NodeKind, relation: RelationKind | null): boolean =>
  relation === null || relation === 'answers' || kind === 'question' || kind === 'position'
