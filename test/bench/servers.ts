/** The servers under load: each a process of its own, so that its CPU, memory and time in the run queue are its alone. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/freePort.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
export const kinds = ['tablee', 'hocuspocus', 'hocuspocus-durable', 'y-websocket', 'tldraw', 'relay'] as const
export type Kind = (typeof kinds)[number]

/** CPU milliseconds, and how long the process was ready to run but had no core (Linux only). */
export type Cost = { readonly cpuMs: number; readonly waitedMs: number; readonly rssKb: number }
/** After collecting: bytes of the heap and what hangs outside it, and what the system counts. */
export type Memory = { readonly held: number; readonly rss: number }

export type Server = {
  readonly kind: Kind
  readonly port: number
  readonly data: string
  readonly pid: number
  /** What it printed behind `ready`. */
  readonly about: string
  readonly cost: () => Cost
  readonly memory: () => Promise<Memory>
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
  readonly dispose: () => Promise<void>
}

/** What a server starts with. Only Tablée reads all of it; the peers are filled by an editor. */
export type Fill = {
  readonly loaded?: boolean
  readonly tables?: number
  /** Nodes and edits of the first board: how large and how old it is. */
  readonly aged?: readonly [nodes: number, edits: number] | null
  /** Rows of other boards in the journal. */
  readonly rows?: number
  /** The address of a Postgres: then it is a node. */
  readonly database?: string
  /** What its dialogue is called; left out: bench. */
  readonly dialogue?: string
  /** A watch node of that Postgres, which has no dialogue. */
  readonly watches?: boolean
  /** Citizens sit down at its tables, and are asked for their consent. */
  readonly phones?: boolean
  /** It runs on the load's core, before the load. */
  readonly withLoad?: boolean
}

const script: Record<Kind, string> = {
  tablee: join(here, 'tablee-server.ts'),
  hocuspocus: join(here, 'peers/hocuspocus.js'),
  'hocuspocus-durable': join(here, 'peers/hocuspocus.js'),
  'y-websocket': join(here, 'peers/y-websocket.js'),
  tldraw: join(here, 'peers/tldraw.js'),
  relay: join(here, 'peers/relay.js'),
}

/**
 * One core for the server and the other for the load, the same for every peer: 600 clients in one process would else
 * take the server's core from it, and how long it waited would say more of the machine than of the server.
 */
const pinned = availableParallelism() > 1 && works('taskset', ['-c', '0', 'true'])
// A thread that ends meanwhile makes it say 1; the main one is first.
if (pinned) works('taskset', ['-a', '-c', '-p', '0', String(process.pid)])
export const onItsCore: readonly string[] = pinned ? ['taskset', '-c', '1'] : []
/** Where a second server needs a core as well: that of the load, which waits for it. Asks for the right to set priorities. */
const beforeLoad: readonly string[] = works('chrt', ['-r', '5', 'true']) ? ['chrt', '-r', '5'] : []
/** For what is no server and no load of one: a browser wants them all. */
export const onAllCores: readonly string[] = pinned ? ['taskset', '-c', `0-${cpus().length - 1}`] : []

/** A folder for a profile of each server (`--cpu-prof`), written when it ends. */
const profile = process.env['PROFILE'] ?? ''
const profiled: readonly string[] =
  profile === '' ? [] : ['--cpu-prof', '--cpu-prof-dir', profile, '--import', join(here, 'ends.ts')]

function works(command: string, parameters: string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Of all its threads, in nanoseconds (proc(5), schedstat: on a core, and ready but without one): a storm of 80 ms would be
 * eight clock ticks. How long it waited is the main thread's, less what its own helpers ran meanwhile: they share its core,
 * and a server that collects a lot would else be thrown away for it.
 */
export function cost(pid: number): Cost {
  let cpuMs = 0
  let mainMs = 0
  let waitedMs = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ').map(Number)
      cpuMs += ran / 1e6
      if (thread !== String(pid)) continue
      mainMs = ran / 1e6
      waitedMs = waited / 1e6
    } catch {
      // A thread that ended meanwhile: V8's and libuv's stay.
    }
  }
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return { cpuMs, waitedMs: waitedMs - (cpuMs - mainMs), rssKb: Number(rss?.[1] ?? 0) }
}

