/** What fourteen tables say together, and 2,000 entries of sixteen: made up, the same every time. */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { BoardId, SiteId, TableId } from '@tablee/shared/ids'
import type { HallAsked, HallCard, HallCardTold, HallMapTold } from '../synthesis/map/told.ts'

export const tableId = (n: number): TableId => `t${n}` as TableId
const curtain = 7
const tablesUpTo = (most: number, drawn: number | 'all'): HallMapTold['tables'] =>
  Array.from({ length: most }, (_, n) => ({
    id: tableId(n + 1),
    number: n + 1,
    site: 'lyon' as SiteId,
    curtain: drawn === 'all' || drawn === n + 1,
  }))

type Line = {
  readonly kind: NodeKind
  readonly number: string
  readonly relation: RelationKind
  readonly text: string
  readonly holds: readonly number[]
  readonly objects?: readonly number[]
  readonly onlyIf?: readonly number[]
  readonly people: number
  readonly wordings: number
  readonly lang?: string
  readonly translations?: HallCard['translations']
}
const question: HallCard = {
  id: 'question/2',
  entry: null,
  kind: 'issue',
  text: 'When a driverless shuttle gets it wrong, who answers?',
  lang: 'en',
  number: '',
  parent: null,
  relation: null,
  also: [],
  holds: [],
  objects: [],
  onlyIf: [],
  people: 0,
  wordings: 0,
}
const lines: readonly Line[] = [
  {
    kind: 'position',
    number: '1',
    relation: 'answers',
    text: 'The maker of the driving system answers first',
    holds: [1, 2, 4, 5, 6, 9, 10, 13],
    objects: [12],
    onlyIf: [8, 11],
    people: 31,
    wordings: 10,
  },
  {
    kind: 'argument',
    number: '1.1',
    relation: 'supports',
    text: 'Only the maker can open the logs and change the code',
    holds: [1, 2, 4, 6, 9, 10, 13],
    objects: [11],
    onlyIf: [12],
    people: 19,
    wordings: 8,
  },
  {
    kind: 'argument',
    number: '1.2',
    relation: 'attacks',
    text: 'A maker abroad is out of reach for a passenger in Vénissieux',
    holds: [3, 8, 11, 12],
    people: 9,
    wordings: 4,
  },
  {
    kind: 'position',
    number: '2',
    relation: 'answers',
    text: 'The city that licensed the line answers',
    holds: [3, 8, 11],
    objects: [10, 14],
    onlyIf: [1, 4, 5, 9, 12, 13],
    people: 26,
    wordings: 9,
  },
  {
    kind: 'condition',
    number: '2.1',
    relation: 'qualifies',
    text: 'Only if the city may stop the line the same day',
    holds: [1, 3, 4, 5, 9, 12, 13],
    objects: [14],
    people: 22,
    wordings: 7,
  },
  {
    kind: 'question',
    number: '2.2',
    relation: 'qualifies',
    text: 'Et la ville, qui la surveille ?',
    lang: 'fr',
    translations: [{ lang: 'en', text: 'And who watches the city?', state: 'checked' }],
    holds: [2],
    people: 0,
    wordings: 1,
  },
  {
    kind: 'condition',
    number: '2.3',
    relation: 'qualifies',
    text: 'La mairie doit pouvoir couper en une heure',
    lang: 'fr',
    translations: [{ lang: 'en', text: 'The city must be able to cut it within an hour', state: 'checked' }],
    holds: [6],
    people: 2,
    wordings: 1,
  },
  {
    kind: 'position',
    number: '3',
    relation: 'answers',
    text: 'The operator answers, in person, the same day',
    holds: [1, 2, 6, 8, 10, 11, 14],
    onlyIf: [12],
    people: 24,
    wordings: 8,
  },
  {
    kind: 'argument',
    number: '3.1',
    relation: 'supports',
    text: 'People want a face, not a form',
    holds: [1, 2, 6, 8, 10, 14],
    people: 13,
    wordings: 6,
  },
  {
    kind: 'experience',
    number: '3.1.1',
    relation: 'illustrates',
    text: 'A boy sat forty minutes in a stopped shuttle; nobody answered',
    holds: [2, 14],
    people: 2,
    wordings: 2,
  },
  {
    kind: 'argument',
    number: '3.2',
    relation: 'supports',
    text: 'أريد وجهاً لا استمارة',
    lang: 'ar',
    translations: [{ lang: 'en', text: 'I want a face, not a form', state: 'human' }],
    holds: [4],
    people: 1,
    wordings: 1,
  },
]
const parentOf = (number: string): string =>
  number.includes('.') ? `e${number.slice(0, number.lastIndexOf('.'))}` : question.id
