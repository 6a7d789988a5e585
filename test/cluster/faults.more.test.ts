/**
 * Halls on Postgres under kills, stops and cuts: nodes, the postmaster, one backend, cables, clocks that are a day off. Each
 * hall tells what it was asked and what it answered, and that is held beside what stands in the end. `HISTORY_SEED` repeats
 * what chance drew, `HISTORY_SCRIPTS` says how many.
 */
import { expect, it } from 'vitest'
import { postgresMissing } from '../support/postgres.ts'
import { seeded } from '../support/seeded.ts'
import { openWorld } from './nodes.ts'
import { play, type Played } from './script.ts'
import { empty, faults } from './verdict.ts'
import { prepared } from './prepared.ts'

const scripts = Number(process.env['HISTORY_SCRIPTS'] ?? 12)
const first = Number(process.env['HISTORY_SEED'] ?? Date.now() % 1_000_000)
const lanes = Number(process.env['HISTORY_LANES'] ?? 5)
if (postgresMissing !== null) console.log(`not run: scripts of faults (${postgresMissing})`)

it.skipIf(postgresMissing !== null)(
  `[FLT3] ${scripts} scripts of faults: whatever was answered was true`,
  async () => {
    console.log(`cluster: ${scripts} scripts from HISTORY_SEED=${first}`)
    const world = await openWorld(seeded(first), { prepare: prepared })
    const wrong: string[] = []
    const sum = { rows: 0, acknowledged: 0, reads: 0, taken: 0, fenced: 0, faults: 0 }
    let next = first
    let done = 0
    const look = ({ seed, drawn, history, standing }: Played): void => {
      const before = wrong.length
      for (const { of, says } of [...faults(history, standing, { fresh: 1_000 }), ...empty(history)])
        wrong.push(`seed ${seed} (${drawn.join(', ')}): ${of}: ${says}`)
      for (const says of wrong.slice(before)) console.log(`cluster: ${says}`)
      for (const rows of standing.rows.values()) sum.rows += rows.length
      for (const one of history) {
        if (one.is === 'write' && one.seq !== null) sum.acknowledged += 1
        if (one.is === 'read') sum.reads += 1
        if (one.is === 'took') sum.taken += 1
        if (one.is === 'fenced') sum.fenced += 1
      }
      sum.faults += drawn.length
      done += 1
      if (done % 50 === 0) console.log(`cluster: ${done} scripts, ${wrong.length} faults found`)
    }
    try {
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          while (next < first + scripts) look(await play(world, next++))
        }),
      )
    } finally {
      await world.close()
    }
    console.log(
      `cluster: ${scripts} scripts, ${sum.faults} faults, ${sum.taken} times taken, ${sum.fenced} fenced, ${sum.acknowledged} of ${sum.rows} rows acknowledged, ${sum.reads} looks`,
    )
    expect(wrong).toEqual([])
  },
  60_000 + scripts * 10_000,
)
