/** A question to the hall as it is being made: what is typed, whom it is for, and what is missing before it can be asked. */
import { plainText } from '@tablee/shared/board/text'
import { tagFor, type LocalText } from '@tablee/shared/dialogue/programme'
import type { Item, Option } from '@tablee/shared/dialogue/items'
import type { TableId } from '@tablee/shared/ids'
import { asksTheSame, tellsFew } from '@tablee/shared/voices/apart'
import { mostOptions } from '@tablee/shared/voices/asks'
import { smallest } from '@tablee/shared/voices/figure'
import type { Pickable, QuestionCommand, Questions } from '@tablee/shared/wire/questions'

/** What is written, by language: an empty one is being written. */
export type Texts = Readonly<Record<string, string>>
/** `most`: choose or reject, so many at most. */
export const ways = ['agree', 'choose', 'most', 'single', 'ranking', 'recommendation'] as const
export type Way = (typeof ways)[number]
export const whos = ['site', 'some', 'sites'] as const
export type Who = (typeof whos)[number]

/**
 * An entry of a map among the answers, by its name alone: its words are those of the list of what may be picked now, so that
 * none stay on this device. `also`: in further languages.
 */
export type EntryPick = { readonly table: string; readonly entry: string; readonly also: Texts }
export type PickedEntry = Pickable['tables'][number]['entries'][number] & { readonly number: number }
/** Where its answers come from. */
export const froms = ['typed', 'maps'] as const
export type From = (typeof froms)[number]

export type Draft = {
  readonly text: Texts
  readonly options: readonly Texts[]
  readonly from: From
  readonly picks: readonly EntryPick[]
  readonly way: Way
  readonly most: number
  readonly who: Who
  /** Where it is for some. */
  readonly tables: readonly string[]
  readonly sites: readonly string[]
  readonly unit: 'people' | 'tables'
  /** The team's question from which it began. */
  readonly proposed: string | null
  /** The id under which it went out, while nobody knows whether it arrived: it is that one question until somebody does. */
  readonly sent: string | null
}
export const emptyDraft: Draft = {
  text: {},
  options: [{}, {}],
  from: 'typed',
  picks: [],
  way: 'agree',
  most: 2,
  who: 'site',
  tables: [],
  sites: [],
  unit: 'people',
  proposed: null,
  sent: null,
}

export const written = (texts: Texts): LocalText =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([lang, text]) => {
      // What was pasted may hold signs that nobody sees.
      const plain = plainText(text).trim()
      return plain === '' ? [] : [[lang, plain]]
    }),
  )
const isWritten = (texts: Texts): boolean => Object.keys(written(texts)).length > 0

/** Entries that may be picked now, by their names; null: nobody knows yet. */
export type Known = ReadonlyMap<string, PickedEntry> | null
export const knownIn = (pickable: Pickable | null): Known =>
  pickable === null
    ? null
    : new Map(
        pickable.tables.flatMap(({ number, entries }) =>
          entries.map((one) => [one.entry, { ...one, number }] as const),
        ),
      )
/** In its own language, and in those that somebody wrote it in. */
export const pickedTexts = ({ also }: EntryPick, { lang, wording }: PickedEntry): Texts => ({
  ...also,
  [lang]: wording,
})

/**
 * With its answers as they stand now: those picked from maps in the words of the list. What is not in it is no answer, and
 * `notYet` says so.
 */
export function asItStands(draft: Draft, known: Known): Standing {
  if (draft.from !== 'maps') return draft
  const found = draft.picks.flatMap((pick) => {
    const entry = known?.get(pick.entry)
    return entry === undefined ? [] : [{ texts: pickedTexts(pick, entry), entry }]
  })
  return {
    ...draft,
    options: found.map(({ texts }) => texts),
    marks: found.map(({ entry: { kind, number } }) => ({ entry: { kind, table: number } })),
    gone: draft.picks.length - found.length,
  }
}
/** `marks`: of the answers, where they are entries; `gone`: picks that may not be shown any more. */
export type Standing = Draft & { readonly marks?: readonly Partial<Option>[]; readonly gone?: number }

/** Those that somebody wrote something in, where people choose among answers. */
export const optionsOf = ({ way, options }: Draft): readonly LocalText[] =>
  way === 'agree' || way === 'recommendation' ? [] : options.filter(isWritten).map(written)