const cards: readonly HallCard[] = [
  question,
  ...lines.map(
    ({ relation, holds, objects = [], onlyIf = [], lang = 'en', translations, ...line }): HallCard => ({
      ...line,
      id: `e${line.number}`,
      entry: `b1/wording/${line.number}`,
      lang,
      ...(translations === undefined ? {} : { translations }),
      parent: parentOf(line.number),
      relation: { kind: relation, tables: holds.length },
      also: [],
      holds: holds.map(tableId),
      objects: objects.map(tableId),
      onlyIf: onlyIf.map(tableId),
    }),
  ),
]
const askedOf = (
  a: string,
  b: string,
  rest: Pick<HallAsked, 'shared' | 'differs' | 'over' | 'ifSame' | 'words'>,
): HallAsked => {
  const [one, two] = [cards.find(({ id }) => id === a) ?? question, cards.find(({ id }) => id === b) ?? question]
  return {
    ...rest,
    a,
    b,
    cardA: a,
    cardB: b,
    kind: one.kind,
    tableA: one.holds[0] ?? tableId(1),
    tableB: two.holds[0] ?? tableId(2),
    numberA: one.number,
    numberB: two.number,
    textA: one.text,
    langA: one.lang,
    translationsA: one.translations ?? [],
    textB: two.text,
    langB: two.lang,
    translationsB: two.translations ?? [],
  }
}
const plain: Parameters<typeof askedOf>[2] = {
  shared: [],
  differs: [[], []],
  over: null,
  ifSame: { tables: 7, people: 14 },
  words: null,
}
const asked: readonly HallAsked[] = [
  askedOf('e2.1', 'e2.3', {
    shared: ['city', 'stop', 'line'],
    differs: [['the same day'], ['within an hour']],
    over: 'en',
    ifSame: { tables: 8, people: 24 },
    words: {
      entry: 'b6/words/w1',
      text: 'Une heure, pas une journée. Le soir, une journée c’est une nuit.',
      lang: 'fr',
      seat: 'T6-02',
      capture: 'own-typing',
      at: null,
      translations: [{ lang: 'en', text: 'An hour, not a day. In the evening a day is a night.', state: 'human' }],
    },
  }),
  askedOf('e3.1', 'e3.2', plain),
  askedOf('e2.2', 'e2.1', plain),
  askedOf('e1.2', 'e1.1', plain),
]

export const whole: HallMapTold = {
  version: 'v1',
  session: 2,
  sessions: [1, 2],
  tables: tablesUpTo(14, curtain),
  entries: 172,
  withheld: 2,
  cards,
  asked,
  waiting: 7,
  taken: 19,
  refused: 11,
  steps: [
    {
      step: 's1',
      kind: 'same',
      at: Date.UTC(2026, 10, 28, 10, 11),
      undone: false,
      can: true,
      a: 'People want a face, not a form',
      b: 'Un visage, pas un formulaire',
    },
    {
      step: 's2',
      kind: 'different',
      at: Date.UTC(2026, 10, 28, 10, 9),
      undone: true,
      can: true,
      a: 'Who checks the city?',
      b: 'Only if somebody checks it',
    },
    {
      step: 's6',
      kind: 'qualifies',
      at: Date.UTC(2026, 10, 28, 10, 6),
      undone: false,
      can: true,
      a: 'La mairie doit pouvoir couper en une heure',
      b: 'Only if the city may stop the line the same day',
    },
    {
      step: 's3',
      kind: 'apart',
      at: Date.UTC(2026, 10, 28, 10, 4),
      undone: false,
      can: true,
      a: 'Que alguien conteste',
      b: null,
    },
  ],
}
export const nothingAsked: HallMapTold = { ...whole, asked: [], waiting: 0 }
export const empty: HallMapTold = {
  ...nothingAsked,
  cards: [question],
  entries: 0,
  withheld: 0,
  steps: [],
  taken: 0,
  refused: 0,
  tables: tablesUpTo(14, 0),
}
export const behind: HallMapTold = { ...empty, tables: tablesUpTo(14, 'all') }
export const oneTable: HallMapTold = {
  ...nothingAsked,
  entries: 3,
  withheld: 0,
  steps: [],
  sessions: [2],
  tables: tablesUpTo(1, 0),
  cards: cards
    .filter(({ id }) => [question.id, 'e1', 'e1.1', 'e1.2'].includes(id))
    .map((card) =>
      card.kind === 'issue' ? card : { ...card, holds: [tableId(1)], objects: [], onlyIf: [], wordings: 1, people: 2 },
    ),
}
export const hall: HallMapTold = {
  ...whole,
  tables: tablesUpTo(58, curtain),
  cards: cards.map((card, at) =>
    card.kind === 'issue'
      ? card
      : {
          ...card,
          holds: Array.from({ length: 58 }, (_, n) => n + 1)
            .filter((n) => n % (at + 2) !== 0)
            .map(tableId),
          objects: [3, 17, 40].map(tableId),
          onlyIf: [5, 22, 31].map(tableId),
        },
  ),
}

type Wording = HallCardTold['wordings'][number]
const own = (table: number, number: string, stance: Wording['stance'] = 'holds') => ({
  entry: `b${table}/wording/n${table}`,
  table: tableId(table),
  board: `b${table}` as BoardId,
  session: 2,
  number,
  kind: 'condition' as const,
  stance,
  objections: [],
  conditions: [],
  words: [],
})

