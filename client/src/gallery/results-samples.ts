/** Figures of five cities, as results are told: invented, and the same on every screen. */
import type { ResultsItems } from '@tablee/shared/wire/results'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { Question } from '@tablee/shared/results/question'
import type { Against, Cell, Column, Pairs, Row, Told } from '@tablee/shared/results/told'

type ItemTold = ResultsItems['items'][number]

export const cut = 1482
export const at = Date.UTC(2026, 10, 28, 18, 2)

const en = (text: string): LocalText => ({ en: text })
export const who = {
  en: 'Who should answer first',
  fr: 'Qui doit répondre en premier',
  de: 'Wer zuerst haften soll',
  es: 'Quién debe responder primero',
  ar: 'من يجب أن يتحمّل المسؤولية أولًا',
}
const shuttle = {
  en: 'I would get into a driverless shuttle',
  fr: 'Je monterais dans une navette sans conducteur',
  de: 'Ich würde in einen fahrerlosen Bus steigen',
  es: 'Subiría a un autobús sin conductor',
  ar: 'سأركب حافلة بلا سائق',
}
const options = [
  {
    key: 'maker',
    text: {
      en: 'the maker of the driving system',
      fr: 'le fabricant du système de conduite',
      de: 'der Hersteller des Fahrsystems',
      es: 'quien fabrica el sistema de conducción',
      ar: 'صانع نظام القيادة',
    },
  },
  {
    key: 'operator',
    text: {
      en: 'the operator of the line',
      fr: 'l’exploitant de la ligne',
      de: 'der Betreiber der Linie',
      es: 'quien explota la línea',
      ar: 'مشغّل الخط',
    },
  },
  {
    key: 'fund',
    text: {
      en: 'a shared insurance fund',
      fr: 'un fonds d’assurance commun',
      de: 'ein gemeinsamer Versicherungsfonds',
      es: 'un fondo de seguro común',
      ar: 'صندوق تأمين مشترك',
    },
  },
  {
    key: 'authority',
    text: {
      en: 'the authority that licensed it',
      fr: 'l’autorité qui l’a autorisé',
      de: 'die Behörde, die ihn zugelassen hat',
      es: 'la autoridad que lo autorizó',
      ar: 'الجهة التي رخّصته',
    },
  },
  {
    key: 'person',
    text: {
      en: 'the person on board',
      fr: 'la personne à bord',
      de: 'die Person an Bord',
      es: 'la persona a bordo',
      ar: 'الشخص على متنها',
    },
  },
]

const listed = (item: string, text: LocalText, type: ItemTold['type'], more: Partial<ItemTold> = {}): ItemTold => ({
  item,
  text,
  type,
  unit: 'people',
  base: 'valid',
  units: type === 'choose' ? ['people', 'answers', 'tables'] : ['people', 'tables'],
  bases: ['valid', 'all'],
  step: item.split('/')[0] ?? '',
  source: en('In the afternoon'),
  options: [],
  crosses: type === 'single' || type === 'support' || type === 'choose',
  margins: type === 'single',
  weights: false,
  waves: [],
  twice: false,
  answered: 412,
  tables: { closed: 58, of: 58 },
  langs: 5,
  leaves: { places: true, crossed: ['day/about'] },
  ...more,
})
const scale = Array.from({ length: 21 }, (_, n) => ({ key: String(n), text: en(String(n)) }))
const waves = [
  { item: 'before/shuttle', wave: 'before' },
  { item: 'after/shuttle', wave: 'after' },
]
export const items: ResultsItems = {
  version: 'r1',
  cut,
  at,
  places: { table: 58, site: 5, country: 5, group: 0 },
  items: [
    listed('before/shuttle', shuttle, 'support', { twice: true, waves }),
    listed('day/who', who, 'choose'),
    listed('day/stop', en('Who may stop a line'), 'choose'),
    listed('day/walk', en('How far I walk to a stop'), 'scale', { options: scale }),
    listed('day/open', en('What must be open to all'), 'ranking'),
    listed('day/about', en('How I get about after ten'), 'single', {
      options: [
        { key: 'foot', text: en('On foot') },
        { key: 'bus', text: en('Bus or tram') },
        { key: 'car', text: en('Own car') },
        { key: 'driven', text: en('Driven by others') },
      ],
    }),
    listed('day/wish', en('Desirable × probable'), 'placement'),
    listed('after/shuttle', shuttle, 'support', { twice: true, waves }),
    listed('day/fare', en('A fare for everybody'), 'support', { answered: null, tables: { closed: 41, of: 58 } }),
  ],
}
const question = (more: Partial<Question>): Question => ({
  of: 'day/who',
  unit: 'people',
  base: 'valid',
  by: 'site',
  weight: 'none',
  ...more,
})

