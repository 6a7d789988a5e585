/**
 * A watch node: the pages of those who watch, and what they ask for. It has views as observers see them and nothing else: no
 * board, no key of a dialogue, nothing that could write. What it is not certain of it does not show.
 */
import { everyAudience, type Audience } from '@tablee/shared/view/audiences'
import { readAddress } from '@tablee/shared/wire/address'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { Refused, type Guard } from '../access/allow.ts'
import { pathHash } from '../access/links.ts'
import { createApp } from '../app.ts'
import type { Clock } from '../clock.ts'
import { createWaiting } from '../hold/waiting.ts'
import { openPort } from '../http/port.ts'
import { createUpgrade, type Socket } from '../http/upgrade.ts'
import type { Proxies } from '../ops/caller.ts'
import type { Logger } from '../ops/logger.ts'
import { createMeters, type Meters } from '../ops/meters.ts'
import { createReadiness, type Readiness } from '../ops/readiness.ts'
import { screens } from '../public/screens.ts'
import { langIn, pageIn } from '../view/names.ts'
import { observerLimits } from '../view/observe.ts'
import { systemTimers, type Timers } from '../view/ports.ts'
import { createLeads } from './leads.ts'
import { createOpen } from './open.ts'
import type { Log, Signs } from './ports.ts'
import { publicNodeRoutes, watchNodeRoutes } from './routes.ts'
import { awake, inTime } from './time.ts'

/** A log that gave no answer by then (ms) gave none. */
const answerBy = 1_500
/** Held at once. */
const crowd = 20_000

type WatchNodeParts = {
  readonly port: number
  readonly origins: readonly string[] | null
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null
  /** Where the built pages are. */
  readonly screens: string
  readonly log: Log
  readonly signs: Signs
  readonly audiences?: readonly Audience[]
  readonly clock: Clock
  readonly logger: Logger
  readonly timers?: Timers
  /** Monotonic (ms). */
  readonly now?: () => number
  readonly incarnation: string
  readonly version: string
  /** Reverse proxies that are believed who asks. */
  readonly proxies?: Proxies | null | undefined
  readonly metricsToken?: string | null | undefined
  readonly meters?: Meters
  readonly readiness?: Readiness
}

type Leads = ReturnType<typeof createLeads>
type Open = ReturnType<typeof createOpen>

/** A link opens its audience's views, as far as anything of its dialogue may be told; nobody has a session here. */
const guardOf = (leads: Leads, open: Open, audiences: readonly Audience[]): Guard => ({
  place(scope, id) {
    if (scope !== 'watch') return null
    const hash = pathHash(id)
    const dialogue = leads.known('watch', hash)
    if (dialogue === undefined) throw new Refused({ code: 'journal-unavailable' })
    const link = dialogue === null ? null : open.standing(dialogue).watched.link(hash)
    const audience = audiences.find(({ name }) => name === link?.audience)
    if (dialogue === null || link === null || audience === undefined) return null
    return { dialogue, table: null, site: null, board: null, document: null, link: link.id, audience, state: 'open' }
  },
  session: () => null,
})

const socketOf = (leads: Leads, open: Open): Socket => ({
  path: '/observe',
  largest: observerLimits.frame,
  watches: true,
  accept(ws, request, within, [link = '', ...room]) {
    const hash = pathHash(link)
    ws.on('error', () => ws.terminate())
    leads.to('watch', hash).then(
      (dialogue) =>
        dialogue === null || (within !== null && within !== dialogue)
          ? ws.close(closeCodes.unauthorised, 'this link opens nothing')
          : open.at(dialogue).watched.accept(ws, hash, room.join('/'), {
              raw: request.socket,
              page: pageIn(request.url),
              lang: langIn(request.url),
            }),
      () => ws.close(closeCodes.away, 'the log is not heard'),
    )
  },
})

/** Is not to be asked before `listen`. `close` it. */
export function createWatchNode({
  signs,
  audiences = everyAudience,
  clock,
  logger,
  timers = systemTimers,
  now = awake(),
  incarnation,
  version,
  proxies = null,
  metricsToken = null,
  meters = createMeters(),
  readiness = createReadiness(),
  ...config
}: WatchNodeParts) {
  const log: Log = {
    leadsTo: (what, id) => inTime(timers, answerBy, config.log.leadsTo(what, id)),
    owners: (dialogues) => inTime(timers, answerBy, config.log.owners(dialogues)),
  }
  const door = openPort(config)
  const waiting = createWaiting({ most: crowd })
  const leads = createLeads(log, now)
  const open = createOpen({ log, signs, waiting, timers, clock, now, logger, meters })

  /** What a request is about is looked up before it is asked for: a guard answers at once. */
  async function learn(path: string): Promise<void> {
    const [, what, named] = /^(?:\/api)?\/(watch|public)\/([^/]+)/.exec(readAddress(path).path) ?? []
    if (named === undefined) return
    try {
      const id = decodeURIComponent(named)
      const dialogue = await (what === 'watch' ? leads.to('watch', pathHash(id)) : leads.to('dialogue', id))
      if (dialogue !== null) await open.at(dialogue).watched.opened()
    } catch {
      // The guard says what may be told: nothing.
    }
  }

  const app = createApp({
    guard: guardOf(leads, open, audiences),
    directory: leads.directory,
    origins: door.origins,
    screens: screens(config.screens),
    clock,
    logger,
    tls: config.tls !== null,
    incarnation,
    // Nothing is written here, and nothing that is told rests on what has not landed.
    landing: () => () => Promise.resolve(true),
    ops: { proxies, metricsToken, meters, readiness },
    version,
    routes: [
      watchNodeRoutes({ of: open.standing, waiting }),
      publicNodeRoutes((id) => {
        const dialogue = leads.known('dialogue', id)
        if (dialogue === undefined) throw new Refused({ code: 'journal-unavailable' })
        return dialogue === null ? null : open.standing(dialogue)
      }),
    ],
  })
  const upgrade = createUpgrade({
    sockets: [socketOf(leads, open)],
    allowsOrigin: (origin) => door.origins().allows(origin),
    log: (event, detail) => logger.info(detail, event),
    proxies,
  })
  meters.gauge(
    'tablee_watch_feed_age_seconds',
    'How long ago, at worst, what is shown here was heard of',
    () => open.age() / 1_000,
  )
  readiness.asks('frozen', open.well)
  door.serve(async (request, env) => {
    await learn(new URL(request.url).pathname)
    return app.fetch(request, env)
  }, upgrade.upgrade)

  return {
    app,
    listen: async (): Promise<{ readonly port: number }> => ({ port: await door.listen() }),
    async close(): Promise<void> {
      readiness.not('draining')
      door.stop()
      waiting.close()
      open.close()
      upgrade.close()
      // What was said leaves before the sockets do.
      await new Promise((resolve) => setTimeout(resolve, 50))
      door.closeAll()
    },
  }
}
