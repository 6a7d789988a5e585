/**
 * The HTTP application: limits first, then the routes of each part, then the screens. It is the one edge where a problem
 * becomes a response; what is not a problem is a bug, logged here and answered without a trace of it.
 */
import { limits } from '@tablee/shared/board/schema'
import { httpStatus, ok, type Problem } from '@tablee/shared/problem'
import { mostSound } from '@tablee/shared/wire/sound'
import { description as describe, health } from '@tablee/shared/wire/service'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { timeout } from 'hono/timeout'
import { problemResponse, Refused, type Env, type Guard } from './access/allow.ts'
import { buckets } from './bucket.ts'
import { nodeHeader } from './cluster/names.ts'
import { isOurs, type Origins } from './access/origin.ts'
import type { IncomingMessage } from 'node:http'
import type { Clock } from './clock.ts'
import type { Directory } from './directory/directory.ts'
import { guarded, pathOf } from './directory/within.ts'
import { handOver, type Leading } from './http/hand-over.ts'
import { callerOf, type Caller, type Proxies } from './ops/caller.ts'
import { closedAnswer } from './ops/closed.ts'
import type { Meters } from './ops/meters.ts'
import type { Readiness } from './ops/readiness.ts'
import { newRequestId, requestHeader, withRequest } from './ops/request-id.ts'
import { termHeader } from '@tablee/shared/wire/term-header'
import { refusedWhenLanded, type Landing } from './http/landed.ts'
import { openApi } from './http/openapi.ts'
import { mayOperate, opsRoutes } from './http/ops-routes.ts'
import { framedBy, headers } from './public/headers.ts'
import type { Screens } from './public/screens.ts'
import { on } from './http/serve.ts'
import type { Came } from './ready/came.ts'
import type { Logger } from './ops/logger.ts'

const kib = 1024
/** Bytes of a body. Catch-up parts and files say so in their path; everything else is a small JSON. */
const bodies = [
  { path: /^\/api\/[^/]+\/[^/]+\/catch-up$/, limit: 256 * kib },
  { path: /^\/api\/boards\/[^/]+\/photos$/, limit: limits.photoBytes },
  { path: /^\/api\/boards\/[^/]+\/dictation$/, limit: mostSound },
  { path: /^\/api\/boards\/[^/]+\/import$/, limit: 10 * kib * kib },
  { path: /^\/api\/(voices|codings)\/import$/, limit: 10 * kib * kib },
  { path: /^\/api\/dialogues\/[^/]+\/(codebook\/import|partners\/file)$/, limit: 10 * kib * kib },
  { path: /^\/api\/dialogues(\/check)?$/, limit: kib * kib },
  { path: /^\/api\/dialogues\/[^/]+\/restore\/[^/]+\/parts\/[^/]+$/, limit: kib * kib },
] as const
const body = 64 * kib
const upload = /^\/api\/dialogues\/[^/]+\/uploads\/[^/]+$/
const limitOf = (path: string): number => bodies.find((each) => each.path.test(path))?.limit ?? body

export type AppParts = {
  readonly guard: Guard
  readonly directory: Directory
  readonly origins: () => Origins
  readonly screens: Screens
  readonly clock: Clock
  readonly logger: Logger
  readonly tls: boolean
  readonly ops: {
    /** Whose word counts on whom they ask for. */
    readonly proxies?: Proxies | null | undefined
    readonly readiness: Readiness
    readonly meters: Meters
    /** Opens `/metrics` from elsewhere. */
    readonly metricsToken?: string | null | undefined
  }
  /** Who this server is: changes when its data was restored from a backup. */
  readonly incarnation: string
  readonly landing: Landing
  /** What an answer hands out is known wherever it may be shown next: it waits for that. Left out: it is. */
  readonly led?: (() => Promise<void>) | undefined
  /** As other nodes call this one. */
  readonly node?: string | undefined
  readonly version: string
  /** Is told by which of our addresses other devices came in. */
  readonly came?: Came | undefined
  /** Another laptop has taken over. */
  readonly fenced?: (() => boolean) | undefined
  /** That was taken over here, signed: null where nothing ever was. */
  readonly term?: string | null | undefined
  /** A device shows what another laptop signed. */
  readonly shownTerm?: ((said: string) => void) | undefined
  /** What is asked of the process itself; each route declares its action (access/allow.ts). */
  readonly routes: readonly Hono<Env>[]
  /** What is answered by one hall of many: the routes of the one in which nothing is, and which other one is led to. */
  readonly halls?: { readonly routes: readonly Hono<Env>[]; readonly leading: Leading }
}

/** What came in over a socket; null where the process asks itself. */
function incomingOf(c: Context): IncomingMessage | null {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return null
  return (env as { readonly incoming: IncomingMessage }).incoming
}
const itself = (): Caller => ({ address: 'local', request: newRequestId() })

const classes = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const
const classOf = (status: number): (typeof classes)[number] => classes[Math.floor(status / 100) - 1] ?? '5xx'

/**
 * Ready to be asked (`fetch`), and listening nowhere. Anything that a route throws is answered: `Refused` as its
 * problem, a database's error as `journal-unavailable`, the rest as `unexpected` and logged.
 */
