/**
 * Crowds at watch nodes while tables write at W1's rate. Watch nodes have a core of their own; the owner, Postgres and the
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

/** A crowd at one of them; and few people at one and at five, so that it can be told what a further one costs the owner. */
const crowds = {
  crowd: (most: number) => ({ observers: most, nodes: 1 }),
  one: () => ({ observers: 600, nodes: 1 }),
  five: () => ({ observers: 600, nodes: 5 }),
}
export type Crowd = keyof typeof crowds
export type WatchRun = {
  readonly observers: number
  readonly nodes: number
  /** Of the owner. */
  readonly flow: Flow
  /** Of the first one. */
  readonly watch: { readonly cpuMsPerSecond: number; readonly waitedShare: number; readonly rssKb: number }
}
export type WatchSection = Turns<Crowd, WatchRun>

/** A page asks what there is before it opens a socket. */
async function open(watch: Server, owner: Server): Promise<void> {
  const { watch: path } = JSON.parse(owner.about) as TableeBoards
  for (let n = 0; n < 50; n += 1) {
    if ((await fetch(`http://127.0.0.1:${watch.port}/api/watch/${path}`)).ok) return
    await pause(100)
  }
  throw new Error('the watch node shows nothing')
}

/**
 * Null, and why is said, where there is no Postgres. A run counts if neither owner nor watch node waited longer than that for
 * its core; of five, which share one, only the owner.
 */
export async function crowdsAtWatchNodes({
  most,
  ...measuring
}: Measuring & { readonly most: number }): Promise<WatchSection | null> {
  if (postgresMissing !== null) {
    console.log(`not run: watch nodes (${postgresMissing})`)
    return null
  }
  const { seconds } = measuring
  const postgres = await startPostgres()
  async function once(kind: Crowd): Promise<WatchRun> {
    const { observers, nodes } = crowds[kind](most)
    const [database, folder] = [await postgres.database(), mkdtempSync(join(tmpdir(), 'bench-watch-'))]
    const owner = await start('tablee', folder, { database, withLoad: true })
    const first = await start('tablee', folder, { database, watches: true })
    const watch = [first]
    try {
      while (watch.length < nodes) watch.push(await start('tablee', folder, { database, watches: true }))
      for (const one of watch) await open(one, owner)
      const both = besides(owner, first.cost)
      const [one] = await flow(placeOf(owner, watch), both.server, dialogueDay, [{ observers, seconds }])
      if (one === undefined || !one.converged || !one.reached) throw new Error('not everybody saw everything')
      const { cpuMs, waitedMs } = both.spent()
      const spent = { cpuMsPerSecond: cpuMs / seconds, waitedShare: waitedMs / (seconds * 1_000) }
      return { observers, nodes, flow: one, watch: { ...spent, rssKb: first.cost().rssKb } }
    } finally {
      await Promise.all([owner, ...watch].map((server) => server.dispose()))
    }
  }
  try {
    return await byTurns<Crowd, WatchRun>({
      ...measuring,
      what: 'watch nodes',
      among: ['crowd', 'one', 'five'],
      once,
      waited: ({ flow, watch, nodes }) => Math.max(flow.waitedShare, nodes === 1 ? watch.waitedShare : 0),
      said: ({ observers, flow, watch }) =>
        `${observers} observers, lag p50 ${flow.observersP50.toFixed(0)} p99 ${flow.observersP99.toFixed(0)} ms; watch node ${watch.cpuMsPerSecond.toFixed(0)} ms/s, waited ${watch.waitedShare.toFixed(3)}; owner ${flow.cpuMsPerSecond.toFixed(0)} ms/s, waited ${flow.waitedShare.toFixed(3)}, edits p99 ${flow.editorsP99.toFixed(1)} ms; load busy ${flow.loadShare.toFixed(2)}`,
    })
  } finally {
    await postgres.stop()
  }
}
