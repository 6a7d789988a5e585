/**
 * The forwarder between one editor's WebSocket and Hocuspocus: caps, rate, order, keep-alive, and the real close.
 *
 * Hocuspocus closes its own Connection and leaves the socket open; a stock client then stays silent for good, or
 * authenticates again on the same socket. So whatever ends here ends the WebSocket, and after `end` no byte goes out:
 * what Hocuspocus would still say ("saved") is not true any more.
 */
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Admitted } from '../access/tickets.ts'
import type { Session } from '../access/session.ts'
import { deniesEntry, pingFrame, readFrame, statelessFrame, type Inbound } from './frames.ts'
import { bucket, type Bucket } from '../bucket.ts'
import { binaryFrame, bytesIn } from '../ops/frame.ts'
import type { Limits } from './limits.ts'
import type { Logger } from './ports.ts'

type Waiting = { readonly frame: Uint8Array; readonly message: Exclude<Inbound, { kind: 'alive' | 'bad' }> }

export type SocketHost = {
  /** Hands a frame to Hocuspocus: entry by ticket, nothing else. */
  pass(socket: EditorSocket, frame: Uint8Array): void
  /** Takes an update to the room; `done` follows when it is dealt with. */
  write(socket: EditorSocket, update: Uint8Array): void
  /** Answers a SyncStep1 from the room. */
  step1(socket: EditorSocket, message: Extract<Inbound, { kind: 'step1' }>): void
  /** The socket is gone, for whatever reason. Called once. */
  gone(socket: EditorSocket, code: number, reason: string): void
}

export class EditorSocket {
  /** Set by a good ticket. */
  admitted: Admitted | null = null
  /** Re-read before each write. */
  session: Session | null = null
  /** True from `connected` on: the room knows this socket. */
  attached = false
  address = ''
  /** Sync frames answered on this socket: committed, or known already. */
  frames = 0
  ended = false
  private readonly ws: WebSocket
  private readonly raw: Socket
  /** The dialogue in the address: a ticket of another one opens nothing here. */
  readonly within: DialogueId | null
  private readonly limits: Limits
  private readonly host: SocketHost
  private readonly logger: Logger
  private readonly now: () => number
  private readonly queue: Waiting[] = []
  private queued = 0
  private busy = false
  private paused = false
  private corked = false
  private goneTold = false
  private readonly tokens: Bucket
  private readonly openedAt: number
  private seenAt: number
  private pingedAt: number
  private slowSince: number | null = null
  private grant = 0
  /** At the last tick. */
  private buffered = 0
  private movedAt: number
  private endedAt = 0
  private loggedAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | null = null

  constructor(options: {
    ws: WebSocket
    raw: Socket
    within: DialogueId | null
    limits: Limits
    host: SocketHost
    logger: Logger
    now: () => number
  }) {
    this.ws = options.ws
    this.raw = options.raw
    this.within = options.within
    this.limits = options.limits
    this.host = options.host
    this.logger = options.logger
    this.now = options.now
    this.openedAt = this.now()
    this.seenAt = this.openedAt
    this.pingedAt = this.openedAt
    this.movedAt = this.openedAt
    this.tokens = bucket({ perSecond: this.limits.rate, burst: this.limits.burst }, this.openedAt)
    this.ws.on('message', (data, binary) => this.receive(bytesIn(data), binary))
    this.ws.on('close', (code, reason) => this.left(code, reason.toString()))
    // 'close' follows; without a listener the error would end the process.
    this.ws.on('error', (error) => this.bad(error.message))
  }

