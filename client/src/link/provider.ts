/**
 * One connection of one editor: the stock Hocuspocus provider, made to keep order and to tell the truth.
 *
 * A pair of socket and provider lives for one connection only and is thrown away with it: the stock pair reuses itself,
 * and after one refused update it keeps an open socket on which nothing it sends arrives (SPEC, TRAP 13). Reconnecting
 * is the link's business (`machine.ts`): each connection begins with a fresh ticket, fetched before the socket opens.
 *
 * What this changes: no own update leaves before the server's state vector was answered, because an edit typed between
 * ticket and handshake would arrive ahead of the offline edits it stands on; each frame is counted, so that its answer
 * can be told; the server's CLOSE ends the socket; nothing is queued for a socket that is not open; no awareness.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import type { ToEditor } from '@tablee/shared/wire/editor'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { splitUpdate } from './split-update.ts'

// The stock sync status (8) is not read: `saved` says after COMMIT how many frames of this socket are in the journal.
const type = { sync: 0, auth: 2, stateless: 5, close: 7 } as const
const step = { one: 0, two: 1, update: 2 } as const

export type ProviderEvents = {
  /** The server's state vector arrived: answer it with `answer` or `answerLater`. */
  vector(sv: Uint8Array): void
  /** Somebody's update came: the server sends what is in its journal, and nothing else. */
  heard(update: Uint8Array): void
  /** The server's document, to be taken into ours by `apply`. */
  document(update: Uint8Array, apply: () => void): void
  /** The server's document is in ours. */
  synced(): void
  /** Own changes go out in this many frames, in order; the last one completes all up to number `covers` (null: all). */
  sent(frames: number, covers: number | null): void
  told(message: ToEditor): void
  closed(code: number, reason: string): void
}

/** The stock socket without its own retries: one attempt, one end. */
class OneSocket extends HocuspocusProviderWebsocket {
  // Set by `openProvider` before the socket opens; the stock constructor runs before fields of ours exist.
  declare ended: ((code: number, reason: string) => void) | undefined

  constructor(url: string, WebSocketMaker: new (url: string) => WebSocket) {
    super({ url, autoConnect: false, WebSocketPolyfill: WebSocketMaker })
    // Liveness is the server's byte 9 every 20 s and the link's own watch, which runs on the link's clock.
    clearInterval(this.intervals.connectionChecker)
  }

  override async connect(): Promise<void> {
    if (this.webSocket) return
    this.shouldConnect = true
    await this.createWebSocketConnection().catch(() => undefined)
  }

  override send(message: Uint8Array): void {
    if (this.webSocket?.readyState === 1) this.webSocket.send(new Uint8Array(message))
  }

  override onClose(data: { event: { code: number; reason: string } }): void {
    this.shouldConnect = false
    this.cancelWebsocketRetry = () => undefined // keeps the stock handler from connecting again
    super.onClose(data)
    this.ended?.(data.event?.code ?? 1006, data.event?.reason ?? '')
  }
}

class TableProvider extends HocuspocusProvider {
  declare events: ProviderEvents
  declare mayWrite: boolean
  /** The server's state vector of this connection was answered: own updates may follow. */
  declare answeredVector: boolean
  declare frame: number

  /** The link hands own updates over itself (`Connection.made`), after it has numbered them. */
  override documentUpdateHandler(): void {}

  sendUpdate(update: Uint8Array, covers: number | null): void {
    const parts = splitUpdate(update, this.frame)
    this.events.sent(parts.length, covers)
    for (const part of parts) this.sendSync(step.update, part)
  }

  sendSync(kind: number, payload: Uint8Array): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.effectiveName)
    encoding.writeVarUint(encoder, type.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
    this.configuration.websocketProvider.send(encoding.toUint8Array(encoder))
  }

  override onMessage(event: MessageEvent): void {
    try {
      this.take(event)
    } catch {
      // Bytes we cannot read leave us behind the server for good: a new connection fetches what is missing.
      this.configuration.websocketProvider.webSocket?.close()
    }
  }

  private take(event: MessageEvent): void {
    const decoder = decoding.createDecoder(new Uint8Array(event.data))
    decoding.readVarString(decoder)
    switch (decoding.readVarUint(decoder)) {
      case type.sync: {
        const kind = decoding.readVarUint(decoder)
        const payload = decoding.readVarUint8Array(decoder)
        if (kind === step.one) return this.events.vector(payload)
        const apply = (): void => Y.applyUpdate(this.document, payload, this)
        if (kind === step.two) this.events.document(payload, apply)
        else apply()
        if (kind === step.update) this.events.heard(payload)
        if (kind === step.two) this.events.synced()
        return
      }
      case type.stateless:
        return this.events.told(JSON.parse(decoding.readVarString(decoder)) as ToEditor)
      case type.close:
        return void this.configuration.websocketProvider.webSocket?.close()
      case type.auth:
        return super.onMessage(event)
    }
  }
}

export type Connection = {
  /** Sends all that the server lacks; own updates follow from now on. */
  answer(difference: Uint8Array): void
  /** Sends one update out of turn (where the answer is split up); with it everything up to number `covers` is out. */
  send(update: Uint8Array, covers: number): void
  /** An own update was made; it goes out now if the server's vector was answered, else with that answer. */
  made(update: Uint8Array): void
  /** From now on own updates go out as they are made. */
  openForUpdates(): void
  readonly mayWrite: boolean
  /** Ends this connection; `closed` is not called any more. */
  end(): void
}

export type ProviderOptions = {
  readonly url: string
  readonly WebSocket: new (url: string) => WebSocket
  readonly name: string
  readonly doc: Y.Doc
  readonly ticket: string
  readonly mayWrite: boolean
  /** Largest frame in bytes; a larger own update goes out in parts. */
  readonly frame: number
  readonly events: ProviderEvents
  /** Any byte from the server, keep-alives too. */
  readonly heard: () => void
}

/** Is this the origin of a transaction that came from the server? */
export const fromServer = (origin: unknown): boolean => origin instanceof TableProvider

export function openProvider(options: ProviderOptions): Connection {
  const socket = new OneSocket(options.url, options.WebSocket)
  const provider = new TableProvider({
    name: options.name,
    document: options.doc,
    awareness: null,
    websocketProvider: socket,
    token: options.ticket,
  })
  let over = false
  const end = (tell: ((code: number, reason: string) => void) | null, code: number, reason: string) => {
    if (over) return
    over = true
    socket.ended = undefined
    provider.destroy()
    socket.destroy()
    tell?.(code, reason)
  }
  provider.events = options.events
  provider.mayWrite = options.mayWrite
  provider.answeredVector = false
  provider.frame = options.frame
  socket.ended = (code, reason) => end(options.events.closed, code, reason)
  socket.on('message', options.heard)
  provider.on('authenticationFailed', () => end(options.events.closed, 4401, 'ticket'))
  provider.attach()
  void socket.connect()
  return {
    mayWrite: options.mayWrite,
    answer(difference) {
      provider.answeredVector = true
      options.events.sent(1, null)
      provider.sendSync(step.two, difference)
    },
    send: (update, covers) => provider.sendUpdate(update, covers),
    made(update) {
      if (provider.answeredVector && provider.mayWrite) provider.sendUpdate(update, null)
    },
    openForUpdates: () => void (provider.answeredVector = true),
    end: () => end(null, 1000, ''),
  }
}
