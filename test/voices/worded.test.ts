/** A question that was put in other words after somebody answered: told by its words, each with its base and why, never added up. */
import type { Item } from '@tablee/shared/dialogue/items'
import type { SeatCode } from '@tablee/shared/ids'
import type { Figure } from '@tablee/shared/voices/figure'
import type { Cast, Round } from '@tablee/shared/voices/fold'
import { changesOf } from '@tablee/shared/voices/change'
import { figuresOf, type TableRoundOf } from '@tablee/shared/voices/tally'
import { asAsked, wordedNow, wordsMoved } from '@tablee/shared/voices/worded'
import { byWords } from '@tablee/shared/snapshot/by-words'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import { expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const people = { unit: 'people', base: 'valid' } as const
const options = ['yes', 'no'].map((id) => ({ id, text: { en: id } }))
const why = 'decide was taken for vote'
const earlier = [{ text: { en: 'Who votes?' }, why }]
const reworded: Item = { id: 'who', type: 'single', options, text: { en: 'Who decides?' }, earlier, ...people }
const other: Item = { id: 'came', type: 'single', options, text: { en: 'Did you walk?' }, ...people }
const follow: Item = {
  id: 'far',
  type: 'single',
  options,
  text: { en: 'Was it far?' },
  earlier: [{ text: { en: 'Far?' }, why }],
  showIf: { item: 'came', is: ['yes'] },
  ...people,
}

let tables = 0
/** Of so many people who said yes and no, and of those who walked whether it was far. The first `sheets` answered the other words, on paper. */
function table(words: number, yes: number, no: number, walked = yes, sheets = 0): TableRoundOf {
  const number = ++tables
  const seats = Array.from({ length: yes + no }, (_, n) => `T${number}-0${n + 1}` as SeatCode)
  const onPaper: readonly string[] = seats.slice(0, sheets)
  const casts = new Map<string, Map<string, Cast>>([
    ['who', new Map()],
    ['came', new Map()],
    ['far', new Map()],
  ])
  const put = (item: string, seat: string, option: string): void => {
    const given = { answer: { type: 'single', option }, sent: true, at: 1 } as const
    const paper = onPaper.includes(seat) ? { ...given, ...(item === 'came' ? {} : { wording: 1 - words }) } : null
    casts.get(item)?.set(seat, { phone: paper === null ? given : null, paper, settled: null })
  }
  seats.forEach((seat, n) => {
    put('who', seat, n < yes ? 'yes' : 'no')
    put('came', seat, n < walked ? 'yes' : 'no')
    if (n < walked) put('far', seat, 'yes')
  })
  const round: Pick<Round, 'nodes' | 'casts' | 'worded'> = {
    nodes: [],
    casts,
    ...(words === 0 ? {} : { worded: { who: words, far: words } }),
  }
  return { seats, round }
}
const counts = ({ rows }: Figure): readonly (number | null)[] => rows.map(({ count }) => count)

it('[CHG11] each wording has its own figure with its base and the reason; a question that was left as it was counts everybody', () => {
  const figures = figuresOf({
    items: [reworded, other],
    tables: [table(0, 6, 5), table(1, 7, 8), table(0, 5, 6)],
    outside: true,
  })
  expect(figures.map(({ text, worded, valid }) => [text['en'], worded ?? null, valid])).toEqual([
    ['Who votes?', { part: 1, of: 2, why }, 22],
    ['Who decides?', { part: 2, of: 2, why }, 15],
    ['Did you walk?', null, 37],
  ])
  expect(figures.slice(0, 2).map(counts)).toEqual([
    [11, 11],
    [7, 8],
  ])
  // Where nobody answered before, there is one figure, in the words that people read.
  const [alone] = figuresOf({ items: [reworded], tables: [table(1, 6, 6)] })
  expect([alone?.text['en'], alone?.worded, alone?.valid]).toEqual(['Who decides?', undefined, 12])
  // At the tables nobody reads what was asked elsewhere, nor why.
  expect(asAsked([reworded], {})[0]).toEqual({ ...reworded, text: { en: 'Who votes?' }, earlier: undefined })
  expect(JSON.stringify(asAsked([reworded], wordedNow([reworded])))).not.toContain(why)
})

it('[CHG18] a sheet that was printed with other words counts for those, and its person in no other base', () => {
  const figures = figuresOf({ items: [reworded, other], tables: [table(1, 7, 8, 0, 6)] })
  expect(figures.map(({ text, asked, valid, worded }) => [text['en'], asked, valid, worded?.part ?? null])).toEqual([
    ['Who votes?', 6, 6, 1],
    ['Who decides?', 9, 9, 2],
    ['Did you walk?', 15, 15, null],
  ])
  // All on sheets of before, and nobody asked in the words of the round: nothing is made up of it.
  const [before, now] = figuresOf({ items: [reworded], tables: [table(1, 3, 3, 0, 6)] })
  expect([before?.valid, now?.asked]).toEqual([6, 0])
})

it('[CHG12] small numbers stay untold in each part, and no part is the difference of what is told', () => {
  const seed = Number(process.env['SEED'] ?? 20261128)
  const { below } = seeded(seed)
  for (let n = 0; n < 3_000; n += 1) {
    const all = Array.from({ length: 2 + below(3) }, () => {
      const [yes, no] = [below(7), 1 + below(7)]
      return table(below(2), yes, no, undefined, below(3) === 0 ? below(yes + no + 1) : 0)
    })
    const items = [reworded, other, follow]
    const told = figuresOf({ items, tables: all, outside: true })
    const whole = figuresOf({ items, tables: all })
    for (const figure of told)
      for (const row of figure.rows) expect(row.count === null || row.count === 0 || row.count >= 5).toBe(true)
    // Who walked is told of all together: of each part of the next question the base says how many of them there were.
    const walked = told.find(({ item }) => item === 'came')?.rows.find(({ key }) => key === 'yes')?.count ?? null
    const parts = told.filter(({ item }) => item === 'far')
    const bases = parts.map(({ valid }) => valid)
    if (walked !== null && parts.length === 2 && bases.filter((base) => base === null).length === 1) {
      const left = walked - (bases.find((base) => base !== null) ?? 0)
      expect(left === 0 || left >= 5, `seed ${seed}, day ${n}: ${JSON.stringify({ walked, bases, whole })}`).toBe(true)
    }
  }
  console.log(`seed ${seed}: 3,000 days`)
})

it('[CHG13] before and after are not compared where the words changed in between, and it says why', () => {
  const scale: Item = {
    id: 'mood',
    type: 'scale',
    min: 1,
    max: 5,
    low: { en: 'a' },
    high: { en: 'b' },
    text: { en: 'Mood?' },
    ...people,
  }
  const after: Item = { ...scale, text: { en: 'How do you feel?' }, earlier: [{ text: scale.text, why }] }
  const wave = new Map(
    Array.from({ length: 9 }, (_, n) => [`p${n}`, { mood: { type: 'scale', value: 1 + (n % 5) } as const }]),
  )
  const waves = (then: Item) => ({ before: { items: [scale], people: wave }, after: { items: [then], people: wave } })
  const moved = wordsMoved({ items: [scale], rounds: [{}] }, { items: [after], rounds: [{ worded: { mood: 1 } }] })
  expect([...moved]).toEqual([['mood', why]])
  expect(changesOf('q', waves(after), true, moved)[0]).toMatchObject({
    worded: { why },
    pairs: null,
    before: null,
    flows: [],
  })
  // All of them answered before it was put in other words.
  expect(wordsMoved({ items: [scale], rounds: [{}] }, { items: [after], rounds: [{}] }).size).toBe(0)
  expect(
    wordsMoved({ items: [scale], rounds: [{}] }, { items: [after], rounds: [{}, { worded: { mood: 1 } }] }).size,
  ).toBe(1)
})

it('[CHG11] in files of answers a question in several wordings is as many questions', () => {
  const ballot = (seat: string) => ({
    item: 'who',
    seat,
    how: 'phone' as const,
    at: 1,
    answer: { type: 'single' as const, option: 'yes' },
  })
  const round = { step: 'vote', state: 'closed' as const, asked: 1 }
  const board = (number: number, worded: object) => ({
    number,
    voices: { seats: [], rounds: [{ ...round, ...worded, ballots: [ballot(`T${number}-01`)] }] },
  })
  const steps = [{ id: 'vote', session: 1, title: { en: 'Vote' }, kind: 'ballot', items: [reworded, other] }]
  const snapshot = {
    boards: [board(1, {}), board(2, { worded: { who: 1 } })],
    voices: { steps },
  } as unknown as Snapshot
  const { boards, voices } = byWords(snapshot)
  expect(boards.map((one) => one.voices?.rounds[0]?.ballots?.[0]?.item)).toEqual(['who', 'who-w2'])
  const [step] = voices?.steps ?? []
  expect(
    step?.kind === 'ballot' ? step.items.map((one) => [one.id, 'text' in one ? one.text['en'] : null]) : [],
  ).toEqual([
    ['who', 'Who votes?'],
    ['who-w2', 'Who decides?'],
    ['came', 'Did you walk?'],
  ])
  const untouched = {
    boards: [board(1, {})],
    voices: { steps: [{ ...steps[0], items: [other] }] },
  } as unknown as Snapshot
  expect(byWords(untouched)).toBe(untouched)
})
