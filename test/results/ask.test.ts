/** What an analyst asks of a hall's answers, inside: exact, of people, answers or tables, with the table as one. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { seatCode, type TableId } from '@tablee/shared/ids'
import { askInside } from '@tablee/shared/results/ask'
import { whole, type Cases } from '@tablee/shared/results/cases'
import { hallCases } from '@tablee/shared/results/hall-cases'
import type { Question } from '@tablee/shared/results/question'
import type { Refused, Told } from '@tablee/shared/results/told'
import { roundOf, voicesFrom } from '@tablee/shared/voices/fold'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import { figuresOf } from '@tablee/shared/voices/tally'
import { describe, expect, it } from 'vitest'
import { agree, choose, items, none, options, scale, single } from '../voices/voting.ts'
import { seeded, type Random } from '../support/seeded.ts'
import { boardAt, hallOf } from './hall.ts'

const casesOf = (...hall: Parameters<typeof hallOf>): Cases => whole(hallCases(hallOf(...hall), { published: false }))
const plain: Omit<Question, 'of'> = { unit: 'people', base: 'valid', by: 'all', weight: 'none' }
const ask = (cases: Cases, question: Partial<Question> & Pick<Question, 'of'>): Told | Refused =>
  whole(askInside(cases, { ...plain, ...question }))
function told(cases: Cases, question: Partial<Question> & Pick<Question, 'of'>): Told {
  const one = ask(cases, question)
  if ('why' in one) throw new Error(`refused: ${one.why}`)
  return one
}
const countsOf = ({ rows }: Told): readonly (readonly [string, ...(number | null)[]])[] =>
  rows.map(({ key, cells }) => [key, ...cells.map(({ count }) => count)])

/** Two sites of four tables: at Lyon nearly all agree, at Aachen nearly nobody. */
const twoSites = () =>
  casesOf(
    [{ id: 'vote', items: [items.agree, items.single] }],
    [1, 2, 3, 4, 5, 6, 7, 8].map((table) => ({
      site: table < 5 ? 'Lyon' : 'Aachen',
      country: table < 5 ? 'FR' : 'DE',
      ballots: {
        vote: [
          ...Array.from({ length: 8 }, (_, n) => ({
            agree: agree(table < 5 === n < 7 ? 'agree' : 'disagree'),
            single: single(n % 2 === 0 ? 'o1' : 'o2'),
          })),
          { agree: none('refused') },
          null,
        ],
      },
    })),
  )

