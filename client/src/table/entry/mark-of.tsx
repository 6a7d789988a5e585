/** The mark of what an entry is to the one above it: its relation's; a question and a position wear their own sign. */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import { Icon } from '../../ui/icon.tsx'
import { RelationMark } from '../../ui/relation-mark.tsx'
import { moveTable, relationUnder, type Move } from '../board/moves.ts'

/** By relation alone a question would wear the "if" and a position beneath a position the "+": neither says what it is. */
export const wearsKind = (kind: NodeKind, relation: RelationKind | null): boolean =>
  relation === null || relation === 'answers' || kind === 'question' || kind === 'position'

export function MoveMark({ move, parent }: { move: Move; parent: NodeKind | null }) {
  const { kind } = moveTable[move]
  const relation = parent === null ? null : relationUnder(move, parent)
  return relation === null || wearsKind(kind, relation) ? <Icon name={kind} /> : <RelationMark kind={relation} bare />
}
