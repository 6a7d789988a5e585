/** Results for the gallery: 84 people at twelve tables who answered what the figures are for; nobody real. */
import { changesOf } from '@tablee/shared/voices/change'
import type { Cast } from '@tablee/shared/voices/fold'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { notShown, voteTitle } from '@tablee/shared/voices/stances'
import { figuresOf, type TableRoundOf } from '@tablee/shared/voices/tally'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { seatCode, type NodeId } from '@tablee/shared/ids'
import type { Figure } from '@tablee/shared/voices/figure'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'

const said = (en: string, ar: string): LocalText => ({ en, ar })
const people = { unit: 'people', base: 'valid' } as const
const option = (id: string, en: string, ar: string) => ({ id, text: said(en, ar) })
const who = [
  option('maker', 'The maker of the driving system', 'صانع نظام القيادة'),
  option('operator', 'The operator of the line', 'مشغّل الخط'),
  option('fund', 'A shared insurance fund', 'صندوق تأمين مشترك'),
  option('licence', 'The authority that licensed it', 'الجهة التي رخّصت له'),
  option('rider', 'The person on board', 'الشخص الذي على متنه'),
]
const items = {
  blame: {
    id: 'blame',
    type: 'choose',
    options: who,
    text: said('Who should answer when it causes harm?', 'من يجيب حين يُحدث ضرراً؟'),
    ...people,
  },
  street: {
    id: 'street',
    type: 'agree',
    on: 'statement',
    text: said('Shuttles may use every street.', 'يجوز للحافلات أن تسلك كلّ شارع.'),
    unit: 'people',
    base: 'all',
  },
  trust: {
    id: 'trust',
    type: 'scale',
    min: 1,
    max: 5,
    low: said('not at all', 'إطلاقاً'),
    high: said('fully', 'تماماً'),
    text: said('Would you send a child alone?', 'هل ترسل طفلاً وحده؟'),
    ...people,
  },
  cars: {
    id: 'cars',
    type: 'placement',
    x: { low: said('unlikely', 'مستبعد'), high: said('probable', 'مرجّح') },
    y: { low: said('not wanted', 'غير مرغوب'), high: said('desirable', 'مرغوب') },
    text: said('A centre without private cars in 2040', 'مركز بلا سيّارات خاصّة عام 2040'),
    ...people,
  },
  agreed: {
    id: 'agreed',
    type: 'single',
    options: [option('yes', 'Yes', 'نعم'), option('partly', 'In part', 'جزئيّاً'), option('no', 'No', 'لا')],
    text: said('Our table agreed', 'اتّفقت طاولتنا'),
    unit: 'tables',
    base: 'all',
  },
  nodes: { id: 'on-map', type: 'agree', on: 'nodes', text: said('Do you agree?', 'هل توافق؟'), ...people },
} as const satisfies Record<string, Item>

const cast = (answer: Answer): Cast => ({ phone: { answer, sent: true, at: 0 }, paper: null, settled: null })

/** What the nth person answers: spread evenly, the same at every look. */
function answersOf(n: number): Readonly<Record<string, Answer>> {
  const chosen = who.filter((_, at) => (n * 7 + at * 5) % 12 < ([9, 7, 5, 4, 0][at] ?? 0)).map(({ id }) => id)
  const rejected = who.map(({ id }) => id).filter((id) => id === 'rider' || (id === 'licence' && n % 5 === 0))
  const x = 18 + ((n * 37) % 64)
  return {
    blame: {
      type: 'choose',
      chosen,
      rejected: rejected.filter((id) => !chosen.includes(id)),
      indifferent: who.map(({ id }) => id).filter((id) => !chosen.includes(id) && !rejected.includes(id)),
    },
    ...(n % 6 === 5 ? {} : { street: { type: 'agree', value: n % 7 < 3 ? 'agree' : n % 7 < 6 ? 'disagree' : 'pass' } }),
    trust: { type: 'scale', value: 1 + ((n * n + n) % 5) },
    cars: { type: 'placement', x, y: Math.max(4, Math.min(96, 95 - x + ((n * 53) % 40) - 10)) },
  }
}
function table(number: number): TableRoundOf {
  const seats = Array.from({ length: 7 }, (_, n) => seatCode(number, n + 1))
  const casts = new Map<string, Map<string, Cast>>()
  const put = (item: string, seat: string, answer: Answer) =>
    casts.set(item, (casts.get(item) ?? new Map<string, Cast>()).set(seat, cast(answer)))
  seats.forEach((seat, n) => {
    for (const [item, answer] of Object.entries(answersOf(number * 7 + n))) put(item, seat, answer)
    put('on-map.p2', seat, { type: 'agree', value: n < 5 ? 'agree' : 'pass' })
  })
  put('agreed', 'table', { type: 'single', option: number % 4 === 0 ? 'no' : number % 3 === 0 ? 'partly' : 'yes' })
  const nodes = [{ node: 'p2' as NodeId, wording: 'The operator of the line answers, day and night.', lang: 'en' }]
  return { seats, round: { nodes, casts } }
}
const count = (of: readonly Item[], tables: readonly TableRoundOf[]): readonly Figure[] =>
  figuresOf({ items: of, tables, outside: true })
