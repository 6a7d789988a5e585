/** What a table is told of its own board's translations. */
import { textsOf } from '@tablee/shared/board/texts'
import type { WordsId } from '@tablee/shared/ids'
import type { Whole } from '@tablee/shared/board/whole'
import type { MadeLayer } from '@tablee/shared/translations/fold'
import type { TranslationsOf } from '@tablee/shared/view/translated'

/**
 * Without who made it, and only of what stands there: words that were not taken back, and of what may be worded anew the
 * wording of now. One of before would say again what somebody struck out.
 */
export function atTable({ of }: Pick<MadeLayer, 'of'>, board: Whole): TranslationsOf {
  const texts = textsOf(board)
  return Object.fromEntries(
    Object.entries(of).flatMap(([id, langs]) => {
      const said = board.words.get(id as WordsId)
      const now = said !== undefined && (said.withdrawn !== null || said.redacted !== null) ? undefined : texts.get(id)
      const standing = Object.entries(langs).flatMap(([lang, { text, state, wording, at }]) =>
        now === undefined || (wording !== null && wording !== now)
          ? []
          : [[lang, { text, state, wording, at }] as const],
      )
      return standing.length === 0 ? [] : [[id, Object.fromEntries(standing)]]
    }),
  )
}
