/** A table's link: that of its board. */
import { boardKind } from './board.ts'
import type { TableLink } from './link.ts'
import { openLink } from './open.ts'
import type { LinkOptions } from './parts.ts'

export type TableOptions = Omit<LinkOptions, 'id'> & { readonly board: string }

export function openTable({ board, ...options }: TableOptions): TableLink {
  const link = openLink(boardKind, { id: board, ...options })
  return Object.assign(link, { boardStatus: link.told })
}
