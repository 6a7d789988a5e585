/**
 * Raw, cheap clients. Editors of the Yjs servers hold a real Y.Doc, those of tldraw the records that arrive; observers
 * hold nothing and only look for the marker that each edit carries, so that 500 of them cost the load generator less than
 * the server that feeds them.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { encodeHello, encodeShow } from '@tablee/shared/wire/presence'
import type { NodeId } from '@tablee/shared/ids'
import { benchNode, seedUpdate, wordingOf } from './board.ts'
import type { Kind } from './servers.ts'
import { openSocket, type RawSocket } from './socket.ts'
import { editShapes, watchShapes, type Tldraw } from './tldraw-client.ts'

/** What an edit looks like on the wire: `~`, nine digits, `;`. Found by a byte search, without decoding. */
export const marker = (n: number): string => `~${String(n).padStart(9, '0')};`
const tilde = '~'.charCodeAt(0)
const end = ';'.charCodeAt(0)

export function markersIn(bytes: Uint8Array, seen: (n: number) => void): void {
  for (let at = bytes.indexOf(tilde); at >= 0; at = bytes.indexOf(tilde, at + 1)) {
    if (bytes[at + 10] !== end) continue
    let n = 0
    for (let i = at + 1; i < at + 10; i += 1) n = n * 10 + (bytes[i] ?? 48) - 48
    seen(n)
  }
}

/** Addresses and secrets of one server's boards; for Tablée a ticket is fetched before an editor's sockets. */
export type Place = {
  readonly kind: Kind
  readonly port: number
  /** Where the next one who watches comes in. */
  readonly watchPort: () => number
  /** What a path of Tablée's begins with. */
  readonly within: string
  readonly board: (n: number) => string
  readonly ticket: (board: string, clients: readonly number[]) => Promise<Tickets>
  readonly watch: (n: number) => string
  readonly tldraw: Tldraw | null
}

/** For the board and, on Tablée, for presence beside it. */
export type Tickets = { readonly ticket: string; readonly presence?: string }

export type Editor = {
  readonly synced: Promise<void>
  readonly type: (text: string) => void
  readonly point: (position: number) => void
  /** What it holds, for comparing. */
  readonly state: () => string
  readonly close: () => void
}
/** An editor of a server that speaks Yjs. */
export type YEditor = Editor & { readonly doc: Y.Doc }

const sync = 0
const awarenessMessage = 1
const authMessage = 2
const syncReply = 4
const step2 = 1
const keepAlive = 9

/** Longest wording the load keeps: an entry as people write them; what is older is deleted in the same transaction. */
const longest = 220

export function anEditor(
  place: Place,
  board: number,
  seat: number,
  onRemote: (bytes: Uint8Array) => void,
  doc?: Y.Doc,
): Editor {
  return place.tldraw === null
    ? edit(place, board, seat, onRemote, doc)
    : editShapes(place.tldraw, place.port, place.board(board), seat, onRemote)
}

export function edit(
  place: Place,
  board: number,
  seat: number,
  onRemote: (bytes: Uint8Array) => void,
  doc = new Y.Doc(),
): YEditor {
  const name = place.board(board)
  const prefixed = place.kind === 'tablee' || place.kind === 'hocuspocus'
  const path = place.kind === 'tablee' ? `${place.within}collab` : place.kind === 'hocuspocus' ? '' : name
  const send = (write: (encoder: encoding.Encoder) => void) => {
    if (!socket.isOpen()) return
    const encoder = encoding.createEncoder()
    if (prefixed) encoding.writeVarString(encoder, name)
    write(encoder)
    socket.send(encoding.toUint8Array(encoder))
  }
  let presence: RawSocket | null = null
  const awareness = new Awareness(doc)
  clearInterval(awareness._checkInterval)
  let done: () => void = () => undefined
  let sentAway: (cause: Error) => void = gone
  const synced = new Promise<void>((resolve, reject) => {
    done = resolve
    sentAway = reject
  })
  const hello = () => send((encoder) => (encoding.writeVarUint(encoder, sync), writeSyncStep1(encoder, doc)))

  async function enter(): Promise<void> {
    // A relay knows no document: every editor brings the same.
    if (place.kind === 'relay') {
      Y.applyUpdate(doc, seedUpdate(), socket)
      return done()
    }
    if (prefixed) {
      const tickets = await place.ticket(name, [doc.clientID])
      if (tickets.presence !== undefined) presence = greet(place, tickets.presence)
      send((encoder) => {
        encoding.writeVarUint(encoder, authMessage)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, tickets.ticket)
        encoding.writeVarString(encoder, '4.8.0')
      })
    }
    hello()
  }
  function hear(data: Uint8Array): void {
    if (data.length === 1 && data[0] === keepAlive) return
    const decoder = decoding.createDecoder(data)
    if (prefixed) decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type !== sync && type !== syncReply) return
    const reply = encoding.createEncoder()
    if (prefixed) encoding.writeVarString(reply, name)
    encoding.writeVarUint(reply, sync)
    const before = encoding.length(reply)
    const kind = readSyncMessage(decoder, reply, doc, socket)
    if (encoding.length(reply) > before) socket.send(encoding.toUint8Array(reply))
    if (kind === step2) done()
    else onRemote(data)
  }
  const socket = openSocket(place.port, path, {
    open: () => void enter().catch(gone),
    message: hear,
    closed: () => sentAway(new Error('an editor was sent away before the board had come')),
  })
  const tell = (update: Uint8Array, origin: unknown): void => {
    if (origin !== socket) send((encoder) => (encoding.writeVarUint(encoder, sync), writeUpdate(encoder, update)))
  }
  doc.on('update', tell)
  return {
    doc,
    synced,
    type: (text) =>
      doc.transact(() => {
        const wording = wordingOf(doc, seat)
        wording.insert(wording.length, text)
        if (wording.length > longest) wording.delete(0, wording.length - longest / 2)
      }),
    point: (position) => {
      if (presence) {
        const wording = wordingOf(doc, seat)
        const relative = Y.encodeRelativePosition(
          Y.createRelativePositionFromTypeIndex(wording, Math.min(position, wording.length)),
        )
        if (presence.isOpen())
          presence.send(
            encodeShow({ node: benchNode(seat) as NodeId, writing: true, anchor: relative, head: relative }),
          )
        return
      }
      awareness.setLocalState({
        user: { name: 'T1-01', color: '#1B4BB0' },
        cursor: { anchor: position, head: position },
      })
      const update = encodeAwarenessUpdate(awareness, [doc.clientID])
      send(
        (encoder) => (encoding.writeVarUint(encoder, awarenessMessage), encoding.writeVarUint8Array(encoder, update)),
      )
    },
    state: () => JSON.stringify(doc.getMap('nodes').toJSON()),
    close: () => {
      doc.off('update', tell)
      sentAway = gone
      socket.close()
      presence?.close()
      awareness.destroy()
    },
  }
}

