/** Reading and coding in each of its states, on made-up words. */
import type { ReactNode } from 'react'
import { newId, type BoardId, type DialogueId, type SiteId, type TableId } from '@tablee/shared/ids'
import { themeKeys } from '@tablee/shared/synthesis/theme-keys'
import type {
  AgreementTold,
  CodableEntry,
  CodebookTold,
  CodedEntry,
  CodeMatrix,
  CodeTold,
  CodingRound,
  CodingTold,
  MatrixPart,
} from '@tablee/shared/wire/codebook'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { draftsNowhere } from '../coding/drafts.ts'
import { CodingDesk } from '../coding/page.tsx'
import type { CodingPort } from '../coding/port.ts'
import type { Start } from '../coding/screen.tsx'
import { lengthOf } from '../coding/words/spans.ts'
import { noShelf } from '../synthesis/shelf.ts'

const now = Date.UTC(2026, 10, 28, 10, 12)
/** By city, how many tables, and how far each is read: f in full, p in part, - in nothing yet. */
const cities = [
  ['Lyon', 'ffffpfpffffpff'],
  ['Brussels', 'fff-fffpffff'],
  ['Aachen', 'ffpffpfffpf'],
  ['Sevilla', 'ffffffpffff'],
  ['Tunis', 'ffpfffpf-f'],
] as const
const tables = cities
  .flatMap(([city, states]) => [...states].map((state) => ({ city, state })))
  .map((table, at) => ({
    ...table,
    n: at + 1,
  }))
const tableId = (n: number): TableId => `t${n}` as TableId
const siteId = (city: string): SiteId => city.toLowerCase() as SiteId
/** Which table of all a city's table is. */
const tableOf = (city: string, n: number): number => tables.findIndex((table) => table.city === city) + n
const about: DialogueAnswer = {
  id: 'd1' as DialogueId,
  title: 'Who drives? 2026',
  lang: 'en',
  clock: {
    session: 2,
    sessions: 5,
    title: 'Trust',
    startedAt: now,
    now: now + 49 * 60_000,
    steps: [{ kind: 'map', title: 'Map', minutes: 60 }],
  },
  sessions: [
    {
      number: 2,
      title: 'Trust',
      titles: { en: 'Trust', fr: 'Confiance', de: 'Vertrauen', es: 'Confianza', ar: 'الثقة' },
      steps: [{ en: 'Map', fr: 'Carte', de: 'Karte', es: 'Mapa', ar: 'الخريطة' }],
      question: 'What would make you trust it?',
      minutes: 60,
    },
  ],
  tables: tables.map(({ n, city }) => ({
    id: tableId(n),
    number: n,
    site: city,
    seats: 6,
    lang: 'fr',
    citizensEdit: false,
    current: `b${n}` as BoardId,
    boards: [],
  })),
}

