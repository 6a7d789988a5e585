/** All that translators may read of one board, in every language: what a sentence means is often said around it. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { BoardView } from '@tablee/shared/view/policy'
import type { TableToTranslate } from '@tablee/shared/wire/translations'
import type { Shown, TranslatedPlaces } from './ports.ts'
import { textsIn } from './seen-texts.ts'

/** `table` and `session` as they stand in an address. `not-found`: no such board, or its table has not been there. */
export const createWhole =
  ({ places, shown }: { places: TranslatedPlaces; shown: Pick<Shown, 'seen'> }) =>
  async (
    dialogue: DialogueId,
    { table, session, into }: { readonly table: string; readonly session: string; readonly into: string },
  ): Promise<Result<TableToTranslate>> => {
    const found = places.tables(dialogue).find(({ id }) => id === table)
    const board =
      found === undefined ? undefined : places.boardsOf(found.id).find((one) => String(one.session) === session)
    if (board === undefined || !places.reached(board.id)) return fail({ code: 'not-found', what: 'board' })
    const view = await shown.seen(board.id satisfies BoardId)
    if (view === null) return fail({ code: 'journal-unavailable' })
    return ok({
      texts: textsIn(view).map(({ entry, kind, text, lang, capture }) => ({
        entry,
        kind,
        text,
        lang,
        capture,
        translation: translationIn(view, entry, into),
      })),
    })
  }

function translationIn({ nodes, words, canvas, notes }: BoardView, entry: string, into: string): string | null {
  const of = nodes[entry] ?? words[entry] ?? canvas[entry] ?? notes[entry]
  return of?.translations?.[into]?.text ?? null
}
