/** Whole nodes as processes on one Postgres, each behind a cable to it and one to it, and what can be done to them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { Running } from '../faults/process.ts'
import { freePort } from '../support/freePort.ts'
import { startPostgres, type Standby } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { patiently } from './awaited.ts'

const main = new URL('../../server/src/main.ts', import.meta.url)

export class WholeNode {
  readonly name: string
  readonly port: number
  /** From it to Postgres. */
  readonly cable: Proxy
  /** From other nodes to it. */
  readonly door: Proxy
  private readonly settings: Readonly<Record<string, string>>
  private readonly args: readonly string[]
  running: Running
  up = false
  private stops = 0
  private closed = false
  private readonly onLine: (node: WholeNode, line: string) => void

  private constructor(
    of: Pick<WholeNode, 'name' | 'port' | 'cable' | 'door'>,
    settings: Readonly<Record<string, string>>,
    args: readonly string[],
    onLine: (node: WholeNode, line: string) => void,
  ) {
    ;({ name: this.name, port: this.port, cable: this.cable, door: this.door } = of)
    this.settings = settings
    this.args = args
    this.onLine = onLine
    this.running = this.spawn()
  }

  static async start(
    name: string,
    { url, key, watch, onLine }: { url: string; key: string; watch: boolean; onLine: WholeNode['onLine'] },
  ): Promise<WholeNode> {
    const port = await freePort()
    const [cable, door] = await Promise.all([proxyTo(url), proxyTo(`http://127.0.0.1:${port}`)])
    const way = new URL(url)
    way.port = new URL(cable.url).port
    const settings = {
      PORT: String(port),
      DATABASE_URL: way.href,
      TABLEE_KEY: key,
      TABLEE_NODE: `http://127.0.0.1:${new URL(door.url).port}`,
      TABLEE_DATA: join(key, '..', name),
      TABLEE_LOG: 'warn',
    }
    const node = new WholeNode({ name, port, cable, door }, settings, watch ? ['--watch'] : [], onLine)
    await node.listens()
    return node
  }

  get address(): string {
    return this.settings['TABLEE_NODE'] ?? ''
  }

  private spawn(): Running {
    const running = new Running(main, this.args, this.settings)
    running.onLine((line) => this.onLine(this, line))
    return running
  }
  private async listens(): Promise<void> {
    await this.running.line((line) => /^Tablée listens on |who watches is served on/.test(line))
    this.up = true
  }

  stop(): void {
    this.stops += 1
    this.running.child.kill('SIGSTOP')
  }
  goOn(): void {
    this.stops -= 1
    if (this.stops === 0) this.running.child.kill('SIGCONT')
  }
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.up = false
    const [ended] = await Promise.all([this.running.kill(signal), signal === 'SIGKILL' ? this.door.away() : null])
    if (signal === 'SIGTERM') await this.door.away()
    // On a machine that does a lot else a step may be cut short; it has to go by itself all the same.
    const hurried = this.running.lines.some((line) => line.includes('shutdown: cut short'))
    if (hurried) console.log(`${this.name} left in a hurry`)
    if (signal === 'SIGTERM' && ended.code !== 0 && !(hurried && ended.code === 1))
      throw new Error(
        `${this.name} ended with ${ended.code ?? ended.signal}:\n${this.running.lines.slice(-20).join('\n')}`,
      )
  }
  async again(): Promise<void> {
    if (this.closed) return
    await this.door.back()
    // Postgres may be starting just then: as whoever runs nodes does, it is started until it listens.
    for (const end = performance.now() + 30_000; !this.closed; await pause(200)) {
      this.running = this.spawn()
      try {
        return await this.listens()
      } catch (cause) {
        if (!this.closed && performance.now() > end) throw cause
      }
    }
  }
  close(): Promise<unknown> {
    this.closed = true
    this.running.child.kill('SIGCONT')
    this.running.child.kill('SIGKILL')
    this.cable.close()
    this.door.close()
    return this.running.ended
  }
}

/** Another Postgres, and the cable by which it follows. */
type Following = Standby & { readonly cable: Proxy }
export type Whole = Awaited<ReturnType<typeof openWhole>>

