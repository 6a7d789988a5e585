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
import { openHalls, type Halls } from '../hall/halls.ts'
import { houseRoutes } from '../hall/house-routes.ts'
import { machineOf } from '../hall/machine.ts'
import { metered } from '../hall/metering.ts'
import { serveHalls } from '../hall/served.ts'
import { commonOf, type Common } from '../hall/shared.ts'
import { withOps, type Means } from '../hall/store.ts'
import { feedOf } from '../hall/watch-feed.ts'
import { createWaiting } from '../hold/waiting.ts'
import { runSteps, type Step } from '../ops/shutdown.ts'
import { createCame } from '../ready/came.ts'
import { createDamage } from '../recovery/damage.ts'
import { version } from '../version.ts'
import { astray } from './astray.ts'
import { createBehind } from './behind.ts'
import { createCluster } from './cluster.ts'
import { drainOf } from './drain.ts'
import { shownUrl } from './database.ts'
import { clusterHouse } from './house.ts'
import { isGone } from './looking.ts'
import { joinCluster } from './joined.ts'
import type { Times } from './lease.ts'
import { countLeases, countTakeovers } from './metering.ts'
import { clusterOverview, tellOf } from './overview.ts'
import { watchSilence } from './silence.ts'

export type NodeMeans = Omit<Means, 'clock'> & {
  /** Left out: the database's, which all nodes go by. */
  readonly clock?: Clock | undefined
  /** Tests have no six seconds. */
  readonly times?: Partial<Times> | undefined
  /** Milliseconds from when it says that it leaves until it does. */
  readonly notice?: number | undefined
}
type Joined = Awaited<ReturnType<typeof joinCluster>>

/** A log that was silent for so long is not heard: nobody should be sent here. */
const hears = 3_000
/** It is asked whether it does: what a hall once got no answer to is answered to nobody when the hall has gone. */
const asked = { not: () => undefined, is: () => undefined }

/** By then what a process of before said at this address counts no more (`looking`). */
const settled = 8_000

/** Of the halls here; what lies beside a log has no file that could be damaged. */
const damageIn = (halls: Halls) => {
  const of = (dialogue: DialogueId) => {
    const hall = halls.at(dialogue)
    const { database } = halls.sharedOf(hall)
    const places = { list: () => [dialogue], board: hall.dialogues.board }
    return createDamage({ database, journal: hall.journal, places, folder: null })
  }
  return {
    report: (dialogue: DialogueId) => of(dialogue).report(dialogue),
    async said(): Promise<string | null> {
      const all = await Promise.all(halls.list().map((dialogue) => of(dialogue).said()))
      return all.find((one) => one !== null) ?? null
    },
  }
}

/** The halls of a node: none at first. */
async function hallsOn(joined: Joined, common: Common, config: Pick<Config, 'folder'>, given: NodeMeans) {
  const { sql, key, node, leads, looking } = joined
  const { meters, readiness, logger } = common
  const died = new Map<DialogueId, number>()
  const took = countTakeovers(meters)
  const tellers = new Map<DialogueId, ReturnType<typeof tellOf>>()
  const behind = createBehind({
    sql,
    node,
    told: (dialogue) => logger.error({ dialogue }, 'the log is behind what was answered: a standby had not everything'),
    here: () => [...house.leases.keys()],
    begins: (dialogue) => house.leases.get(dialogue)?.lose(),
  })
  const house = clusterHouse({
    ...joined,
    behind,
    common,
    died: (dialogue) => died.has(dialogue),
    next: () => nodes.next(),
    data: config.folder,
    free: given.free,
    through: metered(meters, asked, given.through),
    times: given.times ?? {},
    told: countLeases(meters, () => [...house.leases.values()]),
    entered(hall, lease) {
      took(lease)
      tellers.set(hall.dialogue, tellOf(hall, sql, lease))
    },
  })
  const halls = await openHalls(house)
  const { leases } = house
  const nodes = createCluster({ node, sql, key, halls, leases, leads, looking, died, logger })
  const silence = watchSilence({
    leases,
    others: looking.nodes,
    letGo: (dialogue) => halls.of(dialogue)?.views.letGo(),
  })
  readiness.asks('log', () => looking.silent() < hears)
  return {
    halls,
    nodes,
    silence,
    behind,
    async led(): Promise<void> {
      await Promise.all([leads.led(), ...[...tellers.values()].map(({ told }) => told())])
    },
  }
}

/**
 * Connects and reads what it has to know; throws `NoDatabase` and `BadKey`, in words. It has no hall before it listens; `close`
 * it, or go through `shutdownSteps`, once.
 */
export async function createNode(config: Config & { readonly database: DatabaseSettings }, given: NodeMeans) {
  const { random, logger } = given
  const joined = await joinCluster(config, random)
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

  const front = createFront(halls, common)
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
