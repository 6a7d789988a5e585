/** A question to the hall as it is being made: what it lacks, who would read it in another language, and that a reload loses nothing. */
import type { SiteId, TableId } from '@tablee/shared/ids'
import type { Pickable, Questions } from '@tablee/shared/wire/questions'
import { questionCommands } from '@tablee/shared/wire/questions'
import { expect, it } from 'vitest'
import {
  asItStands,
  commandOf,
  emptyDraft,
  isAskedAgain,
  isWhole,
  itemOf,
  knownIn,
  langsFor,
  missingIn,
  notYet,
  readDraft,
  tablesFor,
  type Draft,
} from '@tablee/client/room/question-draft'
import { soughtIn } from '@tablee/client/room/question-sought'

const site: Questions['sites'][number] = {
  id: 'lyon' as SiteId,
  name: 'Lyon',
  lang: 'fr',
  tables: [1, 2, 3].map((number) => ({ id: `t${number}` as TableId, number, seated: 4 })),
  reads: [
    { lang: 'fr', seats: 20 },
    { lang: 'ar', seats: 7 },
    { lang: 'de', seats: null },
  ],
}
const draft: Draft = { ...emptyDraft, text: { fr: 'Faut-il une pause ?', ar: '  ' } }

it('[ASK8] who reads a language in which it is missing is counted, below five as some, and blocks nothing', () => {
  expect(missingIn(draft, [site], 'lyon')).toEqual([
    { lang: 'ar', phones: 7, sees: 'fr' },
    { lang: 'de', phones: null, sees: 'fr' },
  ])
  // Of some tables the hall's number would be another one's.
  expect(missingIn({ ...draft, who: 'some', tables: ['t1'] }, [site], 'lyon')).toMatchObject([
    { lang: 'ar', phones: null },
    { lang: 'de', phones: null },
  ])
  expect(notYet(draft, tablesFor(draft, [site], 'lyon'))).toBeNull()
  expect(missingIn({ ...draft, text: { fr: 'a', ar: 'b', de: 'c' } }, [site], 'lyon')).toEqual([])
  // An answer that is missing is missing, too; who reads Austrian German reads German.
  const choice: Draft = {
    ...draft,
    way: 'single',
    text: { fr: 'a', ar: 'b' },
    options: [{ fr: '1', ar: '1' }, { fr: '2' }],
  }
  expect(isWhole(choice, 'fr')).toBe(true)
  expect(missingIn(choice, [site], 'lyon')).toContainEqual({ lang: 'ar', phones: 7, sees: 'fr' })
  const austrian = { ...site, reads: [{ lang: 'de-AT', seats: 9 }] }
  expect(missingIn({ ...draft, text: { de: 'c' } }, [austrian], 'lyon')).toEqual([])
})

it('[ASK8] what is missing before it can be asked is said; what goes out is what the server takes', () => {
  const tables = tablesFor(draft, [site], 'lyon')
  expect(notYet(emptyDraft, tables)).toBe('text')
  expect(notYet({ ...draft, way: 'single', options: [{ fr: 'une' }, {}] }, tables)).toBe('options')
  expect(notYet({ ...draft, who: 'some' }, tablesFor({ ...draft, who: 'some' }, [site], 'lyon'))).toBe('tables')
  const shut = { ...site, tables: site.tables.map((one) => ({ ...one, why: 'closed' as const })) }
  expect(notYet(draft, tablesFor(draft, [shut], 'lyon'))).toBe('tables')
  const way: Draft = { ...draft, way: 'most', most: 9, options: [{ fr: ' une ' }, { fr: '' }, { fr: 'deux' }] }
  const command = commandOf(way, tables, 'c1')
  expect(command).toMatchObject({
    text: { fr: 'Faut-il une pause ?' },
    options: [{ fr: 'une' }, { fr: 'deux' }],
    most: 2,
  })
  expect(questionCommands.body.safeParse(command).success).toBe(true)
})

it('[ASK9] what is typed survives a reload, and what an older or broken page kept is read as far as it goes', () => {
  const typed: Draft = { ...draft, way: 'ranking', options: [{ fr: 'une' }], who: 'some', tables: ['t1'], sent: 'c1' }
  expect(readDraft(JSON.stringify(typed))).toEqual(typed)
  for (const bad of [null, '', 'null', '[]', '{', '{"text":3,"options":[7],"way":"x","most":-1,"tables":{}}'])
    expect(readDraft(bad)).toMatchObject({ way: 'agree', who: 'site', sent: null, most: 2 })
})

