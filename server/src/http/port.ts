/** One port for everything: pages, routes and WebSockets, with the patience that each of them is given. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { allowedOrigins, lanAddresses, type Origins } from '../access/origin.ts'

/** What answers at a port. */
export type Served = {
  readonly request: RequestListener
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

// headers 10 s: a slow-header client holds a socket for no longer; request 30 s covers the body.
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  // How often Node looks whether one of them has passed; left alone, every 30 s.
  connectionsCheckingInterval: 1_000,
  // Some programs (Java's client, curl --http2) offer h2c with every plain request: an offer may be passed over.
  shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
}

/**
 * A hall that is told *now* comes in one moment. Whom the system has no room for until this process accepts them is not
 * refused: their device asks again after a second, then after two, four, eight. Node's own is 511; Linux gives 4,096 at most.
 */
const atTheDoor = 4_096

/**
 * Listens only when `listen` is called, which gives the port and rejects (EADDRINUSE) where it is taken; call `serve`
 * before. `origins` of port 0 are known only then.
 */
export function openPort(settings: {
  readonly origins: Parameters<typeof allowedOrigins>[0]['configured']
  /** 0: whichever is free. */
  readonly port: number
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null
}) {
  const { tls } = settings
  const originsAt = (port: number): Origins =>
    allowedOrigins({ configured: settings.origins, port, tls: tls !== null, addresses: lanAddresses() })
  let origins = originsAt(settings.port)
  let listens = settings.port
  const server = tls === null ? createServer(patience) : createTlsServer({ ...patience, ...tls })

  return {
    /** Which pages may ask: known whole once it listens. */
    origins: () => origins,
    port: () => listens,
    /** `before`: who looks at everything first. */
    serve(
      fetch: Parameters<typeof getRequestListener>[0],
      upgrade: Served['upgrade'],
      before: (served: Served) => Served = (served) => served,
    ): void {
      const listener = getRequestListener(fetch)
      const served = before({ request: (request, answer) => void listener(request, answer), upgrade })
      server.on('request', served.request)
      server.on('upgrade', served.upgrade)
    },
    listen: (): Promise<number> =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port: settings.port, backlog: atTheDoor }, () => {
          server.off('error', reject)
          const address = server.address()
          const port = typeof address === 'object' && address !== null ? address.port : settings.port
          origins = originsAt(port)
          listens = port
          resolve(port)
        })
      }),
    /** Nobody new comes in; who is in stays. */
    stop: (): void => void server.close(),
    closeIdle: (): void => server.closeIdleConnections(),
    closeAll: (): void => server.closeAllConnections(),
  }
}