let count = 0
function entry(
  text: string,
  lang: string,
  [city, n, seat]: readonly [city: string, n: number, seat: number | null],
  more: Partial<CodableEntry> = {},
): CodableEntry {
  count += 1
  const number = tableOf(city, n)
  return {
    entry: `b${number}/words/e${count}`,
    kind: 'words',
    text,
    lang,
    seat: seat === null ? null : `T${number}-0${seat}`,
    capture: seat === null ? null : 'own-typing',
    as: null,
    about: null,
    table: tableId(number),
    number,
    site: siteId(city),
    session: 2,
    ...more,
  }
}
const open = entry(
  'Une autorisation, ça se retire. Si la ville ne peut pas arrêter la ligne le soir même, ce n’est qu’un papier, et c’est nous qui attendons au bord de la route.',
  'fr',
  ['Brussels', 3, 2],
  {
    as: 'condition',
    about: 'Only if the city may stop the line the same day',
    translations: {
      en: {
        text: 'A licence can be withdrawn. If the city cannot stop the line that same evening, it is only a piece of paper, and we are the ones waiting at the roadside.',
        state: 'checked',
      },
      de: {
        text: 'Eine Zulassung lässt sich zurücknehmen. Kann die Stadt die Linie nicht noch am selben Abend anhalten, ist sie nur ein Papier, und wir sind es, die am Straßenrand warten.',
        state: 'human',
      },
    },
  },
)
const waiting: readonly CodableEntry[] = [
  open,
  entry('Mi padre no tiene móvil. ¿A quién llama él cuando se para?', 'es', ['Sevilla', 8, 5]),
  entry('Ich will nicht wissen, wer schuld ist. Ich will wissen, wer kommt.', 'de', ['Aachen', 11, 1]),
  entry('إذا توقّفت ليلاً، فمن يفتح الباب؟', 'ar', ['Tunis', 4, 6]),
  entry('A fine paid in Munich does not mend a leg in Molenbeek.', 'en', ['Brussels', 6, 3]),
  entry('Chez nous le bus ne passe déjà pas. Alors sans chauffeur…', 'fr', ['Lyon', 9, 1]),
  entry('Que se equivoque, pero que dé la cara.', 'es', ['Sevilla', 2, 4]),
  entry('Only if somebody on board can stop it', 'en', ['Lyon', 3, null], { kind: 'wording', as: 'condition' }),
]
const also = [
  entry('Wer erlaubt, muss auch abstellen dürfen, und zwar sofort.', 'de', ['Aachen', 11, 1]),
  entry('Un alcalde con miedo la para el primer día.', 'es', ['Sevilla', 8, 6]),
  entry('من يأذن يجب أن يستطيع الإيقاف فوراً.', 'ar', ['Tunis', 4, 2]),
]

const named: readonly (readonly [
  name: string,
  codings: number,
  under?: string,
  definition?: string,
  excludes?: string,
])[] = [
  ['Maker first', 52],
  ['Reachable human', 41],
  ['Chain of liability', 33],
  [
    'Power to stop',
    29,
    'Chain of liability',
    'Someone can halt a line at once and says who.',
    'the passenger’s own stop button (use 2).',
  ],
  ['Open logs', 27],
  ['Night and villages', 24],
  ['Left waiting', 19, 'Night and villages', 'People stand where no other bus goes, and nobody comes.'],
  ['Who checks the city', 12],
]
const code = (n: number): string => `code-${n}`
const codes: readonly CodeTold[] = named.map(([name, codings, under, definition = '', excludes = ''], at) => ({
  id: code(at + 1),
  parent: under === undefined ? null : code(named.findIndex(([one]) => one === under) + 1),
  depth: under === undefined ? 0 : 1,
  name,
  definition,
  includes: '',
  excludes,
  color: null,
  key: themeKeys[at] ?? null,
  version: at === 3 ? 3 : 1,
  earlier:
    at === 3
      ? [
          { name: 'Stopping', definition: 'Someone can halt a line.', includes: '', excludes: '' },
          { name, definition: 'Someone can halt a line at once.', includes: '', excludes: '' },
        ]
      : [],
  examples:
    at === 3
      ? also.slice(0, 1).map((of) => ({
          example: 'x1',
          entry: of,
          start: 0,
          end: lengthOf(of.text),
          place: 'there' as const,
        }))
      : [],
  memos:
    at === 3
      ? [
          {
            memo: 'm2',
            on: { code: code(4) },
            text: 'Not every stop is a power.',
            lang: 'en',
            coder: 1,
            mine: true,
            at: now,
          },
        ]
      : [],
  codings,
  entries: codings - 2,
  beneath: codings,
  tables: tables.slice(0, 4 + at).map(({ n }) => tableId(n)),
  frozen: false,
}))

