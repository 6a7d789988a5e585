/**
 * A checker that never says no says nothing: four clusters with one thing wrong in each, and each is found out. Two are made
 * from the very functions that the log has in its database, by leaving words out.
 */
import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { postgresMissing } from '../support/postgres.ts'
import { seeded } from '../support/seeded.ts'
import type { Fault } from './history.ts'
import { openWorld } from './nodes.ts'
import { prepared } from './prepared.ts'
import { type FaultName, play } from './script.ts'
import { faults } from './verdict.ts'

const first = Number(process.env['HISTORY_SEED'] ?? Date.now() % 1_000_000)
if (postgresMissing !== null) console.log(`not run: mutants of the log (${postgresMissing})`)

/** Every function of the log that begins with the fence, without these words of it. */
const without = (words: string) => async (url: string) => {
  await prepared(url)
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  const functions = await sql<{ text: string }[]>`
    SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'tablee' AND p.prosrc LIKE ${`%${words}%`}`
  expect(functions.length).toBeGreaterThan(1)
  for (const { text } of functions) await sql.unsafe(text.replaceAll(words, ''))
  await sql.end()
}

type Mutant = {
  readonly name: string
  readonly bug: 'reads' | 'early' | null
  readonly prepare: (url: string) => Promise<void>
  /** What brings it to light soonest, drawn in each of its scripts. */
  readonly draws: readonly FaultName[]
  /** The questions of which one has to say no. */
  readonly found: readonly Fault['of'][]
}
const mutants: readonly Mutant[] = [
  {
    name: 'does not hold the lease’s row while it appends',
    bug: null,
    prepare: without(' FOR SHARE'),
    draws: ['lock', 'lock'],
    found: [3, 4, 5],
  },
  {
    name: 'does not look whose the hall is',
    bug: null,
    prepare: without(' AND node = _node AND epoch = _epoch'),
    draws: ['stop'],
    found: [3, 4, 5],
  },
  { name: 'answers before the log has it', bug: 'early', prepare: prepared, draws: ['kill', 'kill'], found: [1] },
  { name: 'answers looks when its lease is over', bug: 'reads', prepare: prepared, draws: ['stop'], found: [4] },
]
/** With `HISTORY_MUTANTS=all` alone, as `test:faults` has it: a quarter of a minute each. */
const tried = process.env['HISTORY_MUTANTS'] === 'all'
const lanes = 3
const most = 24

describe.skipIf(postgresMissing !== null || !tried)('[FLT4] the checker finds out a cluster that', () => {
  it.each(mutants)(
    '$name',
    async ({ name, bug, prepare, draws, found }) => {
      const world = await openWorld(seeded(first), { bug, prepare })
      let next = first
      let caught: readonly Fault[] = []
      try {
        await Promise.all(
          Array.from({ length: lanes }, async () => {
            while (caught.length === 0 && next < first + most) {
              const seed = next++
              // A log that is wrong may also stop for good.
              const { history, standing } = await play(world, seed, draws)
              const wrong = faults(history, standing, { fresh: 1_000 })
              if (wrong.length > 0 && caught.length === 0) {
                caught = wrong
                console.log(
                  `cluster: one that ${name}: found in script ${seed - first + 1} (HISTORY_SEED=${first}): ${wrong[0]?.of}: ${wrong[0]?.says}`,
                )
              }
            }
          }),
        )
      } finally {
        await world.close()
      }
      expect(caught.map(({ of }) => of).some((of) => found.includes(of))).toBe(true)
    },
    400_000,
  )
})
