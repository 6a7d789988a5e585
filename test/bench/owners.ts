/**
 * Two dialogues on two nodes of one Postgres, each at W1: what a second owner at work costs the first. Both nodes share a
 * core, so what counts is the processor's time for an edit, not how long it took.
 */
import { mkdtempSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import { dialogueDay, flow, type Flow } from './flow.ts'
import { placeOf } from './places.ts'
import { start, type Server } from './servers.ts'

export type OwnersSection = {
  readonly at: string
  readonly loadBefore: number
  /** Of each while the other one has nothing to do, and at once. */
  readonly rounds: readonly { readonly alone: readonly [Flow, Flow]; readonly both: readonly [Flow, Flow] }[]
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
  async function load(server: Server): Promise<Flow> {
    const [one] = await flow(placeOf(server), server, dialogueDay, [{ observers: 0, seconds }])
    if (one === undefined || !one.converged) throw new Error('it did not converge')
    return one
  }
  try {
    for (let round = 0; round < rounds; round += 1) {
      const [database, folder] = [await postgres.database(), mkdtempSync(join(tmpdir(), 'bench-owners-'))]
      const [one, two] = [await owner(database, folder, 'bench'), await owner(database, folder, 'other')]
      const atOnce = () => Promise.all([load(one), load(two)])
      const byTurns = async () => [await load(one), await load(two)] as const
      try {
        // A process that has just started takes more for the same.
        await atOnce()
        const early = round % 2 === 0 ? await byTurns() : null
        const both = await atOnce()
        const alone = early ?? (await byTurns())
        const said = [...alone, ...both].map(({ cpuMsPerThousand }) => cpuMsPerThousand.toFixed(1)).join(', ')
        console.log(
          `two owners ${round + 1}/${rounds}: CPU ms per 1,000 deliveries of each alone, and at once: ${said}`,
        )
        measured.push({ alone, both })
      } finally {
        await Promise.all([one.dispose(), two.dispose()])
      }
    }
  } finally {
    await postgres.stop()
  }
  return { at: new Date().toISOString(), loadBefore, rounds: measured }
}
