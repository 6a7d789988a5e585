/**
 * Clients of tldraw sync, speaking its protocol by hand: a shape is moved and its `meta` carries the marker, and a cursor
 * is a patch of the presence record. Records are kept as they arrive, as far as they are needed to compare.
 */
import type { Editor, Joiner } from './client.ts'
import { openSocket, type RawSocket } from './socket.ts'

/** What `peers/tldraw.js` prints when it is ready. */
export type Tldraw = {
  readonly schema: unknown
  readonly protocolVersion: number
  readonly presence: Readonly<Record<string, unknown>>
}

type Diff = Readonly<Record<string, readonly unknown[]>>
const text = new TextDecoder()

const connectTo = ({ schema, protocolVersion }: Tldraw): string =>
  JSON.stringify({ type: 'connect', connectRequestId: 'bench', lastServerClock: -1, protocolVersion, schema })

export function editShapes(
  tldraw: Tldraw,
  port: number,
  room: string,
  seat: number,
  onRemote: (bytes: Uint8Array) => void,
): Editor {
  const id = `shape:bench-${seat}`
  /** The last marker of each shape that the load moves. */
  const shapes = new Map<string, string>()
  let clock = 0
  let pointed = false
  let done: () => void = () => undefined
  const synced = new Promise<void>((resolve) => (done = resolve))
  const take = (diff: Diff): void => {
    for (const [record, op] of Object.entries(diff)) {
      const found = record.startsWith('shape:bench-') ? /~\d{9};/.exec(JSON.stringify(op)) : null
      if (found) shapes.set(record, found[0])
    }
  }
  const socket = openSocket(port, room, {
    open: (opened) => opened.sendText(connectTo(tldraw)),
    message: (data) => {
      const message = JSON.parse(text.decode(data)) as { type: string; diff?: Diff; data?: { diff?: Diff }[] }
      if (message.diff) take(message.diff)
      for (const { diff } of message.data ?? []) if (diff) take(diff)
      if (message.type === 'connect') done()
      else onRemote(data)
    },
  })
  const push = (what: object): void => {
    clock += 1
    if (socket.isOpen()) socket.sendText(JSON.stringify({ type: 'push', clientClock: clock, ...what }))
  }
  return {
    synced,
    type(marker) {
      shapes.set(id, marker)
      push({
        diff: { [id]: ['patch', { x: ['put', clock % 1000], y: ['put', clock % 700], meta: ['put', { m: marker }] }] },
      })
    },
    point(position) {
      const cursor = { x: position, y: position, type: 'default', rotation: 0 }
      push({ presence: pointed ? ['patch', { cursor: ['put', cursor] }] : ['put', { ...tldraw.presence, cursor }] })
      pointed = true
    },
    state: () => JSON.stringify([...shapes].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    close: socket.close,
  }
}

export function watchShapes(tldraw: Tldraw, port: number, room: string, onFrame: (bytes: Uint8Array) => void): Joiner {
  let done: (state: Uint8Array) => void = () => undefined
  const joined = new Promise<Uint8Array>((resolve) => (done = resolve))
  let entered = false
  const socket: RawSocket = openSocket(port, `${room}?watch`, {
    open: (opened) => opened.sendText(connectTo(tldraw)),
    message: (data) => {
      if (entered) return onFrame(data)
      entered = true
      done(data.slice())
    },
  })
  return { joined, close: socket.close, isOpen: socket.isOpen, countOnly: socket.countOnly }
}
