/** Processes that hold halls (`holder.ts`), each behind a cable of its own to one Postgres, and what can be done to them. */
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { Running } from '../faults/process.ts'
import { startPostgres } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import type { Random } from '../support/seeded.ts'
import { awaited, patiently } from './awaited.ts'
import type { Happened, Hands } from './history.ts'
import type { Holding } from './holder.ts'

const holder = new URL('./holder.ts', import.meta.url)
const day = 24 * 60 * 60 * 1_000

/** Short, so that many scripts fit: what counts is that a fault lasts longer than a lease or less long. */
export const times = { ttl: 900, margin: 150, every: 300 } as const

class Node {
  readonly name: string
  readonly cable: Proxy
  private readonly start: () => Running
  running: Running
  /** How many scripts have it stopped. */
  private stops = 0
  private killing: Promise<void> = Promise.resolve()
  constructor(name: string, cable: Proxy, start: () => Running) {
    this.name = name
    this.cable = cable
    this.start = start
    this.running = start()
  }
  stop(): void {
    this.stops += 1
    this.running.child.kill('SIGSTOP')
  }
  goOn(): void {
    this.stops -= 1
    if (this.stops === 0) this.running.child.kill('SIGCONT')
  }
  /** Dead at once, and another in its place after a while; one kill after the other. */
  kill(after: number): Promise<void> {
    return (this.killing = this.killing.then(() => this.killed(after)))
  }
  private async killed(after: number): Promise<void> {
    await this.running.kill()
    await pause(after)
    this.running = this.start()
    await this.running.line((line) => line === 'ready')
    if (this.stops > 0) this.running.child.kill('SIGSTOP')
  }
  say(line: string): void {
    this.running.child.stdin?.write(`${line}\n`)
  }
}

/** What one hall's history is so far, and who waits for something to be in it. */
class Told {
  readonly all: Happened[] = []
  private readonly writes = new Map<string, number>()
  private readonly awaited = awaited()

  take(one: Happened): void {
    // A write is told when it is asked for and when it is answered: one event.
    if (one.is === 'write') {
      const key = `${one.by} ${one.hash}`
      const at = this.writes.get(key)
      if (at === undefined) this.writes.set(key, this.all.push(one) - 1)
      else this.all[at] = one
    } else this.all.push(one)
    this.awaited.heard(one)
  }
  readonly next = this.awaited.next
  /** Who took it last, as far as anybody said. */
  owner(): Hands | null {
    return this.all.findLast((one): one is Hands => one.is === 'took') ?? null
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** `bug`: what is wrong with each of its processes. `prepare`: what is done to its database first. */
export async function openWorld(
  chance: Random,
  {
    nodes: count = 4,
    bug = null,
    prepare,
  }: { nodes?: number; bug?: Holding['bug']; prepare: (url: string) => Promise<void> },
) {
  const server = await startPostgres()
  const url = await server.database()
  await prepare(url)
  const sql = postgres(url, { max: 4, onnotice: () => undefined, backoff: () => 0.1 })
  const told = new Map<string, Told>()
  const halls = new Set<string>()

  function heard(line: string): void {
    const [what, dialogue = '', ...rest] = line.split(' ')
    if (what === 'happened') told.get(dialogue)?.take(JSON.parse(rest.join(' ')) as Happened)
  }
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const cable = await proxyTo(url)
      const name = `n${n}`
      const way = new URL(url)
      way.hostname = '127.0.0.1'
      way.port = new URL(cable.url).port
      return new Node(name, cable, () => {
        const holding: Holding = {
          node: name,
          url: way.href,
          seed: chance.below(2 ** 31),
          // A day early, a day late, right.
          clockOff: chance.pick([-day, day, 0]),
          ...times,
          bug,
        }
        const running = new Running(holder, [JSON.stringify(holding)], {}, 'pipe')
        // Killed while it is spoken to: the next one in its place is told all halls.
        running.child.stdin?.on('error', () => undefined)
        running.onLine(heard)
        for (const hall of halls) running.child.stdin?.write(`hall ${hall}\n`)
        return running
      })
    }),
  )
  await Promise.all(nodes.map(({ running }) => running.line((line) => line === 'ready')))

  let restarting: Promise<void> | null = null
  return {
    sql,
    nodes,
    node: (name: string): Node => {
      const found = nodes.find((one) => one.name === name)
      if (found === undefined) throw new Error(`no node ${name}`)
      return found
    },
    /** All of them contend for it from now on. */
    open(dialogue: string): Told {
      const of = new Told()
      told.set(dialogue, of)
      halls.add(dialogue)
      for (const node of nodes) node.say(`hall ${dialogue}`)
      return of
    },
    /** Nobody writes to it any more, when this resolves. */
    async end(dialogue: string): Promise<void> {
      halls.delete(dialogue)
      await Promise.all(
        nodes.map(async (node) => {
          node.say(`end ${dialogue}`)
          const { running } = node
          // Or it was killed: then it writes nothing more either.
          const ended = running.line((line) => line === `ended ${dialogue}`).catch(() => undefined)
          await Promise.race([ended, running.ended])
        }),
      )
    },
    /** Several who want it at once have it once. */
    killPostmaster: (): Promise<void> => (restarting ??= server.kill().finally(() => (restarting = null))),
    /** Pids of the processes in Postgres that serve a hall's owner: whoever holds its lock. */
    async backends(node: string): Promise<readonly number[]> {
      const rows = await patiently(
        () => sql<{ pid: number }[]>`
          SELECT DISTINCT pid FROM pg_stat_activity JOIN pg_locks USING (pid)
          WHERE locktype = 'advisory' AND application_name = ${`tablee ${node}`}`,
      )
      return rows.map(({ pid }) => pid)
    },
    async close(): Promise<void> {
      for (const { running, cable } of nodes) {
        running.child.kill('SIGKILL')
        await running.ended
        cable.close()
      }
      await sql.end({ timeout: 1 })
      await server.stop()
    },
  }
}
