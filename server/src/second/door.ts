/**
 * What the second laptop serves: a page of its own, to a browser on this laptop alone. Everybody else reads that the
 * dialogue is at the first one. A person types the code here, and says here that the first one is off.
 */
import { Hono, type Context } from 'hono'
import type { Holds, SecondTold } from '@tablee/shared/wire/second'
import { lanAddresses } from '../access/origin.ts'
import { closedAnswer } from '../ops/closed.ts'
import { headers } from '../public/headers.ts'
import type { Screens } from '../public/screens.ts'
import type { Follower } from './follow.ts'

const here: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const names: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The socket's address and the name that was asked for: a page of somewhere else that points its name here is not here. */
function isHere(c: Context): boolean {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return false
  const { incoming } = env as { incoming: { socket?: { remoteAddress?: string } } }
  const url = new URL(c.req.url)
  const origin = c.req.header('origin')
  return (
    here.has(incoming.socket?.remoteAddress ?? '') &&
    names.has(url.hostname) &&
    (origin === undefined || (URL.canParse(origin) && new URL(origin).host === c.req.header('host')))
  )
}

async function said(c: Context): Promise<Readonly<Record<string, unknown>>> {
  if (c.req.header('content-type')?.startsWith('application/json') !== true) return {}
  const text = await c.req.text()
  if (text.length > 1_000) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const refused = (c: Context, why: string) =>
  c.json({ problem: { code: 'bad-request', where: 'request', why } as const }, 400)

/** Ready to be asked, and listening nowhere. `takeOver` is called once, after its answer has left. */
export function createDoor({
  follower,
  screens,
  cards,
  tls,
  clock,
  holds,
  aside,
  takeOver,
}: {
  readonly follower: Follower
  readonly screens: Screens
  /** What cards say. */
  readonly cards: () => string
  readonly tls: boolean
  readonly clock: () => number
  /** What the copy holds; null until it is counted. */
  readonly holds: (mark: string) => Holds | null
  /** What this laptop had as the first one. */
  readonly aside: () => readonly string[]
  readonly takeOver: () => void
}) {
  const app = new Hono()
  let taking = false
  app.use('*', headers(tls) as never)
  // The first one asks here whether this one has taken over; a copy has nothing to say of it.
  app.get('/healthz', (c) => c.json({ ok: true, second: true }))
  app.use('*', async (c, next) => {
    if (!isHere(c)) return closedAnswer('second', c.req.path.startsWith('/api/'))
    c.header('Cache-Control', 'no-store')
    return next()
  })
  app.get('/api/second', (c) => {
    const { mark, ...now } = follower.told()
    const told: SecondTold = {
      ...now,
      now: clock(),
      holds: now.stage === 'silent' && mark !== null ? holds(mark) : null,
      aside: aside(),
      mayTakeOver: follower.mayTakeOver(),
      cards: cards(),
      own: lanAddresses(),
    }
    return c.json(told)
  })
  app.post('/api/second/code', async (c) => {
    const { code } = await said(c)
    return typeof code === 'string' && follower.code(code) ? c.body(null, 204) : refused(c, 'code')
  })
  app.post('/api/second/take-over', async (c) => {
    const { firstIsOff } = await said(c)
    if (firstIsOff !== true) return refused(c, 'firstIsOff')
    if (taking || !follower.mayTakeOver()) return refused(c, 'nothing-here')
    taking = true
    // The answer leaves before this door is closed.
    setTimeout(takeOver, 50)
    return c.body(null, 202)
  })
  app.get('/', (c) => c.redirect('/second'))
  app.notFound((c) => {
    if (c.req.path.startsWith('/api/')) return c.json({ problem: { code: 'not-found', what: 'route' } as const }, 404)
    return screens.answer(c.req.raw, c.req.path) ?? c.text('Not found\n', 404)
  })
  return app
}
