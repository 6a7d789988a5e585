/** What the theme team's part asks of its neighbours. Structural: `dialogue/` and `voices/` answer it, tests may too. */
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import type { Consents } from '@tablee/shared/view/consents'
import type { Held } from '@tablee/shared/view/policy'
import type { TranslationsOf } from '@tablee/shared/view/translated'

export type ThemePlaces = {
  tables(dialogue: DialogueId): readonly { readonly id: TableId; readonly number: number; readonly siteId: SiteId }[]
  boardsOf(table: TableId): readonly { readonly id: BoardId; readonly session: number }[]
  /** Whether its table has been there. */
  reached(board: BoardId): boolean
}
/** What keeps words back from whoever reads. */
export type Keeps = {
  /** Drawn, nothing of the board is told. */
  curtain(board: BoardId): 'open' | 'drawn'
  /** Written behind a curtain and not released; null while that is not known, and then nothing of the board is told. */
  held(board: BoardId): Held | null
  /** `held` knows it when this has ended. */
  counted(board: BoardId): Promise<void>
  /** Entries that observers are not to see. */
  hidden(board: BoardId): readonly string[]
  /** When its curtain was drawn and what was done then is not released: the same object as long as that is so. */
  behind(board: BoardId): readonly { readonly from: number; readonly until: number | null }[]
  /** Null: nobody is asked. The same object as long as nothing changed. */
  consents(board: BoardId): Consents | null
  /** What people made of it in other languages; null: nothing yet. The same object as long as nothing changed. */
  translationsOf(board: BoardId): TranslationsOf | null
}