/** `onLine` hears what each node says: its log, too. */
export async function openWhole({
  nodes: count = 2,
  watch = 0,
  settings = [],
  onLine = () => undefined,
}: {
  readonly nodes?: number
  readonly watch?: number
  /** Of Postgres. */
  readonly settings?: readonly string[]
  readonly onLine?: WholeNode['onLine']
} = {}) {
  const server = await startPostgres(settings)
  const url = await server.database()
  const folder = mkdtempSync(join(tmpdir(), 'tablee-whole-'))
  const key = join(folder, 'server.key')
  writeFileSync(key, randomBytes(32), { mode: 0o600 })
  const desk = await proxyTo(url)
  const way = new URL(url)
  way.port = new URL(desk.url).port
  const sql = postgres(way.href, { max: 4, onnotice: () => undefined, backoff: () => 0.1, connect_timeout: 2 })
  /** The one that is written to; after a promotion another. */
  let first: Pick<Standby, 'data' | 'port'> = server
  const standbys: Following[] = []
  const nodes: WholeNode[] = []
  const started = (name: string, watching: boolean): Promise<WholeNode> =>
    WholeNode.start(name, { url, key, watch: watching, onLine })
  // The first one makes the tables and the demo.
  nodes.push(await started('n0', false))
  // The first start prints the link that founds days; it is that of all nodes, for as long as nobody renews it.
  const founding =
    /\/found#(\S+)/.exec(nodes[0]?.running.lines.find((line) => line.includes('/found#')) ?? '')?.[1] ?? ''
  const [others, watching] = await Promise.all([
    Promise.all(Array.from({ length: count - 1 }, (_, n) => started(`n${n + 1}`, false))),
    Promise.all(Array.from({ length: watch }, (_, n) => started(`w${n}`, true))),
  ])
  nodes.push(...others)

  return {
    server,
    url,
    sql,
    nodes,
    watching,
    founding,
    /** Whose the hall is at this moment, as the database says; null: nobody's. */
    async owner(dialogue: string): Promise<WholeNode | null> {
      const [row] = await patiently(
        () => sql<{ address: string }[]>`
          SELECT address FROM tablee.hall WHERE dialogue = ${dialogue} AND until > clock_timestamp()`,
      )
      return nodes.find(({ address }) => address === row?.address) ?? null
    },
    /** Until somebody has it. */
    async someOwner(dialogue: string): Promise<WholeNode> {
      for (const end = performance.now() + 30_000; performance.now() < end; await pause(50)) {
        const found = await this.owner(dialogue)
        if (found?.up === true) return found
      }
      throw new Error(`nobody has ${dialogue} after 30 s`)
    },
    killPostmaster: (away = 0): Promise<void> => server.kill(away, first.data),
    /**
     * Another Postgres that follows the first one, over a cable of its own. `synchronous`: nothing is answered from now on
     * that it has not.
     */
    async standby(how: 'synchronous' | 'asynchronous'): Promise<Following> {
      const cable = await proxyTo(`http://127.0.0.1:${first.port}`)
      const standby = { ...(await server.standby(Number(new URL(cable.url).port))), cable }
      standbys.push(standby)
      await sql.unsafe(`ALTER SYSTEM SET synchronous_standby_names = '${how === 'synchronous' ? '*' : ''}'`)
      await sql`SELECT pg_reload_conf()`
      const wanted = how === 'synchronous' ? 'sync' : 'async'
      for (let tries = 0; ; tries += 1) {
        const states = await sql<{ state: string }[]>`SELECT sync_state AS state FROM pg_stat_replication`
        if (states.some(({ state }) => state === wanted)) return standby
        if (tries > 200) throw new Error('the standby does not follow')
        await pause(50)
      }
    },
    /** The first one is killed, the standby takes its place, and everybody's cable leads there. */
    async promote({ data, port, cable, promote }: Following): Promise<void> {
      process.kill(server.postmaster(first.data), 'SIGKILL')
      cable.close()
      await promote()
      first = { data, port }
      for (const each of [desk, ...[...nodes, ...watching].map((node) => node.cable)]) {
        each.lead(`http://127.0.0.1:${port}`)
        each.tear()
      }
    },
    /** Postgres' own processes that serve an owner's append connection. */
    async backends(): Promise<readonly number[]> {
      const rows = await patiently(
        () =>
          sql<
            { pid: number }[]
          >`SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()`,
      )
      return rows.map(({ pid }) => pid)
    },
    async close(): Promise<void> {
      await Promise.all([...nodes, ...watching].map((node) => node.close()))
      await sql.end({ timeout: 1 })
      desk.close()
      for (const { cable } of standbys) cable.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
