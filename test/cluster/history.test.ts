/** Histories made by hand: those that a good cluster has, and for each question some that it must never have. */
import { describe, expect, it } from 'vitest'
import type { Happened, Hands, Row, Standing, VoteRow, Write } from './history.ts'
import { empty, faults } from './verdict.ts'

const fresh = 1_000
const write = (hash: string, begun: number, ended: number | null, seq: number | null, doc = 'board:one'): Write => ({
  is: 'write',
  by: 'anna',
  doc,
  hash,
  begun,
  ended,
  seq,
})
const read = (begun: number, ended: number, seq: number, hash: string | null, by = 'ben'): Happened => ({
  is: 'read',
  by,
  doc: 'board:one',
  begun,
  ended,
  seq,
  hash,
})
const came = (at: number, through = 'link'): Happened => ({ is: 'came', by: 'olga', doc: 'board:one', through, at })
const shown = (at: number, hash: string): Happened => ({ is: 'shown', by: 'olga', doc: 'board:one', hash, at })
const left = (at: number): Happened => ({ is: 'left', by: 'olga', doc: 'board:one', at })
const vote = (seat: string, ballot: string, begun: number, ended: number | null, counted = true): Happened => ({
  is: 'vote',
  by: seat,
  seat,
  item: 'q',
  ballot,
  begun,
  ended,
  counted,
})
const close = (begun: number, ended: number | null): Happened => ({ is: 'close', by: 'desk', item: 'q', begun, ended })
const tally = (...casts: [string, string][]): Happened => ({ is: 'tally', item: 'q', casts })
const cut = (begun: number, ended: number | null, heads: Record<string, number>): Happened => ({
  is: 'cut',
  by: 'desk',
  begun,
  ended,
  heads,
})
const gone = (begun: number, ended: number | null, through = 'link'): Happened => ({
  is: 'revoked',
  by: 'desk',
  through,
  begun,
  ended,
})
const took = (node: string, epoch: number, at: number): Hands => ({ is: 'took', node, epoch, at })

/** Rows of one document, one per hash; each by a writer that counts its own clocks. */
function standing(hashes: readonly string[], more: Partial<Standing> = {}, lease = (_at: number) => 1): Standing {
  const rows = hashes.map((hash, at): Row => {
    return { seq: at + 1, epoch: 1, lease: lease(at), hash, writers: [{ client: 7, from: at, to: at + 1 }] }
  })
  return { rows: new Map([['board:one', rows]]), votes: [], ...more }
}
const changed = (at: Standing, change: (rows: Row[]) => Row[]): Standing => ({
  ...at,
  rows: new Map([...at.rows].map(([doc, rows]) => [doc, change([...rows])])),
})
const votes = (...rows: VoteRow[]): Partial<Standing> => ({ votes: rows })
const ballot = (seat: string, of: string): VoteRow => ({ is: 'ballot', seat, item: 'q', ballot: of })
const closed: VoteRow = { is: 'close', item: 'q' }

const says = (history: readonly Happened[], at: Standing): readonly string[] =>
  faults(history, at, { fresh }).map(({ of, says: what }) => `${of}: ${what}`)

const day = [write('a', 1, 2, 1), write('b', 3, 5, 2), write('c', 4, null, null), write('d', 6, 8, 4)]
const log = standing(['a', 'b', 'c', 'd'])