/** Where words stand in a text, in code points. */
function spanOf(text: string, words: string): { readonly start: number; readonly end: number } {
  const start = lengthOf(text.slice(0, text.indexOf(words)))
  return { start, end: start + lengthOf(words) }
}
/** In somebody's own words, on a form: of no table and no seat. */
const answer: CodableEntry = {
  ...entry('Que le bus attende le dernier train, même vide.', 'fr', ['Lyon', 1, null]),
  entry: 'form/answer/a1',
  kind: 'answer',
  table: null,
  number: null,
  site: null,
  item: {
    name: 'form/own',
    text: { en: 'What should change first?', fr: 'Que faut-il changer d’abord ?', de: 'Was soll sich zuerst ändern?' },
  },
}
let line = 0
const coding = (text: string, words: string, of: number, coder = 1, more: Partial<CodingTold> = {}): CodingTold => {
  line += 1
  return {
    coding: `c${line}`,
    code: code(of),
    ...spanOf(text, words),
    place: 'there',
    coder,
    mine: coder === 1,
    ...more,
  }
}
const retire = 'Une autorisation, ça se retire'
const evening = 'Si la ville ne peut pas arrêter la ligne le soir même'
const roadside = 'c’est nous qui attendons au bord de la route'
const coded: readonly CodingTold[] = [
  coding(open.text, retire, 4),
  coding(open.text, evening, 4),
  coding(open.text, evening, 4, 2),
  coding(open.text, evening, 3),
  coding(open.text, evening, 3, 2),
  coding(open.text, roadside, 7),
]
const inside = (of: CodableEntry, codings: readonly CodingTold[], more: Partial<CodedEntry> = {}): CodedEntry => ({
  version: 'e1',
  entry: of,
  codings: [...codings],
  memos: [
    {
      memo: 'm1',
      on: { entry: of.entry },
      text: 'Licence as a promise that binds both sides. Compare Tunis, table 4.',
      lang: 'en',
      coder: 2,
      mine: false,
      at: now,
    },
  ],
  none: false,
  round: null,
  closed: false,
  ...more,
})

const counted = (state: string): { entries: number; coded: number; none: number } =>
  state === 'f'
    ? { entries: 11, coded: 9, none: 2 }
    : state === 'p'
      ? { entries: 11, coded: 4, none: 0 }
      : { entries: 11, coded: 0, none: 0 }
const whole: CodebookTold = {
  version: 'v1',
  coder: 1,
  coders: 2,
  queue: [...waiting],
  waiting: 37,
  codes: [...codes],
  coverage: {
    entries: 612,
    coded: 498,
    none: 77,
    withheld: 2,
    sealed: 0,
    langs: ['fr', 'es', 'de', 'ar', 'en'],
    tables: tables.map(({ n, city, state }) => ({
      id: tableId(n),
      number: n,
      site: siteId(city),
      curtain: n === 40,
      ...counted(state),
    })),
  },
  rounds: [],
  steps: [],
  earlier: 0,
}
const rounds: CodebookTold['rounds'] = [
  {
    id: 'r1',
    state: 'closed',
    entries: 61,
    codes: codes.map(({ id }) => id),
    coders: 2,
    joined: [
      { coder: 1, closed: true },
      { coder: 2, closed: true },
    ],
    mine: { done: 61, closed: true },
    before: 4,
  },
  {
    id: 'r2',
    state: 'open',
    entries: 31,
    codes: codes.map(({ id }) => id),
    coders: 2,
    joined: [
      { coder: 1, closed: false },
      { coder: 3, closed: true },
    ],
    mine: { done: 12, closed: false },
    before: 0,
  },
  {
    id: 'r3',
    state: 'open',
    entries: 20,
    codes: codes.map(({ id }) => id),
    coders: 2,
    joined: [{ coder: 3, closed: false }],
    mine: null,
    before: 0,
  },
]
const agreement = (alpha: number | null, units: number, agree: number): AgreementTold => ({
  units,
  agree,
  alpha,
  interval: alpha === null ? null : { low: alpha - 0.11, high: Math.min(1, alpha + 0.08) },
})
const stops = entry('La ligne s’arrête et personne ne vient.', 'fr', ['Lyon', 11, 3])
const cleans = entry('من ينظّف الحافلة ليلاً إذا لم يكن فيها أحد؟', 'ar', ['Tunis', 9, 1])
const compared: CodingRound = {
  version: 'x1',
  round: {
    id: 'r1',
    state: 'closed',
    entries: 61,
    codes: codes.map(({ id }) => id),
    coders: 2,
    joined: [],
    mine: null,
    before: 4,
  },
  agreement: {
    ...agreement(0.7418, 61, 0.83),
    codes: codes.map(({ id }, n) => ({
      code: id,
      ...agreement(n === 7 ? null : 0.9 - n * 0.07, 61 - n * 4, 0.95 - n * 0.05),
      letters: n === 7 ? null : 0.88 - n * 0.06,
    })),
  },
  differ: [
    {
      entry: stops,
      coders: [
        { coder: 1, none: false, said: true, codings: [coding(stops.text, 'La ligne s’arrête', 4)] },
        {
          coder: 2,
          none: false,
          said: true,
          codings: [coding(stops.text, 'personne ne vient', 7, 2), coding(stops.text, 'La ligne s’arrête', 2, 2)],
        },
      ],
      settled: false,
    },
    {
      entry: cleans,
      coders: [
        { coder: 1, none: true, said: true, codings: [] },
        { coder: 2, none: false, said: true, codings: [coding(cleans.text, 'من ينظّف الحافلة ليلاً', 8, 2)] },
      ],
      settled: true,
    },
  ],
  more: 4,
}
function matrixOf(by: MatrixPart): CodeMatrix {
  const keys =
    by === 'site'
      ? cities.map(([city]) => [siteId(city), city] as const)
      : by === 'lang'
        ? (['fr', 'de', 'es', 'ar', 'en'] as const).map((lang) => [lang, lang] as const)
        : by === 'table'
          ? tables.slice(0, 14).map(({ n }) => [tableId(n), String(n)] as const)
          : [['2', '2'] as const]
  return {
    version: `m-${by}`,
    by,
    columns: keys.map(([key, text]) => ({ key, text: { und: text }, entries: 44 })),
    rows: codes.map(({ id }, row) => ({
      code: id,
      cells: keys.map((_, at) => {
        const codings = Math.max(0, ((row * 7 + at * 5) % 11) - 3)
        return { codings, entries: codings, beneath: codings }
      }),
    })),
    sealed: 0,
  }
}

