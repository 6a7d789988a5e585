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
import { newRequestId } from '../ops/request-id.ts'
import type { Meters } from '../ops/meters.ts'
import { briefly, seldom } from '../ops/seldom.ts'
import { comeAgain, hasMoved, notHere, refuseUnsigned, refuseUnsignedSocket, socketAgain } from './answers.ts'
import { isSmall, readBody } from './body.ts'
import { createHandingOn } from './hand-on.ts'
import { createRequests } from './pipe-request.ts'
import { createSockets } from './pipe-socket.ts'
import { relay } from './relay.ts'
import type { Elsewhere, Nodes } from './ports.ts'
import { createSigned, signedHeader, type Signed } from './signed.ts'
import { createWhere, isAsked, pathIn } from './where.ts'

/** Asked by nodes alone. */
const isOfNodes = (url: string | undefined): boolean => readAddress(pathIn(url)).path.startsWith('/node/')

/** `routes`: all that the application declares. Looks after what it has handed on until it is closed. */
export function createEdge({
  nodes,
  routes,
  proxies = null,
  allowsOrigin,
  meters,
  random,
  signed = createSigned(nodes, random),
  log,
  lookMs = 1_000,
  waitMs = 2_500,
}: {
  readonly nodes: Nodes
  readonly routes: readonly Route[]
  readonly proxies?: Proxies | null | undefined
  /** Whose pages may ask: said where they were opened, so that each node may have an address of its own. */
  readonly allowsOrigin: (origin: string | undefined) => boolean
  readonly meters: Meters
  readonly random: RandomBytes
  /** Where others of this node ask it, too: what was heard counts for all of them. */
  readonly signed?: Signed
  readonly log: (event: string, detail: object) => void
  readonly lookMs?: number
  readonly waitMs?: number
}) {
  const where = createWhere(routes, nodes)
  const refused = meters.counter('tablee_node_requests_refused_total', 'What showed a signature that is none of a node')
  const requests = createRequests({ log })
  const sockets = createSockets({ log })

  const on = createHandingOn({ nodes, signed, proxies, meters, log, lookMs, waitMs })

  const unsigned = seldom(log)
  let leaving = false
  const fromNodes = new WeakSet<IncomingMessage>()
  /** What another node has handed on is answered here or by nobody: null where it is not to be believed. */
  async function isForUs(request: IncomingMessage): Promise<boolean | null> {
    const said = signed.read(request)
    if (said === null) {
      unsigned('a signature is none', { path: briefly(pathIn(request.url)) })
      refused.add()
      return null
    }
    const { address, id, dialogue } = said
    fromNodes.add(request)
    // A node that asks for itself is one of many who do: its limits are its own.
    noteCaller(request, { address: address || callerOf(request, null).address, request: id })
    // Whoever sends it knows that it is here, or nobody's.
    return dialogue === null || (await nodes.whereIs(dialogue, true)).is === 'here'
  }
  async function answerRequest(
    local: Served['request'],
    request: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> {
    async function learnt(): Promise<void> {
      await where.learn(request).catch(() => undefined)
      local(request, answer)
    }
    if (request.headers[signedHeader] !== undefined || isOfNodes(request.url)) {
      const ours = await isForUs(request)
      if (ours === null) return refuseUnsigned(answer)
      return ours ? learnt() : notHere(answer)
    }
    const dialogue = await where.request(request, () => readBody(request))
    // Where a page of somebody else's asks, it is told so here; what goes on is not asked for its origin again.
    if (dialogue === null || !allowsOrigin(request.headers.origin)) return void local(request, answer)
    const is = await on.untilTaken(
      dialogue,
      () => answer.destroyed,
      async (to) => {
        const body = isSmall(request) ? await readBody(request) : null
        return on.handOn(request, to, 'request', (there, done) => requests.pipe(request, answer, there, body, done))
      },
    )
    // A page is everywhere.
    if (is === 'here') await learnt()
    else if (is !== 'over' && !isAsked(pathIn(request.url))) local(request, answer)
    else if (is === 'away') comeAgain(answer)
    else if (is !== 'over') hasMoved(answer, is.to)
  }

  async function answerSocket(
    local: Served['upgrade'],
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    if (request.headers[signedHeader] !== undefined || isOfNodes(request.url)) {
      const ours = await isForUs(request)
      if (ours === null) return refuseUnsignedSocket(socket)
      return ours ? local(request, socket, head) : socketAgain(socket)
    }
    const dialogue = await where.socket(request.url)
    if (dialogue === null || !allowsOrigin(request.headers.origin)) return local(request, socket, head)
    const is = await on.untilTaken(
      dialogue,
      () => socket.destroyed,
      (to) => on.handOn(request, to, 'socket', (there, done) => sockets.pipe(request, socket, head, there, done)),
    )
    if (is === 'here') local(request, socket, head)
    else if (is !== 'over') socketAgain(socket)
  }

  /** A socket whose first frame led it elsewhere (`hall/sockets`). */
  const elsewhere: Elsewhere = async (request, { dialogue, path }) => {
    // Another node has led it here already.
    if (fromNodes.has(request)) return null
    const to = await on.whereTo(dialogue)
    if (to.is !== 'there') return null
    const there = addressIn(dialogue, path)
    return (ws, said) =>
      void on.handOn(
        request,
        to,
        'socket',
        (at, done) => relay(ws, { ...at, path: there }, said, () => done('over')),
        there,
      )
  }

  return {
    signed,
    elsewhere,
    /** Another node has asked this, itself or for somebody. */
    isFromNode: (request: IncomingMessage): boolean => fromNodes.has(request),
    /** Before `local`, which answers what leads here. */
    before: (local: Served): Served => ({
      request(request, answer) {
        // A connection that is kept would lead its next request into a process that is gone.
        if (leaving) answer.shouldKeepAlive = false
        answerRequest(local.request, request, answer).catch((cause: unknown) => {
          log('nobody says where a request leads', { cause: String(cause) })
          comeAgain(answer)
        })
      },
      upgrade(request, socket, head) {
        socket.on('error', () => socket.destroy())
        answerSocket(local.upgrade, request, socket, head).catch((cause: unknown) => {
          log('nobody says where a socket leads', { cause: String(cause) })
          socketAgain(socket)
        })
      },
    }),
    /** How many requests and sockets are with other nodes now. */
    handedOn: () => ({ requests: requests.open(), sockets: sockets.open() }),
    /** Another node is told that a dialogue is nobody's: it takes it now. Whether it does it says to nobody. */
    async knock(to: { readonly id: string; readonly address: string }, dialogue: DialogueId): Promise<void> {
      const path = addressIn(dialogue, '/node/knock')
      const id = newRequestId()
      const signature = signed.header({ method: 'GET', path, to: to.id, dialogue, address: '', id })
      try {
        await fetch(to.address + path, {
          headers: { [signedHeader]: signature },
          signal: AbortSignal.timeout(3_000),
        })
      } catch (cause) {
        log('another node was not told', { address: to.address, cause: String(cause) })
      }
    },
    /** From now on no connection is kept: whoever asks next is sent to another node. */
    leave: (): void => void (leaving = true),
    /** Sockets that only pass through here are cut, one after the other within so many milliseconds. */
    letGo: (withinMs: number): Promise<void> => on.letGo(withinMs, random),
    /** Whoever is handed on comes again, to another node. */
    close(): void {
      on.close()
      requests.close()
    },
  }
}
