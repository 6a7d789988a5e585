/**
 * WebSocket upgrades, by path. Only pages of the allow-list get one (exact origin), frames are capped before they are
 * read, and nothing is deflated: a 7-byte bomb can't cost 269 MB. Who may do what is decided by the ticket inside.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { DialogueId } from '@tablee/shared/ids'
import { readAddress } from '@tablee/shared/wire/address'
import { WebSocketServer, type WebSocket } from 'ws'
import { callerOf, type Proxies } from '../ops/caller.ts'
import { briefly, seldom } from '../ops/seldom.ts'
import { requestHeader, withRequest } from '../ops/request-id.ts'

export type Socket = {
  readonly path: `/${string}`
  /** Bytes of one frame. */
  readonly largest: number
  /** Who only watches is counted apart: they take no place of who edits behind the same address. */
  readonly watches?: true
  /** `within`: the dialogue in the address. `rest`: what it names behind the path. */
  accept(socket: WebSocket, request: IncomingMessage, within: DialogueId | null, rest: readonly string[]): void
}

/** A hall of 2,000 editors, each with a board, who is there and one that is on its way out, is one address. */
const perAddress = 8_000

/**
 * After a close frame of either side the peer has this long (ms) to end it: a WebSocket's own patience is half a minute, and a
 * crowd that answers nothing would keep its places for as long. An honest phone answers within a round trip.
 */
const closesWithin = 5_000

function refuse(socket: Duplex, status: string): void {
  // The server's sockets may stay half open, and no timeout of HTTP covers an upgraded one: a peer that never closes its
  // side would keep it for ever.
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}

/**
 * Refuses over HTTP: 404 for a path that is none, 403 for a foreign origin, 429 at 8,000 sockets of one address that edit or
 * as many that watch, 400 for an address that cannot be read. `close` takes no new ones and leaves open ones alone.
 */
export function createUpgrade({
  sockets,
  allowsOrigin,
  log,
  proxies = null,
  most = perAddress,
}: {
  sockets: readonly Socket[]
  allowsOrigin: (origin: string | undefined) => boolean
  log: (event: string, detail: object) => void
  /** Whose word counts on whom they ask for. */
  proxies?: Proxies | null | undefined
  most?: number
}) {
  const foreign = seldom(log)
  const served = sockets.map((each) => {
    // Named apart: the types of `ws` do not know `closeTimeout` yet.
    const options = {
      noServer: true,
      perMessageDeflate: false,
      maxPayload: each.largest,
      clientTracking: false,
      closeTimeout: closesWithin,
    }
    return { ...each, server: new WebSocketServer(options) }
  })
  for (const { server } of served)
    server.on('headers', (lines, request) => lines.push(`${requestHeader}: ${callerOf(request, proxies).request}`))
  const open = new Map<string, number>()
  const openAt = new Map<Socket['path'], number>(sockets.map(({ path }) => [path, 0]))

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    withRequest(callerOf(request, proxies).request, () => take(request, socket, head))
  }
  function take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const { dialogue: within, path: pathname } = readAddress((request.url ?? '/').split('?')[0] ?? '/')
    const found = served.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    if (found === undefined) return refuse(socket, '404 Not Found')
    if (!allowsOrigin(request.headers.origin)) {
      foreign('origin refused', { origin: request.headers.origin, path: briefly(pathname) })
      return refuse(socket, '403 Forbidden')
    }
    const { address, request: id } = callerOf(request, proxies)
    const counted = found.watches === true ? `watching ${address}` : address
    const count = open.get(counted) ?? 0
    if (count >= most) return refuse(socket, '429 Too Many Requests')
    let rest: readonly string[]
    try {
      rest = pathname.split('/').slice(2).map(decodeURIComponent)
    } catch {
      return refuse(socket, '400 Bad Request')
    }
    found.server.handleUpgrade(request, socket, head, (ws) => {
      open.set(counted, (open.get(counted) ?? 0) + 1)
      openAt.set(found.path, (openAt.get(found.path) ?? 0) + 1)
      ws.once('close', () => {
        openAt.set(found.path, (openAt.get(found.path) ?? 1) - 1)
        const left = (open.get(counted) ?? 1) - 1
        if (left > 0) open.set(counted, left)
        else open.delete(counted)
      })
      // Too large a frame and broken framing arrive here; the socket closes itself with 1009 or 1002.
      ws.on('error', (cause) =>
        withRequest(id, () => log('socket error', { path: briefly(pathname), cause: cause.message })),
      )
      found.accept(ws, request, within, rest)
    })
  }
  return {
    upgrade,
    /** Sockets that are open, by path. */
    open: (): Readonly<Record<string, number>> => Object.fromEntries(openAt),
    close: () => served.forEach(({ server }) => server.close()),
  }
}
