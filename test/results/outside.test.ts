/** What leaves the house: what is told, what is refused, and that nothing that came late tells of a few. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { seatCode } from '@tablee/shared/ids'
import { whole } from '@tablee/shared/results/cases'
import { dividing } from '@tablee/shared/results/dividing'
import { hallCases, type Hall } from '@tablee/shared/results/hall-cases'
import { askOutside, mayLeave, type Leaving } from '@tablee/shared/results/outside'
import { changeOutside } from '@tablee/shared/results/outside-change'
import type { Question } from '@tablee/shared/results/question'
import type { Refused, Told } from '@tablee/shared/results/told'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import { describe, expect, it } from 'vitest'
import { agree, choose, items, options, scale, single } from '../voices/voting.ts'
import { boardAt, hallOf, type StepOf, type TableOf } from './hall.ts'

const lives: Item = { ...items.single, id: 'lives', options: options(2) }
const stop: Item = { ...items.agree, id: 'stop' }
const wave = (id: 'before' | 'after', all: readonly Item[]): StepOf => ({
  id,
  items: all,
  task: { kind: 'questionnaire', questionnaire: 'q', wave: id },
})
const leaving = (hall: Hall): Leaving => ({ hall, cases: whole(hallCases(hall, { published: true })), set: null })
const ask = (of: Leaving, question: Partial<Question> & Pick<Question, 'of'>): Told | Refused =>
  whole(askOutside(of, { unit: 'people', base: 'valid', by: 'all', weight: 'none', ...question }))
function told(of: Leaving, question: Partial<Question> & Pick<Question, 'of'>): Told {
  const found = ask(of, question)
  if ('why' in found) throw new Error(`refused: ${found.why}`)
  return found
}
const why = (one: Told | Refused): string | undefined => ('why' in one ? one.why : undefined)
const counts = ({ columns, rows }: Told) => [
  columns.map(({ key }) => key),
  ...rows.map(({ key, cells }) => [key, ...cells.map(({ count }) => count)]),
]

/** Twenty people at each of so many tables, in turn at Lyon and at Aachen. Of them `silent` give no answer to the vote. */
function hall(tables = 4, { silent = 0, more = [] as readonly VoiceRow[], more1 = {} as Partial<StepOf> } = {}): Hall {
  const people = Array.from({ length: 20 }, (_, n) => n)
  const vote = (n: number): Record<string, Answer> =>
    n < silent ? {} : { stop: agree(n % 5 < 2 ? 'agree' : n % 5 < 4 ? 'disagree' : 'pass') }
  return hallOf(
    [
      wave('before', [lives, { ...items.single, id: 'twice', options: options(2) }]),
      { id: 'vote', items: [stop, { ...items.scale, id: 'far', max: 3 }], ...more1 },
      wave('after', [{ ...items.single, id: 'twice', options: options(2) }]),
    ],
    Array.from(
      { length: tables },
      (_, n): TableOf => ({
        site: n % 2 === 0 ? 'Lyon' : 'Aachen',
        country: n % 2 === 0 ? 'FR' : 'DE',
        ballots: {
          before: people.map((one) => ({
            lives: single(one % 2 === 0 ? 'o1' : 'o2'),
            twice: single(one < 10 ? 'o1' : 'o2'),
          })),
          vote: people.map((one) => ({ ...vote(one), far: scale((one % 3) + 1) })),
          after: people.map((one) => ({ twice: single(one < 14 ? 'o1' : 'o2') })),
        },
      }),
    ),
    more,
  )
}

