/** What a table is told of its own board's translations. */
import { textsOf } from '@tablee/shared/board/texts'
import { isLang, type WordsId } from '@tablee/shared/ids'
import type { Whole } from '@tablee/shared/board/whole'
import type { AsidesOn } from '@tablee/shared/translations/asides'
import type { MadeLayer } from '@tablee/shared/translations/fold'
import { withPlaces, type TranslationsOf } from '@tablee/shared/view/translated'
import type { AskedOfTable } from '@tablee/shared/wire/translations'

/**
 * Without who made it, and only of what stands there: words that were not taken back, and of what may be worded anew the
 * wording of now. One of before would say again what somebody struck out.
 */
export function atTable({ of }: Pick<MadeLayer, 'of'>, board: Whole): TranslationsOf {
  const textOf = standingOn(board)
  return Object.fromEntries(
    Object.entries(of).flatMap(([id, langs]) => {
      const now = textOf(id)
      const standing = Object.entries(langs).flatMap(([lang, { text, state, wording, at, unclear }]) =>
        now === undefined || (wording !== null && wording !== now)
          ? []
          : [[lang, { text, state, wording, at, ...(unclear && { unclear }) }] as const],
      )
      return standing.length === 0 ? [] : [[id, Object.fromEntries(standing)]]
    }),
  )
}

/** What translators asked of what stands there as it is worded now, and nobody answered. */
export function askedAtTable(of: AsidesOn, board: Whole): AskedOfTable {
  const textOf = standingOn(board)
  return Object.fromEntries(
    Object.entries(of).flatMap(([id, langs]) => {
      const now = textOf(id)
      const open = Object.entries(langs).flatMap(([lang, { question }]) => {
        if (question === null || question.answer !== null || now === undefined || !isLang(lang)) return []
        const { text, wording, at } = question
        return wording !== null && wording !== now ? [] : [{ lang, text, about: withPlaces(now), at }]
      })
      return open.length === 0 ? [] : [[id, open]]
    }),
  )
}

/** The text of an original as it is now; undefined where it was taken back, struck out or is not there. */
function standingOn(board: Whole): (id: string) => string | undefined {
  const texts = textsOf(board)
  return (id) => {
    const said = board.words.get(id as WordsId)
    return said !== undefined && (said.withdrawn !== null || said.redacted !== null) ? undefined : texts.get(id)
  }
}