/** A card opened: each of its tables' own wording, and its words. */
export const inside: HallCardTold = {
  version: 'i1',
  card: 'e2.1',
  qualifiedBy: [
    {
      step: 's6',
      card: 'e2.3',
      entry: 'b6/wording/n6',
      table: tableId(6),
      text: 'La mairie doit pouvoir couper en une heure',
      lang: 'fr',
      translations: [{ lang: 'en', text: 'The town hall must be able to cut it off within an hour', state: 'human' }],
    },
  ],
  wordings: [
    {
      ...own(9, '1.2', 'holds'),
      text: 'Une licence qu’on peut retirer le jour même',
      lang: 'fr',
      translations: [{ lang: 'en', text: 'A licence that can be withdrawn the same day', state: 'human' }],
      words: [
        {
          entry: 'b9/words/w1',
          text: 'Celui qui a le droit d’autoriser doit avoir le devoir d’arrêter.',
          lang: 'fr',
          seat: 'T9-01',
          capture: 'own-typing',
          at: null,
          translations: [{ lang: 'en', text: 'Whoever may license must also stop.', state: 'checked' }],
        },
        {
          entry: 'b9/words/w2',
          text: 'Et le soir même, pas le lendemain.',
          lang: 'fr',
          seat: 'T9-04',
          capture: 'paraphrase',
          at: null,
        },
      ],
    },
    {
      ...own(4, '2.1', 'holds'),
      text: 'رخصة تُسحب في اليوم نفسه',
      lang: 'ar',
      words: [
        {
          entry: 'b4/words/w1',
          text: 'الرخصة التي لا تُسحب ليست إلا ورقة.',
          lang: 'ar',
          seat: 'T4-06',
          capture: 'own-typing',
          at: null,
          translations: [{ lang: 'en', text: 'A licence that cannot be withdrawn is only paper.', state: 'human' }],
        },
      ],
    },
    {
      ...own(12, '1.1', 'holds'),
      text: 'Si falla hoy, hoy se para',
      lang: 'es',
      words: [
        {
          entry: 'b12/words/w1',
          text: 'Si falla por la mañana, por la tarde no sale nadie.',
          lang: 'es',
          seat: 'T12-03',
          capture: 'dictated',
          at: null,
          translations: [{ lang: 'en', text: 'Fails in the morning: nobody rides that afternoon.', state: 'human' }],
        },
      ],
    },
    ...[1, 3, 5, 13].map((n): HallCardTold['wordings'][number] => ({
      ...own(n, '2.1'),
      text: 'Only if the city may stop the line the same day',
      lang: 'en',
      words: [],
    })),
    {
      ...own(14, '2.1', 'objects'),
      text: 'The city stops the line at once',
      lang: 'en',
      objections: [{ text: 'Then nobody runs a line here at all', lang: 'en' }],
      conditions: [],
      words: [],
    },
  ],
}

/** As large a hall as there is: what a window of it costs is measured on this. */
export function large(size: number): HallMapTold {
  let seed = 7
  const chance = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const width = Math.round(Math.sqrt(size) / 1.6)
  const reasons = lines.filter(({ kind }) => kind !== 'position')
  const children = new Map<number, number>()
  const made: HallCard[] = [question]
  const numbers: string[] = ['']
  for (let n = 1; n < size; n += 1) {
    const above = n <= width ? 0 : 1 + Math.min(chance(n - 1), chance(n - 1))
    const place = (children.get(above) ?? 0) + 1
    children.set(above, place)
    const number = above === 0 ? String(place) : `${numbers[above] ?? ''}.${place}`
    numbers.push(number)
    const line = above === 0 ? lines[[0, 3, 7][n % 3] ?? 0] : reasons[(n * 7 + chance(3)) % reasons.length]
    if (line === undefined) continue
    const held = Array.from({ length: 16 }, (_, at) => at + 1).filter((at) => (at * 7 + n) % 5 === 0)
    made.push({
      id: `e${n}`,
      entry: `b1/wording/${n}`,
      kind: line.kind,
      text: `${line.text} (${n})`,
      lang: line.lang ?? 'en',
      number,
      parent: made[above]?.id ?? question.id,
      relation: { kind: above === 0 ? 'answers' : line.relation, tables: 1 + (n % 4) },
      also: [],
      holds: held.map(tableId),
      objects: n % 6 === 0 ? [tableId(2)] : [],
      onlyIf: n % 9 === 0 ? [tableId(9)] : [],
      people: n % 4,
      wordings: held.length,
    })
  }
  // In the order of the outline: what lies beneath an entry follows it.
  const beneath = new Map<string | null, HallCard[]>()
  for (const card of made) beneath.set(card.parent, [...(beneath.get(card.parent) ?? []), card])
  const ordered: HallCard[] = []
  const work = [question]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    ordered.push(next)
    work.push(...(beneath.get(next.id) ?? []).toReversed())
  }
  return { ...nothingAsked, tables: tablesUpTo(16, 0), entries: size * 3, cards: ordered }
}