describe('a question asked inside', () => {
  it('[FIG1] tells of people who answered, or of everybody who was asked, and why the others gave no answer', () => {
    const cases = twoSites()
    const valid = told(cases, { of: 'vote/agree' })
    expect(countsOf(valid)).toEqual([
      ['agree', 32],
      ['disagree', 32],
      ['pass', 0],
    ])
    expect([valid.asked, valid.valid, valid.none]).toEqual([80, 64, { refused: 8, notAsked: 0, illegible: 0 }])
    expect(valid.rows[0]?.cells[0]?.share).toBe(0.5)
    const all = told(cases, { of: 'vote/agree', base: 'all' })
    expect([all.columns[0]?.base, all.rows[0]?.cells[0]?.share]).toEqual([80, 0.4])
  })

  it('[FIG2] of several answers each tells how many people said so, and which share of all answers that is; of a table one answer', () => {
    const several = { ...items.choose, options: options(3) }
    const own = { ...items.table, unit: 'tables' } as const
    const cases = casesOf(
      [{ id: 'vote', items: [several, own] }],
      [1, 2, 3].map((table) => ({
        site: 'Lyon',
        ballots: { vote: [{ choose: choose(['o1', 'o2']) }, { choose: choose(['o1'], ['o3']) }, null] },
        table: { vote: { ours: agree(table === 1 ? 'disagree' : 'agree') } },
      })),
    )
    const people = told(cases, { of: 'vote/choose' })
    expect(people.rows.find(({ key }) => key === 'o1')?.cells[0]).toMatchObject({ count: 6, share: 1 })
    expect(people.rows.find(({ key }) => key === 'o3:rejected')?.cells[0]).toMatchObject({ count: 3, share: 0.5 })
    const answers = told(cases, { of: 'vote/choose', unit: 'answers' })
    expect(answers.columns[0]?.base).toBe(12)
    expect(answers.rows.find(({ key }) => key === 'o1')?.cells[0]).toMatchObject({ count: 6, share: 0.5 })
    // To leave an option as it is gives it no voice.
    expect(answers.rows.some(({ key }) => key.endsWith(':indifferent'))).toBe(false)
    const tables = told(cases, { of: 'vote/ours', unit: 'tables' })
    expect(countsOf(tables)).toEqual([
      ['agree', 2],
      ['disagree', 1],
      ['pass', 0],
    ])
    expect([ask(cases, { of: 'vote/ours' }), ask(cases, { of: 'vote/choose', unit: 'tables' })]).toEqual([
      { why: 'other-unit' },
      { why: 'other-unit' },
    ])
  })

  it('[FIG3] by table, site, country and group of tables, each against all the others: specific, none seen, or too few to say', () => {
    const cases = twoSites()
    const bySite = told(cases, { of: 'vote/agree', by: 'site' })
    expect(bySite.columns.map(({ key, base, tables }) => [key, base, tables])).toEqual([
      ['all', 64, 8],
      ['Aachen', 32, 4],
      ['Lyon', 32, 4],
    ])
    expect(countsOf(bySite)[0]).toEqual(['agree', 32, 4, 28])
    const [, aachen, lyon] = bySite.rows[0]?.cells ?? []
    expect(aachen?.against).toMatchObject({ says: 'specific', difference: 4 / 32 - 28 / 32 })
    expect(lyon?.against?.difference).toBe(-(aachen?.against?.difference ?? 0))
    expect(told(cases, { of: 'vote/single', by: 'site' }).rows[0]?.cells[1]?.against?.says).toBe('none-seen')
    expect(told(cases, { of: 'vote/agree', by: 'country' }).columns.map(({ key }) => key)).toEqual(['all', 'DE', 'FR'])
    // A table is one: nothing says how it would be at another.
    const byTable = told(cases, { of: 'vote/agree', by: 'table' })
    expect(countsOf(byTable)[0]).toEqual(['agree', 32, 7, 7, 7, 7, 1, 1, 1, 1])
    expect(byTable.rows[0]?.cells.slice(1).map(({ interval, against }) => [interval, against?.says])).toEqual(
      Array.from({ length: 8 }, () => [null, 'too-few']),
    )
    expect(told(cases, { of: 'vote/agree', by: 'group' }).columns.map(({ key }) => key)).toEqual(['all'])
  })

  it('[FIG4] crossed with another item: who answered both, or with everybody a column of who did not answer it', () => {
    const cases = casesOf(
      [
        { id: 'vote', items: [items.agree] },
        { id: 'survey', items: [items.single, items.text] },
      ],
      [1, 2].map(() => ({
        site: 'Lyon',
        ballots: {
          vote: [{ agree: agree('agree') }, { agree: agree('disagree') }, { agree: agree('agree') }, null],
          survey: [{ single: single('o1') }, { single: single('o2') }, null, { single: single('o1') }],
        },
      })),
    )
    const both = told(cases, { of: 'vote/agree', by: { item: 'survey/single' } })
    expect(both.columns.map(({ key, base }) => [key, base])).toEqual([
      ['all', 4],
      ['o1', 2],
      ['o2', 2],
      ['o3', 0],
    ])
    expect([both.asked, both.valid, both.other?.type]).toEqual([8, 4, 'single'])
    expect(countsOf(both).slice(0, 2)).toEqual([
      ['agree', 2, 2, 0, 0],
      ['disagree', 2, 0, 2, 0],
    ])
    const everybody = told(cases, { of: 'vote/agree', by: { item: 'survey/single' }, base: 'all' })
    expect(everybody.columns.map(({ key, base }) => [key, base])).toEqual([
      ['all', 8],
      ['o1', 4],
      ['o2', 2],
      ['o3', 0],
      ['none', 2],
    ])
    expect(ask(cases, { of: 'vote/agree', by: { item: 'survey/text' } })).toEqual({ why: 'not-crossable' })
    expect(ask(cases, { of: 'vote/agree', by: { item: 'survey/other' } })).toEqual({ why: 'no-item' })
    // Only who is of a place, or said something elsewhere.
    const some = told(cases, {
      of: 'vote/agree',
      where: [
        { item: 'survey/single', is: 'o1' },
        { place: 'table', is: '2' },
      ],
    })
    expect([some.asked, some.valid]).toEqual([2, 1])
  })

  it('[FIG5] an interval takes a table as one: where tables agree among themselves it is wide, and it says on how many it rests', () => {
    // Ten tables of ten, half of all agree: in one hall each table is of one mind, in the other each is divided.
    const hall = (divided: boolean): Told =>
      told(
        casesOf(
          [{ id: 'vote', items: [items.agree] }],
          Array.from({ length: 10 }, (_, table) => ({
            site: 'Lyon',
            ballots: {
              vote: Array.from({ length: 10 }, (_, n) => ({
                agree: agree((divided ? n : table) % 2 === 0 ? 'agree' : 'disagree'),
              })),
            },
          })),
        ),
        { of: 'vote/agree' },
      )
    const ofOneMind = hall(false)
    // By hand: each table is off by a half, so the error is √(10/9 · 10 · (5/100)²) = 1/6; t of 9 degrees is 2.262.
    const wide = (2.2622 * (1 / 6)) / 0.25
    const interval = ofOneMind.rows[0]?.cells[0]?.interval
    expect(interval?.low).toBeCloseTo(1 / (1 + Math.exp(wide)), 3)
    expect(interval?.high).toBeCloseTo(1 / (1 + Math.exp(-wide)), 3)
    expect(ofOneMind.clusters).toBe(10)
    const divided = hall(true).rows[0]?.cells[0]?.interval
    expect((divided?.high ?? 1) - (divided?.low ?? 0)).toBeLessThan((interval?.high ?? 0) - (interval?.low ?? 1))
  })

  it('[FIG6] what one table alone decides is told: by how much a figure moves without it, whether the order stays, and what falls', () => {
    // Without the last table more choose the second.
    const cases = casesOf(
      [{ id: 'vote', items: [items.single] }],
      Array.from({ length: 5 }, (_, table) => ({
        site: 'Lyon',
        ballots: {
          vote: Array.from({ length: 10 }, (_, n) => ({ single: single(table === 4 || n < 4 ? 'o1' : 'o2') })),
        },
      })),
    )
    const one = told(cases, { of: 'vote/single' })
    expect(one.stands).toMatchObject({ tables: 5, order: false, falls: [5] })
    expect(one.stands?.moves).toBeCloseTo(26 / 50 - 16 / 40)
    // At Aachen it is specific; of its four tables each says the same, so it is so without any of them.
    const bySite = told(twoSites(), { of: 'vote/agree', by: 'site' })
    expect(bySite.rows[0]?.cells[1]?.against?.says).toBe('specific')
    expect(bySite.stands).toMatchObject({ tables: 8, falls: [] })
    // The last table is all that makes it so.
    const thin = told(
      casesOf(
        [{ id: 'vote', items: [items.agree] }],
        Array.from({ length: 9 }, (_, table) => ({
          site: table < 3 ? 'Aachen' : 'Lyon',
          ballots: {
            vote: Array.from({ length: 10 }, (_, n) => ({
              agree: agree((table < 3 ? n < 8 + (table % 2) : n < 5 - (table % 3)) ? 'agree' : 'pass'),
            })),
          },
        })),
      ),
      { of: 'vote/agree', by: 'site' },
    )
    expect(thin.rows[0]?.cells[1]?.against?.says).toBe('specific')
    for (const table of thin.stands?.falls ?? []) expect(table).toBeLessThan(4)
  })

  it('[FIG7] raked to margins that are known, people weigh so that these come out, and what that costs stands beside it', () => {
    const cases = casesOf(
      [
        { id: 'who', items: [items.single] },
        { id: 'vote', items: [items.agree] },
      ],
      Array.from({ length: 4 }, () => ({
        site: 'Lyon',
        // Eight of the first kind, who agree; two of the second, who do not; one did not say.
        ballots: {
          who: [...Array.from({ length: 10 }, (_, n) => ({ single: single(n < 8 ? 'o1' : 'o2') })), null],
          vote: Array.from({ length: 11 }, (_, n) => ({ agree: agree(n < 8 ? 'agree' : 'disagree') })),
        },
      })),
    )
    const margins = [{ item: 'who/single', shares: { o1: 0.5, o2: 0.5 } }]
    const raked = told(cases, { of: 'vote/agree', weight: { margins } })
    expect(raked.rows[0]?.cells[0]).toMatchObject({ count: 32, share: expect.closeTo(0.5) })
    // 32 people weigh 0.625, 8 weigh 2.5: Kish's 1 + cv².
    expect(raked.weight).toEqual({
      how: 'raked',
      sum: expect.closeTo(40),
      effective: expect.closeTo(1600 / (32 * 0.625 ** 2 + 8 * 2.5 ** 2)),
      designEffect: expect.closeTo((32 * 0.625 ** 2 + 8 * 2.5 ** 2) / 40),
      without: 4,
    })
    const refused = (weight: Question['weight']) => ask(cases, { of: 'vote/agree', weight })
    const nobody = [{ item: 'who/single', shares: { o1: 0.5, o3: 0.5 } }]
    expect([refused({ margins: [] }), refused({ margins: nobody }), refused('given')]).toEqual([
      { why: 'no-margins' },
      { why: 'margins-do-not-fit' },
      { why: 'no-weights' },
    ])
  })

  it('[FIG10] nothing is told of a step before its last table has closed it, and nothing of what was called back', () => {
    const tables = [
      { site: 'Lyon', ballots: { vote: [{ agree: agree('agree') }] } },
      { site: 'Lyon', ballots: { vote: [{ agree: agree('agree') }] }, open: ['vote'] },
    ]
    const cases = casesOf([{ id: 'vote', items: [items.agree] }], tables)
    expect(cases.items.get('vote/agree')?.tables).toEqual({ closed: 1, of: 2 })
    expect(ask(cases, { of: 'vote/agree' })).toEqual({ why: 'not-closed' })
    const asked = {
      kind: 'ask',
      command: 'a',
      step: 'q-a',
      title: { en: 'Asked' },
      items: [items.agree],
      boards: [boardAt(1)],
      entries: [],
    } as const
    const answer = {
      kind: 'answer',
      command: 'b',
      board: boardAt(1),
      step: 'q-a',
      seat: seatCode(1, 1),
      how: 'phone',
      answers: { agree: agree('pass') },
      sent: true,
    } as const
    const closed = { kind: 'close', command: 'c', board: boardAt(1), step: 'q-a' } as const
    const onTheDay = casesOf([], tables, [asked, answer, closed])
    expect(told(onTheDay, { of: 'q-a/agree' }).rows[2]?.cells[0]?.count).toBe(1)
    const back = casesOf([], tables, [asked, answer, { kind: 'call-back', command: 'd', step: 'q-a' }])
    expect(ask(back, { of: 'q-a/agree' })).toEqual({ why: 'no-item' })
  })
})

