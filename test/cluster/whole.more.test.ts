/**
 * Whole nodes under faults, with people at them: who writes, looks, watches, votes, freezes, and whose link is taken away.
 * `WHOLE_SEED` repeats what chance drew, `WHOLE_SCRIPTS` says how many days, `WHOLE_FAULTS` how much happens in each.
 */
import { loadavg } from 'node:os'
import { expect, it } from 'vitest'
import { postgresMissing } from '../support/postgres.ts'
import { seeded } from '../support/seeded.ts'
import { empty, faults } from './verdict.ts'
import { openDay, saysFenced, type Day } from './whole-day.ts'
import { draw, strike, type Struck } from './whole-script.ts'
import { now } from './history.ts'
import { openWhole } from './whole.ts'

const scripts = Number(process.env['WHOLE_SCRIPTS'] ?? 0)
const each = Number(process.env['WHOLE_FAULTS'] ?? 5)
const first = Number(process.env['WHOLE_SEED'] ?? Date.now() % 1_000_000)
const watch = Number(process.env['WHOLE_WATCH'] ?? 1)
/** ms, as promised. Where others work on the machine (seven processes wait for each of its cores) it takes two seconds without any fault. */
const fresh = Number(process.env['WHOLE_FRESH'] ?? 1_000)

it.skipIf(postgresMissing !== null || scripts === 0)(
  `[FLT6] ${scripts} days of whole nodes under faults: whatever anybody was answered or shown was true`,
  async () => {
    console.log(`cluster: ${scripts} days from WHOLE_SEED=${first}`)
    let day: Day | null = null
    const whole = await openWhole({
      watch,
      onLine: ({ name }, line) => {
        if (process.env['WHOLE_LOG'] !== undefined) console.log(`${name}: ${line}`)
        if (saysFenced(line)) day?.doors.tell({ is: 'fenced', node: name, epoch: 0, at: now() })
      },
    })
    const wrong: string[] = []
    const struck: Struck[] = []
    try {
      for (let seed = first; seed < first + scripts; seed += 1) {
        const chance = seeded(seed)
        day = await openDay(whole, seed)
        const drawn = draw(seed, each)
        console.log(`cluster: day ${seed}: ${drawn.join(', ')}`)
        for (const [n, fault] of drawn.entries()) {
          const [hit] = await Promise.all([strike(whole, day, fault, chance), day.revoke(n), day.turn(n)])
          struck.push(hit)
        }
        // A node that had nothing on its way when it was stopped is fenced in nothing: once more, until one was.
        for (let more = 0; more < 5 && empty(day.history).length > 0; more += 1)
          struck.push(await strike(whole, day, 'stop', chance))
        const { history, standing } = await day.end()
        for (const { of, says } of [...faults(history, standing, { fresh }), ...empty(history)]) {
          wrong.push(`seed ${seed}: ${of}: ${says}`)
          // At once: a later day may end the run before it is asked.
          console.log(`cluster: ${wrong.at(-1)}`)
        }
        const count = (is: string) => history.filter((one) => one.is === is).length
        console.log(
          `cluster: day ${seed}: ${['write', 'read', 'shown', 'vote', 'cut', 'revoked', 'took', 'fenced'].map((is) => `${count(is)} ${is}`).join(', ')}; load ${loadavg()[0]?.toFixed(1)}`,
        )
      }
    } finally {
      await whole.close()
    }
    for (const fault of new Set(struck.map((one) => one.fault))) {
      const gaps = struck.filter((one) => one.fault === fault).map(({ gap }) => gap)
      console.log(
        `cluster: ${fault}: ${gaps.length} times, answered again after ${Math.round(Math.max(...gaps))} ms at most`,
      )
    }
    expect(wrong).toEqual([])
  },
  120_000 + scripts * each * 60_000,
)
