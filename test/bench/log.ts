/**
 * The log's port on SQLite, on Postgres and in memory, by turns: what one row costs, and how long it takes, at the rate of W1
 * and at that of a national day. Who writes has a core of its own; Postgres has the other one.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import type { LogRun } from './log-writer.ts'
import { cost, onItsCore } from './servers.ts'

export const logs = ['sqlite', 'postgres', 'memory'] as const
export type LogKind = (typeof logs)[number]
/** W1's 96 editors; 1,600 people at 200 tables, who write one row each second. */
export const logLoads = {
  w1: { rate: 192, boards: 12 },
  day: { rate: 1_600, boards: 200 },
} as const
export type LogLoad = keyof typeof logLoads

export type Logged = LogRun & {
  /** Of the process that writes, µs for each row. */
  readonly cpuPerRow: number
  /** Of the one process of Postgres that serves it; 0 for the others. */
  readonly backendPerRow: number
  readonly waitedShare: number
}
export type LogSection = {
  readonly at: string
  readonly loadBefore: number
  readonly runs: { readonly [load in LogLoad]: { readonly [log in LogKind]: Logged[] } }
  readonly rejected: { readonly [load in LogLoad]: { readonly [log in LogKind]: number } }
}

const writer = fileURLToPath(new URL('log-writer.ts', import.meta.url))

async function once(log: LogKind, load: LogLoad, seconds: number, url: () => Promise<string>): Promise<Logged> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-log-'))
  const { rate, boards } = logLoads[load]
  const [command = process.execPath, ...parameters] = [...onItsCore, process.execPath, writer]
  const child = spawn(command, parameters, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG: log,
      DATA: log === 'postgres' ? await url() : folder,
      RATE: String(rate),
      BOARDS: String(boards),
      SECONDS: String(seconds),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const said = async (what: string): Promise<string> => {
      const { value, done } = await lines.next()
      if (done === true || !value.startsWith(`${what} `)) throw new Error(`${log}: ${what} was expected, not ${value}`)
      return value.slice(what.length + 1)
    }
    const backend = Number(await said('begin'))
    const pid = child.pid ?? 0
    const [before, there] = [cost(pid), backend === 0 ? null : cost(backend)]
    const run = JSON.parse(await said('end')) as LogRun
    const after = cost(pid)
    const served = there === null ? 0 : cost(backend).cpuMs - there.cpuMs
    return {
      ...run,
      cpuPerRow: ((after.cpuMs - before.cpuMs) * 1_000) / run.rows,
      backendPerRow: (served * 1_000) / run.rows,
      waitedShare: (after.waitedMs - before.waitedMs) / (run.seconds * 1_000),
    }
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Null, and why is said, where there is no Postgres. A run that waited more than `mostWaiting` for its core is tried once more. */
export async function logPort({
  rounds,
  seconds,
  mostWaiting,
}: {
  readonly rounds: number
  readonly seconds: number
  readonly mostWaiting: number
}): Promise<LogSection | null> {
  if (postgresMissing !== null) {
    console.log(`not run: the log's port (${postgresMissing})`)
    return null
  }
  const loadBefore = loadavg()[0] ?? 0
  const none = () => ({ sqlite: 0, postgres: 0, memory: 0 })
  const empty = (): { [log in LogKind]: Logged[] } => ({ sqlite: [], postgres: [], memory: [] })
  const runs = { w1: empty(), day: empty() }
  const rejected = { w1: none(), day: none() }
  const server = await startPostgres()
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const load of ['w1', 'day'] as const)
        for (const log of logs)
          for (let attempt = 0; attempt < 2; attempt += 1) {
            const run = await once(log, load, seconds, () => server.database())
            const fair = run.waitedShare <= mostWaiting
            console.log(
              `log ${round + 1}/${rounds} ${load} ${log}${fair ? '' : ' (starved: thrown away)'}: p50 ${run.p50.toFixed(2)} p99 ${run.p99.toFixed(2)} ms, ${run.cpuPerRow.toFixed(0)} µs a row (Postgres ${run.backendPerRow.toFixed(0)}), ${(run.groups / run.seconds).toFixed(0)} commits/s, ${(run.rows / run.seconds).toFixed(0)} rows/s, waited ${run.waitedShare.toFixed(3)}`,
            )
            if (fair) {
              runs[load][log].push(run)
              break
            }
            rejected[load][log] += 1
          }
  } finally {
    await server.stop()
  }
  return { at: new Date().toISOString(), loadBefore, runs, rejected }
}
