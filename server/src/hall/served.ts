/**
 * Halls that are served: what a process on one machine and a node of many have in common. The port, the application on it,
 * sockets, and the steps by which a process leaves.
 */
import { createApp, type AppParts } from '../app.ts'
import type { Config } from '../config.ts'
import { routesOf as declaredBy, type Route } from '../http/openapi.ts'
import type { openPort, Served } from '../http/port.ts'
import { createUpgrade, type Socket } from '../http/upgrade.ts'
import type { Step } from '../ops/shutdown.ts'
import { screens } from '../public/screens.ts'
import type { createFront } from './front.ts'
import type { Hall } from './hall.ts'
import type { Halls } from './halls.ts'
import { meterHalls } from './metering.ts'
import { routesOf } from './routes.ts'
import type { Common, Shared } from './shared.ts'
import { socketsOf, type Elsewhere } from './sockets.ts'

/** What stands between the port and what is served here: on a node, whatever another one has. */
export type Around = (routes: readonly Route[]) => {
  readonly before: (here: Served) => Served
  readonly elsewhere: Elsewhere
}

/** Asks nobody yet: `door.listen` when everything stands. */
export function serveHalls({
  config,
  door,
  halls,
  front,
  nowhere,
  common,
  around,
  ...given
}: {
  readonly config: Pick<Config, 'screens' | 'tls' | 'proxies' | 'metricsToken'>
  readonly door: ReturnType<typeof openPort>
  readonly halls: Halls
  readonly front: ReturnType<typeof createFront>
  /** What the hall in which nothing is was opened on. */
  readonly nowhere: Shared
  readonly common: Common
  readonly around?: Around
  readonly app: Pick<
    AppParts,
    'incarnation' | 'version' | 'came' | 'routes' | 'fenced' | 'term' | 'shownTerm' | 'led' | 'node'
  >
  /** Beside those of halls. */
  readonly sockets: readonly Socket[]
}) {
  const { clock, logger, directory, meters, readiness } = common
  const app = createApp({
    guard: front.guard,
    directory,
    origins: door.origins,
    screens: screens(config.screens),
    clock,
    logger,
    tls: config.tls !== null,
    ops: { proxies: config.proxies, metricsToken: config.metricsToken, meters, readiness },
    landing: halls.landing,
    ...given.app,
    halls: { routes: routesOf(halls.nobodys, nowhere), leading: front.leading },
  })
  const edge = around?.(declaredBy(app))
  const sockets = socketsOf(halls, common, edge?.elsewhere)
  const upgrade = createUpgrade({
    sockets: [...sockets.sockets, ...given.sockets],
    allowsOrigin: (origin) => door.origins().allows(origin),
    log: (event, detail) => logger.info(detail, event),
    proxies: config.proxies,
  })
  const metering = meterHalls(meters, halls.all, upgrade.open)
  door.serve(app.fetch, upgrade.upgrade, edge?.before)

  const expiring = setInterval(() => {
    for (const { access } of halls.all())
      access.tend().catch((err: unknown) => logger.error({ err }, 'what is left of sessions was not emptied'))
  }, 10_000)
  expiring.unref()

  const each = (work: (hall: Hall) => Promise<void>): Promise<unknown> => Promise.all(halls.all().map(work))
  const stopListening = (held: readonly { readonly waiting: { close(): number } }[]): Step => ({
    name: 'stop listening',
    within: 1_000,
    async run() {
      clearInterval(expiring)
      readiness.not('draining')
      door.stop()
      // Held requests are answered now: nobody comes back to a server that is leaving.
      for (const { participation } of halls.all()) participation.close()
      const answered = [...held, ...halls.all()].reduce((sum, { waiting }) => sum + waiting.close(), 0)
      // The answers leave before their sockets are closed.
      if (answered > 0) await new Promise((resolve) => setTimeout(resolve, 50))
      door.closeIdle()
    },
  })
  return {
    app,
    sockets,
    steps: {
      /** `held`: who else holds requests. */
      stopListening,
      // Tables and observers are told to come back (1012); what is in flight may still land.
      tables: {
        name: 'let go of tables',
        within: 4_000,
        run() {
          sockets.close()
          return each(({ live }) => live.close(3_000))
        },
      },
      observers: { name: 'let go of observers', within: 2_000, run: () => each(({ views }) => views.close()) },
      closeSockets: {
        name: 'close sockets',
        within: 1_000,
        run() {
          upgrade.close()
          door.closeAll()
          metering.close()
        },
      },
    },
  }
}
