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
    /** Where a busy machine left nothing to find, another script is played in its place: of so many at most. */
    let instead = 0
    const look = ({ seed, drawn, history, standing }: Played): void => {
      const before = wrong.length
      const nothing = empty(history)
      const again = nothing.length > 0 && instead < Math.ceil(scripts / 4)
      if (again) instead += 1
      for (const { says } of again ? nothing : [])
        console.log(`cluster: seed ${seed} (${drawn.join(', ')}): ${says}: another in its place`)
      for (const { of, says } of [...faults(history, standing, { fresh: 1_000 }), ...(again ? [] : nothing)])
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
          while (next < first + scripts + instead) look(await play(world, next++))
        }),
      )
    } finally {
      await world.close()
    }
    console.log(
      `cluster: ${done} scripts, ${sum.faults} faults, ${sum.taken} times taken, ${sum.fenced} fenced, ${sum.acknowledged} of ${sum.rows} rows acknowledged, ${sum.reads} looks`,
    )
    expect(wrong).toEqual([])
  },
  60_000 + scripts * 10_000,
)
