/**
 * The whole way of an edit on one machine with SQLite and on a node with Postgres, by turns: W1 and W2, and the rows of a
 * national day. The server has a core of its own; Postgres shares the other one with the load.
 */
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import { dialogueDay, flow, type Flow, type Load } from './flow.ts'
import { placeOf } from './places.ts'
import { besides, costOfPostgres, noCost, start, type Cost, type Server } from './servers.ts'
import { byTurns, type Measuring, type Turns } from './turns.ts'

export const nodeKinds = ['sqlite', 'postgres'] as const
export type NodeKind = (typeof nodeKinds)[number]
export type NodeRun = { readonly w1: Flow; readonly w2: Flow }
export type NodeSection = Turns<NodeKind, NodeRun>
/** `postgres`: milliseconds of processor a second, of all its processes. */
export type NationRun = { readonly flow: Flow; readonly postgres: number }
export type NationSection = Turns<NodeKind, NationRun>

/** 1,600 rows a second: as many people, each on a socket of their own, at 200 tables; W1's moves for each edit. */
export const nation: Load = { boards: 200, editors: 8, edits: 1, moves: 2.5, warmUp: 4_000, hurry: 0 }

const said = ({ editorsP50, editorsP99, cpuMsPerSecond, cpuMsPerThousand, waitedShare }: Flow): string =>
  `p50 ${editorsP50.toFixed(2)} p99 ${editorsP99.toFixed(1)} ms, CPU ${cpuMsPerSecond.toFixed(0)} ms/s, ${cpuMsPerThousand.toFixed(1)} ms per 1,000 deliveries, waited ${waitedShare.toFixed(3)}`

async function beside<T>(
  { what, tables, measuring }: { readonly what: string; readonly tables: number; readonly measuring: Measuring },
  once: (server: Server, postgres: () => Cost) => Promise<T>,
  figures: { readonly waited: (run: T) => number; readonly said: (run: T) => string },
): Promise<Turns<NodeKind, T> | null> {
  if (postgresMissing !== null) {
    console.log(`not run: ${what} (${postgresMissing})`)
    return null
  }
  const postgres = await startPostgres()
  async function run(kind: NodeKind): Promise<T> {
    const on = kind === 'postgres' ? { database: await postgres.database() } : {}
    const server = await start('tablee', undefined, { tables, ...on })
    const spends = (): Cost => (kind === 'postgres' ? costOfPostgres(postgres.data) : noCost)
    return once(server, spends).finally(() => server.dispose())
  }
  try {
    return await byTurns({ ...measuring, ...figures, what, among: nodeKinds, once: run })
  } finally {
    await postgres.stop()
  }
}

/** W1 and W2. Null, and why is said, where there is no Postgres. */
export const nodeBeside = (measuring: Measuring): Promise<NodeSection | null> =>
  beside(
    { what: 'node', tables: dialogueDay.boards, measuring },
    async (server) => {
      const steps = [0, 500].map((observers) => ({ observers, seconds: measuring.seconds }))
      const [w1, w2] = await flow(placeOf(server), server, dialogueDay, steps)
      if (w1 === undefined || w2 === undefined || !w2.converged) throw new Error('it did not converge')
      return { w1, w2 }
    },
    {
      waited: ({ w1, w2 }) => Math.max(w1.waitedShare, w2.waitedShare),
      said: ({ w1, w2 }) => `W1 ${said(w1)}; W2 ${said(w2)}`,
    },
  )

/** 1,600 rows a second from socket to socket. Null, and why is said, where there is no Postgres. */
export const nationBeside = (measuring: Measuring): Promise<NationSection | null> =>
  beside(
    { what: 'a national day', tables: nation.boards, measuring },
    async (server, postgres) => {
      const both = besides(server, postgres)
      const [one] = await flow(placeOf(server), both.server, nation, [{ observers: 0, seconds: measuring.seconds }])
      if (one === undefined || !one.converged) throw new Error('it did not converge')
      return { flow: one, postgres: both.spent().cpuMs / measuring.seconds }
    },
    {
      waited: ({ flow }) => flow.waitedShare,
      said: ({ flow, postgres }) =>
        `${flow.editsPerSecond.toFixed(0)} rows/s, ${said(flow)}, ${(flow.cpuMsPerSecond / flow.editsPerSecond).toFixed(3)} ms a row, Postgres ${postgres.toFixed(0)} ms/s, load busy ${flow.loadShare.toFixed(2)}`,
    },
  )