type Line = readonly [share: number, low: number, high: number, against?: Against]
const cell = (base: number, [share, low, high, against]: Line): Cell => ({
  count: Math.round((base * share) / 100),
  share: share / 100,
  interval: { low: low / 100, high: high / 100 },
  ...(against === undefined ? {} : { against }),
})
const against = (says: Against['says'], difference: number, low: number, high: number): Against => ({
  says,
  difference: difference / 100,
  interval: { low: low / 100, high: high / 100 },
})
const column = (key: string, base: number, tables: number): Column => ({ key, text: { und: key }, base, tables })

const sites: readonly Column[] = [
  { key: 'all', text: {}, base: 412, tables: 58 },
  column('Lyon', 97, 14),
  column('Brussels', 86, 12),
  column('Aachen', 79, 11),
  column('Sevilla', 78, 11),
  column('Tunis', 72, 10),
]
const maker: readonly Line[] = [
  [69.9, 65, 75],
  [68, 57, 78, against('none-seen', -2, -14, 9)],
  [67.4, 56, 77, against('none-seen', -3, -15, 9)],
  [84.8, 76, 91, against('specific', 18, 8, 28)],
  [66.7, 55, 77, against('none-seen', -4, -16, 8)],
  [62.5, 51, 73, against('none-seen', -9, -22, 4)],
]
const rest: readonly (readonly [string, number])[] = [
  ['operator', 61],
  ['fund', 47],
  ['authority', 43],
  ['person', 6],
]
const common = {
  cut,
  way: 'inside',
  unit: 'people',
  base: 'valid',
  asked: 434,
  valid: 412,
  none: { refused: 22, notAsked: 0, illegible: 0 },
  clusters: 58,
} as const
const textOf = (key: string): LocalText => options.find((one) => one.key === key)?.text ?? {}
export const bySite: Told = {
  ...common,
  question: question({}),
  item: { text: who, type: 'choose' },
  columns: sites,
  rows: [
    { key: 'maker', text: textOf('maker'), cells: sites.map(({ base }, n) => cell(base ?? 0, maker[n] ?? [0, 0, 0])) },
    ...rest.map(
      ([key, share]): Row => ({
        key,
        text: textOf(key),
        cells: sites.map(({ base }, n) =>
          cell(
            base ?? 0,
            n === 0
              ? [share, Math.max(0, share - 9), share + 9]
              : [share, Math.max(0, share - 9), share + 9, against('none-seen', 1, -9, 11)],
          ),
        ),
      }),
    ),
  ],
  stands: { tables: 58, moves: 0.012, order: true, falls: [] },
}
export const falling: Told = { ...bySite, stands: { tables: 58, moves: 0.03, order: true, falls: [6] } }
export const ofAll: Told = {
  ...bySite,
  question: question({ by: 'all' }),
  columns: sites.slice(0, 1),
  rows: bySite.rows.map((row) => ({ ...row, cells: row.cells.slice(0, 1) })),
}
export const smallSites: Told = {
  ...bySite,
  way: 'outside',
  columns: sites.map((one, n) => (n < 4 ? one : { ...one, base: null, tables: null })),
  rows: bySite.rows.map((row) => ({
    ...row,
    cells: row.cells.map((one, n) =>
      n < 4
        ? { ...one, ...(n === 2 ? { against: { says: 'too-few' as const, difference: null, interval: null } } : {}) }
        : { count: null, share: null, interval: null, withheld: n === 4 ? ('few' as const) : ('covered' as const) },
    ),
  })),
  stands: { tables: 58, moves: 0.03, order: false, falls: [] },
}
export const walk: Told = {
  ...common,
  question: question({ of: 'day/walk' }),
  item: { text: en('How far I walk to a stop'), type: 'scale', range: { min: 0, max: 20 } },
  columns: sites.map((one, n) => ({
    ...one,
    mean: {
      value: [8.42, 9.1, 7.35, 8.9, 6.05, 10.7][n] ?? 8,
      spread: 3.1,
      median: 8,
      interval: {
        low: ([8.42, 9.1, 7.35, 8.9, 6.05, 10.7][n] ?? 8) - 0.9,
        high: ([8.42, 9.1, 7.35, 8.9, 6.05, 10.7][n] ?? 8) + 0.9,
      },
      ...(n === 0
        ? {}
        : {
            against: {
              says: n > 3 ? ('specific' as const) : ('none-seen' as const),
              difference: [0, 0.8, -1.2, 0.6, -2.8, 2.6][n] ?? 0,
              interval: {
                low: ([0, 0.8, -1.2, 0.6, -2.8, 2.6][n] ?? 0) - 1.3,
                high: ([0, 0.8, -1.2, 0.6, -2.8, 2.6][n] ?? 0) + 1.3,
              },
            },
          }),
    },
  })),
  rows: [],
  weight: { how: 'raked', sum: 412, effective: 301.4, designEffect: 1.3669, without: 3 },
  stands: { tables: 58, moves: 0.21, order: true, falls: [] },
}