export const noCost: Cost = { cpuMs: 0, waitedMs: 0, rssKb: 0 }

/** Of a Postgres: the postmaster's and that of everything that it has started. Those that ended are not in it. */
export function costOfPostgres(data: string): Cost {
  const [postmaster = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .reduce((sum, pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
        if (pid !== postmaster && parent !== postmaster) return sum
        const { cpuMs, waitedMs, rssKb } = cost(Number(pid))
        return { cpuMs: sum.cpuMs + cpuMs, waitedMs: sum.waitedMs + waitedMs, rssKb: sum.rssKb + rssKb }
      } catch {
        // It ended meanwhile.
        return sum
      }
    }, noCost)
}

/** A server, and what another process costs in the same time: `spent` is that between the last two looks at the server. */
export function besides(
  server: Server,
  other: () => Cost,
): { readonly server: Server; readonly spent: () => { readonly cpuMs: number; readonly waitedMs: number } } {
  let [before, after] = [noCost, noCost]
  function look(): Cost {
    before = after
    after = other()
    return server.cost()
  }
  return {
    server: { ...server, cost: look },
    spent: () => ({ cpuMs: after.cpuMs - before.cpuMs, waitedMs: after.waitedMs - before.waitedMs }),
  }
}

/** Starts a server and resolves when it prints `ready`; `data` given again means a restart on the same files. */
export async function start(
  kind: Kind,
  data = mkdtempSync(join(tmpdir(), `bench-${kind}-`)),
  {
    loaded = false,
    tables = 12,
    aged = null,
    rows = 0,
    database,
    dialogue,
    watches = false,
    phones = false,
    withLoad = false,
  }: Fill = {},
  /** Another checkout of Tablée, whose own server it is. */
  checkout: string | null = null,
): Promise<Server> {
  const port = await freePort()
  const of = checkout === null ? script[kind] : join(checkout, 'test/bench/tablee-server.ts')
  const [command = process.execPath, ...parameters] = [
    ...(withLoad ? beforeLoad : onItsCore),
    process.execPath,
    '--expose-gc',
    ...profiled,
    of,
  ]
  const fill = { LOADED: loaded ? '1' : '0', TABLES: String(tables), AGED: aged?.join() ?? '', ROWS: String(rows) }
  const stores = kind === 'hocuspocus-durable' ? 'before' : 'later'
  const child: ChildProcess = spawn(command, parameters, {
    env: {
      ...process.env,
      PORT: String(port),
      DATA: data,
      NODE_ENV: 'production',
      STORES: stores,
      ...fill,
      DATABASE_URL: database,
      DIALOGUE: dialogue,
      WATCHES: watches ? '1' : '',
      PHONES: phones ? '1' : '',
      TABLEE_KEY: join(data, 'server.key'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let printed = ''
  const listeners = new Set<() => void>()
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    for (const listener of listeners) listener()
  })
  const line = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(printed)
        if (found === null) return
        listeners.delete(look)
        printed = printed.slice(found.index + found[0].length)
        resolve((found[1] ?? '').trim())
      }
      listeners.add(look)
      child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`)))
      look()
    })
  const about = await line(/^ready(.*)\n/m)
  const pid = child.pid ?? 0
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    kind,
    port,
    data,
    about,
    pid,
    cost: () => cost(pid),
    memory: async () => {
      const said = line(/^memory (.*)\n/m)
      child.kill('SIGUSR2')
      return JSON.parse(await said) as Memory
    },
    kill,
    dispose: async () => {
      await kill(profile === '' ? 'SIGKILL' : 'SIGTERM')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
