/** A table's link: that of its board. */
import { boardKind } from './board.ts'
import type { TableLink } from './link.ts'
import { openLink, type LinkOptions } from './open.ts'

export type TableOptions = Omit<LinkOptions, 'id'> & { readonly board: string }

export function openTable({ board, ...options }: TableOptions): TableLink {
  const link = openLink(boardKind, { id: board, ...options })
  return Object.assign(link, { boardStatus: link.told })
}
