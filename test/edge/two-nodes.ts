/** Two nodes of a cluster without its halls: each says what it was asked, and two of them share what leads where. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { serverKey } from '@tablee/server/access/keys'
import { createEdge } from '@tablee/server/edge/edge'
import type { Whereabouts } from '@tablee/server/directory/directory'
import type { Nodes } from '@tablee/server/edge/ports'
import type { Route } from '@tablee/server/http/openapi'
import { callerOf, type Proxies } from '@tablee/server/ops/caller'
import { createMeters } from '@tablee/server/ops/meters'
import type { DialogueId } from '@tablee/shared/ids'
import { WebSocketServer } from 'ws'

export const key = serverKey(new Uint8Array(32).fill(7))
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

export type Node = Awaited<ReturnType<typeof aNode>>
export type Answers = (request: IncomingMessage, answer: ServerResponse, address: string) => void

/** What it was asked, as it heard it. */
export type Heard = {
  readonly node: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly address: string
  readonly bytes: number
  readonly sha: string
}

export const told: Answers = (request, answer, address) => {
  const parts: Buffer[] = []
  function tell(): void {
    const { method, url, headers } = request
    const body = Buffer.concat(parts)
    const sha = createHash('sha256').update(body).digest('hex')
    answer.writeHead(200, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], 'x-node': 'yes' })
    answer.end(
      JSON.stringify({ node: request.headers['x-is'], method, url, headers, address, bytes: body.length, sha }),
    )
  }
  // Read before it came here, as `@hono/node-server` takes it.
  const raw: unknown = Reflect.get(request, 'rawBody')
  if (Buffer.isBuffer(raw)) {
    parts.push(raw)
    return tell()
  }
  request.on('data', (part: Buffer) => void parts.push(part))
  request.on('end', tell)
}

/** `where`: of which node each dialogue is; it may change at any time. */
export async function aNode(
  name: string,
  {
    where,
    addresses: of,
    routes = [],
    now = () => Date.now(),
    answers = told,
    proxies = null,
  }: {
    readonly where: Map<string, string>
    readonly addresses: Map<string, string>
    readonly routes?: readonly Route[]
    readonly now?: () => number
    readonly answers?: Answers
    readonly proxies?: Proxies | null
  },
) {
  const logged: string[] = []
  const nodes: Nodes = {
    node: name,
    key,
    now,
    leadsTo: (what, id) =>
      Promise.resolve(where.has(`${what} ${id}`) ? ((where.get(`${what} ${id}`) ?? '') as DialogueId) : null),
    whereIs(dialogue) {
      const owner = where.get(dialogue)
      const at: Whereabouts =
        owner === undefined
          ? { is: 'nowhere' }
          : owner === 'away'
            ? { is: 'away' }
            : owner.startsWith('https:')
              ? { is: 'moved', to: owner }
              : owner === name
                ? { is: 'here' }
                : { is: 'there', node: owner, address: of.get(owner) ?? 'http://127.0.0.1:1' }
      return Promise.resolve(at)
    },
  }
  const addressOf = (request: IncomingMessage): string => callerOf(request, proxies).address
  const meters = createMeters()
  const edge = createEdge({
    nodes,
    routes,
    proxies,
    meters,
    allowsOrigin: (origin) => origin !== 'http://evil.example',
    random,
    log: (event) => void logged.push(event),
    lookMs: 30,
    waitMs: 200,
  })
  const sockets = new WebSocketServer({ noServer: true })
  /** Its first frame names the dialogue, as a ticket does. */
  function ofBefore(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    sockets.handleUpgrade(request, socket, head, (ws) =>
      ws.once('message', (data, binary) => {
        const to = { dialogue: String(data) as DialogueId, path: '/collab' }
        void edge.elsewhere(request, to).then((takes) => {
          if (takes === null) ws.close(4_401, 'here')
          else takes(ws, [{ data, binary }])
        })
      }),
    )
  }
  const served = edge.before({
    request(request, answer) {
      request.headers['x-is'] = name
      answers(request, answer, addressOf(request))
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
      if (request.url === '/presence') return ofBefore(request, socket, head)
      if (!pathIs(request, 'collab')) return void socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
      sockets.handleUpgrade(request, socket, head, (ws) => {
        ws.send(JSON.stringify({ node: name, address: addressOf(request) }))
        ws.on('message', (data, isBinary) => ws.send(data, { binary: isBinary }))
      })
    },
  })
  const server = createServer({ keepAliveTimeout: 5_000 })
  server.on('request', served.request)
  server.on('upgrade', served.upgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  of.set(name, url)
  return {
    name,
    url,
    ws: url.replace('http', 'ws'),
    edge,
    meters,
    server,
    sockets,
    logged,
    async close(): Promise<void> {
      edge.close()
      for (const ws of sockets.clients) ws.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
const pathIs = ({ url }: IncomingMessage, word: string): boolean => new RegExp(`/${word}(\\?|$)`).test(url ?? '')
