/**
 * A request, answered by another node: handed on as it comes and answered as the answer comes, nothing of it held here. Who
 * goes away on one side ends the other. Connections are kept, no more than so many of one node.
 */
import { Agent, request as ask, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { Agent as TlsAgent, request as askTls } from 'node:https'
import { pipeline } from 'node:stream'
import { comeAgain } from './answers.ts'
import { signedHeader } from './signed.ts'

/** Where it goes, and what is signed of it. */
export type To = { readonly address: string; readonly signature: string }
/** `untaken`: nobody there has begun with it, and it may be asked of whoever has the dialogue by then. */
export type Outcome = 'over' | 'untaken'

/** Of one connection alone, and what only a node may say to a node (RFC 9110, 7.6.1). */
const ofHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // Answered by whoever hears it first, and judged there.
  'expect',
  'origin',
  signedHeader,
])

/** How long what follows is, and for whom: nobody's `Connection` takes it away, or what they say next would count as a request. */
const always: ReadonlySet<string> = new Set(['content-length', 'host'])

type Headers = Record<string, string | string[]>

/** Those that go on, with all their values. */
export function endToEnd({ headersDistinct, headers }: Pick<IncomingMessage, 'headers' | 'headersDistinct'>): Headers {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()))
  const kept: Headers = {}
  for (const [name, values] of Object.entries(headersDistinct))
    if (values !== undefined && !ofHop.has(name) && (!named.has(name) || always.has(name)))
      kept[name] = values.length === 1 ? (values[0] ?? '') : values
  // Who is called twice is whom Node takes it for; two of them nobody can send.
  if (headers.host !== undefined) kept['host'] = headers.host
  return kept
}

/** Whether something stands behind its headers, whole or on its way. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

export type Limits = {
  /** Open requests of one node. Each phone may hold one or two. */
  readonly most: number
  /** Until a connection stands. */
  readonly connectMs: number
  /** Without a byte either way: longer than any request is held. */
  readonly silentMs: number
}
const usual: Limits = { most: 8_000, connectMs: 2_000, silentMs: 45_000 }

/** Its connections open as they are needed; `log` is told of what gets no answer. */
export function createRequests({
  limits = usual,
  log,
}: {
  readonly limits?: Limits | undefined
  readonly log: (event: string, detail: object) => void
}) {
  const kept = { keepAlive: true, maxSockets: limits.most, maxFreeSockets: 64, scheduling: 'lifo' } as const
  // Given back sooner than the other node would close it: what is sent into a closing connection is lost.
  const agents = { http: new Agent({ ...kept, timeout: 20_000 }), https: new TlsAgent({ ...kept, timeout: 20_000 }) }
  const open = new Map<string, number>()

  function begin(from: IncomingMessage, { address, signature }: To): ClientRequest {
    const to = new URL(address)
    const isTls = to.protocol === 'https:'
    const headers: Headers = { ...endToEnd(from), [signedHeader]: signature }
    // Without a length it goes on as it came.
    if (from.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked'
    const sent = (isTls ? askTls : ask)({
      host: to.hostname.replace(/^\[|\]$/g, ''),
      port: to.port || (isTls ? 443 : 80),
      method: from.method,
      path: from.url,
      headers,
      agent: isTls ? agents.https : agents.http,
    })
    sent.setNoDelay(true)
    sent.setTimeout(limits.silentMs, () => sent.destroy(new Error('no answer in time')))
    return sent
  }

  /**
   * `body`: where it was read already; null where it comes. `cut` ends it: the other node is not the one any more. `done` is
   * told once; `untaken` only where it may be asked again.
   */
  function pipe(
    from: IncomingMessage,
    answer: ServerResponse,
    to: To,
    body: Buffer | null,
    done: (outcome: Outcome) => void,
  ): () => void {
    const { address } = to
    const count = open.get(address) ?? 0
    if (count >= limits.most) {
      log('no connection left to another node', { address })
      comeAgain(answer)
      done('over')
      return () => {}
    }
    const sent = begin(from, to)
    open.set(address, count + 1)
    const comes = body === null && hasBody(from)
    let ended = false
    function end(outcome: Outcome): void {
      if (ended) return
      ended = true
      answer.off('close', left)
      const others = (open.get(address) ?? 1) - 1
      if (others > 0) open.set(address, others)
      else open.delete(address)
      if (outcome === 'over' && !answer.writableEnded && !answer.destroyed) comeAgain(answer)
      done(outcome)
    }
    function left(): void {
      end('over')
      if (!answer.writableFinished) sent.destroy()
    }
    let taken = false
    const connecting = setTimeout(() => sent.destroy(new Error('no connection in time')), limits.connectMs)
    sent.on('socket', (socket) => {
      const connected = (): void => {
        taken = true
        clearTimeout(connecting)
      }
      if (socket.connecting) socket.once('connect', connected)
      else connected()
    })
    sent.on('response', (came) => {
      clearTimeout(connecting)
      const said = came.headers[signedHeader]
      if (said !== undefined) {
        sent.destroy()
        // Its client did nothing wrong.
        if (said === 'refused') log('another node does not believe this one', { address })
        return end(said === 'not here' && !comes ? 'untaken' : 'over')
      }
      const headers = endToEnd(came)
      // Who was answered before they had said everything would take the rest for another request.
      if (comes && !from.complete) headers['connection'] = 'close'
      answer.writeHead(came.statusCode ?? 502, came.statusMessage, headers)
      pipeline(came, answer, (cause) => {
        end('over')
        if (cause == null && from.complete) return
        from.unpipe(sent)
        sent.destroy()
      })
    })
    sent.on('error', (cause) => {
      clearTimeout(connecting)
      if (ended) return
      log('another node gives no answer', { address, cause: cause.message })
      // A kept connection that closed while it was given this: nothing of it was read there.
      const isStale = sent.reusedSocket && 'code' in cause && cause.code === 'ECONNRESET' && from.method === 'GET'
      end((!taken || isStale) && !comes && !answer.headersSent ? 'untaken' : 'over')
    })
    answer.once('close', left)
    if (comes) from.pipe(sent)
    else sent.end(body ?? undefined)
    return () => {
      // Whoever waits is held by the one that has it now; what was said may have been heard.
      end(from.method === 'GET' && !answer.headersSent ? 'untaken' : 'over')
      sent.destroy()
    }
  }
  return {
    pipe,
    /** How many are open now. */
    open: (): number => [...open.values()].reduce((sum, one) => sum + one, 0),
    close(): void {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