export function createApp({
  guard,
  directory,
  origins,
  screens,
  clock,
  logger,
  tls,
  ops: { proxies = null, readiness, meters, metricsToken = null },
  incarnation,
  landing,
  led,
  node,
  version,
  came,
  fenced = () => false,
  term = null,
  shownTerm,
  routes,
  halls,
}: AppParts): Hono<Env> {
  const app = new Hono<Env>({ getPath: pathOf })
  // A congress of 1,600 phones is one address. Each asks six to ten times before its person sits, all of them when somebody
  // says "now"; seated they ask 200 to 300 times a second.
  const ceiling = buckets({ clock, perSecond: 600, burst: 16_000 })
  // Two thousand screens that only watch ask 450 times a second; it is not taken from who votes behind the same address.
  const watching = buckets({ clock, perSecond: 600, burst: 6_000 })

  /** Whoever shows a card that opens something counts for that card: a stranger behind the same address uses up nobody's. */
  function countedAs(authorization: string | undefined, address: string): string {
    try {
      const session = guard.session(authorization, null)
      return session === null ? address : `card ${session.link}`
    } catch {
      // Of a hall that is not here nobody can say.
      return address
    }
  }

  app.onError((cause, c) => {
    if (cause instanceof Refused) return problemResponse(c, cause.problem)
    // A database elsewhere that does not answer (postgres/answer, journal/queue): what it was asked may be done or not.
    if (cause.name === 'Unavailable' || cause.name === 'Unanswered')
      return problemResponse(c, { code: 'journal-unavailable' })
    if (cause instanceof HTTPException) {
      const problem: Problem =
        // Of a body that does not come, and of an answer.
        cause.status === 408 || cause.status === 504
          ? { code: 'timeout' }
          : cause.status === 413
            ? { code: 'too-large', limit: limitOf(c.req.path), size: null }
            : { code: 'bad-request', where: 'request', why: cause.message }
      return problemResponse(c, problem)
    }
    // Who went away in the middle of what they sent: no bug of ours, and nobody hears the answer.
    if (incomingOf(c)?.errored != null) return problemResponse(c, { code: 'timeout' })
    logger.error({ err: cause, method: c.req.method, path: c.req.path }, 'request failed')
    // Disk full, locked or broken: nothing was written, and trying again later is right.
    if ('code' in cause && cause.code === 'ERR_SQLITE_ERROR') return problemResponse(c, { code: 'journal-unavailable' })
    return problemResponse(c, { code: 'unexpected' })
  })

  const answered = meters.counters(
    'tablee_http_requests_total',
    'Requests that were answered, by class of status.',
    'status',
    classes,
  )
  app.use('*', async (c, next) => {
    const incoming = incomingOf(c)
    const { address, request } = incoming === null ? itself() : callerOf(incoming, proxies)
    c.set('address', address)
    c.set('operator', () => mayOperate(incoming, c.req.header('authorization'), metricsToken))
    await withRequest(request, next)
    c.header(requestHeader, request)
    answered[classOf(c.res.status)].add()
  })
  app.use('*', headers(tls))
  app.use('*', (c, next) => {
    const said = c.req.header(termHeader)
    if (said !== undefined) shownTerm?.(said)
    if (fenced()) return Promise.resolve(closedAnswer('fenced', c.req.path.startsWith('/api/')))
    if (term !== null && c.req.path.startsWith('/api/')) c.header(termHeader, term)
    return next()
  })

  app.use('/api/*', async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const address = c.get('address')
    const watches = /^\/api\/(watch|public)\//.test(c.req.path)
    const wait = watches ? watching.take(address) : ceiling.take(countedAs(c.req.header('authorization'), address))
    if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
    if (!origins().allows(c.req.header('origin'))) return problemResponse(c, { code: 'origin' })
    came?.note(c.req.header('host'), address, (host) => isOurs(origins(), host), clock())
    return next()
  })
  // A console is answered once a second, with the programme each time: a venue's line carries many of them. What it is told
  // holds no secret whose letters could be guessed from a length. So it is with the hall's map, which is all that tables wrote.
  app.use('/api/dialogues/:dialogue/sites/:site/room', compress())
  app.use('/api/dialogues/:dialogue/hall-map', compress())
  app.use('*', timeout(30_000))
  app.use('*', async (c, next) => {
    // Held to what it said it would be, as it comes: looking at it here would have all of it in memory.
    if (upload.test(c.req.path)) return next()
    const limit = limitOf(c.req.path)
    // A length that was said is kept to by Node's parser; looking at the body itself makes a stream of it first.
    const said = c.req.header('content-length')
    if (said !== undefined && c.req.header('transfer-encoding') === undefined && Number(said) <= limit) return next()
    return bodyLimit({
      maxSize: limit,
      onError: () => {
        // The rest of the body is still on its way: anyone who used this connection again would find it cut.
        c.header('Connection', 'close')
        return problemResponse(c, { code: 'too-large', limit, size: Number(c.req.header('content-length')) || null })
      },
    })(c, next)
  })
  if (led !== undefined)
    app.use('/api/*', async (_c, next) => {
      await next()
      await led()
    })
  app.use('/api/*', refusedWhenLanded(landing))
  app.use('*', guarded(guard, directory))

  for (const part of routes) app.route('/', part)
  if (halls !== undefined) handOver(app, halls.routes, halls.leading)
  on(health, ({ c }) => {
    c.header('Cache-Control', 'no-store')
    if (node !== undefined) c.header(nodeHeader, node)
    return ok({ ok: true as const, incarnation, version, ...(term === null ? {} : { term }) })
  })(app)
  app.route('/', opsRoutes({ readiness, meters }))
  let description: object | null = null
  on(describe, ({ c }) => c.json((description ??= openApi(app, version))))(app)

  app.notFound((c) => {
    const path = c.req.path
    if (path === '/api' || path.startsWith('/api/'))
      return c.json({ problem: { code: 'not-found', what: 'route' } satisfies Problem }, httpStatus['not-found'])
    c.set('framedBy', framedBy(c))
    return screens.answer(c.req.raw, path) ?? c.text('Not found\n', 404)
  })
  return app
}
