/**
 * Raw, cheap clients of the three protocols. Editors hold a real Y.Doc; observers hold none and only look for the
 * marker that each edit carries, so that 500 of them cost the load generator less than the server that feeds them.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { encodeHello, encodeShow } from '@tablee/shared/wire/presence'
import type { NodeId } from '@tablee/shared/ids'
import type { Kind } from './servers.ts'

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

/** Addresses and secrets of one server's boards; for Tablée a ticket is fetched before each socket. */
export type Place = {
  readonly kind: Kind
  readonly port: number
  readonly board: (n: number) => string
  readonly ticket: (board: string, path: 'collab' | 'presence', clients: readonly number[]) => Promise<string>
  readonly watch: (n: number) => string
}

export type Editor = {
  readonly doc: Y.Doc
  readonly synced: Promise<void>
  readonly type: (text: string) => void
  readonly point: (position: number) => void
  readonly close: () => void
}

const sync = 0
const awarenessMessage = 1
const authMessage = 2
const keepAlive = 9

/** Nodes that the load types into, one per editor; seeded on every server by the same update (`seed.ts`). */
export const benchNode = (editor: number): string => `bench-${editor}`

export function wordingOf(doc: Y.Doc, editor: number): Y.Text {
  const wording = doc.getMap<Y.Map<unknown>>('nodes').get(benchNode(editor))?.get('wording')
  if (wording instanceof Y.Text) return wording
  throw new Error('the board was not seeded')
}

/** Longest wording the load keeps: an entry as people write them; what is older is deleted in the same transaction. */
const longest = 220

export function edit(place: Place, board: number, seat: number, onRemote: (bytes: Uint8Array) => void, doc = new Y.Doc()): Editor {
  const name = place.board(board)
  const prefixed = place.kind !== 'y-websocket'
  const path = place.kind === 'tablee' ? 'collab' : place.kind === 'hocuspocus' ? '' : name
  const socket = new WebSocket(`ws://127.0.0.1:${place.port}/${path}`, { perMessageDeflate: false })
  const send = (write: (encoder: encoding.Encoder) => void) => {
    if (socket.readyState !== WebSocket.OPEN) return
    const encoder = encoding.createEncoder()
    if (prefixed) encoding.writeVarString(encoder, name)
    write(encoder)
    socket.send(encoding.toUint8Array(encoder))
  }
  let presence: WebSocket | null = null
  const awareness = new Awareness(doc)
  clearInterval(awareness._checkInterval)
  let done: () => void = () => undefined
  const synced = new Promise<void>((resolve) => (done = resolve))
  const hello = () => send((encoder) => (encoding.writeVarUint(encoder, sync), writeSyncStep1(encoder, doc)))

  socket.on('open', async () => {
    if (prefixed) {
      const token = await place.ticket(name, 'collab', [doc.clientID])
      send((encoder) => {
        encoding.writeVarUint(encoder, authMessage)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, token)
        encoding.writeVarString(encoder, '4.8.0')
      })
    }
    hello()
  })
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data.buffer, data.byteOffset, data.length))
    if (data.length === 1 && data[0] === keepAlive) return
    if (prefixed) decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type === sync || type === 4) {
      const reply = encoding.createEncoder()
      if (prefixed) encoding.writeVarString(reply, name)
      encoding.writeVarUint(reply, sync)
      const before = encoding.length(reply)
      const kind = readSyncMessage(decoder, reply, doc, socket)
      if (encoding.length(reply) > before) socket.send(encoding.toUint8Array(reply))
      if (kind === 1) done()
      onRemote(data)
    }
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== socket) send((encoder) => (encoding.writeVarUint(encoder, sync), writeUpdate(encoder, update)))
  })
  if (place.kind === 'tablee') {
    presence = new WebSocket(`ws://127.0.0.1:${place.port}/presence`, { perMessageDeflate: false })
    presence.on('open', async () => presence?.send(encodeHello(await place.ticket(name, 'presence', [doc.clientID]))))
    presence.on('message', () => undefined)
    presence.on('error', () => undefined)
  }
  socket.on('error', () => undefined)
  return {
    doc, synced,
    type: (text) =>
      doc.transact(() => {
        const wording = wordingOf(doc, seat)
        wording.insert(wording.length, text)
        if (wording.length > longest) wording.delete(0, wording.length - longest / 2)
      }),
    point: (position) => {
      if (presence) {
        const wording = wordingOf(doc, seat)
        const relative = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(wording, Math.min(position, wording.length)))
        if (presence.readyState === WebSocket.OPEN) presence.send(encodeShow({ node: benchNode(seat) as NodeId, writing: true, anchor: relative, head: relative }))
        return
      }
      awareness.setLocalState({ user: { name: 'T1-01', color: '#1B4BB0' }, cursor: { anchor: position, head: position } })
      const update = encodeAwarenessUpdate(awareness, [doc.clientID])
      send((encoder) => (encoding.writeVarUint(encoder, awarenessMessage), encoding.writeVarUint8Array(encoder, update)))
    },
    close: () => {
      socket.terminate()
      presence?.terminate()
      awareness.destroy()
    },
  }
}

/** A reader without a document: counts bytes and hands every frame on. */
export function observe(place: Place, board: number, onFrame: (bytes: Uint8Array) => void): { readonly joined: Promise<void>; readonly close: () => void } {
  const name = place.board(board)
  const path = place.kind === 'tablee' ? place.watch(board) : place.kind === 'hocuspocus' ? '' : name
  const socket = new WebSocket(`ws://127.0.0.1:${place.port}/${path}`, { perMessageDeflate: false })
  const empty = new Y.Doc()
  const prefixed = place.kind === 'hocuspocus'
  let done: () => void = () => undefined
  const joined = new Promise<void>((resolve) => (done = resolve))
  const send = (write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder()
    if (prefixed) encoding.writeVarString(encoder, name)
    write(encoder)
    socket.send(encoding.toUint8Array(encoder))
  }
  socket.on('open', () => {
    if (prefixed)
      send((encoder) => {
        encoding.writeVarUint(encoder, authMessage)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, '')
        encoding.writeVarString(encoder, '4.8.0')
      })
    send((encoder) => (encoding.writeVarUint(encoder, sync), writeSyncStep1(encoder, empty)))
  })
  socket.on('message', (data: Buffer) => {
    done()
    onFrame(data)
  })
  socket.on('error', () => undefined)
  return { joined, close: () => socket.terminate() }
}
