/**
 * The whole way of an edit on one machine with SQLite and on a node with Postgres, by turns: W1 and W2. The server has a
 * core of its own; Postgres shares the other one with the load.
 */
import { loadavg } from 'node:os'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import { dialogueDay, flow, type Flow } from './flow.ts'
import { placeOf } from './places.ts'
import { start } from './servers.ts'

export type NodeKind = 'sqlite' | 'postgres'
export type NodeRun = { readonly w1: Flow; readonly w2: Flow }
export type NodeSection = {
  readonly at: string
  readonly loadBefore: number
  readonly runs: { readonly [kind in NodeKind]: NodeRun[] }
  readonly rejected: { readonly [kind in NodeKind]: number }
}

/** Null, and why is said, where there is no Postgres. A run that waited more than `mostWaiting` for its core is tried once more. */
export async function nodeBeside({
  rounds,
  seconds,
  mostWaiting,
}: {
  readonly rounds: number
  readonly seconds: number
  readonly mostWaiting: number
}): Promise<NodeSection | null> {
  if (postgresMissing !== null) {
    console.log(`not run: a node beside SQLite (${postgresMissing})`)
    return null
  }
  const loadBefore = loadavg()[0] ?? 0
  const runs: { [kind in NodeKind]: NodeRun[] } = { sqlite: [], postgres: [] }
  const rejected = { sqlite: 0, postgres: 0 }
  const postgres = await startPostgres()
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const kind of ['sqlite', 'postgres'] as const)
        for (let attempt = 0; attempt < 2; attempt += 1) {
          const server = await start(
            'tablee',
            undefined,
            kind === 'postgres' ? { database: await postgres.database() } : {},
          )
          const steps = [0, 500].map((observers) => ({ observers, seconds }))
          const [w1, w2] = await flow(placeOf(server), server, dialogueDay, steps).finally(() => server.dispose())
          if (w1 === undefined || w2 === undefined || !w1.converged || !w2.converged)
            throw new Error(`${kind} did not converge`)
          const fair = Math.max(w1.waitedShare, w2.waitedShare) <= mostWaiting
          const said = [w1, w2].map(
            (one) =>
              `p50 ${one.editorsP50.toFixed(2)} p99 ${one.editorsP99.toFixed(1)} ms, CPU ${one.cpuMsPerSecond.toFixed(0)} ms/s, ${one.cpuMsPerThousand.toFixed(1)} ms per 1,000 deliveries, waited ${one.waitedShare.toFixed(3)}`,
          )
          console.log(
            `node ${round + 1}/${rounds} ${kind}${fair ? '' : ' (starved: thrown away)'}: W1 ${said.join('; W2 ')}`,
          )
          if (fair) {
            runs[kind].push({ w1, w2 })
            break
          }
          rejected[kind] += 1
        }
  } finally {
    await postgres.stop()
  }
  return { at: new Date().toISOString(), loadBefore, runs, rejected }
}