const steps: CodebookTold['steps'] = (
  [
    ['coding', 1, 'Left waiting', roadside, false],
    ['uncode', 2, 'Open logs', evening, true],
    ['memo', 2, null, null, false],
    ['code-define', null, 'Power to stop', null, false],
    ['no-code', 2, null, 'حيّنا آخر حيّ في كل خطة.', false],
    ['round-close', 3, null, null, false],
  ] as const
).map(([kind, coder, name, text, undone], n) => ({
  step: `s${n}`,
  kind,
  at: now - n * 61_000,
  coder,
  name,
  text,
  lang: text === null ? null : n === 4 ? 'ar' : 'fr',
  undone,
  can: kind !== 'round-close',
}))

const forever = new Promise<never>(() => undefined)
const once =
  <T,>(value: T) =>
  (after: string | null): Promise<{ readonly ok: true; readonly value: T }> =>
    after === null ? Promise.resolve({ ok: true, value }) : forever
const read = <T,>(value: T): Promise<{ readonly ok: true; readonly value: T }> => Promise.resolve({ ok: true, value })
type Told = CodebookTold | 'offline' | 'loading'
/** Told once, as it stands; steps go nowhere and are answered. */
const port = (told: Told, here: CodedEntry | null): CodingPort => ({
  codes: () => (after) =>
    told === 'loading'
      ? forever
      : told === 'offline'
        ? after === null
          ? Promise.resolve({ ok: true, value: whole })
          : Promise.resolve({ ok: false, problem: { code: 'offline' } })
        : once(told)(after),
  entry: (name) => {
    const of = waiting.find((one) => one.entry === name) ?? open
    return once(here !== null && here.entry?.entry === name ? here : { ...inside(of, []), memos: [] })
  },
  inside: () =>
    read({
      version: 'i1',
      passages: [open, ...also].map((of) => ({
        entry: of,
        codings: [coding(of.text, of === open ? retire : of.text, 4)],
      })),
      more: 25,
    }),
  matrix: (by) => read(matrixOf(by)),
  round: () => read(compared),
  about: () => Promise.resolve({ ok: true, value: about }),
  say: () => Promise.resolve({ ok: true, value: null }),
  newId: () => newId((length) => crypto.getRandomValues(new Uint8Array(length))),
  shelf: noShelf,
  drafts: draftsNowhere,
})
const shown =
  (told: Told, here: CodedEntry | null, start: Start = {}) =>
  (): ReactNode => <CodingDesk port={port(told, here)} start={start} />