/** As a phone will be asked it. */
export function itemOf(draft: Standing): Item {
  const { way, unit, most, marks = [] } = draft
  const options = optionsOf(draft).map((text, n) => ({ id: `o${n + 1}`, text, ...marks[n] }))
  const common = { id: 'q', text: written(draft.text), unit, base: 'valid' as const }
  switch (way) {
    case 'agree':
      return { ...common, type: 'agree', on: 'statement' }
    case 'choose':
      return { ...common, type: 'choose', options }
    case 'most':
      return { ...common, type: 'choose', options, most }
    case 'recommendation':
      return { ...common, type: 'recommendation', unit: 'tables' }
    case 'single':
    case 'ranking':
      return { ...common, type: way, options }
  }
}

type Site = Questions['sites'][number]
/** The sites that it is for, of those of who asks; the console's own first. */
export const sitesFor = ({ who, sites: wished }: Draft, sites: readonly Site[], here: string): readonly Site[] =>
  who === 'sites' ? sites.filter(({ id }) => wished.includes(id)) : sites.filter(({ id }) => id === here)
/** Tables that it goes to: those that cannot be asked now are none of them. */
export const tablesFor = (draft: Draft, sites: readonly Site[], here: string): Site['tables'] =>
  sitesFor(draft, sites, here)
    .flatMap(({ tables }) => tables)
    .filter(({ id, why }) => why === undefined && (draft.who !== 'some' || draft.tables.includes(id)))

/** Who votes on what came of a question: everybody at the sites where it was asked, as far as they can be asked now. */
export const votersOf = (
  { sites: asked }: Pick<Questions['asked'][number], 'sites'>,
  { sites }: Pick<Questions, 'sites'>,
): readonly TableId[] =>
  sites
    .filter(({ id }) => asked.includes(id))
    .flatMap(({ tables }) => tables.flatMap(({ id, why }) => (why === undefined ? [id] : [])))

/** In which languages it stands whole: the question and every answer. */
export const isWhole = (draft: Draft, lang: string): boolean =>
  [written(draft.text), ...optionsOf(draft)].every((text) => Object.hasOwn(text, lang))

/** Languages it may be written in: the room's first, then the dialogue's, then what people here read. */
export const langsFor = (
  own: string,
  { langs, sites }: Pick<Questions, 'langs' | 'sites'>,
  draft: Pick<Draft, 'text' | 'options'>,
): readonly string[] => [
  ...new Set([
    own,
    ...langs,
    ...sites.flatMap(({ reads }) => reads.map(({ lang }) => lang)),
    ...[draft.text, ...draft.options].flatMap((text) => Object.keys(written(text))),
  ]),
]

/** Who reads a language in which it does not stand whole, and in which one they would see the question. */
export type Missing = { readonly lang: string; readonly phones: number | null; readonly sees: string }
export function missingIn(draft: Draft, sites: readonly Site[], here: string): readonly Missing[] {
  const text = written(draft.text)
  if (Object.keys(text).length === 0) return []
  const for_ = sitesFor(draft, sites, here)
  const langs = [...new Set(for_.flatMap(({ reads }) => reads.map(({ lang }) => lang)))]
  return langs.flatMap((lang) => {
    const sees = tagFor(text, lang)
    // Who reads Austrian German reads German.
    if (isWhole(draft, lang) || (sees === lang.split('-')[0] && isWhole(draft, sees))) return []
    const counts = for_.flatMap(({ reads }) => reads.filter((one) => one.lang === lang).map(({ seats }) => seats))
    // Of some tables nobody counts: the number would be of the whole hall.
    const known = draft.who !== 'some' && counts.every((count) => count !== null)
    const phones = known ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null
    return [{ lang, phones, sees: sees === lang ? (firstWhole(draft, lang) ?? sees) : sees }]
  })
}
/** Where the question is there and an answer is not, that answer is read in another language. */
const firstWhole = (draft: Draft, but: string): string | null =>
  Object.keys(written(draft.text)).find((lang) => lang !== but && isWhole(draft, lang)) ?? null

