/**
 * Any node accepts. What leads to a dialogue of another node is handed on there; what leads here, or nowhere, goes on as in
 * a process that has all of them. Nobody is sent elsewhere: a hall has one name and one certificate.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import { addressIn, readAddress } from '@tablee/shared/wire/address'
import type { Route } from '../http/openapi.ts'
import type { Served } from '../http/port.ts'
import { callerOf, noteCaller, type Proxies } from '../ops/caller.ts'
import type { Meters } from '../ops/meters.ts'
import { withRequest } from '../ops/request-id.ts'
import { comeAgain, refuseSocket, refuseUnsigned } from './answers.ts'
import { createRequests } from './pipe-request.ts'
import { createSockets } from './pipe-socket.ts'
import { relay } from './relay.ts'
import type { Elsewhere, Nodes } from './ports.ts'
import { createSigned, signedHeader, type Signed } from './signed.ts'
import { createUnderWay } from './under-way.ts'
import { createWhere, pathIn } from './where.ts'

type To =
  | { readonly is: 'here' }
  | { readonly is: 'away' }
  | { readonly is: 'there'; readonly dialogue: DialogueId; readonly node: string; readonly address: string }

/** Asked by nodes alone. */
const isOfNodes = (url: string | undefined): boolean => readAddress(pathIn(url)).path.startsWith('/node/')

/** All of a body that is read to know where it leads. */
const mostToRead = 64 * 1024

/** Read once: whoever answers it here reads `rawBody` (`@hono/node-server`). */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > mostToRead) return Buffer.alloc(0)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) break
    parts.push(part)
    size += part.length
    // Longer than any that enters: refused by whoever answers it here.
    if (size > mostToRead) break
  }
  const body = Buffer.concat(parts)
  Object.assign(request, { rawBody: body })
  return body
}

/**
 * `routes`: all that the application declares. `lookMs`: how often it is looked whether what is being handed on still goes
 * to the node that has it: a node that hangs says nothing, and its sockets stay open.
 */
