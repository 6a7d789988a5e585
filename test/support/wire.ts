/**
 * A hand-pumped wire: sockets and requests between clients and server parts in one process. Nothing arrives until the
 * test pumps, and which connection moves next is a seeded draw: so frames of different connections overtake each other,
 * arrive late or never, while within one direction of one connection they keep their order, as TCP keeps it. A cut
 * drops what was still under way; the server may learn of it much later than the client.
 */
import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket as ServerWebSocket } from 'ws'
import type { Random } from './seeded.ts'

type Handler = (event: { data?: ArrayBuffer; code?: number; reason?: string }) => void
type Parcel = () => void
/** One direction of a connection. */
type Pipe = { readonly queue: Parcel[]; held: boolean }

/** What the server parts need of a `ws` socket. */
class ServerSide extends EventEmitter {
  readyState = 1
  bufferedAmount = 0
  paused = false
  protocol = ''
  private readonly out: (bytes: Uint8Array) => void
  private readonly bye: (code: number, reason: string) => void
  private readonly kill: () => void
  readonly pipe: Pipe
  constructor(
    pipe: Pipe,
    out: (bytes: Uint8Array) => void,
    bye: (code: number, reason: string) => void,
    kill: () => void,
  ) {
    super()
    this.pipe = pipe
    this.out = out
    this.bye = bye
    this.kill = kill
  }
  send(data: Uint8Array): void {
    if (this.readyState === 1) this.out(new Uint8Array(data))
  }
  close(code = 1005, reason = ''): void {
    if (this.readyState !== 1) return
    this.readyState = 2
    this.bye(code, reason)
  }
  terminate(): void {
    if (this.readyState === 3) return
    this.kill()
  }
  pause(): void {
    this.pipe.held = true
  }
  resume(): void {
    this.pipe.held = false
  }
  ping(): void {}
  gone(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.emit('close', code, Buffer.from(reason))
  }
}

export type WireServer = {
  /** A socket to this path was opened. */
  accept(path: string, socket: ServerWebSocket, request: IncomingMessage): void
  answer(path: string, init: RequestInit): Promise<Response>
}

type Line = {
  readonly client: string
  readonly up: Pipe
  readonly down: Pipe
  cut(): void
  readonly open: () => boolean
}