const usual = inside(open, coded)
const live = { chosen: spanOf(open.text, evening) }
const arabic = waiting[3] ?? open
const arabicFirst: CodebookTold = { ...whole, queue: [arabic, ...waiting.filter((one) => one !== arabic)] }
const arabicCoded = inside(
  { ...arabic, translations: { en: { text: 'If it stops at night, who opens the door?', state: 'human' } } },
  [coding(arabic.text, 'إذا توقّفت ليلاً', 6), coding(arabic.text, 'فمن يفتح الباب', 2)],
)
const overlapping = inside(open, [
  ...coded,
  coding(open.text, 'arrêter la ligne le soir même, ce n’est qu’un papier', 1, 2),
  coding(open.text, 'le soir même', 5),
  coding(open.text, 'papier', 8),
])
const fresh: CodebookTold = {
  ...whole,
  coder: null,
  coders: 0,
  codes: [],
  waiting: 612,
  coverage: {
    ...whole.coverage,
    coded: 0,
    none: 0,
    tables: whole.coverage.tables.map((table) => ({ ...table, coded: 0, none: 0 })),
  },
}
const lost = inside({ ...open, kind: 'wording', capture: null }, [
  coding(open.text, retire, 4, 1, { place: 'moved' }),
  coding(open.text, roadside, 7, 2, { place: 'lost' }),
])
const many: CodebookTold = {
  ...whole,
  codes: Array.from({ length: 48 }, (_, n) => {
    const of = codes[n % codes.length] ?? codes[0]
    return of === undefined ? [] : [{ ...of, id: code(n + 1), parent: null, depth: n % 3, key: themeKeys[n] ?? null }]
  }).flat(),
}

export const codingScreens: Readonly<Record<string, () => ReactNode>> = {
  coding: shown(whole, usual, live),
  'coding-chosen': shown(whole, inside(open, []), { chosen: spanOf(open.text, roadside) }),
  'coding-arabic': shown(arabicFirst, arabicCoded, { chosen: spanOf(arabic.text, 'فمن يفتح الباب') }),
  'coding-overlap': shown(whole, overlapping, live),
  'coding-none-yet': shown(fresh, null),
  'coding-naming': shown(whole, usual, { ...live, naming: true }),
  'coding-memo': shown(whole, usual, { ...live, noting: true }),
  'coding-inside': shown(whole, usual, { shown: { words: { code: code(4) }, where: null, from: 'book' } }),
  'coding-matrix': shown(whole, usual, { shown: { matrix: 'table' } }),
  'coding-cell': shown(whole, usual, {
    shown: { words: { code: code(4), site: siteId('Tunis') }, where: 'Tunis', from: 'matrix' },
  }),
  'coding-done': shown({ ...whole, steps: [...steps], earlier: 212 }, usual, { done: true }),
  'coding-rounds': shown({ ...whole, rounds }, usual, { rounds: true }),
  'coding-differ': shown({ ...whole, rounds }, usual, { shown: { round: 'r1' } }),
  'coding-sealed': shown(
    { ...whole, coverage: { ...whole.coverage, sealed: 31 }, rounds },
    inside(open, [], { round: 'r3', closed: true }),
  ),
  'coding-lost': shown({ ...whole, queue: [lost.entry ?? open, ...waiting.slice(1)] }, lost),
  'coding-answer': shown(
    { ...whole, queue: [answer, ...waiting] },
    { ...inside(answer, [coding(answer.text, 'attende le dernier train', 6)]), memos: [] },
  ),
  'coding-all-read': shown({ ...whole, queue: [], waiting: 0 }, null),
  'coding-hall': shown(many, usual, live),
  'coding-offline': shown('offline', usual, live),
  'coding-loading': shown('loading', null),
}
