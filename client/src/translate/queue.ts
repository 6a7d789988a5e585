/**
 * What waits for a translator, by language and by need. Pure: the same texts give the same queue, in the order of sessions,
 * tables and maps, so that nothing moves while somebody works down it.
 */
import type { TextToTranslate } from '@tablee/shared/wire/translations'

/**
 * `none`: nobody has translated it yet; `reworded`: somebody had, and its wording is another since; `second`: somebody else
 * has, and nobody has checked it; `done`: checked, or one's own.
 */
export const needs = ['none', 'reworded', 'second', 'done'] as const
export type Need = (typeof needs)[number]

export const needOf = ({ translation }: TextToTranslate): Need => {
  if (translation === null) return 'none'
  if (translation.earlier !== null) return 'reworded'
  return translation.state === 'human' && !translation.mine ? 'second' : 'done'
}

/** By which a text is known on this page, while it is shown. */
export const keyOf = ({ table, session, entry }: Pick<TextToTranslate, 'table' | 'session' | 'entry'>): string =>
  `${table}/${session}/${entry}`

export type Wanted = {
  readonly need: Need
  /** Null: from any language. */
  readonly from: string | null
}

/** What is on the list: what is needed so, and what was done in this sitting, which does not vanish from under the eye. */
export const listed = (
  texts: readonly TextToTranslate[],
  { need, from }: Wanted,
  stays: ReadonlySet<string>,
): readonly TextToTranslate[] =>
  texts.filter((one) => (from === null || one.lang === from) && (needOf(one) === need || stays.has(keyOf(one))))

/** The next that is offered after this one, from the top again at the end; null where there is none. */
export function nextOf(
  list: readonly TextToTranslate[],
  need: Need,
  after: string | null,
  passed: ReadonlySet<string>,
): string | null {
  const at = list.findIndex((one) => keyOf(one) === after)
  const round = [...list.slice(at + 1), ...list.slice(0, at + 1)]
  const found = round.find(
    (one) => needOf(one) === need && !one.taken && keyOf(one) !== after && !passed.has(keyOf(one)),
  )
  return found === undefined ? null : keyOf(found)
}

export type FromLanguage = {
  readonly lang: string
  readonly sites: readonly string[]
  readonly all: number
  readonly checked: number
  readonly human: number
}
/** What is translated from each language, those with the most to do first. */
export function languagesIn(texts: readonly TextToTranslate[]): readonly FromLanguage[] {
  const by = new Map<string, TextToTranslate[]>()
  for (const one of texts) by.set(one.lang, [...(by.get(one.lang) ?? []), one])
  const open = ({ all, checked, human }: FromLanguage): number => all - checked - human
  return [...by]
    .map(([lang, own]) => {
      const current = own.flatMap(({ translation }) => (translation?.earlier === null ? [translation.state] : []))
      return {
        lang,
        sites: [...new Set(own.map(({ site }) => site))],
        all: own.length,
        checked: current.filter((state) => state === 'checked').length,
        human: current.filter((state) => state === 'human').length,
      }
    })
    .toSorted((a, b) => open(b) - open(a) || (a.lang < b.lang ? -1 : 1))
}