const twelve = Array.from({ length: 12 }, (_, n) => table(n + 1))

function wave(shift: number): ReadonlyMap<string, Readonly<Record<string, Answer>>> {
  return new Map(
    Array.from({ length: 84 }, (_, n) => {
      const value = Math.max(1, Math.min(5, 1 + ((n * n + n) % 5) + (n % 3 === 0 ? shift : n % 11 === 0 ? -shift : 0)))
      const street = (n + (n % 4 === 0 ? shift : 0)) % 3
      return [
        `p${n}`,
        {
          trust: { type: 'scale', value },
          street: { type: 'agree', value: street === 0 ? 'agree' : street === 1 ? 'disagree' : 'pass' },
        },
      ] as const
    }),
  )
}
const asked = [items.trust, items.street]
const change = changesOf(
  'attitude',
  { before: { items: asked, people: wave(0) }, after: { items: asked, people: wave(1) } },
  true,
)

export type SampleStep = keyof typeof items
const title = said('What we vote on', 'ما نصوّت عليه')

/** Closed everywhere: these items, and what tables 1 and 3 said alone. */
export function sampleResults(
  of: readonly SampleStep[] = ['blame', 'street', 'trust', 'cars', 'agreed'],
): ResultsAnswer {
  const wanted = of.map((one): Item => items[one])
  const own = (number: number) => ({ table: number, figures: count([items.agreed, items.nodes], [table(number)]) })
  return {
    version: 'sample',
    steps: [
      {
        step: 'vote-1',
        session: 2,
        title,
        kind: 'ballot',
        tables: { closed: 12, of: 12 },
        figures: count(wanted, twelve).filter(({ wording }) => wording === undefined),
        byTable: [own(1), own(3)],
      },
      {
        step: 'vote-2',
        session: 2,
        title: said('Before the break', 'قبل الاستراحة'),
        kind: 'ballot',
        tables: { closed: 9, of: 12 },
        figures: [],
        byTable: [],
      },
    ],
    change,
  }
}

const why = '“Every” was read as “any day”'
/** The same, of which a question was put in other words after half of the tables had answered it. */
export function rewordedResults(): ResultsAnswer {
  const all = sampleResults(['street', 'trust'])
  const before = { ...items.street, text: said('Shuttles may go anywhere.', 'يجوز للحافلات أن تذهب إلى أيّ مكان.') }
  const parts = [count([before], twelve.slice(0, 6)), count([items.street], twelve.slice(6))]
  const street = parts.flatMap((figures, n) =>
    figures.map((figure): Figure => ({ ...figure, worded: { part: n + 1, of: 2, why } })),
  )
  return {
    ...all,
    steps: all.steps.map((step) => ({
      ...step,
      figures: step.figures.flatMap((figure) => (figure.item === 'street' ? street : [figure])),
    })),
    change: all.change.map((one) => ({ ...one, worded: { why }, pairs: null, flows: [] })),
  }
}

const sentences = [
  [
    'Whoever gives the permit may stop the line the same day',
    'It is said in public why it stops',
    'No city should stop a line that people depend on',
    'A mayor who is afraid stops it on the first day, and my mother stays at home.',
  ],
  [
    'A human voice answers within thirty seconds',
    'It does so at night and without a mobile phone too',
    'It makes every ride dearer',
    'Nobody pays for a voice at three in the morning.',
  ],
  [
    'The maker pays first and claims it back later',
    'Nobody waits longer than a month',
    'A small maker is bankrupt before the court has met',
    'Then only the two largest are left.',
  ],
  [
    'A child may ride alone from ten years on',
    'Somebody is told when it gets off',
    'Ten is too early in the dark',
    'Mine would get off at the wrong stop and cry.',
  ],
] as const
const arabic = [
  [
    'من يمنح الترخيص يستطيع إيقاف الخطّ في اليوم نفسه',
    'أن يُقال علنًا لماذا يتوقّف',
    'لا ينبغي لمدينة أن توقف خطًّا يعتمد عليه الناس',
    'العمدة الخائف يوقفه في اليوم الأوّل، وأمّي تبقى في البيت.',
  ],
  [
    'صوت إنسان يجيب خلال ثلاثين ثانية',
    'أن يكون ذلك ليلًا أيضًا وبلا هاتف',
    'يجعل كلّ رحلة أغلى',
    'لا أحد يدفع ثمن صوت في الثالثة صباحًا.',
  ],
] as const