describe('the same numbers as everywhere', () => {
  it('[FIG12] every count, base, mean and median is that of the figures at tables and on walls, over random halls', () => {
    const random = seeded(16)
    const asks: readonly Item[] = [
      items.agree,
      { ...items.choose, unit: 'answers' },
      items.ranking,
      items.scale,
      items.placement,
      { ...items.single, showIf: { item: 'agree', is: ['agree'] } },
      items.nodes,
      items.table,
    ]
    for (let hall = 0; hall < 12; hall += 1) {
      const tables = Array.from({ length: 1 + random.below(4) }, (_, n) => ({
        site: 'Lyon',
        ballots: { vote: Array.from({ length: 1 + random.below(9) }, () => anyAnswers(random, `n${n}`)) },
        nodes: { vote: [`n${n}`] },
        table: { vote: { ours: agree('agree') } },
      }))
      const made = hallOf([{ id: 'vote', items: asks }], tables)
      const cases = whole(hallCases(made, { published: false }))
      const figures = figuresOf({
        items: asks,
        tables: made.tables.map(({ board, number }) => ({
          seats: (tables[number - 1]?.ballots.vote ?? []).map((_, n) => seatCode(number, n + 1)),
          round: roundOf(made.voices, board, 'vote'),
        })),
      })
      expect([...cases.items.keys()]).toEqual(figures.map(({ item }) => `vote/${item}`))
      for (const figure of figures) {
        const one = told(cases, { of: `vote/${figure.item}`, unit: figure.unit, base: figure.base })
        expect([one.asked, one.valid, one.none]).toEqual([figure.asked, figure.valid, figure.none])
        expect(one.columns[0]?.base).toBe(figure.denominator)
        const mean = one.columns[0]?.mean
        expect([mean?.value ?? null, mean?.median ?? null]).toEqual([figure.mean, figure.median])
        expect(one.columns[0]?.centre ?? null).toEqual(
          figure.type === 'placement' ? (figure.centre ?? { x: null, y: null }) : null,
        )
        expect(one.rows.map(({ key, cells: [cell] }) => [key, cell?.count, cell?.share, cell?.rank])).toEqual(
          figure.rows.map(({ key, count, share, rank }) => [key, count, share, rank]),
        )
      }
    }
  })

  it('[FIG12] who read other words on paper stands with those who read them; who was not drawn was not asked; who moved, where they sat', () => {
    const single2 = {
      ...items.single,
      text: { en: 'Put otherwise' },
      earlier: [{ text: items.single.text, why: 'Too long' }],
    }
    const hall = hallOf(
      [{ id: 'vote', items: [single2] }],
      [1, 2].map(() => ({
        site: 'Lyon',
        ballots: { vote: Array.from({ length: 4 }, () => ({ single: single('o1') })) },
      })),
    )
    const paper = {
      kind: 'answer',
      board: boardAt(1),
      step: 'vote',
      seat: seatCode(1, 1),
      how: 'paper',
      sent: true,
    } as const
    const rows: VoiceRow[] = hall.rows.map((row) =>
      row.kind === 'open' && row.board === boardAt(2) ? { ...row, worded: { single: 1 } } : row,
    )
    const close = rows.findIndex(({ kind }) => kind === 'close')
    rows.splice(close, 0, { ...paper, command: 'paper', answers: { single: single('o2') }, worded: { single: 1 } })
    const worded = { ...hall, voices: voicesFrom(rows.map((row, n) => ({ row, at: n * 1000 }))) }
    const cases = whole(hallCases(worded, { published: false }))
    const figures = figuresOf({
      items: [single2],
      tables: [1, 2].map((table) => ({
        seats: [1, 2, 3, 4].map((seat) => seatCode(table, seat)),
        round: roundOf(worded.voices, boardAt(table), 'vote'),
      })),
    })
    expect(figures.map(({ valid }) => valid)).toEqual([3, 5])
    for (const [n, figure] of figures.entries()) {
      const one = told(cases, { of: n === 0 ? 'vote/single' : 'vote/single~2' })
      expect([one.item.text, one.asked, one.valid]).toEqual([figure.text, figure.asked, figure.valid])
      expect(one.rows.map(({ cells: [cell] }) => cell?.count)).toEqual(figure.rows.map(({ count }) => count))
    }

    // Of four questions each seat is asked two.
    const many = ['a', 'b', 'c', 'd'].map((id) => ({ ...items.agree, id }))
    const draw = { seed: 'sixteen', most: 2, tables: [{ table: 1, seats: 9 }] }
    const drawn = hallOf(
      [{ id: 'vote', items: many, task: { draw } }],
      [
        {
          site: 'Lyon',
          ballots: {
            vote: Array.from({ length: 9 }, (_, n) =>
              n % 3 === 0 ? null : Object.fromEntries(many.map(({ id }) => [id, agree('agree')])),
            ),
          },
        },
      ],
    )
    const ofDrawn = whole(hallCases(drawn, { published: false }))
    const counted = figuresOf({
      items: many,
      draw,
      tables: [
        {
          seats: Array.from({ length: 9 }, (_, n) => seatCode(1, n + 1)),
          round: roundOf(drawn.voices, boardAt(1), 'vote'),
        },
      ],
    })
    for (const { item, asked, valid, none: reasons } of counted)
      expect(told(ofDrawn, { of: `vote/${item}` })).toMatchObject({ asked, valid, none: reasons })
    expect(counted.reduce((sum, { asked }) => sum + (asked ?? 0), 0)).toBe(18)

    // The first seat of table 1 sits at table 2 in this session, and answers there.
    const moved = hallOf(
      [{ id: 'vote', items: [items.agree] }],
      [1, 2].map(() => ({ site: 'Lyon', ballots: { vote: [null, { agree: agree('agree') }] } })),
      [],
    )
    const [first, second] = [moved.tables[0]?.table, moved.tables[1]?.table]
    const sits = {
      ...moved,
      seating: (seat: string, _session: number, home: TableId) =>
        seat === seatCode(1, 1) && second !== undefined ? second : home,
    }
    const there: VoiceRow[] = moved.rows.flatMap((row) =>
      row.kind === 'close' && row.board === boardAt(2)
        ? [
            {
              kind: 'answer',
              command: 'there',
              board: boardAt(2),
              step: 'vote',
              seat: seatCode(1, 1),
              how: 'phone',
              answers: { agree: agree('pass') },
              sent: true,
            },
            row,
          ]
        : [row],
    )
    const at = whole(
      hallCases({ ...sits, voices: voicesFrom(there.map((row, n) => ({ row, at: n * 1000 }))) }, { published: false }),
    )
    const byTable = told(at, { of: 'vote/agree', by: 'table' })
    expect([first === second, byTable.columns.map(({ base }) => base), byTable.asked]).toEqual([false, [3, 1, 2], 4])
  })
})

const some = <T>({ below }: Random, all: readonly T[]): readonly T[] => all.filter(() => below(2) === 0)
function anyAnswers(random: Random, node: string): Readonly<Record<string, Answer>> | null {
  const { below } = random
  if (below(5) === 0) return null
  const chosen = some(random, ['o1', 'o2'])
  const voted = agree((['agree', 'disagree', 'pass'] as const)[below(3)] ?? 'pass')
  const all: Record<string, Answer> = {
    agree: below(6) === 0 ? none('illegible') : voted,
    choose: choose(
      chosen,
      ['o1', 'o2'].filter((one) => !chosen.includes(one)),
    ),
    ranking: { type: 'ranking', order: some(random, ['o1', 'o2', 'o3']) },
    scale: scale(1 + below(4)),
    placement: { type: 'placement', x: below(101), y: below(101) },
    single: single(`o${1 + below(3)}`),
    [`entry.${node}`]: voted,
  }
  return Object.fromEntries(Object.entries(all).filter(() => below(4) > 0))
}