  // What Hocuspocus asks of a WebSocket.
  get readyState(): number {
    return this.ended ? 2 : this.ws.readyState
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (!ArrayBuffer.isView(data) || !this.takes()) return
    this.put(framed(data))
    if (this.attached || !deniesEntry(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))) return
    if (this.admitted === null) this.end(closeCodes.unauthorised, 'no ticket')
    else this.end(closeCodes.unavailable, 'the board could not be opened')
  }

  /**
   * The board itself (a frame as it goes out), which may be larger than what a slow reader is allowed to have waiting:
   * counted apart, once, or a large board on a slow line would be cut and asked for again for ever.
   */
  sendBoard(frame: Uint8Array): void {
    const free = this.over() <= this.limits.outQuiet && this.grant === 0
    if (this.takes()) this.put(frame)
    if (free) this.grant = frame.length
  }

  /** False where nothing goes out any more: it ended, or does here because its peer is too slow. */
  private takes(): boolean {
    if (this.ended || this.ws.readyState !== 1) return false
    const over = this.over()
    if (over > this.limits.outCut) this.terminate()
    else if (over > this.limits.outSlow) this.end(closeCodes.slow, 'too slow: resync')
    return !this.ended
  }

  private put(frame: Uint8Array): void {
    // All frames of one turn leave in one write: a write costs more than the frame. The turn is this callback of the event
    // loop, not the loop's next round, which may read and judge a hundred updates first.
    if (!this.corked) {
      this.corked = true
      this.raw.cork()
      uncorkAfterTurn(this)
    }
    this.raw.write(frame)
  }

  /** What waits in the socket beyond the board that was asked for. */
  private over(): number {
    const buffered = this.ws.bufferedAmount
    if (buffered <= this.limits.outQuiet) this.grant = 0
    return buffered - this.grant
  }

  uncork(): void {
    this.corked = false
    this.raw.uncork()
  }

  close(code?: number, reason?: string): void {
    this.end(code ?? 1000, reason ?? '')
  }

  tell(payload: string): void {
    this.send(statelessFrame(this.address, payload))
  }

  /** Closes the WebSocket itself; nothing follows the close frame. */
  end(code: number, reason: string): void {
    if (this.ended) return
    this.ended = true
    this.endedAt = this.now()
    this.queue.length = 0
    this.queued = 0
    this.ws.close(code, reason.slice(0, 100))
    this.resume()
    this.left(code, reason)
  }

  /** Destroys the socket at once. */
  terminate(): void {
    this.ended = true
    this.ws.terminate()
    this.left(1006, 'cut')
  }

  get closed(): boolean {
    return this.ws.readyState === 3
  }

  /** Resolves when the peer has answered our close frame, or the socket was cut. */
  whenClosed(): Promise<void> {
    return this.closed ? Promise.resolve() : new Promise((resolve) => this.ws.once('close', () => resolve()))
  }

  /** The room is ready: what waited may pass. */
  attach(): void {
    this.attached = true
    this.done()
  }

  /** The frame that was passed on is dealt with: the next one may come. */
  done(): void {
    this.busy = false
    this.pump()
  }

  /** Once a second. `late`: this process stood still, so that nobody's silence proves anything. */
  tick(now: number, late: boolean): void {
    if (this.ended) {
      if (now - this.endedAt > this.limits.closeMs) this.ws.terminate()
      return
    }
    if (this.admitted === null && !late && now - this.openedAt > this.limits.authMs)
      return this.end(closeCodes.late, 'no ticket in time')
    // What we do not read cannot prove that somebody is there.
    if (this.paused || late) this.seenAt = now
    if (now - this.seenAt > this.limits.deadMs) return this.terminate()
    if (now - this.pingedAt >= this.limits.pingMs) {
      this.pingedAt = now
      this.send(pingFrame)
    }
    const buffered = this.ws.bufferedAmount
    const over = this.over()
    if (over > this.limits.outCut) return this.terminate()
    // A reader that takes nothing at all, and one that takes less than it is sent.
    if (buffered <= this.limits.outQuiet || buffered < this.buffered) this.movedAt = now
    this.buffered = buffered
    if (over <= this.limits.outQuiet) this.slowSince = null
    else this.slowSince ??= now
    const stuck = this.slowSince !== null && now - this.slowSince > this.limits.outStuckMs
    if (stuck || now - this.movedAt > this.limits.outStuckMs) this.terminate()
  }

  private receive(frame: Uint8Array, binary: boolean): void {
    if (this.ended) return
    this.seenAt = this.now()
    if (!binary || frame.length > this.limits.frame) return this.refuse(binary ? 'frame too large' : 'text frame')
    const message = readFrame(frame)
    if (message.kind === 'alive') return
    if (message.kind === 'bad') return this.refuse(message.why)
    this.queue.push({ frame, message })
    this.queued += frame.length
    if (this.queued > this.limits.closeBytes) return this.refuse('too much waiting')
    if (this.queue.length > this.limits.pauseFrames || this.queued > this.limits.pauseBytes) this.pause()
    this.pump()
  }

  private pump(): void {
    while (!this.busy && !this.ended) {
      const next = this.queue[0]
      if (next === undefined) break
      const { message, frame } = next
      // Until the room is ready only the ticket passes.
      if (!this.attached && message.kind !== 'auth' && message.kind !== 'leave') break
      // Asking for the state costs as much as an edit.
      if (message.kind === 'write' || message.kind === 'step1') {
        // What is large takes long to judge, also where nothing in it is new: it counts for as many as it weighs.
        const wait = this.tokens.take(this.now(), 1 + Math.floor(frame.length / this.limits.weight))
        if (wait > 0) {
          this.pause()
          this.timer ??= setTimeout(() => {
            this.timer = null
            this.pump()
          }, wait)
          return
        }
      }
      this.queue.shift()
      this.queued -= frame.length
      this.deal(message, frame)
    }
    if (
      this.paused &&
      !this.ended &&
      this.timer === null &&
      this.queue.length <= this.limits.pauseFrames / 2 &&
      this.queued <= this.limits.pauseBytes / 2
    )
      this.resume()
  }

  private deal(message: Waiting['message'], frame: Uint8Array): void {
    switch (message.kind) {
      case 'auth':
        // One ticket per socket: a second one is for a new socket. Stock clients may renew a token; nothing to do.
        if (this.address !== '') return
        this.address = message.address
        return this.host.pass(this, frame)
      case 'leave':
        return this.end(1000, 'left')
      case 'step1':
        if (message.address !== this.address) return this.refuse('another document')
        if (message.payload.length > this.limits.stateVector) return this.refuse('state vector too large')
        return this.host.step1(this, message)
      case 'write':
        if (message.address !== this.address) return this.refuse('another document')
        this.busy = true
        return this.host.write(this, message.payload)
    }
  }

  private refuse(why: string): void {
    this.bad(why)
    this.end(closeCodes.policy, why)
  }

  private bad(why: string): void {
    const now = this.now()
    if (now - this.loggedAt < this.limits.logMs) return
    this.loggedAt = now
    this.logger.warn({ why, device: this.admitted?.device ?? null }, 'bad frame')
  }

  private pause(): void {
    if (this.paused) return
    this.paused = true
    this.ws.pause()
  }

  private resume(): void {
    if (!this.paused) return
    this.paused = false
    this.ws.resume()
  }

  private left(code: number, reason: string): void {
    this.ended = true
    if (this.endedAt === 0) this.endedAt = this.now()
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (this.goneTold) return
    this.goneTold = true
    this.host.gone(this, code, reason)
  }
}

/** A broadcast hands the same bytes to each socket of the board in a row: framed once. */
let last: { readonly data: ArrayBufferView; readonly frame: Uint8Array } | null = null
function framed(data: ArrayBufferView): Uint8Array {
  if (last?.data === data) return last.frame
  const frame = binaryFrame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  last = { data, frame }
  return frame
}

let turn: EditorSocket[] | null = null

/**
 * One chain for all sockets: the ticks and promises that a COMMIT sets going run first, and the acknowledgements they ask
 * for (room.ts) after them; then everything leaves.
 */
function uncorkAfterTurn(socket: EditorSocket): void {
  if (turn === null) {
    turn = []
    process.nextTick(() => queueMicrotask(() => process.nextTick(() => process.nextTick(endTurn))))
  }
  turn.push(socket)
}

function endTurn(): void {
  const corked = turn ?? []
  turn = null
  for (const socket of corked) socket.uncork()
}
