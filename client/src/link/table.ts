/** A table's link: that of its board. */
import { boardKind } from './board.ts'
import type { TableLink } from './link.ts'
import { openLink } from './open.ts'
import type { LinkOptions } from './parts.ts'

export type TableOptions = Omit<LinkOptions, 'id'> & { readonly board: string }

/**
 * A board that is read beside another one. Nobody is shown there as here, and what is half said at the table is the other
 * one's to forget.
 */
export function openBeside({ board, ...options }: TableOptions): TableLink {
  const link = openLink({ ...boardKind, forget: () => undefined }, { id: board, unshown: true, ...options })
  return Object.assign(link, { boardStatus: link.told })
}

export function openTable({ board, ...options }: TableOptions): TableLink {
  const link = openLink(boardKind, { id: board, ...options })
  return Object.assign(link, { boardStatus: link.told })
}
