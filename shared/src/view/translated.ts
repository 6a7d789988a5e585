/**
 * Translations as they stand beneath their originals: a layer of its own, by the id of the original. It is never looked for by
 * its own letters: where an original is not shown, nothing of it is.
 */

import { mentionMark } from '../board/notes/schema.ts'

/**
 * A paragraph of the minutes as it is translated: each mention is its place, `[1]` for the first, because a sentence in another
 * language may name them in another order.
 */
export function withPlaces(text: string): string {
  let n = 0
  return text.replaceAll(mentionMark, () => `[${(n += 1)}]`)
}
/** What was made of it, in pieces: letters, and places (from 0) of as many mentions as there are. */
export function placesIn(text: string, mentions: number): readonly (string | number)[] {
  const parts = text.split(/(\[[1-9]\d?\])/)
  return parts.flatMap((part, n) => {
    const place = n % 2 === 0 ? mentions : Number(part.slice(1, -1)) - 1
    return part === '' ? [] : [place < mentions ? place : part]
  })
}

/** `checked`: somebody else than who made it stands by it. What has no translation yet is not in the layer. */
export const translationStates = ['human', 'checked'] as const
export type TranslationState = (typeof translationStates)[number]

/** As readers get it, by the tag of its language. Who made it is nobody's business there. */
export type ViewTranslations = Readonly<
  Record<string, { readonly text: string; readonly state: TranslationState; readonly unclear?: true }>
>

export type Translation = {
  readonly text: string
  readonly state: TranslationState
  /** The wording of which it was made; null of words, which never change. */
  readonly wording: string | null
  /** When its text was made (ms). */
  readonly at: number
  /** What the original means is not clear to whoever translates it. */
  readonly unclear?: true
}
/** Of one board: by the id of the original (an entry's or words'), then by language. */
export type TranslationsOf = Readonly<Record<string, Readonly<Record<string, Translation>>>>
/** `newest`: the latest `at` of them. */
export type Layer = { readonly of: TranslationsOf; readonly newest: number }

/**
 * What stands beneath an original that is shown as `wording` (null: words). One of an earlier wording does not, nor one that
 * is later than `until`.
 */
export function translatedAs(
  of: TranslationsOf | undefined,
  id: string,
  wording: string | null,
  until: number | undefined,
): { readonly translations?: ViewTranslations } {
  const all = of === undefined || !Object.hasOwn(of, id) ? undefined : of[id]
  if (all === undefined) return {}
  const shown = Object.entries(all).filter(
    ([, one]) => one.wording === wording && (until === undefined || one.at <= until),
  )
  if (shown.length === 0) return {}
  return {
    translations: Object.fromEntries(
      shown.map(([lang, { text, state, unclear }]) => [lang, { text, state, ...(unclear && { unclear }) }]),
    ),
  }
}

/** Whether `now` still shows whatever `before` does, letter by letter. */
export const stillTranslated = (before: ViewTranslations | undefined, now: ViewTranslations | undefined): boolean =>
  Object.entries(before ?? {}).every(([lang, { text }]) => now?.[lang]?.text === text)
