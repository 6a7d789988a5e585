/** Ballots counted: units and bases, sums of tables, what counts and what does not; and before and after. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf } from '@tablee/shared/voices/change'
import type { Cast } from '@tablee/shared/voices/fold'
import { supports, type Answer, type Item } from '@tablee/shared/dialogue/items'
import { figuresOf, type TableRoundOf } from '@tablee/shared/voices/tally'
import { meanOf, medianOf } from '@tablee/shared/voices/means'
import type { Figure } from '@tablee/shared/voices/figure'
import { agree, choose, items, none, options, said, scale, single, tableOf, votedOn } from './voting.ts'

const seed = Number(process.env['TABLEE_SEED'] ?? 0) || Date.now() % 1_000_000
const check = <T>(name: string, property: fc.IProperty<T>) => {
  console.log(`${name}: seed ${seed}`)
  fc.assert(property, { seed, numRuns: 200 })
}
const figure = (item: Item, tables: readonly TableRoundOf[]): Figure => {
  const [one] = figuresOf({ items: [item], tables })
  if (one === undefined) throw new Error('no figure')
  return one
}
const row = (of: Figure, key: string) => of.rows.find((one) => one.key === key)

/** Any answer to one of the items, or none, or nothing. */
const anyOf = (item: Item): fc.Arbitrary<Answer | null> => {
  const refuse = fc.constantFrom<Answer | null>(none('refused'), none('illegible'), none('not-asked'), null)
  const ids =
    item.type === 'single' || item.type === 'choose' || item.type === 'ranking' ? item.options.map(({ id }) => id) : []
  const answers: Record<Item['type'], fc.Arbitrary<Answer>> = {
    agree: fc.constantFrom(agree('agree'), agree('disagree'), agree('pass')),
    single: fc.constantFrom(...(ids.length > 0 ? ids : ['-'])).map(single),
    choose: fc
      .array(fc.constantFrom('chosen', 'rejected', 'indifferent', 'none'), {
        minLength: ids.length,
        maxLength: ids.length,
      })
      .map((ways) => {
        const of = (way: string) => ids.filter((_, n) => ways[n] === way)
        return choose(of('chosen'), of('rejected'), of('indifferent'))
      }),
    ranking: fc
      .shuffledSubarray([...ids], { minLength: ids.length > 0 ? 1 : 0 })
      .map((order): Answer => ({ type: 'ranking', order })),
    scale: fc.integer({ min: 1, max: 4 }).map(scale),
    number: fc.integer({ min: 0, max: 90 }).map((value): Answer => ({ type: 'number', value })),
    placement: fc
      .record({ x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }) })
      .map((at): Answer => ({ type: 'placement', ...at })),
    text: fc.string().map((text): Answer => ({ type: 'text', text, lang: 'en' })),
    recommendation: fc
      .string()
      .map((sentence): Answer => ({ type: 'recommendation', sentence, lang: 'en', reasons: [] })),
    support: fc.constantFrom(...supports).map((value): Answer => ({ type: 'support', value })),
  }
  return fc.oneof({ weight: 4, arbitrary: answers[item.type] }, { weight: 1, arbitrary: refuse })
}
const tablesOf = (item: Item): fc.Arbitrary<readonly TableRoundOf[]> =>
  fc.array(fc.array(anyOf(item), { maxLength: 8 }), { minLength: 1, maxLength: 5 }).map((tables) =>
    tables.map((answers, n) =>
      tableOf(
        n + 1,
        answers.map((answer) => (answer === null ? null : { [item.id]: answer })),
      ),
    ),
  )
const allItems: readonly Item[] = Object.values(items).filter((item) => item.id !== 'entry')
const withBases = allItems.flatMap((item): readonly Item[] => [item, { ...item, base: 'all' }])
const anyItem = fc.constantFrom<Item>(...withBases, { ...items.choose, unit: 'answers' })

