/** Tablée: what is kept, the hall that works on it, and the port at which it is asked. */
import { boardDoc } from '@tablee/shared/documents'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BoardId } from '@tablee/shared/ids'
import { createApp } from './app.ts'
import { carryPlacements } from './voices/placed.ts'
import type { Config } from './config.ts'
import { seedDemo } from './demo/demo.ts'
import { createDirectory } from './directory/directory.ts'
import { createHall, type Hall } from './hall/hall.ts'
import { routesOf } from './hall/routes.ts'
import { openStore, type Means } from './hall/store.ts'
import { createGuard } from './http/places.ts'
import { openPort } from './http/port.ts'
import { screens } from './http/screens.ts'
import { createUpgrade, type Socket } from './http/upgrade.ts'
import { collabServerOptions, presenceServerOptions } from './live/live.ts'
import { runSteps, type Step } from './ops/shutdown.ts'

export const version = '0.1.0'

export type Tablee = Awaited<ReturnType<typeof createTablee>>

const socketsOf = ({ live, views }: Hall): Socket[] => [
  { path: '/collab', largest: collabServerOptions.maxPayload, accept: live.accept },
  { path: '/presence', largest: presenceServerOptions.maxPayload, accept: live.acceptPresence },
  {
    path: '/observe',
    largest: 16 * 1024,
    accept: (socket, request, within, link, room) => views.accept(socket, link, room, { raw: request.socket, within }),
  },
]

export async function createTablee(config: Config, means: Means) {
  const { clock, random, logger } = means
  const store = await openStore(config, means)
  const { database, journal, shut } = store
  const directory = createDirectory()
  const hall = await createHall(store, directory, means)
  const { dialogues, access, live, views, snapshots, recovery, damage, erasing, founding } = hall

  // HTTP and WebSockets on one port.
  const door = openPort(config)
  const app = createApp({
    guard: createGuard({ access, dialogues, kinds: hall.kinds, snapshots }),
    directory,
    origins: door.origins,
    screens: screens(config.screens),
    clock,
    logger,
    tls: config.tls !== null,
    incarnation: journal.incarnation,
    journal,
    version,
    routes: routesOf(hall, journal, () => door.origins().first, means),
  })
  const upgrade = createUpgrade({
    sockets: socketsOf(hall),
    allowsOrigin: (origin) => door.origins().allows(origin),
    log: (event, detail) => logger.info(detail, event),
  })

  door.serve(app.fetch, upgrade.upgrade)
  const expiring = setInterval(() => {
    access.tend().catch((err: unknown) => logger.error({ err }, 'what is left of sessions was not emptied'))
  }, 10_000)
  expiring.unref()

  /** Tells the command line on this machine where to reach the server; the database's lock says whether it is alive. */
  const notice = config.folder === null ? null : join(config.folder, 'server.json')

  /** Boards of the sessions that run now, that hold anything. */
  const underWay = (): BoardId[] => {
    const now = clock()
    const open = dialogues.list().filter((id) => {
      const of = dialogues.dialogue(id)
      return of !== null && of.opensAt <= now && now <= of.closesAt
    })
    return open
      .flatMap((id) => dialogues.tables(id))
      .flatMap((table) => dialogues.currentBoard(table.id)?.id ?? [])
      .filter((board) => journal.head(boardDoc(board)).seq > 0)
  }

  const steps: readonly Step[] = [
    {
      name: 'stop listening',
      within: 1_000,
      async run() {
        clearInterval(expiring)
        door.stop()
        // Held requests are answered now: nobody comes back to a server that is leaving.
        hall.participation.close()
        const held = hall.waiting.close()
        // The answers leave before their sockets are closed.
        if (held > 0) await new Promise((resolve) => setTimeout(resolve, 50))
        door.closeIdle()
      },
    },
    // Tables and observers are told to come back (1012); what is in flight may still land.
    { name: 'let go of tables', within: 4_000, run: () => live.close(3_000) },
    { name: 'let go of observers', within: 2_000, run: () => views.close() },
    {
      name: 'close sockets',
      within: 1_000,
      run() {
        upgrade.close()
        door.closeAll()
      },
    },
    { name: 'settle the journal', within: 2_000, run: () => journal.settled() },
    {
      name: 'close the database',
      within: 2_000,
      run() {
        hall.close()
        journal.close()
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
    parts: { ...hall, database, journal, app },
    directory,
    origins: door.origins,
    /** A new database gets the demo; true when it did. */
    async prepare(): Promise<boolean> {
      if (damage.lacksSnapshots() && (await snapshots.mend()) === 0) damage.snapshotsMended()
      await carryPlacements(database, hall.voices)
      const standing = dialogues.list()
      // A founding that was cut short is finished; while devices hand in what a backup lacks, nothing is put before it.
      for (const id of standing) if (!recovery.running(id)) await founding.plantBlank(id)
      // Documents without a dialogue: a damaged file lacks it, and the demo must not take its place.
      if (standing.length > 0 || journal.documents('').length > 0) return false
      await seedDemo({
        dialogues,
        links: access.links,
        ownKey: access.keys.begin,
        voices: hall.voices,
        write: (board, change) => live.write(board, 'server', change),
        now: clock(),
      })
      return true
    },
    async listen(): Promise<{ port: number }> {
      await access.purge()
      // Before anybody is told of a change of policy: that would take what is left for what was public.
      for (const board of shut.boards) await views.observed(board)
      shut.done()
      await erasing.resume()
      await live.warm(underWay())
      // Routes are compiled at the first request: now, not while somebody waits.
      await app.request('/healthz')
      const port = await door.listen()
      if (notice !== null)
        writeFileSync(
          notice,
          JSON.stringify({ pid: process.pid, port, tls: config.tls !== null, incarnation: journal.incarnation }),
          { mode: 0o600 },
        )
      return { port }
    },
    /** What SIGTERM does, in order, each within its time; together less than the 15 s that are promised. */
    shutdownSteps: (): readonly Step[] => steps,
    async close(): Promise<void> {
      for (const outcome of await runSteps(steps)) if (outcome.outcome !== 'done') logger.warn(outcome, 'shutdown')
    },
  }
}
