/**
 * An editor without a screen: a document of its own, kept in step with the server over `/collab` as any table's page keeps
 * its own. It comes in by a ticket, sends nothing before the server's state vector was answered, merges what is typed
 * faster than the rates allow, and comes back by itself when the connection ends. It has no right that its card has not.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Problem } from '@tablee/shared/problem'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { bucket } from '../bucket.ts'

export type EditorOptions = {
  /** `ws://host:port`, and how to trust it. */
  readonly sockets: string
  /** On loopback the certificate names another host. */
  readonly rejectUnauthorized?: boolean
  /** The document's name on the wire. */
  readonly name: string
  readonly doc: Y.Doc
  /** Asks for a ticket that lists this document's clientID. Throws when there is none to be had. */
  readonly ticket: () => Promise<string>
}

export class EditorEnded extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'EditorEnded'
  }
}

/** No reconnecting helps: revoked, refused for good, or a newer connection of the same page. */
const final: ReadonlySet<number> = new Set([
  closeCodes.unauthorised,
  closeCodes.forbidden,
  closeCodes.superseded,
  closeCodes.refused,
  closeCodes.incarnation,
  closeCodes.policy,
])
/** Below the largest frame (256 KiB), with room for its head. */
const largest = 192 * 1024
const remote = Symbol('remote')
const pong = Uint8Array.of(10)

export class Editor {
  readonly doc: Y.Doc
  /** Frames this editor sent, over all its connections. */
  frames = 0
  bytes = 0
  reconnects = 0
  private readonly options: EditorOptions
  private socket: WebSocket | null = null
  private pending: Uint8Array[] = []
  private pendingSize = 0
  private open = false
  private synced = false
  private sent = 0
  private answered = 0
  private timer: NodeJS.Timeout | null = null
  private failure: Error | null = null
  private refusal: Problem | null = null
  private left = false
  private attempts = 0
  /** Below the server's own (20 updates a second, 60 at once), so that nobody is held up. */
  private readonly pace = bucket({ perSecond: 18, burst: 40 }, performance.now())
  private readonly waiting = new Set<() => void>()