describe('ballots counted', () => {
  it('[TAL1] a figure says of what its shares are: everybody asked, who answered, or all answers', () => {
    const table = tableOf(1, [
      { choose: choose(['o1', 'o2']) },
      { choose: choose(['o1'], ['o2']) },
      { choose: none('refused') },
      null,
    ])
    const [ofPeople, ofAll, ofAnswers] = [
      figure(items.choose, [table]),
      figure({ ...items.choose, base: 'all' }, [table]),
      figure({ ...items.choose, unit: 'answers' }, [table]),
    ]
    expect([ofPeople.denominator, ofAll.denominator, ofAnswers.denominator]).toEqual([2, 4, 4])
    expect([ofPeople, ofAll, ofAnswers].map((one) => row(one, 'o1')?.share)).toEqual([1, 0.5, 0.5])
    expect(row(ofPeople, 'o2:rejected')).toMatchObject({ count: 1, share: 0.5 })
    expect(ofAnswers.rows.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1)
    expect(ofPeople.rows.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeGreaterThan(1)
    expect(ofPeople).toMatchObject({ asked: 4, valid: 2, none: { refused: 1, notAsked: 0, illegible: 0 } })
  })

  it('[TAL1] shares of one answer each add up to 1 of those who answered, and to their share of those who were asked', () => {
    const one = fc.constantFrom<Item>(
      items.agree,
      items.single,
      items.scale,
      { ...items.single, base: 'all' },
      { ...items.choose, unit: 'answers' },
    )
    check(
      'shares',
      fc.property(
        one.chain((item) => fc.tuple(fc.constant(item), tablesOf(item))),
        ([item, tables]) => {
          const { rows, valid, asked, denominator } = figure(item, tables)
          if (denominator === null || denominator === 0) return rows.every(({ share }) => share === null)
          const sum = rows.reduce((all, { share }) => all + (share ?? 0), 0)
          const whole = item.base === 'all' ? (valid ?? 0) / (asked ?? 1) : 1
          return Math.abs(sum - whole) < 1e-9
        },
      ),
    )
  })

  it('[TAL2] all tables together are the sum of the tables, whatever was asked', () => {
    check(
      'pooled',
      fc.property(
        anyItem.chain((item) => fc.tuple(fc.constant(item), tablesOf(item))),
        ([item, tables]) => {
          const pooled = figure(item, tables)
          const each = tables.map((table) => figure(item, [table]))
          const sum = (pick: (one: Figure) => number | null | undefined) =>
            each.reduce((all, one) => all + (pick(one) ?? 0), 0)
          expect(pooled.asked).toBe(sum((one) => one.asked))
          expect(pooled.valid).toBe(sum((one) => one.valid))
          expect(pooled.denominator).toBe(sum((one) => one.denominator))
          for (const why of ['refused', 'notAsked', 'illegible'] as const)
            expect(pooled.none[why]).toBe(sum((one) => one.none[why]))
          for (const { key, count } of pooled.rows) expect(count).toBe(sum((one) => row(one, key)?.count))
          expect(pooled.points).toHaveLength(sum((one) => one.points.length))
          expect(pooled.texts).toHaveLength(sum((one) => one.texts.length))
          if (pooled.mean !== null && pooled.valid !== null)
            expect(pooled.mean * pooled.valid).toBeCloseTo(
              sum((one) => (one.mean ?? 0) * (one.valid ?? 0)),
              6,
            )
        },
      ),
    )
  })

  it('[TAL3] what was begun and not sent is counted nowhere; paper counts where the two differ, unless somebody settled it', () => {
    const phone = said(agree('agree'))
    const both: Cast = { ...said(agree('disagree'), 'paper'), phone: phone.phone }
    const cast = (one: Cast): Figure => {
      const { seats } = tableOf(1, [null])
      return figure(items.agree, [
        { seats, round: { nodes: [], casts: new Map([['agree', new Map([['T1-01', one]])]]) } },
      ])
    }
    expect(cast(said(agree('agree'), 'phone', false))).toMatchObject({ asked: 1, valid: 0 })
    expect(row(cast(both), 'disagree')?.count).toBe(1)
    expect(row(cast({ ...both, settled: 'phone' }), 'agree')?.count).toBe(1)
  })

  it('[TAL4] an item of unit tables counts tables, and nobody at them', () => {
    const tables = [
      tableOf(1, [null, null], { ours: agree('agree') }),
      tableOf(2, [null], { ours: agree('disagree') }),
      tableOf(3, [null]),
    ]
    const one = figuresOf({ items: [items.table], tables, outside: true })[0]
    expect(one).toMatchObject({ unit: 'tables', asked: 3, valid: 2 })
    expect(one?.rows.map(({ count }) => count)).toEqual([1, 1, 0])
  })

  it('[TAL5] an item on entries is one question each, with the wording voted on', () => {
    const nodes = [votedOn('a'), votedOn('b')]
    const table = tableOf(
      1,
      [{ 'entry.a': agree('agree') }, { 'entry.a': agree('pass'), 'entry.b': agree('agree') }],
      {},
      nodes,
    )
    const [a, b] = figuresOf({ items: [items.nodes], tables: [table] })
    expect([a?.wording, b?.wording]).toEqual(nodes)
    expect([a, b]).toMatchObject([
      { item: 'entry.a', asked: 2, valid: 2 },
      { item: 'entry.b', asked: 2, valid: 1 },
    ])
  })

  it('[TAL6] a skip rule: who is not asked is no part of the base, and an answer from before does not count', () => {
    const further: Item = { ...items.scale, base: 'all', showIf: { item: 'single', is: ['o1'] } }
    const table = tableOf(1, [
      { single: single('o1'), scale: scale(4) },
      { single: single('o2'), scale: scale(1) },
      { single: none('refused') },
      { single: single('o1') },
    ])
    const [, second] = figuresOf({ items: [items.single, further], tables: [table] })
    expect(second).toMatchObject({ asked: 2, valid: 1, mean: 4, denominator: 2, none: { notAsked: 2 } })
  })

  it('[TAL1] a ranking tells first places and mean ranks, as far as people ranked', () => {
    const order = (...ids: string[]): Record<string, Answer> => ({ ranking: { type: 'ranking', order: ids } })
    const one = figure(items.ranking, [tableOf(1, [order('o1', 'o2', 'o3'), order('o1', 'o3'), order('o2')])])
    expect(one.rows.map(({ key, count, rank }) => [key, count, rank])).toEqual([
      ['o1', 2, 1],
      ['o2', 1, 1.5],
      ['o3', 0, 2.5],
    ])
  })

  it('[TAL9] points and texts carry no seat, come in no order of time, and are withheld where fewer than 5 gave any', () => {
    const text = (said: string): Record<string, Answer> => ({ text: { type: 'text', text: said, lang: 'en' } })
    const people = ['e', 'a', 'd', 'b', 'c', 'x'].map(text)
    const texts = (of: readonly Record<string, Answer>[], says?: (seat: string) => boolean) =>
      figuresOf({ items: [items.text], tables: [tableOf(1, of)], outside: true, ...(says ? { says } : {}) })[0]
    expect(texts(people)?.texts.map((one) => one.text)).toEqual(['a', 'b', 'c', 'd', 'e', 'x'])
    expect(texts(people.slice(0, 4))).toMatchObject({ texts: [], valid: null })
    // One of six may not be quoted: five are read, and how many answered is not said, because it is one more.
    expect(texts(people, (seat) => seat !== 'T1-06')).toMatchObject({ valid: null })
    expect(texts(people, (seat) => seat !== 'T1-06')?.texts).toHaveLength(5)
    const at = (x: number): Record<string, Answer> => ({ placement: { type: 'placement', x, y: 50 } })
    const points = (n: number) =>
      figuresOf({
        items: [items.placement],
        tables: [tableOf(1, [9, 3, 5, 1, 7].slice(0, n).map(at))],
        outside: true,
      })[0]
    expect(points(5)).toMatchObject({
      centre: { x: 5, y: 50 },
      points: [{ x: 1 }, { x: 3 }, { x: 5 }, { x: 7 }, { x: 9 }],
    })
    expect(points(4)).toMatchObject({ centre: null, points: [] })
  })

  it('[TAL7] a hall of a hundred: the figure is told with its base, and says of each number that is withheld why', () => {
    const many = (counts: Record<string, number>) =>
      Object.entries(counts).flatMap(([option, n]) => Array.from({ length: n }, () => ({ single: single(option) })))
    const item: Item = { ...items.single, options: options(4) }
    const [one] = figuresOf({
      items: [item],
      tables: [tableOf(1, many({ o1: 60, o2: 27, o3: 10, o4: 3 }))],
      outside: true,
    })
    expect(one).toMatchObject({ denominator: 100, valid: 100, asked: null })
    expect(one?.rows.map(({ count, share, withheld }) => [count, share, withheld])).toEqual([
      [60, 0.6, undefined],
      [27, 0.27, undefined],
      [null, null, 'covered'],
      [null, null, 'few'],
    ])
  })

  it('[TAL10] a dialogue of a hundred seats and thirty items is counted in the time of a frame or two', () => {
    const thirty: readonly Item[] = Array.from({ length: 30 }, (_, n) => {
      const all = [items.agree, items.single, items.choose, items.ranking, items.scale, items.placement]
      return { ...(all[n % all.length] ?? items.agree), id: `i${n}` }
    })
    const answer = (item: Item, n: number): Answer => {
      switch (item.type) {
        case 'agree':
          return agree(n % 3 === 0 ? 'agree' : n % 3 === 1 ? 'disagree' : 'pass')
        case 'single':
          return single(`o${(n % 3) + 1}`)
        case 'choose':
          return choose([`o${(n % 2) + 1}`], [`o${((n + 1) % 2) + 1}`])
        case 'ranking':
          return { type: 'ranking', order: n % 2 === 0 ? ['o1', 'o2', 'o3'] : ['o3', 'o1'] }
        case 'scale':
          return scale((n % 4) + 1)
        default:
          return { type: 'placement', x: n % 100, y: (n * 7) % 100 }
      }
    }
    const tables = Array.from({ length: 13 }, (_, table) =>
      tableOf(
        table + 1,
        Array.from({ length: 8 }, (_, seat) =>
          Object.fromEntries(thirty.map((item, n) => [item.id, answer(item, table * 8 + seat + n)])),
        ),
      ),
    )
    const times = Array.from({ length: 9 }, () => {
      // Of the processor: what the machine does beside it is no part of it.
      const from = process.cpuUsage().user
      const figures = figuresOf({ items: thirty, tables, outside: true })
      expect(figures).toHaveLength(30)
      return (process.cpuUsage().user - from) / 1_000
    })
    const median = medianOf(times) ?? 0
    console.log(`104 seats x 30 items: ${median.toFixed(1)} ms (limit 20, generous here: 200)`)
    expect(median).toBeLessThan(200)
  })
})

describe('means', () => {
  it('[TAL12] the middle of an even number lies between two; of nobody there is none', () => {
    expect([meanOf([]), medianOf([])]).toEqual([null, null])
    expect([meanOf([4, 1, 1]), medianOf([4, 1, 1])]).toEqual([2, 1])
    // By size and not by their digits.
    expect(medianOf([10, 9, -2, 100])).toBe(9.5)
  })
})

describe('before and after', () => {
  const wave = (item: string, values: Readonly<Record<string, Answer>>) =>
    new Map(Object.entries(values).map(([pair, answer]) => [pair, { [item]: answer }]))
  it('[TAL11] pairs by person: means of those who answered both, who moved up, down or stayed', () => {
    const before = wave('scale', { p1: scale(1), p2: scale(2), p3: scale(4), p4: none('refused'), p5: scale(3) })
    const after = wave('scale', { p1: scale(3), p2: scale(2), p3: scale(3), p4: scale(1), p6: scale(4) })
    const [change] = changesOf(
      'q',
      { before: { items: [items.scale], people: before }, after: { items: [items.scale], people: after } },
      false,
    )
    expect(change).toMatchObject({ pairs: 3, up: 1, down: 1, same: 1, unit: 'people' })
    expect(change?.before).toBeCloseTo(7 / 3)
    expect(change?.after).toBeCloseTo(8 / 3)
    expect(change?.difference).toBeCloseTo(1 / 3)
  })
  it('[TAL11] from option to option: each pair is in one flow', () => {
    const any = fc.array(fc.tuple(fc.constantFrom('o1', 'o2', 'o3', null), fc.constantFrom('o1', 'o2', 'o3', null)), {
      maxLength: 60,
    })
    check(
      'flows',
      fc.property(any, (people) => {
        const of = (pick: 0 | 1) =>
          new Map(
            people.flatMap((one, n) => {
              const option = one[pick]
              return option === null ? [] : [[`p${n}`, { single: single(option) }] as const]
            }),
          )
        const waves = {
          before: { items: [items.single], people: of(0) },
          after: { items: [items.single], people: of(1) },
        }
        const [inside] = changesOf('q', waves, false)
        const both = people.filter(([was, is]) => was !== null && is !== null)
        expect(inside?.pairs).toBe(both.length)
        expect(inside?.flows.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(both.length)
        expect(inside?.same).toBe(both.filter(([was, is]) => was === is).length)
        const [outside] = changesOf('q', waves, true)
        for (const { from, to, count } of outside?.flows ?? []) {
          if (count === null) continue
          expect(count).toBeGreaterThanOrEqual(5)
          expect(count).toBe(inside?.flows.find((one) => one.from === from && one.to === to)?.count)
        }
        if (both.length < 5) expect(outside).toMatchObject({ pairs: null, same: null, flows: [] })
      }),
    )
  })
  it('[TAL11] means of the pairs beside the means of all do not tell what one person said', () => {
    const pairs = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`p${n}`, scale((n % 4) + 1)]))
    const waves = (more: Readonly<Record<string, Answer>>) => ({
      before: { items: [items.scale], people: wave('scale', { ...pairs, ...more }) },
      after: { items: [items.scale], people: wave('scale', pairs) },
    })
    expect(changesOf('q', waves({}), true)[0]).toMatchObject({ before: 2.5, after: 2.5, difference: 0 })
    expect(changesOf('q', waves({ q1: scale(1) }), true)[0]).toMatchObject({
      pairs: 12,
      before: null,
      difference: null,
    })
  })
})
