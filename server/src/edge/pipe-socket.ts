/**
 * A socket, answered by another node: the bytes of both sides as they are, from the request on. Who opens it is answered by
 * the other node, so is who is refused. When one side goes, so does the other.
 */
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { isComeAgain } from './answers.ts'
import { endToEnd, type Outcome, type To } from './pipe-request.ts'
import { signedHeader } from './signed.ts'

export type Limits = {
  readonly most: number
  readonly connectMs: number
  /** Until the other node has answered at all. */
  readonly answerMs: number
  /** From when one side has said its last until the other has. */
  readonly closingMs: number
}
const usual: Limits = { most: 20_000, connectMs: 2_000, answerMs: 10_000, closingMs: 10_000 }

/** Ours: what stands in a header of Node's parser has no line break. `Connection` and `Upgrade` are said anew. */
function requestOf(request: IncomingMessage, signature: string): string {
  const headers = endToEnd(request)
  // Nobody opens a socket with a body: what comes after the request is the socket's.
  delete headers['content-length']
  const lines = Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}`))
  return [
    `GET ${request.url ?? '/'} HTTP/1.1`,
    ...lines,
    'connection: Upgrade',
    'upgrade: websocket',
    `${signedHeader}: ${signature}`,
    '',
    '',
  ].join('\r\n')
}

function dial(address: string): Socket {
  const to = new URL(address)
  const host = to.hostname.replace(/^\[|\]$/g, '')
  const half = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 15_000 }
  return to.protocol === 'https:'
    ? connectTls({ host, port: Number(to.port || 443), servername: host, ...half })
    : connect({ host, port: Number(to.port || 80), ...half })
}

/** None is open yet; `log` is told of what the other node does not take. */
export function createSockets({
  limits = usual,
  log,
}: {
  readonly limits?: Limits | undefined
  readonly log: (event: string, detail: object) => void
}) {
  const open = new Set<() => void>()

  /**
   * Gives what ends it; `done` is told once. `untaken`: the other node has not opened it, and what came in still waits for
   * an answer.
   */
  function pipe(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { address, signature }: To,
    done: (outcome: Outcome) => void,
  ): () => void {
    if (open.size >= limits.most) {
      log('no socket left to another node', { address })
      done('untaken')
      return () => {}
    }
    const there = dial(address)
    let answered = false
    let late = setTimeout(() => lose('no connection in time'), limits.connectMs)
    let closing: NodeJS.Timeout | undefined
    function end(outcome: Outcome): void {
      if (!open.delete(over)) return
      clearTimeout(late)
      clearTimeout(closing)
      socket.off('close', over)
      there.destroy()
      if (outcome === 'over') {
        // What was said before goes out first.
        if (socket.writableEnded && !socket.writableFinished) socket.once('finish', () => socket.destroy())
        else socket.destroy()
      }
      done(outcome)
    }
    const over = (): void => end('over')
    function lose(cause: string): void {
      if (!answered && open.has(over)) log('another node takes no socket', { address, cause })
      end(answered ? 'over' : 'untaken')
    }
    function half(): void {
      closing ??= setTimeout(over, limits.closingMs)
    }
    function first(bytes: Buffer): void {
      if (isComeAgain(bytes)) return lose('it has the dialogue no more')
      answered = true
      clearTimeout(late)
      socket.write(bytes)
      // Who opens a socket says nothing before it is open.
      socket.once('end', half)
      socket.pipe(there)
      there.pipe(socket)
    }
    open.add(over)
    there.once('connect', () => {
      clearTimeout(late)
      late = setTimeout(() => lose('no answer in time'), limits.answerMs)
    })
    there.once('data', first)
    there.on('error', (cause) => lose(cause.message))
    there.once('close', () => lose('closed'))
    there.once('end', () => (answered ? half() : lose('closed')))
    socket.once('close', over)
    there.write(requestOf(request, signature))
    if (head.length > 0) there.write(head)
    return () => lose('it is not the one any more')
  }
  return {
    pipe,
    open: (): number => open.size,
  }
}