describe('what leaves the house', () => {
  it('[LEAK1] by all and by place it is what walls and files tell; crossed, classes stand together until none is small', () => {
    const of = leaving(hall(4, { silent: 1 }))
    const all = told(of, { of: 'vote/stop' })
    expect([all.way, counts(all)]).toEqual(['outside', [['all'], ['agree', 28], ['disagree', 32], ['pass', 16]]])
    // How many gave no answer is of fewer than five, and nobody's to know.
    expect([all.valid, all.asked, all.columns[0]?.base]).toEqual([76, null, 76])
    expect(counts(told(of, { of: 'vote/stop', by: 'site' }))).toEqual([
      ['all', 'Aachen', 'Lyon'],
      ['agree', 28, 14, 14],
      ['disagree', 32, 16, 16],
      ['pass', 16, 8, 8],
    ])
    const cross = told(of, { of: 'vote/stop', by: { item: 'before/lives' } })
    // At each site five of ten who live so would pass: with those who gave no answer, the rarest class, it goes with another.
    expect(counts(cross)).toEqual([
      ['all', 'o1', 'o2+none'],
      ['agree+pass+none', 48, 24, 24],
      ['disagree', 32, 16, 16],
    ])
    expect(cross.rows[0]).toMatchObject({ merged: ['agree', 'pass', 'none'], text: { en: 'Agree / Pass' } })
    expect([cross.base, cross.asked, cross.columns.map(({ base }) => base)]).toEqual(['all', 80, [80, 40, 40]])
    // Turned it is the same table.
    const turned = told(of, { of: 'before/lives', by: { item: 'vote/stop' } })
    expect(counts(turned)).toEqual([
      ['all', 'agree+pass+none', 'disagree'],
      ['o1', 40, 24, 16],
      ['o2+none', 40, 24, 16],
    ])
  })

  it('[LEAK1] several answers each are crossed each by itself; of one that few of a part gave nothing is told but of all', () => {
    const who: Item = { ...items.choose, id: 'who', options: options(3) }
    const hallOfWho = (item: Item) =>
      leaving(
        hallOf(
          [wave('before', [lives]), { id: 'vote', items: [item] }],
          [1, 2].map(
            (): TableOf => ({
              site: 'Lyon',
              ballots: {
                before: Array.from({ length: 20 }, (_, n) => ({ lives: single(n % 2 === 0 ? 'o1' : 'o2') })),
                // All choose the first, every other the second, and the third three of those who live the first way.
                vote: Array.from({ length: 20 }, (_, n) => ({
                  who: choose([
                    ...(n < 14 ? ['o1'] : []),
                    ...(n % 3 === 0 ? ['o2'] : []),
                    ...(n < 6 && n % 2 === 0 ? ['o3'] : []),
                  ]),
                })),
              },
            }),
          ),
        ),
      )
    const cross = told(hallOfWho(who), { of: 'vote/who', by: { item: 'before/lives' } })
    expect(counts(cross)).toEqual([
      ['all', 'o1', 'o2+none'],
      ['o1', 28, 14, 14],
      ['o2', 14, 8, 6],
      ['o3', 6, null, null],
    ])
    expect([cross.columns.map(({ base }) => base), cross.rows[2]?.cells[1]?.withheld]).toEqual([
      [40, 20, 20],
      'covered',
    ])
    // Turned, columns would be of people in several.
    expect(why(ask(hallOfWho(who), { of: 'before/lives', by: { item: 'vote/who' } }))).toBe('not-crossable')
    // Of who may choose two at most, two sums tell who chose both.
    expect(why(ask(hallOfWho({ ...who, most: 2 }), { of: 'vote/who', by: { item: 'before/lives' } }))).toBe(
      'not-outside',
    )
  })

  it('[LEAK3] one question divides the others; by tables, of some people, weighted, or two others crossed nothing leaves', () => {
    const of = leaving(hall())
    expect(dividing(of.hall?.sessions ?? []).by).toBe('before/lives')
    for (const refused of [
      { by: { item: 'vote/far' } },
      { by: 'table' },
      { where: [{ place: 'site', is: 'Lyon' }] },
      { with: ['vote/far'] },
      { weight: 'given' },
      { weight: { margins: [{ item: 'before/lives', shares: { o1: 0.5, o2: 0.5 } }] } },
    ] satisfies Partial<Question>[])
      expect(why(ask(of, { of: 'vote/stop', ...refused })), JSON.stringify(refused)).toBe('not-outside')
    // Asked before and after it is told of pairs; by place and crossed once, after.
    expect(why(ask(of, { of: 'before/twice', by: 'site' }))).toBe('not-outside')
    expect(why(ask(of, { of: 'before/twice', by: { item: 'before/lives' } }))).toBe('not-outside')
    expect(counts(told(of, { of: 'after/twice', by: 'country' }))[0]).toEqual(['all', 'DE', 'FR'])
    expect(mayLeave(of, 'before/lives')).toEqual({ places: true, crossed: ['vote/stop', 'vote/far', 'after/twice'] })
    expect(mayLeave(of, 'before/twice')).toEqual({ places: false, crossed: [] })
    const pairs = whole(changeOutside(of, { of: 'before/twice' }))
    if ('why' in pairs) throw new Error(pairs.why)
    expect([pairs.way, pairs.pairs, pairs.once]).toEqual(['outside', 80, { before: null, after: null }])
    // Nobody went from the second to the first: so nothing of the four is said.
    expect(pairs.flows.flat().every((count) => count === null)).toBe(true)
    // A cross that comes to nothing says so.
    expect(why(ask(leaving(hall(1)), { of: 'vote/stop', by: { item: 'before/lives' } }))).toBe('too-few')
  })

  it('[LEAK4] paper that is typed in when it is told moves the whole by five people, and no part and no cross ever', () => {
    const late = (n: number): readonly VoiceRow[] =>
      Array.from(
        { length: n },
        (_, at): VoiceRow => ({
          kind: 'answer',
          command: `late${at}`,
          board: boardAt(1),
          step: 'vote',
          seat: seatCode(1, at + 1),
          how: 'paper',
          answers: { stop: agree('pass') },
          sent: true,
        }),
      )
    const at = (n: number) => {
      const of = leaving(hall(4, { silent: 6, more: late(n) }))
      return [
        told(of, { of: 'vote/stop' }).rows.map(({ cells }) => cells[0]?.count),
        JSON.stringify([
          counts(told(of, { of: 'vote/stop', by: 'site' })),
          counts(told(of, { of: 'vote/stop', by: { item: 'before/lives' } })),
        ]),
      ] as const
    }
    const [before, parts] = at(0)
    expect(before).toEqual([20, 24, 12])
    for (const few of [1, 4]) expect(at(few)).toEqual([before, parts])
    for (const more of [5, 6]) expect(at(more)).toEqual([[20, 24, 17], parts])
  })

  it('[LEAK5] an interval is told from ten tables on, in whole points, and no narrower than of people drawn one by one', () => {
    const interval = (tables: number) => told(leaving(hall(tables)), { of: 'vote/stop' }).rows[0]?.cells[0]?.interval
    expect(interval(9)).toBeNull()
    // Every table said the same: an interval of nothing would say what each said. 80 of 200 people drawn one by one.
    expect(interval(10)).toEqual({ low: 0.32, high: 0.49 })
    // Of parts none: beside that of all they would say how much tables differ in each.
    const cells = told(leaving(hall(24)), { of: 'vote/stop', by: 'site' }).rows[0]?.cells ?? []
    expect(cells.map((cell) => [cell.interval !== null, cell.against])).toEqual([
      [true, undefined],
      [false, undefined],
      [false, undefined],
    ])
  })

  it('[LEAK6] that an order stands without any one table is worked out of what is told, or not said', () => {
    // 40 of 100 for each of the first two: twenty people at one table could turn them.
    expect(told(leaving(hall(5)), { of: 'vote/stop' }).stands).toBeNull()
    expect(told(leaving(hall(5)), { of: 'after/twice' }).stands).toEqual({
      tables: 5,
      moves: 0.18,
      order: true,
      falls: [],
    })
  })
})