const about = {
  en: 'how people get about after ten at night',
  fr: 'comment on se déplace après 22 heures',
  de: 'wie man nach zehn Uhr abends unterwegs ist',
  es: 'cómo se mueve la gente después de las diez',
  ar: 'كيف يتنقّل الناس بعد العاشرة ليلًا',
}
const ways: readonly (readonly [string, string, number])[] = [
  ['foot', 'On foot', 96],
  ['bus', 'Bus or tram', 88],
  ['car', 'Own car', 137],
  ['driven', 'Driven by others', 52],
  ['stay', 'Do not go out', 28],
  ['other', 'Other', 7],
]
const crossed: readonly (readonly [string, number, readonly (number | 'few' | 'covered')[]])[] = [
  ['maker', 284, [66, 63, 96, 36, 'covered', 'few']],
  ['operator', 248, [58, 54, 82, 33, 'covered', 'few']],
  ['fund', 193, [45, 41, 63, 27, 'covered', 'few']],
  ['authority', 175, [40, 36, 59, 24, 'covered', 'few']],
  ['person', 23, [5, 'few', 9, 'few', 'few', 'few']],
]
export const cross: Told = {
  ...common,
  way: 'outside',
  valid: 408,
  question: question({ by: { item: 'day/about' } }),
  item: { text: who, type: 'choose' },
  other: { text: about, type: 'single' },
  columns: [
    { key: 'all', text: {}, base: 408, tables: 58 },
    ...ways.map(([key, text, base]): Column => ({ key, text: en(text), base, tables: 40 })),
  ],
  rows: crossed.map(
    ([key, all, counts]): Row => ({
      key,
      text: textOf(key),
      cells: [
        { count: all, share: all / 408, interval: null },
        ...counts.map(
          (count, n): Cell =>
            typeof count === 'string'
              ? { count: null, share: null, interval: null, withheld: count }
              : {
                  count,
                  share: count / (ways[n]?.[2] ?? 1),
                  interval: null,
                  ...(key === 'fund' && n === 3 ? { against: against('none-seen', 5, -10, 19) } : {}),
                },
        ),
      ],
    }),
  ),
  stands: { tables: 58, moves: 0.012, order: true, falls: [] },
}
/** As guard tells it: what was too small is told together with its neighbour. */
export const merged: Told = {
  ...cross,
  columns: cross.columns
    .slice(0, 5)
    .map((one, n) =>
      n === 4
        ? { ...one, text: en('Driven by others, Do not go out, Other'), base: 87, merged: ['driven', 'stay', 'other'] }
        : one,
    ),
  rows: cross.rows.slice(0, 4).map((row, r) => ({
    ...row,
    cells: [
      ...row.cells.slice(0, 4),
      { count: [59, 54, 40, 37][r] ?? 0, share: ([59, 54, 40, 37][r] ?? 0) / 87, interval: null },
    ],
  })),
}
const netted = (key: string, before: number, after: number, low: number, high: number) => ({
  key,
  before: before / 371,
  after: after / 371,
  difference: (after - before) / 371,
  interval: { low: low / 100, high: high / 100 },
})
export const pairs: Pairs = {
  cut,
  way: 'inside',
  from: 'before/shuttle',
  to: 'after/shuttle',
  item: { text: shuttle, type: 'support' },
  waves: { from: 'before', to: 'after' },
  pairs: 371,
  once: { before: 41, after: 22 },
  moved: 147,
  options: [
    { key: 'yes', text: { en: 'yes', fr: 'oui', de: 'ja', es: 'sí', ar: 'نعم' } },
    { key: 'yes-if', text: { en: 'only if', fr: 'seulement si', de: 'nur wenn', es: 'solo si', ar: 'بشرط' } },
    { key: 'no', text: { en: 'no', fr: 'non', de: 'nein', es: 'no', ar: 'لا' } },
  ],
  flows: [
    [71, 14, 3],
    [38, 92, 11],
    [17, 64, 61],
  ],
  net: [netted('yes', 88, 126, 6, 15), netted('yes-if', 141, 170, 2, 13), netted('no', 142, 75, -23, -13)],
  spread: { how: 'entropy', before: 0.98, after: 0.95 },
  clusters: 58,
}