/** Nearly the same tables were asked it before: by who sits there now, so few make the difference that nothing will be told. */
export function isAskedAgain(
  draft: Standing,
  { sites, asked }: Pick<Questions, 'sites' | 'asked'>,
  here: string,
): boolean {
  const item = itemOf(draft)
  if (item.unit === 'tables') return false
  const seated = new Map(sites.flatMap(({ tables }) => tables.map((table) => [table.id, table.seated])))
  const people = (tables: readonly TableId[]): ReadonlySet<string> =>
    new Set(tables.flatMap((table) => Array.from({ length: seated.get(table) ?? 0 }, (_, n) => `${table} ${n}`)))
  const before = asked
    .filter(({ calledBack, figures }) => !calledBack && figures.every(({ apart }) => apart !== 'asked'))
    .filter((one) => one.item.unit !== 'tables' && asksTheSame(one.item, item))
    .map(({ tables }) => people(tables))
    // Of so few nothing is told anyhow.
    .filter((told) => told.size >= smallest)
  const now = people(tablesFor(draft, sites, here).map(({ id }) => id))
  return before.length > 0 && tellsFew([...before, now])
}

/** What is missing before anybody can be asked; null: nothing is. */
export function notYet(
  draft: Standing,
  tables: readonly unknown[],
): 'text' | 'gone' | 'entries' | 'options' | 'tables' | null {
  if (!isWritten(draft.text)) return 'text'
  if ((draft.gone ?? 0) > 0) return 'gone'
  const many = optionsOf(draft).length
  if (
    draft.way !== 'agree' &&
    draft.way !== 'recommendation' &&
    many < (draft.way === 'single' || draft.way === 'ranking' ? 2 : 1)
  )
    return draft.from === 'maps' ? 'entries' : 'options'
  return tables.length === 0 ? 'tables' : null
}

export function commandOf(
  draft: Draft,
  tables: readonly { readonly id: TableId }[],
  id: string,
): Extract<QuestionCommand, { kind: 'ask' }> {
  const maps = draft.from === 'maps'
  const options = maps ? [] : optionsOf(draft).map((text) => ({ ...text }))
  const many = maps ? draft.picks.length : options.length
  return {
    id,
    kind: 'ask',
    tables: tables.map((table) => table.id),
    text: { ...written(draft.text) },
    answer: draft.way === 'most' ? 'choose' : draft.way,
    ...(draft.way === 'most' ? { most: Math.min(draft.most, Math.max(1, many)) } : {}),
    unit: draft.way === 'recommendation' ? 'tables' : draft.unit,
    options,
    ...(draft.proposed === null ? {} : { proposed: draft.proposed }),
    ...(maps
      ? {
          entries: draft.picks.map(({ table, entry, also }) => {
            const more = written(also)
            return {
              table: table as TableId,
              entry,
              ...(Object.keys(more).length === 0 ? {} : { also: { ...more } }),
            }
          }),
        }
      : {}),
  }
}

const textsIn = (value: unknown): Texts =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([lang, text]) => (typeof text === 'string' ? [[lang, text]] : [])),
      )
    : {}
const wordsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
const picksIn = (value: unknown): readonly EntryPick[] =>
  Array.isArray(value)
    ? value.flatMap((one: unknown): readonly EntryPick[] => {
        if (typeof one !== 'object' || one === null || !('table' in one) || !('entry' in one)) return []
        const { table, entry } = one
        const also = 'also' in one ? textsIn(one.also) : {}
        return typeof table === 'string' && typeof entry === 'string' ? [{ table, entry, also }] : []
      })
    : []
/** What was kept, by whichever version: what is not understood is as at first. */
export function readDraft(kept: string | null): Draft {
  try {
    const value: unknown = JSON.parse(kept ?? 'null')
    if (typeof value !== 'object' || value === null) return emptyDraft
    const of = value as Readonly<Record<string, unknown>>
    const { options, most, proposed, sent } = of
    return {
      text: textsIn(of['text']),
      options: Array.isArray(options) ? options.slice(0, mostOptions).map(textsIn) : emptyDraft.options,
      from: froms.find((one) => one === of['from']) ?? 'typed',
      picks: picksIn(of['picks']).slice(0, mostOptions),
      way: ways.find((one) => one === of['way']) ?? 'agree',
      most: typeof most === 'number' && Number.isInteger(most) && most >= 1 && most <= mostOptions ? most : 2,
      who: whos.find((one) => one === of['who']) ?? 'site',
      tables: wordsIn(of['tables']),
      sites: wordsIn(of['sites']),
      unit: of['unit'] === 'tables' ? 'tables' : 'people',
      proposed: typeof proposed === 'string' ? proposed : null,
      sent: typeof sent === 'string' ? sent : null,
    }
  } catch {
    return emptyDraft // nobody's draft: it is begun anew
  }
}
