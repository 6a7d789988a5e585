/**
 * What an operator does to a cluster on purpose, and what happens to its Postgres, while tables write: nodes restarted one
 * after the other, Postgres killed, a standby promoted. `ROLLING`, `POSTGRES_KILLS`, `STANDBYS` say how often (none where
 * they are left out), `ROLLING_TABLES` how many tables of four write two edits a second each (24 are W1).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { loadavg } from 'node:os'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { postgresMissing } from '../support/postgres.ts'
import { type History, now, only } from './history.ts'
import { faults } from './verdict.ts'
import { type Day, openDay } from './whole-day.ts'
import { openWhole, type Whole } from './whole.ts'

const times = (name: string): number => Number(process.env[name] ?? 0)
const tables = Number(process.env['ROLLING_TABLES'] ?? 24)
const seed = Number(process.env['WHOLE_SEED'] ?? Date.now() % 1_000_000)
const size = { tables, writers: 4, newcomers: 0, observers: 0, voters: 0, rest: 500 }
const load = (): string => `load ${loadavg()[0]?.toFixed(1)}`

const acknowledged = (since: number) => (one: History[number]) =>
  one.is === 'write' && one.seq !== null && one.begun > since
async function going(day: Day, when: string): Promise<void> {
  const since = now()
  if (!(await day.next(acknowledged(since), 60_000))) throw new Error(`nobody was answered for 60 s ${when}`)
}

/** How long each of those waited who wanted to write within five seconds of one of these moments. */
function waits(history: History, moments: readonly number[]): readonly number[] {
  const all: number[] = []
  const answered = only(history, 'write').filter(({ seq, ended }) => seq !== null && ended !== null)
  for (const at of moments) {
    const of = new Map<string, number>()
    for (const { by, wanted, begun, ended } of answered) {
      const from = wanted ?? begun
      if (ended === null || ended < at || from > at + 5_000) continue
      of.set(by, Math.max(of.get(by) ?? 0, ended - from))
    }
    all.push(...of.values())
  }
  return all.sort((a, b) => a - b)
}
const at = (sorted: readonly number[], part: number): string =>
  `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)} ms`
const figures = (sorted: readonly number[]): string =>
  `${sorted.length} waits, p50 ${at(sorted, 0.5)}, p99 ${at(sorted, 0.99)}, longest ${at(sorted, 1)}`

async function lasting(
  open: () => Promise<Whole>,
  work: (whole: Whole, day: Day) => Promise<readonly number[]>,
  told: (figures: string, edits: string) => string,
): Promise<void> {
  const whole = await open()
  try {
    const day = await openDay(whole, seed, size)
    await going(day, 'at the beginning')
    await pause(1_000)
    const moments = await work(whole, day)
    const { history, standing } = await day.end()
    const writes = only(history, 'write')
    const saved = writes.filter(({ seq }) => seq !== null).length
    console.log(told(figures(waits(history, moments)), `${saved} of ${writes.length} edits saved, ${load()}`))
    expect(faults(history, standing, { fresh: 1_000 })).toEqual([])
    expect(saved).toBeGreaterThan(moments.length * 4)
  } finally {
    await whole.close()
  }
}

describe.skipIf(postgresMissing !== null)('operated', () => {
  const restarts = times('ROLLING')
  it.skipIf(restarts === 0)(
    `[FLT7] ${restarts} restarts, one node after the other, while tables write: nothing is lost and nothing doubled`,
    () =>
      lasting(
        () => openWhole(),
        async (whole, day) => {
          const moments: number[] = []
          for (let n = 0; n < restarts; n += 1) {
            const owner = await whole.someOwner(day.id)
            moments.push(now())
            await owner.end('SIGTERM')
            await going(day, `after restart ${n + 1}`)
            await owner.again()
            await pause(1_500)
          }
          return moments
        },
        (gaps, edits) => `cluster: ${restarts} restarts at ${tables} tables: ${gaps}; ${edits}`,
      ),
    120_000 + restarts * 40_000,
  )

  const kills = times('POSTGRES_KILLS')
  it.skipIf(kills === 0)(
    `[FLT8] Postgres killed ${kills} times while tables write: nothing that was called saved is lost`,
    () => {
      const back: number[] = []
      return lasting(
        () => openWhole(),
        async (whole, day) => {
          const moments: number[] = []
          const chance = seeded(seed)
          for (let n = 0; n < kills; n += 1) {
            moments.push(now())
            await whole.killPostmaster(chance.below(1_500))
            const since = now()
            await going(day, `after kill ${n + 1}`)
            back.push(now() - since)
            await pause(chance.below(700))
          }
          back.sort((a, b) => a - b)
          return moments
        },
        (gaps, edits) =>
          `cluster: Postgres killed ${kills} times at ${tables} tables: writing again after it is back p50 ${at(back, 0.5)}, longest ${at(back, 1)}; ${gaps}; ${edits}`,
      )
    },
    120_000 + kills * 30_000,
  )

  const promotions = times('STANDBYS')
  it.skipIf(promotions === 0)(
    `[FLT9] a synchronous standby promoted ${promotions} times while tables write: nothing that was called saved is lost`,
    () => {
      const back: number[] = []
      return lasting(
        () => openWhole(),
        async (whole, day) => {
          const moments: number[] = []
          for (let n = 0; n < promotions; n += 1) {
            const standby = await whole.standby('synchronous')
            await going(day, 'with a standby')
            moments.push(now())
            await whole.promote(standby)
            const since = now()
            await going(day, `after promotion ${n + 1}`)
            back.push(now() - since)
          }
          back.sort((a, b) => a - b)
          return moments
        },
        (gaps, edits) =>
          `cluster: a standby promoted ${promotions} times at ${tables} tables: writing again after it is promoted p50 ${at(back, 0.5)}, longest ${at(back, 1)}; ${gaps}; ${edits}`,
      )
    },
    120_000 + promotions * 60_000,
  )
})