  constructor(options: EditorOptions) {
    this.options = options
    this.doc = options.doc
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === remote || this.left) return
      this.pending.push(update)
      this.pendingSize += update.length
      this.send()
    })
  }

  async join(): Promise<void> {
    await this.connect()
    await this.until(() => this.synced)
  }

  /** Resolves when everything typed so far is in the server's journal. */
  saved(): Promise<void> {
    return this.until(() => this.open && this.pending.length === 0 && this.answered >= this.sent)
  }

  /** Resolves when no more than this many frames wait for their answer. */
  roomFor(frames: number): Promise<void> {
    return this.until(() => this.open && this.pending.length === 0 && this.sent - this.answered <= frames)
  }

  /** Resolves when this document holds the update, deletions too. */
  has(update: Uint8Array): Promise<void> {
    const { structs, ds } = Y.decodeUpdate(update)
    const clocks = new Map<number, number>()
    for (const { id, length } of structs) clocks.set(id.client, Math.max(clocks.get(id.client) ?? 0, id.clock + length))
    const gone = [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, len })))
    return this.until(() => {
      const { store } = this.doc
      for (const [client, clock] of clocks) if (Y.getState(store, client) < clock) return false
      return gone.every(({ client, clock, len }) => {
        if (Y.getState(store, client) < clock + len) return false
        const held: unknown = Y.getItem(store, Y.createID(client, clock + len - 1))
        return !(held instanceof Y.Item) || held.deleted
      })
    })
  }

  async leave(): Promise<void> {
    this.left = true
    if (this.timer !== null) clearTimeout(this.timer)
    const { socket } = this
    if (socket === null || socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.close(1000)
    const timer = setTimeout(() => socket.terminate(), 1_000)
    await closed
    clearTimeout(timer)
  }

  private until(ready: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (this.failure !== null) reject(this.failure)
        else if (this.left) reject(new EditorEnded('This editor has left.'))
        else if (ready()) resolve()
        else return
        this.waiting.delete(check)
      }
      this.waiting.add(check)
      check()
    })
  }

  private moved(): void {
    for (const check of Array.from(this.waiting)) check()
  }

  private fail(why: string): void {
    this.failure = new EditorEnded(why)
    this.moved()
  }

  private async connect(): Promise<void> {
    const ticket = await this.options.ticket()
    if (this.left) return
    const socket = new WebSocket(`${this.options.sockets}/collab`, {
      perMessageDeflate: false,
      rejectUnauthorized: this.options.rejectUnauthorized ?? true,
    })
    this.socket = socket
    socket.binaryType = 'nodebuffer'
    socket.on('open', () =>
      this.frame(2, (encoder) => {
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, ticket)
      }),
    )
    socket.on('message', (data: Buffer) => {
      try {
        this.receive(data)
      } catch (cause) {
        this.fail(`The server sent what this editor can't read: ${String(cause)}`)
        socket.terminate()
      }
    })
    socket.on('close', (code, reason) => this.lost(code, reason.toString()))
    socket.on('error', () => undefined) // 'close' follows
  }

  private lost(code: number, reason: string): void {
    this.open = false
    this.synced = false
    this.sent = 0
    this.answered = 0
    if (this.left) return
    if (final.has(code))
      return this.fail(
        this.refusal === null
          ? `The server ended the connection (${code} ${reason}).`
          : `The server refused what was typed: ${'why' in this.refusal ? this.refusal.why : this.refusal.code}.`,
      )
    this.reconnects += 1
    this.attempts += 1
    if (this.attempts > 20) return this.fail(`The server could not be reached again (${code} ${reason}).`)
    setTimeout(
      () => {
        if (!this.left)
          this.connect().catch((cause: unknown) => this.lost(1006, cause instanceof Error ? cause.message : ''))
      },
      Math.min(5_000, 100 * 2 ** this.attempts),
    )
  }

  private frame(type: number, body: (encoder: encoding.Encoder) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.options.name)
    encoding.writeVarUint(encoder, type)
    body(encoder)
    this.socket.send(encoding.toUint8Array(encoder))
  }

  private receive(data: Buffer): void {
    if (data.length === 1 && data[0] === 9) return void this.socket?.send(pong)
    const decoder = decoding.createDecoder(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    decoding.readVarString(decoder)
    switch (decoding.readVarUint(decoder)) {
      case 0:
      case 4:
        this.sync(decoder)
        break
      case 2:
        // 1 is "denied": the close that follows says so. Else the server is asked for what this document lacks.
        if (decoding.readVarUint(decoder) !== 1)
          this.frame(0, (encoder) => {
            encoding.writeVarUint(encoder, 0)
            encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc))
          })
        break
      case 5: {
        const message = JSON.parse(decoding.readVarString(decoder)) as ToEditor
        if (message.type === 'refused') this.refusal = message.problem
        if (message.type === 'saved') this.answered = message.frames
        break
      }
      default:
    }
    this.moved()
  }

  private sync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (step !== 0) {
      Y.applyUpdate(this.doc, payload, remote)
      if (step === 1) this.synced = true
      this.attempts = 0
      return
    }
    // What the server lacks covers everything that still waits here.
    const missing = Y.encodeStateAsUpdate(this.doc, payload)
    this.pending = []
    this.pendingSize = 0
    this.open = true
    if (missing.length > 2) this.write(missing, 1)
  }

  private send(): void {
    if (!this.open || this.pending.length === 0 || this.timer !== null) return
    const wait = this.pace.take(performance.now())
    if (wait > 0) {
      this.timer = setTimeout(() => {
        this.timer = null
        this.send()
      }, wait)
      return
    }
    const pending = this.pending
    this.pending = []
    this.pendingSize = 0
    this.write(pending.length === 1 ? (pending[0] ?? new Uint8Array([0, 0])) : Y.mergeUpdates(pending), 2)
    this.moved()
  }

  private write(update: Uint8Array, step: 1 | 2): void {
    if (update.length > largest) return this.fail(`One step of ${update.length} bytes is more than a frame may hold.`)
    this.sent += 1
    this.frames += 1
    this.bytes += update.length
    this.frame(0, (encoder) => {
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, update)
    })
  }
}
