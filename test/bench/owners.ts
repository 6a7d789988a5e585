/**
 * Two dialogues on two nodes of one Postgres, each at W1, against one alone: what a second owner costs the first. Both
 * nodes share a core, so what counts is the processor's time for an edit, not how long it took.
 */
import { mkdtempSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import { dialogueDay, flow, type Flow } from './flow.ts'
import { placeOf } from './places.ts'
import { start } from './servers.ts'

export type OwnersSection = {
  readonly at: string
  readonly loadBefore: number
  readonly rounds: readonly { readonly alone: Flow; readonly both: readonly [Flow, Flow] }[]
}

/** Null, and why is said, where there is no Postgres. */
export async function twoOwners({
  rounds,
  seconds,
}: {
  readonly rounds: number
  readonly seconds: number
}): Promise<OwnersSection | null> {
  if (postgresMissing !== null) {
    console.log(`not run: two owners (${postgresMissing})`)
    return null
  }
  const loadBefore = loadavg()[0] ?? 0
  const measured: OwnersSection['rounds'][number][] = []
  const postgres = await startPostgres()
  /** A node that has this dialogue; both have the same folder, and so the same key. */
  const owner = (database: string, folder: string, dialogue: string) => start('tablee', folder, { database, dialogue })
  const load = (server: Awaited<ReturnType<typeof start>>): Promise<readonly Flow[]> =>
    flow(placeOf(server), server, dialogueDay, [{ observers: 0, seconds }])
  try {
    for (let round = 0; round < rounds; round += 1) {
      const [database, folder] = [await postgres.database(), mkdtempSync(join(tmpdir(), 'bench-owners-'))]
      const one = await owner(database, folder, 'bench')
      const [alone] = await load(one)
      const two = await owner(database, folder, 'other')
      const [[first], [second]] = await Promise.all([load(one), load(two)]).finally(() =>
        Promise.all([one.dispose(), two.dispose()]),
      )
      if (alone === undefined || first === undefined || second === undefined) throw new Error('nothing was measured')
      if (![alone, first, second].every(({ converged }) => converged)) throw new Error('it did not converge')
      const said = [alone, first, second].map(({ cpuMsPerThousand }) => cpuMsPerThousand.toFixed(1)).join(', ')
      console.log(`two owners ${round + 1}/${rounds}: CPU ms per 1,000 deliveries alone, and of each: ${said}`)
      measured.push({ alone, both: [first, second] })
    }
  } finally {
    await postgres.stop()
  }
  return { at: new Date().toISOString(), loadBefore, rounds: measured }
}