export type Joiner = {
  /** The state it was given, or its size where nobody compares it. */
  readonly joined: Promise<Uint8Array>
  readonly close: () => void
  readonly isOpen: () => boolean
  readonly countOnly: RawSocket['countOnly']
}

/**
 * A reader without a document: counts bytes and hands every frame on. It says what a stock client says (its state vector,
 * and an empty answer when it is asked for its state), and has joined when the state has arrived. `had`: the state vector
 * of a reader that comes back.
 */
export function observe(
  place: Place,
  board: number,
  onFrame: (bytes: Uint8Array) => void,
  had: Uint8Array = Uint8Array.of(0),
): Joiner {
  if (place.tldraw !== null) return watchShapes(place.tldraw, place.port, place.board(board), onFrame)
  return join(place, board, place.kind === 'tablee' ? place.watch(board) : null, onFrame, had)
}

/** An editor's way in, ticket and presence included, without applying what comes: in a storm each has a device of its own for that. */
export function enter(place: Place, board: number, had?: Uint8Array): Joiner {
  let presence: RawSocket | null = null
  const collab = join(
    place,
    board,
    null,
    () => undefined,
    had,
    (ticket) => void (presence = greet(place, ticket)),
  )
  return { ...collab, close: () => (collab.close(), presence?.close()) }
}

/** The server was killed under a ticket's request, as W5 does: that socket is gone anyway. */
const gone = (): void => undefined

const drawn = (): number => new Y.Doc().clientID

function greet(place: Place, ticket: string): RawSocket {
  return openSocket(place.port, `${place.within}presence`, {
    open: (opened) => opened.send(encodeHello(ticket)),
    message: () => undefined,
  })
}

/** `watched`: the path of a read-only view, on the plain protocol. */
function join(
  place: Place,
  board: number,
  watched: string | null,
  onFrame: (bytes: Uint8Array) => void,
  had: Uint8Array = Uint8Array.of(0),
  onPresence: (ticket: string) => void = () => undefined,
): Joiner {
  const name = place.board(board)
  const prefixed = watched === null && (place.kind === 'tablee' || place.kind === 'hocuspocus')
  const path = watched ?? (place.kind === 'tablee' ? `${place.within}collab` : place.kind === 'hocuspocus' ? '' : name)
  let done: (state: Uint8Array) => void = () => undefined
  let joinedAlready = false
  let sentAway: (cause: Error) => void = gone
  const joined = new Promise<Uint8Array>((resolve, reject) => {
    done = resolve
    sentAway = reject
  })
  const say = (to: RawSocket, write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder()
    if (prefixed) encoding.writeVarString(encoder, name)
    write(encoder)
    to.send(encoding.toUint8Array(encoder))
  }
  const sayStep = (to: RawSocket, step: number, bytes: Uint8Array) =>
    say(to, (encoder) => {
      encoding.writeVarUint(encoder, sync)
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, bytes)
    })
  function hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data)
    if (prefixed) decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type !== sync && type !== syncReply) return
    const step = decoding.readVarUint(decoder)
    if (step === 0) sayStep(socket, step2, nothing)
    if (step !== step2) return
    joinedAlready = true
    done(decoding.readVarUint8Array(decoder).slice())
  }
  const socket = openSocket(watched === null ? place.port : place.watchPort(), path, {
    open: async (opened) => {
      if (place.kind === 'relay') {
        joinedAlready = true
        return done(nothing)
      }
      if (prefixed) {
        const { ticket, presence } = await place.ticket(name, place.kind === 'tablee' ? [drawn()] : [])
        if (presence !== undefined) onPresence(presence)
        say(opened, (encoder) => {
          encoding.writeVarUint(encoder, authMessage)
          encoding.writeVarUint(encoder, 0)
          encoding.writeVarString(encoder, ticket)
          encoding.writeVarString(encoder, '4.8.0')
        })
      }
      sayStep(opened, 0, had)
    },
    message: (data) => {
      if (!joinedAlready) hear(data)
      onFrame(data)
    },
    closed: () => sentAway(new Error(`/${path} was closed before its state had come`)),
  })
  return {
    joined,
    close: () => {
      sentAway = gone
      socket.close()
    },
    isOpen: socket.isOpen,
    countOnly: socket.countOnly,
  }
}

/** An update that says nothing. */
const nothing = Uint8Array.of(0, 0)
