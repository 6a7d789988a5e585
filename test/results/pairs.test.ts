/** Which questions there are, and what the same people said before and after. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { askInside } from '@tablee/shared/results/ask'
import { whole } from '@tablee/shared/results/cases'
import { hallCases } from '@tablee/shared/results/hall-cases'
import { listedOf, placesOf } from '@tablee/shared/results/listed'
import { changeInside } from '@tablee/shared/results/pairs'
import { describe, expect, it } from 'vitest'
import { agree, choose, items, options, scale, single } from '../voices/voting.ts'
import { hallOf, type StepOf, type TableOf } from './hall.ts'

const wave = (id: string, when: 'before' | 'after', asked: readonly Item[]): StepOf => ({
  id,
  items: asked,
  task: { kind: 'questionnaire', questionnaire: 'q', wave: when },
})
const casesOf = (steps: readonly StepOf[], tables: readonly TableOf[]) =>
  whole(hallCases(hallOf(steps, tables), { published: false }))

/** Four tables of six; of each the first does not answer again, and a seventh comes late. */
const dayOf = (
  before: readonly Item[],
  after: readonly Item[],
  answer: (n: number, late: boolean) => Record<string, Answer>,
) =>
  casesOf(
    [wave('q1', 'before', before), wave('q2', 'after', after), { id: 'vote', items: [items.agree] }],
    Array.from({ length: 4 }, () => ({
      site: 'Lyon',
      ballots: {
        q1: [...Array.from({ length: 6 }, (_, n) => answer(n, false)), null],
        q2: [null, ...Array.from({ length: 6 }, (_, n) => answer(n + 1, true))],
        vote: [{ agree: agree('agree') }],
      },
    })),
  )