export class Wire {
  /** How often something happened on the wire; the random tests count it. */
  readonly counts = { delivered: 0, cut: 0, lostFrames: 0, lostAnswers: 0, requests: 0 }
  /** Close codes the server sent, and how often. */
  readonly codes = new Map<number, number>()
  /** Null while the server is down: sockets and requests fail. */
  server: WireServer | null = null
  private readonly lines: Line[] = []
  private readonly offline = new Set<string>()
  private requests: { readonly client: string; run: Parcel; fail: () => void; answered: boolean }[] = []
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
  }

  isOffline = (client: string): boolean => this.offline.has(client)
  goOffline(client: string): void {
    this.offline.add(client)
    this.cut(client)
  }
  goOnline = (client: string): void => void this.offline.delete(client)

  /** Ends a client's connections; what was under way is lost, an answered request too. */
  cut(client: string): void {
    for (const line of this.lines.filter((each) => each.client === client)) line.cut()
    for (const request of this.requests.filter((each) => each.client === client)) {
      if (request.answered) this.counts.lostAnswers++
      request.fail()
    }
    this.requests = this.requests.filter((each) => each.client !== client)
  }
  /** The process ended: every socket breaks, at once on both sides. */
  serverGone(): void {
    this.server = null
    for (const client of new Set([...this.lines, ...this.requests].map((each) => each.client))) this.cut(client)
  }

  /** `WebSocket` as this client knows it. */
  socketsOf(client: string): new (url: string) => WebSocket {
    const { lines, offline, random, counts, codes } = this
    const serving = () => this.server
    class ClientSide {
      binaryType = 'arraybuffer'
      readyState = 0
      readonly url: string
      private readonly handlers = new Map<string, Set<Handler>>()
      private readonly up: Pipe = { queue: [], held: false }
      private readonly down: Pipe = { queue: [], held: false }
      private server: ServerSide | null = null
      private readonly line: Line

      constructor(url: string) {
        this.url = url
        this.line = { client, up: this.up, down: this.down, cut: () => this.cut(), open: () => this.readyState < 3 }
        lines.push(this.line)
        this.up.queue.push(() => this.dial())
      }
      private dial(): void {
        if (this.readyState !== 0) return
        const accepting = serving()
        if (accepting === null || offline.has(client)) return this.over(1006, '', 'error')
        const server = new ServerSide(
          this.up,
          (bytes) => this.down.queue.push(() => this.receive(bytes)),
          (code, reason) => this.down.queue.push(() => this.closedByServer(code, reason)),
          () => this.cut(),
        )
        this.server = server
        this.down.queue.push(() => {
          if (this.readyState !== 0) return
          this.readyState = 1
          this.tell('open', {})
        })
        const socket = {
          cork() {},
          uncork() {},
          remoteAddress: '127.0.0.1',
          write: (frame: Uint8Array) => server.send(unframed(frame)),
        } as unknown as Socket
        accepting.accept(
          new URL(this.url).pathname,
          server as unknown as ServerWebSocket,
          { url: new URL(this.url).pathname, headers: {}, socket } as unknown as IncomingMessage,
        )
      }
      private receive(bytes: Uint8Array): void {
        if (this.readyState === 1) this.tell('message', { data: new Uint8Array(bytes).buffer as ArrayBuffer })
      }
      private closedByServer(code: number, reason: string): void {
        codes.set(code, (codes.get(code) ?? 0) + 1)
        const server = this.server
        this.over(code, reason, null)
        this.up.queue.length = 0
        this.up.held = false
        this.up.queue.push(() => server?.gone(code, reason))
      }
      private over(code: number, reason: string, error: 'error' | null): void {
        if (this.readyState === 3) return
        this.readyState = 3
        if (error) this.tell('error', {})
        this.tell('close', { code, reason })
      }
      /** The connection breaks: the client knows at once, the server when its end is pumped. */
      cut(): void {
        if (this.readyState === 3 && this.up.queue.length === 0) return
        counts.cut++
        counts.lostFrames += this.up.queue.length + this.down.queue.length
        // What already left may still arrive: a random prefix.
        this.up.queue.length = this.server ? random.below(this.up.queue.length + 1) : 0
        this.down.queue.length = 0
        this.up.held = false
        const server = this.server
        this.up.queue.push(() => server?.gone(1006, ''))
        this.over(1006, '', null)
      }
      send(data: Uint8Array): void {
        if (this.readyState !== 1) return
        const bytes = Buffer.from(data)
        this.up.queue.push(() => {
          if (this.server && this.server.readyState === 1) this.server.emit('message', bytes, true)
        })
      }
      close(code = 1005, reason = ''): void {
        if (this.readyState >= 2) return
        if (this.readyState === 0) return this.cut()
        this.readyState = 2
        const server = this.server
        this.up.queue.push(() => {
          server?.gone(code, reason)
          this.down.queue.push(() => this.over(code, reason, null))
        })
      }
      addEventListener(name: string, handler: Handler): void {
        this.handlers.set(name, (this.handlers.get(name) ?? new Set()).add(handler))
      }
      removeEventListener(name: string, handler: Handler): void {
        this.handlers.get(name)?.delete(handler)
      }
      private tell(name: string, event: Parameters<Handler>[0]): void {
        const handlers = [...(this.handlers.get(name) ?? [])] // a handler may take itself away
        for (const handler of handlers) handler(event)
      }
    }
    return ClientSide as unknown as new (
      url: string,
    ) => WebSocket
  }

  /** `fetch` as this client knows it. */
  fetchOf(client: string): (url: string, init: RequestInit) => Promise<Response> {
    return (url, init) =>
      new Promise((resolve, reject) => {
        this.counts.requests++
        const fail = () => reject(new TypeError('network'))
        init.signal?.addEventListener('abort', fail)
        const request = { client, fail, answered: false, run: () => undefined as void }
        request.run = () => {
          const server = this.server
          if (server === null || this.offline.has(client)) return fail()
          const under = { client, fail, answered: true, run: () => undefined as void }
          let over = false
          under.fail = () => {
            over = true
            fail()
          }
          // While the server works on it the request is under way: a cut loses its answer, not its effect.
          this.requests.push(under)
          this.working++
          void server.answer(new URL(url).pathname + new URL(url).search, init).then(
            (response) => {
              this.working--
              under.run = () => {
                if (!over) resolve(response)
              }
              this.ready.add(under)
            },
            () => {
              this.working--
              this.requests = this.requests.filter((each) => each !== under)
              if (!over) fail()
            },
          )
        }
        this.ready.add(request)
        this.requests.push(request)
      })
  }
  private working = 0
  private readonly ready = new Set<object>()

  /** Delivers one thing, drawn at random. False when nothing is under way. */
  pump(): boolean {
    // From a random place on, whatever has something to deliver: with hundreds of devices a list of all would cost more.
    const pipes = this.lines.length * 2
    const places = pipes + this.requests.length
    const start = places > 0 ? this.random.below(places) : 0
    for (let i = 0; i < places; i++) {
      const at = (start + i) % places
      if (at < pipes) {
        const line = this.lines[at >> 1]
        const pipe = at % 2 === 0 ? line?.up : line?.down
        if (!pipe || pipe.held || pipe.queue.length === 0) continue
        this.counts.delivered++
        pipe.queue.shift()?.()
        return true
      }
      const request = this.requests[at - pipes]
      if (!request || !this.ready.delete(request)) continue
      this.requests = this.requests.filter((each) => each !== request)
      this.counts.delivered++
      request.run()
      return true
    }
    const open = this.lines.filter((line) => line.open() || line.up.queue.length > 0)
    this.lines.splice(0, this.lines.length, ...open)
    return false
  }
  /** Something is under way that only a pump moves, or the server works on a request. */
  busy(): boolean {
    return (
      this.working > 0 ||
      this.requests.length > 0 ||
      this.lines.some(({ up, down }) => (up.queue.length > 0 && !up.held) || down.queue.length > 0)
    )
  }
}

/** What the server framed itself (server/src/ops/frame.ts), without its header. */
const unframed = (frame: Uint8Array): Uint8Array => frame.subarray(frame[1] === 127 ? 10 : frame[1] === 126 ? 4 : 2)
