/** Conditions counted: against a count of the ballots themselves, and without a number that results do not tell. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { seatCode, type DialogueId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import { conditionsIn, conditionsTold, type ConditionName } from '@tablee/shared/synthesis/conditions'
import type { JoinRow, SynthesisRow } from '@tablee/shared/synthesis/rows'
import { noSynthesis, synthesisOf } from '@tablee/shared/synthesis/state'
import { smallest, type Results } from '@tablee/shared/voices/figure'
import { figuresOf } from '@tablee/shared/voices/tally'
import { createConditions } from '@tablee/server/synthesis/conditions'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { said } from '../voices/voting.ts'

const step = 'q-vote'
const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8)
const shuttle = ['the last shuttle waits for the last train', 'The last shuttle waits', 'if it waits for the train']
const items = [1, 2, 3].map(
  (n): Item => ({
    id: `r${n}`,
    type: 'support',
    text: { en: `Recommendation ${n}` },
    unit: 'people',
    base: 'valid',
    table: n,
    reasons: [],
    conditions: [
      { id: 'o1', text: { en: shuttle[n - 1] ?? '' } },
      { id: 'o2', text: { en: `it costs nothing, ${n}` } },
    ],
    objections: [],
  }),
)
type Ballot = { readonly item: string; readonly answer: Extract<Answer, { readonly type: 'support' }> }

/** Ballots of so many people, by chance: each on all three. */
function ballots(seed: number, people: number): readonly Ballot[] {
  const chance = seeded(seed)
  return Array.from({ length: people }, () => items).flatMap((all) =>
    all.map(({ id }): Ballot => {
      const at = chance.next()
      if (at < 0.35) return { item: id, answer: { type: 'support', value: 'yes' } }
      if (at < 0.5) return { item: id, answer: { type: 'support', value: 'no' } }
      const option = at < 0.68 ? 'o1' : at < 0.74 ? 'o2' : null
      const text = at < 0.87 ? 'The shuttle waits for the train' : `something of one's own ${chance.below(1_000)}`
      const why = option === null ? { text, lang: 'en' } : { option }
      return { item: id, answer: { type: 'support', value: 'yes-if', why } }
    }),
  )
}
function resultsOf(all: readonly Ballot[], says = true): Pick<Results, 'steps'> {
  const casts = new Map(
    items.map(({ id }) => [
      id,
      new Map(
        all.filter((one) => one.item === id).map(({ answer }, n) => [seatCode(1, n + 1) as string, said(answer)]),
      ),
    ]),
  )
  const seats = Array.from({ length: all.length / items.length }, (_, n) => seatCode(1, n + 1))
  const figures = figuresOf({
    items,
    tables: [{ seats, round: { nodes: [], casts } }],
    outside: true,
    says: () => says,
  })
  const tables = { closed: 1, of: 1 }
  return { steps: [{ step, session: 1, title: { en: 'Vote' }, kind: 'ballot', tables, figures, byTable: [] }] }
}
const joined = (...pairs: readonly (readonly [ConditionName, ConditionName])[]) =>
  pairs.map(([a, b], n): JoinRow => ({ kind: 'same', command: `j${n}`, a, b, by: 'ada' }))
const joinsOf = (rows: readonly SynthesisRow[]) => synthesisOf(rows.map((row, at) => ({ row, at }))).joins
const picked = (n: number, option = 'o1'): ConditionName => `${step}/condition/r${n}.if.${option}`
const typed = (n: number): ConditionName =>
  `${step}/condition/r${n}.own.${digest([step, `r${n}`, 'en', 'The shuttle waits for the train'])}`
const all = joined(
  [picked(1), picked(2)],
  [picked(2), picked(3)],
  [picked(1), typed(1)],
  [typed(1), typed(2)],
  [typed(2), typed(3)],
)

