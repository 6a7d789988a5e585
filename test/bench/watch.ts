/**
 * A crowd at a watch node while tables write at W1's rate. The watch node has a core of its own; the owner, Postgres and the
 * load share the other one, on which the owner comes first.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import { dialogueDay, flow, pause, type Flow } from './flow.ts'
import { placeOf, type TableeBoards } from './places.ts'
import { besides, start, type Server } from './servers.ts'
import { byTurns, type Measuring, type Turns } from './turns.ts'

export type WatchRun = {
  readonly observers: number
  /** Of the owner. */
  readonly flow: Flow
  readonly watch: { readonly cpuMsPerSecond: number; readonly waitedShare: number; readonly rssKb: number }
}
export type WatchSection = Turns<'watch', WatchRun>

/** A page asks what there is before it opens a socket. */
async function open(watch: Server, owner: Server): Promise<void> {
  const { watch: path } = JSON.parse(owner.about) as TableeBoards
  for (let n = 0; n < 50; n += 1) {
    if ((await fetch(`http://127.0.0.1:${watch.port}/api/watch/${path}`)).ok) return
    await pause(100)
  }
  throw new Error('the watch node shows nothing')
}

/** Null, and why is said, where there is no Postgres. A run counts if neither owner nor watch node waited longer than that for its core. */
export async function crowdAtWatchNode({
  observers,
  ...measuring
}: Measuring & { readonly observers: number }): Promise<WatchSection | null> {
  if (postgresMissing !== null) {
    console.log(`not run: a watch node (${postgresMissing})`)
    return null
  }
  const { seconds } = measuring
  const postgres = await startPostgres()
  async function once(): Promise<WatchRun> {
    const [database, folder] = [await postgres.database(), mkdtempSync(join(tmpdir(), 'bench-watch-'))]
    const owner = await start('tablee', folder, { database, withLoad: true })
    const watch = await start('tablee', folder, { database, watches: true })
    try {
      await open(watch, owner)
      const both = besides(owner, watch.cost)
      const [one] = await flow(placeOf(owner, watch), both.server, dialogueDay, [{ observers, seconds }])
      if (one === undefined || !one.converged || !one.reached) throw new Error('not everybody saw everything')
      const { cpuMs, waitedMs } = both.spent()
      return {
        observers,
        flow: one,
        watch: {
          cpuMsPerSecond: cpuMs / seconds,
          waitedShare: waitedMs / (seconds * 1_000),
          rssKb: watch.cost().rssKb,
        },
      }
    } finally {
      await Promise.all([owner.dispose(), watch.dispose()])
    }
  }
  try {
    return await byTurns({
      ...measuring,
      what: `${observers} observers`,
      among: ['watch'],
      once,
      waited: ({ flow, watch }) => Math.max(flow.waitedShare, watch.waitedShare),
      said: ({ flow, watch }) =>
        `lag p50 ${flow.observersP50.toFixed(0)} p99 ${flow.observersP99.toFixed(0)} ms; watch node ${watch.cpuMsPerSecond.toFixed(0)} ms/s, waited ${watch.waitedShare.toFixed(3)}; owner ${flow.cpuMsPerSecond.toFixed(0)} ms/s, waited ${flow.waitedShare.toFixed(3)}, edits p99 ${flow.editorsP99.toFixed(1)} ms; load busy ${flow.loadShare.toFixed(2)}`,
    })
  } finally {
    await postgres.stop()
  }
}