/** What four tables recommend, as it is voted on. */
export const recommendationsIn = (lang: 'en' | 'ar'): readonly Item[] =>
  (lang === 'ar' ? arabic : sentences).map(
    ([sentence, condition, objection], n): Item => ({
      id: `r${n + 1}-q`,
      type: 'support',
      text: { [lang]: sentence },
      unit: 'people',
      base: 'valid',
      table: n + 3,
      reasons: [{ wording: 'Somebody must answer at once', lang: 'en' }],
      conditions: [{ id: 'e1', text: { [lang]: condition } }],
      objections: [{ id: 'e1', text: { [lang]: objection } }],
    }),
  )

/** What 71 people say to what four tables recommend. */
export function sampleRecommendations(lang: 'en' | 'ar' = 'en'): ResultsAnswer {
  const all = recommendationsIn(lang)
  const seats = Array.from({ length: 71 }, (_, n) => seatCode(1 + Math.floor(n / 8), 1 + (n % 8)))
  const casts = new Map(
    all.map(({ id }, n) => [
      id,
      new Map(
        seats.map((seat, at) => {
          const against = (at * 7 + n * 3) % 71 < 13 + n * 9
          const answer: Answer = against
            ? at % 2 === 0
              ? {
                  type: 'support',
                  value: 'no',
                  why: { text: (lang === 'ar' ? arabic : sentences)[n]?.[3] ?? '', lang },
                }
              : { type: 'support', value: 'no', why: { option: 'e1' } }
            : at % 3 === 0
              ? { type: 'support', value: 'yes-if', why: { option: 'e1' } }
              : { type: 'support', value: 'yes' }
          return [seat as string, cast(answer)] as const
        }),
      ),
    ]),
  )
  const figures = count(all, [{ seats, round: { nodes: [], casts } }])
  return {
    version: 'sample',
    steps: [
      {
        step: 'recommend',
        session: 2,
        title: voteTitle,
        kind: 'ballot',
        asked: true,
        draw: { seed: '9f1c6a07d2e4b835', most: 10 },
        tables: { closed: 11, of: 11 },
        figures,
        byTable: [],
      },
    ],
    change: [],
  }
}

const conditions = [
  ['The city may stop the line the same day', 'أن تستطيع المدينة إيقاف الخطّ في اليوم نفسه', 3],
  ['A human voice answers within 30 seconds', 'أن يجيب صوت إنسان خلال ثلاثين ثانية', 9],
  ['An independent office reads the logs', 'أن تقرأ جهة مستقلّة السجلّات', 1],
  ['The villages have a bus at night', 'أن تكون للقرى حافلة في الليل', 12],
] as const
/** Which of four entries of tables' maps the permit should say; `gone`: one of them may not be shown any more. */
export const pickedItem = (gone = false): Item & { readonly type: 'choose' } => ({
  id: 'q',
  type: 'choose',
  text: said('Which of these conditions must the permit say?', 'أيّ هذه الشروط يجب أن يُكتب في الترخيص؟'),
  ...people,
  options: conditions.map(([en, ar, of], n) =>
    gone && n === 1
      ? { id: `o${n + 1}`, text: notShown.entry }
      : { id: `o${n + 1}`, text: said(en, ar), entry: { kind: n === 2 ? 'position' : 'condition', table: of } },
  ),
})

/** What 96 people answered to it. */
export function samplePicked(gone = false): ResultsAnswer {
  const item = pickedItem(gone)
  const ids = item.options.map(({ id }) => id)
  const seats = Array.from({ length: 96 }, (_, n) => seatCode(1 + Math.floor(n / 8), 1 + (n % 8)))
  const answers = seats.map((seat, at) => {
    const on = (side: number): readonly string[] =>
      ids.filter((_, n) => ((at * 5 + n * 7) % 11 < 7 - n ? 0 : (at + n) % 3) === side)
    return [seat as string, cast({ type: 'choose', chosen: on(0), rejected: on(1), indifferent: on(2) })] as const
  })
  const figures = count([item], [{ seats, round: { nodes: [], casts: new Map([['q', new Map(answers)]]) } }])
  const step = { step: 'q-picked', session: 2, title: item.text, kind: 'ballot', asked: true } as const
  return {
    version: 'sample',
    steps: [{ ...step, tables: { closed: 12, of: 12 }, figures, byTable: [] }],
    change: [],
  }
}