describe('[FLT1] what is asked of a history', () => {
  it('says nothing of a good one, whatever became of the edit that nobody was answered', () => {
    expect(says(day, log)).toEqual([])
    expect(says([write('a', 1, 2, 1), write('c', 4, null, null)], standing(['a']))).toEqual([])
    expect(says([], standing([]))).toEqual([])
  })

  it('1: what was acknowledged stands where its answer said', () => {
    expect(says(day, standing(['a', 'b', 'c']))).toEqual([
      `1: anna's d in board:one (answered: seq 4) was acknowledged, and nothing stands there`,
    ])
    expect(says(day, standing(['a', 'b', 'd', 'c'])).join('\n')).toContain('was acknowledged, and c stands there')
    // a document that is gone altogether
    expect(says([write('x', 1, 2, 1, 'board:two')], standing([]))).toEqual([
      expect.stringContaining('1: anna’s x in board:two'.replace('’', "'")),
    ])
  })

  it('2: seq without gap, and no clocks twice or left out', () => {
    const gap = changed(log, (rows) => rows.map((row) => (row.seq === 4 ? { ...row, seq: 5 } : row)))
    expect(says([...day.slice(0, 3), write('d', 6, 8, 5)], gap)).toEqual(['2: board:one: seq 5 where 4 was to come'])
    const twice = changed(log, (rows) =>
      rows.map((row) => (row.seq === 3 ? { ...row, writers: rows[1]?.writers ?? [] } : row)),
    )
    expect(says(day, twice).filter((one) => one.startsWith('2: board:one: seq 3 brings clocks 1 to 2'))).toHaveLength(1)
    const skipped = changed(log, (rows) =>
      rows.map((row) => (row.seq === 4 ? { ...row, writers: [{ client: 7, from: 4, to: 5 }] } : row)),
    )
    expect(says(day, skipped)).toEqual(['2: board:one: seq 4 brings clocks 4 to 5 of 7, who stood at 3'])
    // a new epoch of the document begins without writers
    const anew = changed(log, (rows) =>
      rows.map((row) => (row.seq === 4 ? { ...row, epoch: 2, writers: [{ client: 7, from: 0, to: 3 }] } : row)),
    )
    expect(says(day, anew)).toEqual([])
  })

  it('3: who asked after an answer stands behind it', () => {
    // c was asked for when a and b had their answers, and stands before b
    const history = [write('a', 1, 2, 1), write('b', 3, 5, 3), write('c', 6, null, null)]
    expect(says(history, standing(['a', 'c', 'b']))).toEqual([
      expect.stringMatching(/^3: anna's c in board:one stands at 2/),
    ])
    // at the same time: either may stand first
    expect(says([write('a', 1, 4, 2), write('b', 3, 5, 1)], standing(['b', 'a']))).toEqual([])
  })

  it('4: a look shows what was acknowledged before it, never less than a look before it, and nothing that stands nowhere', () => {
    expect(says([...day, read(9, 10, 4, 'd'), read(5.5, 6, 2, 'b')], log)).toEqual([])
    expect(says([...day, read(9, 10, 2, 'b')], log)).toEqual([
      expect.stringContaining(
        '4: ben was shown board:one up to 2, having asked at 9.000 ms, after anna was answered that seq 4 is saved',
      ),
    ])
    expect(says([...day, read(5.1, 5.2, 3, 'c'), read(5.5, 5.8, 2, 'b', 'carla')], log)).toEqual([
      expect.stringContaining('4: carla was shown board:one up to 2'),
    ])
    expect(says([...day, read(9, 10, 5, 'x')], log)).toEqual([
      '4: ben was shown x at 5 of board:one, where null stands',
    ])
    // a look that began before the answer may show less
    expect(says([...day, read(7, 10, 3, 'c')], log)).toEqual([])
  })

  it('4: an observer is shown a beginning, at most a second old, or is sent away', () => {
    const all = [shown(500, 'a'), shown(500, 'b'), shown(700, 'c'), shown(900, 'd')]
    expect(says([...day, came(400), ...all], log)).toEqual([])
    expect(says([...day, came(400), shown(500, 'a'), shown(600, 'c'), shown(700, 'b'), shown(700, 'd')], log)).toEqual([
      '4: olga, board:one: was shown seq 3 at 600.000 ms, and only 2 of the rows up to there',
    ])
    // the last came late; or she had left by then, and comes again
    const slow = [...day, came(1), shown(500, 'a'), shown(500, 'b'), shown(700, 'c'), shown(1_900, 'd')]
    expect(says(slow, log)).toEqual([
      '4: olga, board:one: saw seq 3 at 1008.000 ms, and seq 4 was acknowledged at 8.000 ms',
    ])
    expect(says([...slow.slice(0, -1), left(900)], log)).toEqual([])
    expect(
      says(
        [...slow.slice(0, -1), left(900), came(5_000), ...all.map((one) => ({ ...one, at: 5_500 }))] as Happened[],
        log,
      ),
    ).toEqual([])
    // while no owner was there nobody could show her anything
    expect(says([...slow, { is: 'trouble', what: 'killed', from: 9, to: 1_000 }], log)).toEqual([])
    expect(says([...day, came(1), shown(500, 'x')], log).join('\n')).toContain('what stands nowhere')
  })

  it('5: along the rows no epoch falls, neither the document’s nor the hall’s', () => {
    expect(
      says(
        day,
        standing(['a', 'b', 'c', 'd'], {}, (at) => (at < 2 ? 1 : 3)),
      ),
    ).toEqual([])
    expect(
      says(
        day,
        standing(['a', 'b', 'c', 'd'], {}, (at) => (at === 1 ? 2 : 1)),
      ),
    ).toEqual([
      '5: board:one: seq 3 was written under lease 1, after one under 2',
      '5: board:one: seq 4 was written under lease 1, after one under 2',
    ])
    const old = changed(log, (rows) => [
      ...rows.slice(0, 2).map((row) => ({ ...row, epoch: 2 })),
      ...rows.slice(2).map((row) => ({ ...row, writers: [] })),
    ])
    expect(says(day, old)).toContain('5: board:one: seq 3 is of epoch 1, after one of 2')
  })

  it('6: what nobody acknowledged stands once or not at all, and nobody’s stands nowhere', () => {
    const history = [write('a', 1, 2, 1), write('c', 4, null, null)]
    expect(says(history, standing(['a', 'c', 'c']))).toEqual(['6: board:one: c stands at 2 and at 3'])
    expect(says(history, standing(['a', 'x']))).toEqual(['6: board:one: x at 2 was written by nobody'])
  })

  it('7: a cut holds what was acknowledged before it, and nothing of afterwards', () => {
    expect(says([...day, cut(5.5, 5.6, { 'board:one': 2 }), cut(9, 10, { 'board:one': 4 })], log)).toEqual([])
    expect(says([...day, cut(9, 10, { 'board:one': 3 })], log)).toEqual([
      expect.stringMatching(/^7: desk's cut, asked for at 9.000 ms, holds board:one up to 3; seq 4/),
    ])
    expect(says([...day, cut(9, 10, {})], log)).toHaveLength(1)
    expect(says([...day, cut(4, 5.5, { 'board:one': 4 })], log)).toEqual([
      expect.stringMatching(/^7: desk's cut, answered at 5.500 ms, holds seq 4 of board:one/),
    ])
    // that nobody was answered was never made
    expect(says([...day, cut(9, null, {})], log)).toEqual([])
  })

  it('8: one ballot for each seat and item, none after the close', () => {
    const two = votes(ballot('s1', 'yes'), ballot('s2', 'no'), ballot('s1', 'perhaps'), closed)
    const cast = [vote('s1', 'yes', 1, 2), vote('s2', 'no', 1, 2), vote('s1', 'perhaps', 3, 4), close(5, 6)]
    expect(
      says([...cast, vote('s3', 'no', 7, 8, false), tally(['s1', 'perhaps'], ['s2', 'no'])], standing([], two)),
    ).toEqual([])
    const lost = standing([], votes(ballot('s1', 'yes'), ballot('s1', 'perhaps'), closed))
    expect(says(cast, lost)).toEqual([`8: s2's ballot no on q was acknowledged, and does not stand before its close`])
    const late = votes(ballot('s1', 'yes'), ballot('s2', 'no'), closed, ballot('s1', 'perhaps'))
    expect(says(cast, standing([], late)).join('\n')).toContain(`8: s1's ballot perhaps on q stands behind its close`)
    expect(says([...cast, vote('s2', 'no', 7, 8)], standing([], two))).toEqual([
      expect.stringContaining('was counted, and asked for at 7.000 ms, after the close'),
    ])
    const again = votes(ballot('s1', 'yes'), ballot('s1', 'yes'), closed)
    expect(says([], standing([], again))).toEqual([`8: s1's ballot yes on q stands twice`])
    expect(says([tally(['s1', 'perhaps'], ['s1', 'perhaps'], ['s2', 'no'])], standing([], two))).toEqual([
      '8: the result of q names s1 2 times',
    ])
    expect(says([tally(['s1', 'yes'], ['s2', 'no'])], standing([], two))).toEqual([
      '8: the result of q says yes of s1, whose last ballot is perhaps',
    ])
    expect(says([tally(['s1', 'perhaps'])], standing([], two))).toEqual(['8: the result of q leaves out s2'])
  })

  it('9: nothing is shown a second after a revocation, and nobody comes in', () => {
    const all = ['a', 'b', 'c', 'd'].map((hash) => shown(500, hash))
    expect(says([...day, came(400), ...all, gone(600, 700), left(1_600)], log)).toEqual([])
    expect(says([...day, came(400), ...all.slice(0, 3), gone(600, 700), shown(1_750, 'd')], log)).toContain(
      '9: olga was shown board:one at 1750.000 ms, 50.000 ms later than link allowed',
    )
    expect(says([gone(600, 700), came(1_800)], standing([])).join('\n')).toContain('9: olga came in to board:one')
    // another link goes on; and what nobody was answered may have happened or not
    expect(says([gone(600, 700, 'other'), gone(600, null), came(1_800)], standing([]))).toEqual([])
  })

  it('tells the first few of each, and how many more there are', () => {
    const many = Array.from({ length: 12 }, (_, at) => write(`w${at}`, at, at + 0.5, at + 1))
    expect(says(many, standing([]))).toHaveLength(6)
    expect(says(many, standing([])).at(-1)).toBe('1: … and 7 more')
  })
})

describe('[FLT2] a history that says nothing', () => {
  const whole = [took('n1', 1, 0), ...day, took('n2', 2, 10), write('e', 11, 12, 5)]
  it('is told: without a hall that changed hands amid answers, and without an append that was fenced', () => {
    expect(empty([...whole, { is: 'fenced', node: 'n1', epoch: 1, at: 13 }])).toEqual([])
    expect(empty(whole).map(({ says: what }) => what)).toEqual(['no append was fenced'])
    // taken over, and nobody was answered afterwards; or taken once; or by the same epoch again
    expect(empty(whole.slice(0, -1))).toHaveLength(2)
    expect(empty(whole.filter((one) => one.is !== 'took' || one.epoch === 1))).toHaveLength(2)
    expect(empty([])).toHaveLength(2)
  })
})

it('[FLT1] a long history is judged in a moment', () => {
  const size = 10_000
  const hashes = Array.from({ length: size }, (_, at) => `h${at}`)
  const history: Happened[] = hashes.flatMap((hash, at) => [
    write(hash, at, at + 0.4, at + 1),
    read(at + 0.5, at + 0.6, at + 1, hash),
  ])
  const began = performance.now()
  expect(says([came(0), ...history, ...hashes.map((hash, at) => shown(at + 1, hash))], standing(hashes))).toEqual([])
  expect(performance.now() - began).toBeLessThan(10_000)
})
