/** Tablée: what is kept, the halls that work on it, and the port at which they are asked. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openServerLink } from './access/server-link.ts'
import type { Config } from './config.ts'
import { dropTables } from './dialogue/migration.ts'
import { backupsOf } from './hall/backups.ts'
import { plantDemo } from './hall/demo.ts'
import { createFront } from './hall/front.ts'
import type { Hall } from './hall/hall.ts'
import { openHalls } from './hall/halls.ts'
import { houseOf } from './hall/house.ts'
import { houseRoutes } from './hall/house-routes.ts'
import { machineOf } from './hall/machine.ts'
import { overviewOf } from './hall/overview.ts'
import { serveHalls } from './hall/served.ts'
import { commonOf, sharedOf } from './hall/shared.ts'
import { besideOf } from './hall/beside.ts'
import { feedOf } from './hall/watch-feed.ts'
import { movingIn } from './hall/moving.ts'
import { openStore, withOps, type Means } from './hall/store.ts'
import { openPort } from './http/port.ts'
import { newestRow } from './journal/newest.ts'
import { runSteps, type Step } from './ops/shutdown.ts'
import { createDamage } from './recovery/damage.ts'
import { lanAddresses } from './access/origin.ts'
import { createCame } from './ready/came.ts'
import { noteMap } from './store/salvage.ts'
import { settleMoves } from './move/settle.ts'
import { version } from './version.ts'

export type Tablee = Awaited<ReturnType<typeof createTablee>>

/** A database that is closed under a snapshot keeps its log beside it, and in the file what was to go. */
async function settled(halls: readonly Hall[], journal: { settled(): Promise<void> }): Promise<void> {
  await Promise.all(halls.map(({ byItself }) => byItself.close()))
  await journal.settled()
}

/**
 * Opens the folder and all halls, and is not to be asked yet: await `prepare`, then `listen`. Throws as `openStore`
 * does. `close` it, or go through `shutdownSteps`, once.
 */
export async function createTablee(config: Config, given: Means) {
  const means = withOps(given)
  const { clock, random, logger } = means
  const store = await openStore(config, means)
  const { database, journal, shut, first } = store
  // HTTP and WebSockets on one port.
  const door = openPort(config)
  const serverLink = openServerLink(database, store.key, random)
  const common = commonOf({ ...store, serverLink }, means, () => door.origins().first, config.engine)
  const shared = sharedOf(store, common, means.free)
  const { directory } = shared
  /** Moves that were cut short, of which nobody could say yet what came of them. */
  const open = config.folder === null ? [] : await settleMoves(database, config.folder)
  const halls = await openHalls(await houseOf(journal, shared))
  dropTables(database, halls.list())
  noteMap(database)
  const front = createFront(halls, shared)
  // After damage: what is missing.
  const board = (id: string) => {
    const of = directory.leadsTo('board', id)
    return of === null ? null : (halls.of(of)?.dialogues.board(id) ?? null)
  }
  const damage = createDamage({ database, journal, places: { list: halls.list, board }, folder: store.folder })

  const came = createCame(lanAddresses)
  const ready = machineOf(config, shared, {
    halls,
    lacks: async () => (await damage.said()) !== null,
    came,
    version,
    port: door.port,
    newest: () => newestRow(database),
    promised: shared.materials.uploads.toCome,
  })
  const beside = besideOf(store, means)
  const backups = backupsOf(store, shared, halls, version)
  const moves = movingIn(halls, shared, config.folder, open)
  const { app, sockets, steps } = serveHalls({
    config,
    door,
    halls,
    front,
    nowhere: shared,
    common,
    app: {
      incarnation: journal.incarnation,
      version,
      came,
      routes: houseRoutes(
        { halls, overview: overviewOf(halls), front, damage, ready, copies: beside.copies, backups, move: moves.move },
        common,
      ),
      ...beside.app,
    },
    sockets: [...beside.sockets, ...(means.feed === undefined ? [] : [feedOf(halls, means.feed)])],
  })
  beside.letsGo(halls, sockets)
  const tending = setInterval(() => {
    shared.materials.uploads.tend()
    moves.tend().catch((cause: unknown) => logger.error({ cause: String(cause) }, 'a move that was cut short'))
  }, 10_000)
  tending.unref()

  /** Tells the command line on this machine where to reach the server; the database's lock says whether it is alive. */
  const notice = config.folder === null ? null : join(config.folder, 'server.json')

  const leaving: readonly Step[] = [
    steps.stopListening([beside.copies]),
    steps.tables,
    steps.observers,
    steps.closeSockets,
    // What is being brought stops between two slices; an exchange that has begun is done.
    { name: 'end the work on backups', within: 2_000, run: () => backups?.close() },
    { name: 'settle the journal', within: 3_000, run: () => settled(halls.all(), journal) },
    {
      name: 'close the database',
      within: 2_000,
      run() {
        clearInterval(tending)
        halls.close()
        journal.close()
        beside.close()
        shared.materials.close()
        database.close()
        if (notice !== null) rmSync(notice, { force: true })
      },
    },
  ]

  return {
    config,
    clock,
    random,
    logger,
    database,
    journal,
    directory,
    halls,
    guard: front.guard,
    damage,
    readiness: means.readiness,
    meters: means.meters,
    app,
    /** The command line's right, for the machine that holds the key. */
    machineToken: halls.nobodys.access.machineToken,
    origins: door.origins,
    serverLink: shared.serverLink,
    move: moves.move,
    /** The second laptop; null where everything is in memory. */
    first,
    /** A new database gets the demo, unless the settings say otherwise; true when it did. */
    async prepare(demo = config.demo): Promise<boolean> {
      const lacks = damage.lacksSnapshots()
      if ((await halls.complete(lacks)) === 0 && lacks) damage.snapshotsMended()
      // Documents without a dialogue: a damaged file lacks it, and the demo must not take its place.
      if (!demo || journal.documents('').length > 0) return false
      await plantDemo(halls, clock())
      return true
    },
    async listen(): Promise<{ port: number }> {
      await halls.admit(shut.boards)
      shut.done()
      // Routes are compiled at the first request: now, not while somebody waits.
      await app.request('/healthz')
      // The second one may have taken over while this one was off.
      await beside.ask()
      const port = await door.listen()
      beside.reached(config, port, halls)
      if (notice !== null)
        writeFileSync(
          notice,
          JSON.stringify({ pid: process.pid, port, tls: config.tls !== null, incarnation: journal.incarnation }),
          { mode: 0o600 },
        )
      return { port }
    },
    /** What SIGTERM does, in order, each within its time; together less than the 15 s that are promised. */
    shutdownSteps: (): readonly Step[] => leaving,
    async close(): Promise<void> {
      for (const outcome of await runSteps(leaving)) if (outcome.outcome !== 'done') logger.warn(outcome, 'shutdown')
    },
  }
}
