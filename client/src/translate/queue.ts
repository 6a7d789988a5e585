/**
 * What waits for a translator, by kind of text, by language and by need. Pure: the same texts give the same queue, in the order
 * of sessions, tables and maps, so that nothing moves while somebody works down it.
 */
import type { TextToTranslate } from '@tablee/shared/wire/translations'

/** What a text is; each a tab of the page. */
export const tabs = ['words', 'wording', 'element', 'minutes', 'answer'] as const
export type Tab = (typeof tabs)[number]

/**
 * Of what has no translation, or none of its wording: what walls show next, what somebody reads in that language, what lies in
 * a theme, the rest. `second`: somebody else has translated it, and nobody has checked it; `done`: checked, or one's own.
 */
export const needs = ['wall', 'reader', 'theme', 'rest', 'second', 'done'] as const
export type Need = (typeof needs)[number]

/** Nobody stands by a translation of what it says now. */
const isOpen = ({ translation }: TextToTranslate): boolean => translation === null || translation.earlier !== null

export function needOf(text: TextToTranslate): Need {
  const { translation, wanted = [] } = text
  if (isOpen(text)) return needs.find((need) => wanted.some((one) => one === need)) ?? 'rest'
  return translation?.state === 'human' && !translation.mine ? 'second' : 'done'
}

/** By which a text is known on this page, while it is shown. */
export const keyOf = ({ table, session, entry }: Pick<TextToTranslate, 'table' | 'session' | 'entry'>): string =>
  `${table}/${session}/${entry}`

export type Wanted = {
  readonly tab: Tab
  readonly need: Need
  /** Empty: from any language. */
  readonly from: ReadonlySet<string>
}
const isFrom = ({ lang }: TextToTranslate, from: ReadonlySet<string>): boolean => from.size === 0 || from.has(lang)

/** What is on the list: what is needed so, and what stood on it already, which does not vanish from under the eye. */
export const listed = (
  texts: readonly TextToTranslate[],
  { tab, need, from }: Wanted,
  stays: ReadonlySet<string>,
): readonly TextToTranslate[] =>
  texts.filter((one) => one.kind === tab && isFrom(one, from) && (needOf(one) === need || stays.has(keyOf(one))))

/** What has no translation waits, for whomever: a reader who comes meanwhile takes nothing from the list that is worked down. */
const waitsFor = (one: TextToTranslate, need: Need): boolean =>
  need === 'second' || need === 'done' ? needOf(one) === need : isOpen(one)

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
    (one) => waitsFor(one, need) && !one.taken && keyOf(one) !== after && !passed.has(keyOf(one)),
  )
  return found === undefined ? null : keyOf(found)
}

/** How much waits in each tab and need, of these languages. */
export function countsOf(
  texts: readonly TextToTranslate[],
  from: ReadonlySet<string>,
): Readonly<Record<Tab, Readonly<Record<Need, number>>>> {
  const none = () => ({ wall: 0, reader: 0, theme: 0, rest: 0, second: 0, done: 0 })
  const counts = { words: none(), wording: none(), element: none(), minutes: none(), answer: none() }
  for (const one of texts) if (isFrom(one, from)) counts[one.kind][needOf(one)] += 1
  return counts
}
type Counts = ReturnType<typeof countsOf>
export const waitsIn = ({ done: _done, ...waiting }: Counts[Tab]): number =>
  Object.values(waiting).reduce((sum, n) => sum + n, 0)

/** Where it goes on once nothing is left here: the first need of this tab, then of the next ones; null where nothing waits. */
export function onwardFrom(counts: Counts, { tab, need }: Wanted): Pick<Wanted, 'tab' | 'need'> | null {
  for (const one of [tab, ...tabs])
    for (const other of needs)
      if (other !== 'done' && counts[one][other] > 0 && !(one === tab && other === need))
        return { tab: one, need: other }
  return null
}

/** Where a page begins: with what was open last, else where something waits. */
export function beginning(texts: readonly TextToTranslate[], open: string | null): Pick<Wanted, 'tab' | 'need'> {
  const last = texts.find((one) => keyOf(one) === open)
  return last === undefined ? firstOf(texts) : { tab: last.kind, need: needOf(last) }
}
const firstOf = (texts: readonly TextToTranslate[]): Pick<Wanted, 'tab' | 'need'> =>
  onwardFrom(countsOf(texts, new Set()), { tab: 'words', need: 'done', from: new Set() }) ?? {
    tab: texts.some(({ kind }) => kind === 'words') ? 'words' : (texts[0]?.kind ?? 'words'),
    need: texts.length > 0 ? 'done' : 'rest',
  }

export type FromLanguage = {
  readonly lang: string
  readonly sites: readonly string[]
  readonly all: number
  readonly checked: number
  readonly human: number
  /** Drafted by a machine, and by nobody else. */
  readonly machine: number
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
        machine: own.filter((one) => isOpen(one) && one.draft !== undefined).length,
      }
    })
    .toSorted((a, b) => open(b) - open(a) || (a.lang < b.lang ? -1 : 1))
}
