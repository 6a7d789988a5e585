/** The servers under load: each a process of its own, so that its CPU, memory and time in the run queue are its alone. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
export const kinds = ['tablee', 'hocuspocus', 'y-websocket'] as const
export type Kind = (typeof kinds)[number]

/** CPU milliseconds, and how long the process was ready to run but had no core (Linux only). */
export type Cost = { readonly cpuMs: number; readonly waitedMs: number; readonly rssKb: number }

export type Server = {
  readonly kind: Kind
  readonly port: number
  readonly data: string
  readonly pid: number
  /** What it printed behind `ready`. */
  readonly about: string
  readonly cost: () => Cost
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
  readonly dispose: () => Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const script: Record<Kind, string> = {
  tablee: join(here, 'tablee-server.ts'),
  hocuspocus: join(here, 'peers/hocuspocus.js'),
  'y-websocket': join(here, 'peers/y-websocket.js'),
}

/** User and system time in clock ticks of 10 ms, and the run-queue delay in nanoseconds, as proc(5) gives them. */
function cost(pid: number): Cost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const schedule = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * 10,
    waitedMs: Number(schedule[1]) / 1e6,
    rssKb: Number(rss?.[1] ?? 0),
  }
}

/** Starts a server and resolves when it prints `ready`; `data` given again means a restart on the same files. */
export async function start(
  kind: Kind,
  data = mkdtempSync(join(tmpdir(), `bench-${kind}-`)),
  loaded = false,
): Promise<Server> {
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, [script[kind]], {
    env: { ...process.env, PORT: String(port), DATA: data, NODE_ENV: 'production', LOADED: loaded ? '1' : '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const about = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const line = /^ready(.*)\n/m.exec(printed)
      if (line) resolve((line[1] ?? '').trim())
    })
    child.once('exit', (code) => reject(new Error(`${kind} ended with ${code} before it was ready`)))
  })
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
    kill,
    dispose: async () => {
      await kill('SIGKILL')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
