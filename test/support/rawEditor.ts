/**
 * A low-cost editor: a real Y.Doc behind Hocuspocus's wire protocol on a plain WebSocket, without provider, awareness
 * or reconnecting. Used by tests of the live server, the kill tests and the bench. It sends nothing before the server's
 * SyncStep1 is answered, as our own client does.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { ToEditor } from '@tablee/shared/wire/editor'

export type Closed = { readonly code: number; readonly reason: string }

export type RawEditorOptions = {
  /** `ws://host:port` without a path. */
  readonly url: string
  /** The document's name on the wire, e.g. `board:<id>`. */
  readonly name: string
  readonly ticket: string
  readonly doc?: Y.Doc
  readonly clientID?: number
  /** False: nothing is synced; the test sends its own frames. */
  readonly sync?: boolean
  readonly headers?: Readonly<Record<string, string>>
  /** Called with each update of the server before it is applied. */
  readonly onUpdate?: (update: Uint8Array) => void
}

const remote = Symbol('remote')

export class RawEditor {
  readonly doc: Y.Doc
  readonly ws: WebSocket
  readonly name: string
  readonly told: ToEditor[] = []
  /** Sync frames sent, and answered by the last `saved`. */
  sent = 0
  answered = 0
  savedSeq = 0
  /** `SyncStatus(true)` frames: what a stock client takes for "saved". */
  acks = 0
  bytesIn = 0
  framesIn = 0
  closed: Closed | null = null
  synced = false
  denied = false
  pings = 0
  private readonly options: RawEditorOptions
  private readonly waiting = new Set<() => void>()

  constructor(options: RawEditorOptions) {
    this.options = options
    this.name = options.name
    this.doc = options.doc ?? new Y.Doc()
    if (options.clientID !== undefined) this.doc.clientID = options.clientID
    this.ws = new WebSocket(`${options.url}/collab`, {
      perMessageDeflate: false,
      ...(options.headers === undefined ? {} : { headers: options.headers }),
    })
    this.ws.binaryType = 'nodebuffer'
    this.ws.on('open', () => {
      this.frame(2, (encoder) => {
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, options.ticket)
      })
    })
    this.ws.on('message', (data: Buffer) => this.receive(data))
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.doc.off('update', this.push)
      this.moved()
    })
    this.ws.on('error', () => this.moved())
  }

  /** Resolves when `ready` holds; asked again after every frame. Rejects after `ms`, naming what was awaited. */
  until(what: string, ready: () => boolean, ms = 30_000): Promise<void> {
    if (ready()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check)
        reject(new Error(`waited ${ms} ms for: ${what} (closed: ${JSON.stringify(this.closed)})`))
      }, ms)
      const check = (): void => {
        if (!ready()) return
        clearTimeout(timer)
        this.waiting.delete(check)
        resolve()
      }
      this.waiting.add(check)
    })
  }

  ready(): Promise<void> {
    return this.until('synced', () => this.synced || this.closed !== null).then(() => {
      if (!this.synced) throw new Error(`closed before it was synced: ${JSON.stringify(this.closed)}`)
    })
  }

  /** Everything sent so far is acknowledged. */
  saved(): Promise<void> {
    return this.until('saved', () => this.answered >= this.sent)
  }

  ended(): Promise<Closed> {
    return this.until('closed', () => this.closed !== null).then(() => this.closed ?? { code: 0, reason: '' })
  }

  /** Sends one update as it is. */
  update(update: Uint8Array, step: 1 | 2 = 2): void {
    this.sent += 1
    this.frame(0, (encoder) => {
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, update)
    })
  }

  /** Any frame of this document: type and body. */
  frame(type: number, body: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.name)
    encoding.writeVarUint(encoder, type)
    body(encoder)
    if (this.ws.readyState === 1) this.ws.send(encoding.toUint8Array(encoder))
  }

  leave(): Promise<Closed> {
    this.ws.close(1000)
    return this.ended()
  }

  /** As when the plug is pulled. */
  cut(): void {
    this.ws.terminate()
  }

  private readonly push = (update: Uint8Array, origin: unknown): void => {
    if (origin !== remote) this.update(update)
  }

  private receive(data: Buffer): void {
    this.bytesIn += data.length
    this.framesIn += 1
    if (data.length === 1 && data[0] === 9) {
      this.pings += 1
      if (this.ws.readyState === 1) this.ws.send(Uint8Array.of(10))
      return this.moved()
    }
    const decoder = decoding.createDecoder(data)
    decoding.readVarString(decoder)
    switch (decoding.readVarUint(decoder)) {
      case 0:
      case 4:
        this.sync(decoder)
        break
      case 2:
        if (decoding.readVarUint(decoder) === 1) this.denied = true
        else if (this.options.sync !== false) {
          this.frame(0, (encoder) => {
            encoding.writeVarUint(encoder, 0)
            encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc))
          })
        }
        break
      case 5: {
        const message = JSON.parse(decoding.readVarString(decoder)) as ToEditor
        this.told.push(message)
        if (message.type === 'saved') {
          this.answered = message.frames
          this.savedSeq = message.seq
        }
        break
      }
      case 8:
        if (decoding.readVarUint(decoder) === 1) this.acks += 1
        break
      default:
    }
    this.moved()
  }

  private sync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (step === 0) {
      const missing = Y.encodeStateAsUpdate(this.doc, payload)
      // Two zeros: nothing to bring.
      if (missing.length > 2) this.update(missing, 1)
      this.doc.on('update', this.push)
      return
    }
    this.options.onUpdate?.(payload)
    Y.applyUpdate(this.doc, payload, remote)
    if (step === 1) this.synced = true
  }

  private moved(): void {
    for (const check of this.waiting) check()
  }
}