it('[ASK17] who asks is told before that nearly the same tables were asked it, by who sits there now', () => {
  const asked = (tables: readonly string[], more: Partial<Questions['asked'][number]> = {}) => ({
    sites: [site],
    asked: [
      {
        step: 'q-1',
        at: 1,
        title: {},
        item: {
          id: 'q',
          type: 'agree' as const,
          on: 'statement' as const,
          text: { fr: 'Faut-il une PAUSE ?', en: 'x' },
          unit: 'people' as const,
          base: 'valid' as const,
        },
        closed: 1,
        of: tables.length,
        own: true,
        calledBack: false,
        sites: [site.id],
        tables: tables.map((table) => table as TableId),
        figures: [],
        ...more,
      },
    ],
  })
  expect(isAskedAgain(draft, asked(['t1', 't2']), 'lyon')).toBe(true)
  expect(isAskedAgain(draft, asked(['t1', 't2', 't3']), 'lyon')).toBe(false)
  expect(isAskedAgain(draft, asked(['t1']), 'lyon')).toBe(false)
  expect(isAskedAgain(draft, asked(['t1', 't2'], { calledBack: true }), 'lyon')).toBe(false)
  expect(isAskedAgain({ ...draft, text: { fr: 'Autre chose ?' } }, asked(['t1', 't2']), 'lyon')).toBe(false)
  expect(isAskedAgain({ ...draft, unit: 'tables' }, asked(['t1', 't2']), 'lyon')).toBe(false)
})

const maps: Pickable = {
  tables: [
    {
      table: 't3' as TableId,
      number: 3,
      entries: [
        { entry: 'e-line', kind: 'condition', wording: 'Si la ville peut arrêter la ligne', lang: 'fr' },
        { entry: 'e-voice', kind: 'position', wording: 'صوت بشري', lang: 'ar' },
      ],
    },
  ],
}
const picked: Draft = {
  ...draft,
  text: { fr: 'Laquelle ?', ar: 'أيها؟' },
  from: 'maps',
  way: 'choose',
  picks: [
    { table: 't3', entry: 'e-line', also: { ar: 'إن أوقفت' } },
    { table: 't3', entry: 'e-voice', also: {} },
  ],
}

it('[ASK18] what is picked stands in its own words, as they may be shown now; translations are missing as of typed answers', () => {
  const standing = asItStands(picked, knownIn(maps))
  expect(itemOf(standing)).toMatchObject({
    type: 'choose',
    options: [
      { text: { fr: 'Si la ville peut arrêter la ligne', ar: 'إن أوقفت' }, entry: { kind: 'condition', table: 3 } },
      { text: { ar: 'صوت بشري' }, entry: { kind: 'position', table: 3 } },
    ],
  })
  expect([isWhole(standing, 'ar'), isWhole(standing, 'fr')]).toEqual([true, false])
  expect(missingIn(standing, [site], 'lyon')).toMatchObject([
    { lang: 'fr', phones: 20, sees: 'ar' },
    { lang: 'de', phones: null },
  ])
  expect(langsFor('fr', { langs: ['fr'], sites: [site] }, standing)).toEqual(['fr', 'ar', 'de'])
  expect(notYet(standing, ['t1'])).toBeNull()
  // Nobody knows what may be shown, or one of them may not be any more.
  expect(notYet(asItStands(picked, null), ['t1'])).toBe('gone')
  expect(asItStands(picked, null).options).toEqual([])
  expect(notYet(asItStands({ ...picked, picks: [] }, knownIn(maps)), ['t1'])).toBe('entries')
  const [first] = maps.tables
  const fewer = { tables: first === undefined ? [] : [{ ...first, entries: first.entries.slice(1) }] }
  expect(notYet(asItStands(picked, knownIn(fewer)), ['t1'])).toBe('gone')
  expect(JSON.stringify(itemOf(asItStands(picked, knownIn(fewer))))).not.toContain('arrêter')
})

it('[ASK18] kept are the names of entries and what was written, never their words; what goes out is what the server takes', () => {
  const kept = JSON.stringify(picked)
  expect(readDraft(kept)).toEqual(picked)
  for (const words of ['arrêter', 'صوت']) expect(kept).not.toContain(words)
  expect(readDraft(JSON.stringify({ ...picked, picks: [{ entry: 1 }, 'x'], from: 'x' }))).toMatchObject({
    from: 'typed',
    picks: [],
  })
  const command = commandOf(asItStands(picked, knownIn(maps)), site.tables, 'ask-1')
  expect(command).toMatchObject({
    options: [],
    entries: [
      { table: 't3', entry: 'e-line', also: { ar: 'إن أوقفت' } },
      { table: 't3', entry: 'e-voice' },
    ],
  })
  expect(questionCommands.body?.safeParse(command).success).toBe(true)
  // Back to a sentence, what was typed and what was picked are still there.
  const typed = { ...picked, from: 'typed' as const, options: [{ fr: 'une' }, { fr: 'deux' }] }
  expect(commandOf(asItStands(typed, knownIn(maps)), site.tables, 'ask-2')).toMatchObject({
    options: [{ fr: 'une' }, { fr: 'deux' }],
  })
})

it('[ASK18] entries are found by words, with marks or without, and by the number of their table', () => {
  const found = (sought: string) =>
    soughtIn(maps, sought, 'fr').flatMap(({ entries }) => entries.map(({ entry }) => entry))
  expect(found('ARRETER ville')).toEqual(['e-line'])
  expect(found('3')).toEqual(['e-line', 'e-voice'])
  expect(found('بشري')).toEqual(['e-voice'])
  expect(found('nothing of it')).toEqual([])
})
