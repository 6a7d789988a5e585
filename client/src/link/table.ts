/** A table's link: that of its board. */
import type { BoardId } from '@tablee/shared/ids'
import { boardKind } from './board.ts'
import type { TableLink } from './link.ts'
import { openLink } from './open.ts'
import type { LinkOptions } from './parts.ts'

export type TableOptions = Omit<LinkOptions, 'id'> & { readonly board: string }

/** Null for who has more than one table. */
function atOf({ board, session: { me } }: TableOptions): TableLink['at'] {
  const { dialogue, tableNumber } = me
  return tableNumber === null ? null : { board: board as BoardId, dialogue, tableNumber }
}

/**
 * A board that is read beside another one. Nobody is shown there as here, and what is half said at the table is the other
 * one's to forget.
 */
export function openBeside(at: TableOptions): TableLink {
  const { board, ...options } = at
  const link = openLink({ ...boardKind, forget: () => undefined }, { id: board, unshown: true, ...options })
  return Object.assign(link, { boardStatus: link.told, at: atOf(at) })
}

export function openTable(at: TableOptions): TableLink {
  const { board, ...options } = at
  const link = openLink(boardKind, { id: board, ...options })
  return Object.assign(link, { boardStatus: link.told, at: atOf(at) })
}