describe('before and after, by pairs', () => {
  it('[FIG9] tell of who answered both times what moved from which answer to which, what each gained, and how far all lie apart', () => {
    const cases = dayOf([items.single], [items.single], (n, late) => ({
      single: single(late ? (n < 4 ? 'o1' : 'o2') : n < 2 ? 'o1' : 'o3'),
    }))
    const told = whole(changeInside(cases, { of: 'q1/single' }))
    if ('why' in told) throw new Error(told.why)
    // Each table: one went from the first to the first, two from the third to the first, two from the third to the second.
    expect([told.pairs, told.once, told.moved]).toEqual([20, { before: 4, after: 4 }, 16])
    expect(told.flows).toEqual([
      [4, 0, 0],
      [0, 0, 0],
      [8, 8, 0],
    ])
    expect(told.net.map(({ key, before, after, difference }) => [key, before, after, difference])).toEqual([
      ['o1', 0.2, 0.6, expect.closeTo(0.4)],
      ['o2', 0, 0.4, expect.closeTo(0.4)],
      ['o3', 0.8, 0, expect.closeTo(-0.8)],
    ])
    const entropy = (...shares: number[]) => -shares.reduce((all, p) => all + p * Math.log(p), 0) / Math.log(3)
    expect(told.spread).toEqual({
      how: 'entropy',
      before: expect.closeTo(entropy(0.2, 0.8)),
      after: expect.closeTo(entropy(0.6, 0.4)),
    })
    expect([told.waves, told.clusters]).toEqual([{ from: 'before', to: 'after' }, 4])
    expect(whole(changeInside(cases, { of: 'q2/single' }))).toEqual(told)
    expect(whole(changeInside(cases, { of: 'vote/agree' }))).toEqual({ why: 'no-pairs' })
    expect(whole(changeInside(cases, { of: 'q1/none' }))).toEqual({ why: 'no-item' })
  })

  it('[FIG9] of numbers it is the mean, with an interval of the pairs’ own differences by table', () => {
    const cases = dayOf([items.scale], [items.scale], (n, late) => ({
      scale: scale(late ? Math.min(4, n + 1) : 1 + (n % 2)),
    }))
    const told = whole(changeInside(cases, { of: 'q1/scale' }))
    if ('why' in told) throw new Error(told.why)
    // Seats 2 to 6 said 2, 1, 2, 1, 2 and then 2, 3, 4, 4, 4.
    expect([told.mean?.before, told.mean?.after, told.up, told.down, told.moved]).toEqual([1.6, 3.4, 16, 0, 16])
    expect(told.mean?.difference).toBeCloseTo(1.8)
    // Every table moved alike: nothing shows how tables differ.
    expect(told.mean?.interval).toBeNull()
    expect(told.spread.how).toBe('deviation')
  })

  it('[FIG8] what was put in other words between two times, or means something else, is neither paired nor counted together', () => {
    const after = {
      ...items.single,
      text: { en: 'Another question' },
      earlier: [{ text: items.single.text, why: 'Nobody understood it' }],
    }
    const hall = hallOf(
      [wave('q1', 'before', [items.single]), wave('q2', 'after', [after])],
      [{ site: 'Lyon', ballots: { q1: [{ single: single('o1') }], q2: [{ single: single('o1') }] } }],
    )
    const rounds = new Map(
      [...hall.voices.rounds].map(([name, round]) => [
        name,
        round.step === 'q2' ? { ...round, worded: { single: 1 } } : round,
      ]),
    )
    const cases = whole(hallCases({ ...hall, voices: { ...hall.voices, rounds } }, { published: false }))
    expect([...cases.items.keys()]).toEqual(['q1/single', 'q2/single~2'])
    expect(whole(changeInside(cases, { of: 'q1/single' }))).toEqual({
      why: 'other-words',
      sentence: 'Nobody understood it',
    })
    const together = {
      of: 'q1/single',
      with: ['q2/single~2'],
      unit: 'answers',
      base: 'valid',
      by: 'all',
      weight: 'none',
    } as const
    expect(whole(askInside(cases, together))).toEqual({ why: 'other-words', sentence: 'Nobody understood it' })
    const other = dayOf([items.single], [{ ...items.single, options: options(2) }], () => ({ single: single('o1') }))
    expect(whole(askInside(other, { ...together, with: ['q2/single'] }))).toEqual({ why: 'other-meaning' })
    expect(whole(changeInside(other, { of: 'q1/single' }))).toEqual({ why: 'other-meaning' })
    const meant = dayOf([items.single], [{ ...items.single, meaning: 2 }], () => ({ single: single('o1') }))
    expect(whole(changeInside(meant, { of: 'q1/single' }))).toEqual({ why: 'other-meaning' })
    // The same item of two times is told of answers: each person gave two.
    const same = dayOf([items.single], [items.single], () => ({ single: single('o1') }))
    expect(whole(askInside(same, { ...together, with: ['q2/single'] }))).toMatchObject({ asked: 56, valid: 48 })
    expect(whole(askInside(same, { ...together, with: ['q2/single'], unit: 'people' }))).toEqual({ why: 'other-unit' })
  })
})

it('[FIG11] the list says of each question what it can be asked: units, bases, times, parts of the people', () => {
  const cases = casesOf(
    [
      wave('q1', 'before', [items.single, items.text]),
      wave('q2', 'after', [items.single]),
      { id: 'vote', items: [items.choose, { ...items.table, unit: 'tables' }, items.nodes] },
    ],
    [1, 2].map((table) => ({
      site: `Site ${table}`,
      ballots: {
        q1: [{ single: single('o1') }, null],
        q2: [{ single: single('o1') }],
        vote: [{ choose: choose(['o1']) }],
      },
      nodes: { vote: [`n${table}`] },
      ...(table === 2 ? { open: ['q2'] } : {}),
    })),
  )
  const all = whole(listedOf(cases))
  expect(
    all.map(({ item, units, answered, twice, crosses, margins }) => [item, units, answered, twice, crosses, margins]),
  ).toEqual([
    ['q1/single', ['people'], 2, true, true, true],
    ['q1/text', ['people'], 0, false, false, false],
    ['q2/single', ['people'], null, true, true, true],
    ['vote/choose', ['people', 'answers'], 2, false, true, false],
    ['vote/ours', ['tables'], 0, false, true, false],
    ['vote/entry.n1', ['people'], 0, false, true, true],
    ['vote/entry.n2', ['people'], 0, false, true, true],
  ])
  expect(all[2]?.tables).toEqual({ closed: 1, of: 2 })
  expect(all[6]).toMatchObject({ entry: { table: 2 }, text: { en: 'Wording of n2' } })
  expect(placesOf(cases)).toEqual({ country: 1, site: 2, group: 0, table: 2 })
})
