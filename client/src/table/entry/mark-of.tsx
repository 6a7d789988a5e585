/** The mark of what an entry is to the one above it: its relation's; a question and a position wear their own sign. */
import type { NodeKind } from '@tablee/shared/board/schema'
import { Icon } from '../../ui/icon.tsx'
import { RelationMark } from '../../ui/relation-mark.tsx'
import { moveTable, relationUnder, wearsKind, type Move } from '../board/moves.ts'

export function MoveMark({ move, parent }: { move: Move; parent: NodeKind | null }) {
  const { kind } = moveTable[move]
  const relation = parent === null ? null : relationUnder(move, parent)
  return relation === null || wearsKind(kind, relation) ? <Icon name={kind} /> : <RelationMark kind={relation} bare />
}