export function createEdge({
  nodes,
  routes,
  proxies = null,
  meters,
  random,
  signed = createSigned(nodes, random),
  log,
  lookMs = 1_000,
}: {
  readonly nodes: Nodes
  readonly routes: readonly Route[]
  readonly proxies?: Proxies | null | undefined
  readonly meters: Meters
  readonly random: RandomBytes
  /** Where others of this node ask it, too: what was heard counts for all of them. */
  readonly signed?: Signed
  readonly log: (event: string, detail: object) => void
  readonly lookMs?: number
}) {
  const where = createWhere(routes, nodes)
  const piped = meters.counters(
    'tablee_piped_requests_total',
    'What was handed on to the node that has its dialogue',
    'how',
    ['request', 'socket'],
  )
  const refused = meters.counter('tablee_node_requests_refused_total', 'What showed a signature that is none of a node')
  const requests = createRequests({ log })
  const sockets = createSockets({ log })

  const underWay = createUnderWay(nodes.whereIs, log, lookMs)

  /** A directory that does not answer is no directory: whoever asks comes again. */
  async function whereTo(find: () => Promise<DialogueId | null>): Promise<To> {
    try {
      const dialogue = await find()
      if (dialogue === null) return { is: 'here' }
      const at = await nodes.whereIs(dialogue)
      // What leads nowhere every node says as well.
      return at.is === 'there' ? { ...at, dialogue } : { is: at.is === 'nowhere' ? 'here' : at.is }
    } catch (cause) {
      log('nobody says where a request leads', { cause: String(cause) })
      return { is: 'away' }
    }
  }
  const fromNodes = new WeakSet<IncomingMessage>()
  /** What another node has handed on is answered here or by nobody: null where it is not to be believed. */
  async function isForUs(request: IncomingMessage): Promise<boolean | null> {
    const said = signed.read(request)
    if (said === null) {
      log('a signature is none', { path: pathIn(request.url) })
      refused.add()
      return null
    }
    const { address, id, dialogue } = said
    fromNodes.add(request)
    noteCaller(request, { address, request: id })
    return dialogue === null || (await nodes.whereIs(dialogue)).is === 'here'
  }
  type There = Extract<To, { is: 'there' }>
  /** `pipe` is told where it goes, and what is signed of it. */
  function handOn(
    request: IncomingMessage,
    { dialogue, node, address }: There,
    how: keyof typeof piped,
    pipe: (to: { readonly address: string; readonly signature: string }, over: () => void) => () => void,
    path = request.url ?? '/',
  ): void {
    const { address: from, request: id } = callerOf(request, proxies)
    const asked = { method: request.method ?? 'GET', path }
    const signature = signed.header({ ...asked, to: node, dialogue, address: from, id })
    piped[how].add()
    withRequest(id, () => underWay.follow(dialogue, node, (over) => pipe({ address, signature }, over)))
  }

  async function answerRequest(
    local: Served['request'],
    request: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> {
    if (request.headers[signedHeader] !== undefined || isOfNodes(request.url)) {
      const ours = await isForUs(request)
      if (ours === null) return refuseUnsigned(answer)
      return void (ours ? local(request, answer) : comeAgain(answer))
    }
    const to = await whereTo(() => where.request(request, () => readBody(request)))
    if (answer.destroyed) return
    if (to.is === 'here') return void local(request, answer)
    // A page is everywhere.
    if (to.is === 'away')
      return void (pathIn(request.url).includes('/api/') ? comeAgain(answer) : local(request, answer))
    handOn(request, to, 'request', (there, over) => requests.pipe(request, answer, there, over))
  }

  async function answerSocket(
    local: Served['upgrade'],
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    socket.on('error', () => socket.destroy())
    if (request.headers[signedHeader] !== undefined || isOfNodes(request.url)) {
      const ours = await isForUs(request)
      if (ours === null) return refuseSocket(socket, '403 Forbidden')
      return ours ? local(request, socket, head) : refuseSocket(socket, '503 Service Unavailable')
    }
    const to = await whereTo(() => where.socket(request.url))
    if (socket.destroyed) return
    if (to.is === 'here') return local(request, socket, head)
    if (to.is === 'away') return refuseSocket(socket, '503 Service Unavailable')
    handOn(request, to, 'socket', (there, over) => sockets.pipe(request, socket, head, there, over))
  }

  /** A socket whose first frame led it elsewhere (`hall/sockets`). */
  const elsewhere: Elsewhere = async (request, { dialogue, path }) => {
    // Another node has led it here already.
    if (fromNodes.has(request)) return null
    const to = await whereTo(() => Promise.resolve(dialogue))
    if (to.is !== 'there') return null
    const there = addressIn(dialogue, path)
    return (ws, said) =>
      handOn(request, to, 'socket', (at, over) => relay(ws, request, { ...at, path: there }, said, over), there)
  }

  return {
    signed,
    elsewhere,
    /** Another node has asked this, itself or for somebody. */
    isFromNode: (request: IncomingMessage): boolean => fromNodes.has(request),
    /** Before `local`, which answers what leads here. */
    before: (local: Served): Served => ({
      request(request, answer) {
        answerRequest(local.request, request, answer).catch((cause: unknown) => {
          log('a request was not handed on', { cause: String(cause) })
          comeAgain(answer)
        })
      },
      upgrade(request, socket, head) {
        answerSocket(local.upgrade, request, socket, head).catch((cause: unknown) => {
          log('a socket was not handed on', { cause: String(cause) })
          socket.destroy()
        })
      },
    }),
    /** How many requests and sockets are with other nodes now. */
    handedOn: () => ({ requests: requests.open(), sockets: sockets.open() }),
    /** Whoever is handed on comes again, to another node. */
    close(): void {
      underWay.close()
      requests.close()
    },
  }
}
