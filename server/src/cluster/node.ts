/**
 * A node: one of many processes on the same Postgres. It serves the halls that it has the lease of, as a process on one machine
 * serves all of them; what it has not, another one has.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import { Refused } from '../access/allow.ts'
import { lanAddresses } from '../access/origin.ts'
import type { Clock } from '../clock.ts'
import type { Config, DatabaseSettings } from '../config.ts'
import { createEdge } from '../edge/edge.ts'
import { plantDemo } from '../hall/demo.ts'
import { createFront } from '../hall/front.ts'
import { houseRoutes } from '../hall/house-routes.ts'
import { machineOf } from '../hall/machine.ts'
import { serveHalls } from '../hall/served.ts'
import { commonOf } from '../hall/shared.ts'
import { withOps, type Means } from '../hall/store.ts'
import { feedOf } from '../hall/watch-feed.ts'
import { createWaiting } from '../hold/waiting.ts'
import { runSteps, type Step } from '../ops/shutdown.ts'
import { createCame } from '../ready/came.ts'
import { version } from '../version.ts'
import { astray } from './astray.ts'
import { damageIn } from './damage-here.ts'
import { drainOf } from './drain.ts'
import { shownUrl } from './database.ts'
import { hallsOn } from './halls-here.ts'
import { isGone } from './looking.ts'
import { joinCluster } from './joined.ts'
import type { Times } from './lease.ts'
import { clusterOverview } from './overview.ts'

export type NodeMeans = Omit<Means, 'clock'> & {
  /** Left out: the database's, which all nodes go by. */
  readonly clock?: Clock | undefined
  /** Tests have no six seconds. */
  readonly times?: Partial<Times> | undefined
  /** Milliseconds from when it says that it leaves until it does. */
  readonly notice?: number | undefined
}

/** By then what a process of before said at this address counts no more (`looking`). */
const settled = 8_000

/**
 * Connects and reads what it has to know; throws `NoDatabase` and `BadKey`, in words. It has no hall before it listens; `close`
 * it, or go through `shutdownSteps`, once.
 */
export async function createNode(config: Config & { readonly database: DatabaseSettings }, given: NodeMeans) {
  const { random, logger } = given
  const joined = await joinCluster(config, given)
  const { sql, node, door, incarnation, serverLink, looking, leads } = joined
  const means = withOps({ ...given, clock: given.clock ?? looking.now })
  const common = commonOf(
    { ...joined, first: null, directory: leads.directory, nodes: () => 1 + looking.nodes().length },
    means,
    () => door.origins().first,
    config.engine,
  )
  const { clock, meters } = common
  const { halls, nodes, silence, behind, led } = await hallsOn(joined, common, config, given)
  const { cluster } = nodes

  const front = createFront(halls, common, leads.known)
  const damage = damageIn(halls)
  const came = createCame(lanAddresses)
  const ready = machineOf({ folder: null, tls: config.tls, proxies: config.proxies }, common, {
    halls,
    lacks: async () => (await damage.said()) !== null,
    came,
    version,
    port: door.port,
    newest: () => null,
    promised: () => 0,
    keepsElsewhere: true,
  })
  const copies = { waiting: createWaiting(), told: () => ({ state: 'none' as const, since: null, behind: 0 }) }
  const overview = clusterOverview(sql, halls)
  const log = (event: string, detail: object): void => logger.info(detail, event)
  const allowsOrigin = (origin: string | undefined): boolean => door.origins().allows(origin)
  let edge: ReturnType<typeof createEdge> | null = null
  function holding(dialogue: DialogueId): { readonly epoch: number; readonly holds: () => number } | null {
    const lease = cluster.lease(dialogue)
    return lease === null ? null : { epoch: lease.epoch, holds: lease.holdsFor }
  }
  const { app, sockets, steps } = serveHalls({
    config,
    door,
    halls,
    front,
    nowhere: halls.sharedOf(halls.nobodys),
    common,
    app: {
      incarnation,
      version,
      came,
      node,
      led,
      routes: houseRoutes({ halls, overview, front, damage, ready, copies, backups: null }, common),
    },
    sockets: [feedOf(halls, { fromNode: (request) => edge?.isFromNode(request) === true, holding })],
    around(routes) {
      edge = createEdge({ nodes: cluster, routes, proxies: config.proxies, allowsOrigin, meters, random, log })
      return edge
    },
  })

  async function lookAround(): Promise<void> {
    const ours = joined.address()
    const others = looking.nodes().map(({ address }) => address)
    const said = astray(ours, others, await isGone(node, ours))
    if (said !== null) logger.error({ address: ours }, said)
  }
  let around: NodeJS.Timeout | undefined

  /** Tells the command line on this machine where to reach the node. */
  const notice = config.folder === null ? null : join(config.folder, 'server.json')
  const { readiness } = common
  const drain = drainOf({
    halls,
    nodes,
    looking,
    sockets,
    edge: () => edge,
    door,
    readiness,
    logger,
    notice: given.notice,
  })
  const leaving: readonly Step[] = [
    drain.handOver,
    steps.stopListening([copies]),
    drain.letGo,
    steps.closeSockets,
    {
      name: 'close the database',
      within: 1_500,
      async run() {
        edge?.close()
        clearTimeout(around)
        silence.stop()
        behind.close()
        halls.close()
        await joined.close()
        if (notice !== null) rmSync(notice, { force: true })
      },
    },
  ]

  return {
    config,
    clock,
    random,
    logger,
    readiness: common.readiness,
    meters,
    cluster,
    /** Where it keeps what it is told, in a terminal's words. */
    where: shownUrl(config.database.url),
    directory: leads.directory,
    halls,
    guard: front.guard,
    damage,
    app,
    /** The command line's right, for a machine that holds the key. */
    machineToken: halls.nobodys.access.machineToken,
    origins: door.origins,
    serverLink,
    /** How many dialogues the database has, wherever they are. */
    known: (): number => looking.halls().size,
    /** An empty database gets the demo, unless the settings say otherwise; true when it did. */
    async prepare(demo = config.demo): Promise<boolean> {
      if (!demo || looking.halls().size > 0) return false
      try {
        await plantDemo(halls, clock())
      } catch (cause) {
        // Of two that start at once on an empty database one is first.
        const { code } = cause instanceof Refused ? cause.problem : { code: null }
        if (code === 'journal-unavailable' && (await looking.look()).size > 0) return false
        throw cause
      }
      await led()
      return true
    },
    async listen(): Promise<{ port: number }> {
      // Routes are compiled at the first request: now, not while somebody waits.
      await app.request('/healthz')
      const port = await door.listen()
      // Whatever was opened before was known by no port.
      await sql`UPDATE tablee.hall SET address = ${joined.address()} WHERE node = ${node}`
      nodes.start()
      around = setTimeout(() => void lookAround(), settled)
      around.unref()
      if (notice !== null)
        writeFileSync(notice, JSON.stringify({ pid: process.pid, port, tls: config.tls !== null, incarnation }), {
          mode: 0o600,
        })
      return { port }
    },
    /** What SIGTERM does, in order, each within its time; together less than the 15 s that are promised. */
    shutdownSteps: (): readonly Step[] => leaving,
    async close(): Promise<void> {
      for (const outcome of await runSteps(leaving)) if (outcome.outcome !== 'done') logger.warn(outcome, 'shutdown')
    },
  }
}