describe('conditions counted', () => {
  it('[COND1] what was put together counts as a script counts the ballots, by people and by tables', () => {
    const seed = Number(process.env['CONDITIONS_SEED'] ?? Date.now() % 100_000)
    const cast = ballots(seed, 300)
    const told = conditionsTold(resultsOf(cast), joinsOf(all), digest)
    const [first] = told.groups
    const mine = cast.filter(
      ({ answer: { value, why } }) =>
        value === 'yes-if' &&
        why !== undefined &&
        ('option' in why ? why.option === 'o1' : why.text === 'The shuttle waits for the train'),
    )
    expect(first?.least, `seed ${seed}`).toBe(false)
    expect(first?.people, `seed ${seed}`).toBe(mine.length)
    expect(first?.tables).toEqual([1, 2, 3])
    expect(first?.text).toEqual({ en: shuttle[0] })
    expect(told.all).toBe(cast.filter(({ answer }) => answer.value === 'yes-if').length)
    expect(told.unread).toBe(0)
  })

  it('[COND2] nothing is told that results do not tell, for halls of any size and people who may not be quoted', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const cast = ballots(seed, 4 + (seed % 30))
      const results = resultsOf(cast, seed % 3 !== 0)
      const rows = results.steps[0]?.figures ?? []
      const { groups, rest } = conditionsTold(results, joinsOf(all), digest)
      for (const { people } of groups) expect(people).toBeGreaterThanOrEqual(smallest)
      for (const { people } of rest) expect(people).toBeLessThan(smallest)
      for (const { members, people, least } of [...groups, ...rest]) {
        let sum = 0
        for (const one of members) {
          const [, , rest = ''] = one.name.split('/')
          const [item, , option] = rest.split('.')
          const figure = rows.find((each) => each.item === item)
          const counted = one.picked
            ? (figure?.rows.find(({ key }) => key === `if:${option}`)?.count ?? null)
            : (figure?.texts.filter(({ said, text }) => said === 'yes-if' && text === one.text['en']).length ?? null)
          expect(one.people, `seed ${seed} ${one.name}`).toBe(counted)
          sum += counted ?? 0
        }
        expect([people, least]).toEqual([sum, members.some((one) => one.people === null)])
      }
    }
  })

  it('[COND3] a row names conditions by ids and digests, never by words; a step is taken back, and what is taken out stands alone', () => {
    expect(JSON.stringify(all)).not.toMatch(/shuttle|train|waits/)
    const results = resultsOf(ballots(7, 60))
    const count = (rows: readonly SynthesisRow[]): number => {
      const { groups, rest } = conditionsTold(results, joinsOf(rows), digest)
      return groups.length + rest.length
    }
    const alone = conditionsIn(results, digest).length
    expect(count([])).toBe(alone)
    expect(count(all)).toBe(alone - all.length)
    expect(count([...all, { kind: 'undo', command: 'u', of: 'j0' }])).toBe(alone - all.length + 1)
    expect(count([...all, { kind: 'apart', command: 'x', entry: picked(2), by: 'ada' }])).toBe(alone - all.length + 1)
  })

  it('[COND4] what results tell no more is in no group, and its group is called by what is left', () => {
    const results = resultsOf(ballots(7, 60))
    const gone = results.steps.map((one) => ({ ...one, figures: one.figures.filter(({ item }) => item !== 'r1') }))
    const [first] = conditionsTold({ steps: gone }, joinsOf(all), digest).groups
    expect(first?.tables).toEqual([2, 3])
    expect(first?.text).toEqual({ en: shuttle[1] })
    expect(JSON.stringify(conditionsTold({ steps: gone }, joinsOf(all), digest))).not.toContain(shuttle[0])
    expect(conditionsTold({ steps: [] }, noSynthesis.joins, digest)).toEqual({
      groups: [],
      rest: [],
      all: 0,
      unread: 0,
    })
  })

  it('[COND1] of each it is told what is nearly the same in its language, but what is one already or was said to be another', async () => {
    const results = { ...resultsOf(ballots(7, 60)), change: [], version: 'r' }
    const { [3]: apart } = all
    const told = async (rows: readonly SynthesisRow[]) => {
      const { conditions, isCondition } = createConditions({
        log: { state: () => synthesisOf(rows.map((row, at) => ({ row, at }))) },
        results: async () => ok(results),
        digest,
      })
      expect([
        await isCondition('d' as DialogueId, picked(1)),
        await isCondition('d' as DialogueId, 'q/condition/no'),
      ]).toEqual([true, false])
      const found = await conditions('d' as DialogueId)
      if (!found.ok) throw new Error('not told')
      return [...found.value.groups, ...found.value.rest]
    }
    const near = async (rows: readonly SynthesisRow[], name: ConditionName) =>
      (await told(rows)).find((one) => one.name === name)?.near
    expect(await near([], typed(1))).toContain(typed(2))
    expect(
      await near([{ kind: 'different', command: 'n', a: typed(1), b: typed(2), by: 'ada' }], typed(1)),
    ).not.toContain(typed(2))
    expect(apart === undefined ? [] : await near([apart], typed(1))).not.toContain(typed(2))
  })
})
