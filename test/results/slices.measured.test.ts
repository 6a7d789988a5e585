/** What walks ten thousand answers gives way: no step of it holds a server's other readers. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { askInside } from '@tablee/shared/results/ask'
import { hallCases } from '@tablee/shared/results/hall-cases'
import { listedOf } from '@tablee/shared/results/listed'
import { changeInside } from '@tablee/shared/results/pairs'
import type { Question } from '@tablee/shared/results/question'
import { expect, it } from 'vitest'
import { agree, items, options, scale, single } from '../voices/voting.ts'
import { hallOf, type StepOf } from './hall.ts'

/** Milliseconds of this thread's processor: how busy the machine is otherwise counts for nothing. */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

it('[FIG15] 9,900 people at 100 tables: a cross-table in less than a second, and no step of anything longer than 20 ms', () => {
  const asked: readonly Item[] = [
    { ...items.single, options: options(7) },
    items.agree,
    { ...items.scale, min: 0, max: 10 },
  ]
  const answer = (table: number, n: number): Record<string, Answer> => ({
    single: single(`o${1 + ((table * 7 + n * 3) % 7)}`),
    agree: agree((['agree', 'disagree', 'pass'] as const)[(n + table) % 3] ?? 'pass'),
    scale: scale((n * table) % 11),
  })
  const step = (id: string, wave: 'before' | 'after'): StepOf => ({
    id,
    items: asked,
    task: { kind: 'questionnaire', questionnaire: 'q', wave },
  })
  const hall = hallOf(
    [step('q1', 'before'), step('q2', 'after')],
    Array.from({ length: 100 }, (_, table) => ({
      site: `Site ${table % 5}`,
      ballots: {
        q1: Array.from({ length: 99 }, (_, n) => answer(table, n)),
        q2: Array.from({ length: 99 }, (_, n) => answer(table, n + 1)),
      },
    })),
  )
  const told: string[] = []
  /** Of each the best of its rounds: a step in which memory is tidied up is no step of the answer. */
  const best = new Map<string, number>()
  function run<T>(name: string, steps: Generator<undefined, T>): T {
    let [whole, longest] = [0, 0]
    for (;;) {
      const from = spent()
      const one = steps.next()
      const took = spent() - from
      whole += took
      longest = Math.max(longest, took)
      if (one.done !== true) continue
      told.push(`${name} ${whole.toFixed(0)} ms, longest step ${longest.toFixed(1)}`)
      expect(whole, name).toBeLessThan(1000)
      best.set(name, Math.min(longest, best.get(name) ?? Infinity))
      return one.value
    }
  }
  run('cases', hallCases(hall, { published: false }))
  const cases = run('cases', hallCases(hall, { published: false }))
  const plain: Question = { of: 'q1/single', unit: 'people', base: 'valid', by: 'all', weight: 'none' }
  const shares = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [String(n), 1 / 11]))
  const weight = {
    margins: [
      { item: 'q1/scale', shares },
      { item: 'q1/agree', shares: { agree: 0.5, disagree: 0.3, pass: 0.2 } },
    ],
  }
  // The first time nothing is compiled yet.
  for (let round = 0; round < 3; round += 1) {
    run('list', listedOf(cases))
    run('by site', askInside(cases, { ...plain, by: 'site' }))
    run('by table', askInside(cases, { ...plain, by: 'table' }))
    const crossed = run('cross', askInside(cases, { ...plain, by: { item: 'q2/scale' } }))
    expect(crossed).toMatchObject({ valid: 9900, clusters: 100 })
    run('raked', askInside(cases, { ...plain, by: { item: 'q2/scale' }, weight }))
    expect(run('pairs', changeInside(cases, { of: 'q1/single' }))).toMatchObject({ pairs: 9900 })
  }
  console.log(told.join('\n'))
  for (const [name, longest] of best) expect(longest, name).toBeLessThan(20)
})
