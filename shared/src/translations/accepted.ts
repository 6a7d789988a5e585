/** What people made of originals in other languages, for whoever shows or compares them elsewhere. Machine drafts are not among it. */
import type { BoardId } from '../ids.ts'
import { translatedAs, type ViewTranslations } from '../view/translated.ts'
import type { MadeLayer, Translations } from './fold.ts'

/** The same object as long as nobody made, checked or erased anything of this board (null: of answers); null: nobody did yet. */
export const acceptedOn = ({ boards, answers }: Translations, board: BoardId | null): MadeLayer | null =>
  board === null ? answers : (boards.get(board) ?? null)

/**
 * Of an original as it is worded just now (null: of words and answers), by language; none where it was reworded since. `id` is
 * its `originalId`. That the original may be read at all is for the caller to know: nothing is withheld here.
 */
export const accepted = (
  state: Translations,
  board: BoardId | null,
  id: string,
  wording: string | null,
): ViewTranslations => translatedAs(acceptedOn(state, board)?.of, id, wording, undefined).translations ?? {}
