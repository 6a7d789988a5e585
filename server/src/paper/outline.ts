/** A board as it is printed: its entries in the order of the outline, wording only; nobody's words leave on paper. */
import { voicesOf } from '@tablee/shared/argumentation/counts'
import type { Board } from '@tablee/shared/board/schema'
import type { PaperEntry } from './sheets.ts'

/** Entries without a wording are left out, their numbers too. */
export function outlineOf(board: Board): readonly PaperEntry[] {
  return board.outline.flatMap(({ node: id, relation: placing, number, depth }) => {
    const node = board.nodes.get(id)
    if (node === undefined || node.wording === '') return []
    const relation = placing === null ? undefined : board.relations.get(placing)
    return {
      number,
      depth,
      kind: node.kind,
      wording: node.wording,
      lang: node.lang,
      relation: relation?.kind ?? null,
      people: voicesOf(board, id).people,
    }
  })
}
