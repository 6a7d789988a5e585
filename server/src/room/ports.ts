/** What calls and messages ask of their neighbours. Structural: `dialogue/` and `access/` answer it, tests may too. */
import type { BoardId, DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'

export type PlaceOfTable = { readonly id: TableId; readonly siteId: SiteId; readonly number: number }
export type TablePlaces = {
  /** In the order of their numbers. */
  tables(dialogue: DialogueId): readonly PlaceOfTable[]
  table(id: string): PlaceOfTable | null
}
/** What is written on a card; empty where nothing is. */
export type LabelOf = (link: LinkId) => string
/** Asked in the turn in which a row is staged: may they who asked still? */
export type Still = () => boolean

/** Where a table asks: of a board that it has. */
export type AtTable = { readonly dialogue: DialogueId; readonly table: TableId | null; readonly board: BoardId }
/** Which room is asked. */
export type AtSite = { readonly dialogue: DialogueId; readonly site: SiteId }

/** One kind of a family of commands. */
export type Of<C extends { readonly kind: string }, Kind extends C['kind']> = Extract<C, { readonly kind: Kind }>
export type Done = Promise<Result<null>>
/** Who asks may not any more: the route says why. */
export const closedMeanwhile: Problem = { code: 'closed' }
