/**
 * Presence on its own path: who is at the board, on which node, writing or not, and where the caret stands. Compact
 * binary frames (lib0), decoded strictly: what a table sends is bounded, what the server sends is stamped by it.
 *
 * The client's first frame is `hello` with the ticket; then it sends `show` whenever something changes, and at least
 * every 20 s. The server answers with `here` (everybody, and which entry is your own), then with `changes`, coalesced
 * every 100 ms into one frame for all.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isId, isSeatCode, type NodeId, type SeatCode } from '../ids.ts'
import { roles, type Role } from '../roles.ts'

export type Shown = {
  readonly node: NodeId | null
  readonly writing: boolean
  /** Y.RelativePosition, encoded: where the selection begins and ends in the node's wording. */
  readonly anchor: Uint8Array | null
  readonly head: Uint8Array | null
}

/** One connection as the others see it. `conn` is the server's number, new with each socket. */
export type Presence = Shown & { readonly conn: number; readonly seat: SeatCode | null; readonly role: Role }

export type FromPresence = { readonly kind: 'hello'; readonly ticket: string } | ({ readonly kind: 'show' } & Shown)
export type ToPresence =
  | { readonly kind: 'here'; readonly self: number; readonly all: readonly Presence[] }
  | { readonly kind: 'changes'; readonly changed: readonly Presence[]; readonly gone: readonly number[] }

export const presenceLimits = {
  /** A frame of a client: two relative positions are 40 bytes. */
  frame: 512,
  position: 128,
  ticket: 200,
  entries: 200,
} as const

const kinds = { hello: 0, show: 1, here: 2, changes: 3 } as const

const flags = { node: 1, writing: 2, anchor: 4, head: 8, seat: 16 } as const

function writeShown(encoder: encoding.Encoder, shown: Shown, seat: SeatCode | null = null): void {
  const { node, writing, anchor, head } = shown
  const bits =
    (node === null ? 0 : flags.node) |
    (writing ? flags.writing : 0) |
    (anchor === null ? 0 : flags.anchor) |
    (head === null ? 0 : flags.head) |
    (seat === null ? 0 : flags.seat)
  encoding.writeUint8(encoder, bits)
  if (node !== null) encoding.writeVarString(encoder, node)
  if (anchor !== null) encoding.writeVarUint8Array(encoder, anchor)
  if (head !== null) encoding.writeVarUint8Array(encoder, head)
  if (seat !== null) encoding.writeVarString(encoder, seat)
}

/** Throws on anything malformed; `decode` turns that into null. */
function readShown(decoder: decoding.Decoder): Shown & { readonly seat: SeatCode | null } {
  const bits = decoding.readUint8(decoder)
  if (bits > 31) throw new RangeError('flags')
  const node = bits & flags.node ? decoding.readVarString(decoder) : null
  if (node !== null && !isId(node)) throw new RangeError('node')
  const anchor = bits & flags.anchor ? readPosition(decoder) : null
  const head = bits & flags.head ? readPosition(decoder) : null
  const seat = bits & flags.seat ? decoding.readVarString(decoder) : null
  if (seat !== null && !isSeatCode(seat)) throw new RangeError('seat')
  return { node: node as NodeId | null, writing: (bits & flags.writing) !== 0, anchor, head, seat }
}

function readPosition(decoder: decoding.Decoder): Uint8Array {
  const bytes = decoding.readVarUint8Array(decoder)
  if (bytes.length > presenceLimits.position) throw new RangeError('position')
  return bytes.slice()
}

function encode(kind: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, kind)
  body(encoder)
  return encoding.toUint8Array(encoder)
}

/** The first frame of a client: its ticket for the presence path. */
export const encodeHello = (ticket: string): Uint8Array =>
  encode(kinds.hello, (encoder) => encoding.writeVarString(encoder, ticket))
/** What this client shows of itself, whole each time. */
export const encodeShow = (shown: Shown): Uint8Array => encode(kinds.show, (encoder) => writeShown(encoder, shown))

function writePresence(encoder: encoding.Encoder, entry: Presence): void {
  encoding.writeVarUint(encoder, entry.conn)
  encoding.writeUint8(encoder, roles.indexOf(entry.role))
  writeShown(encoder, entry, entry.seat)
}

function readPresence(decoder: decoding.Decoder): Presence {
  const conn = decoding.readVarUint(decoder)
  const role = roles[decoding.readUint8(decoder)]
  if (role === undefined) throw new RangeError('role')
  return { conn, role, ...readShown(decoder) }
}

function readList<T>(decoder: decoding.Decoder, read: (decoder: decoding.Decoder) => T): T[] {
  const count = decoding.readVarUint(decoder)
  // Twice the entries of a document: within one beat everybody may have left and come back.
  if (count > presenceLimits.entries * 2) throw new RangeError('entries')
  return Array.from({ length: count }, () => read(decoder))
}

/** The answer to `hello`: everybody. `self`: which of them the reader is. */
export const encodeHere = (self: number, all: readonly Presence[]): Uint8Array =>
  encode(kinds.here, (encoder) => {
    encoding.writeVarUint(encoder, self)
    encoding.writeVarUint(encoder, all.length)
    for (const entry of all) writePresence(encoder, entry)
  })

/** Who changed, whole, and the numbers of connections that are gone. */
export const encodeChanges = (changed: readonly Presence[], gone: readonly number[]): Uint8Array =>
  encode(kinds.changes, (encoder) => {
    encoding.writeVarUint(encoder, changed.length)
    for (const entry of changed) writePresence(encoder, entry)
    encoding.writeVarUint(encoder, gone.length)
    for (const conn of gone) encoding.writeVarUint(encoder, conn)
  })

function decode<T>(frame: Uint8Array, read: (kind: number, decoder: decoding.Decoder) => T | null): T | null {
  try {
    const decoder = decoding.createDecoder(frame)
    const value = read(decoding.readUint8(decoder), decoder)
    return decoding.hasContent(decoder) ? null : value
  } catch {
    return null
  }
}

/** Null for anything that is not exactly one frame of a client. */
export function decodeFromPresence(frame: Uint8Array): FromPresence | null {
  if (frame.length > presenceLimits.frame) return null
  return decode<FromPresence>(frame, (kind, decoder) => {
    if (kind === kinds.hello) {
      const ticket = decoding.readVarString(decoder)
      return ticket.length > presenceLimits.ticket ? null : { kind: 'hello', ticket }
    }
    if (kind !== kinds.show) return null
    const { seat, ...shown } = readShown(decoder)
    // Who is speaking is the server's to say.
    return seat === null ? { kind: 'show', ...shown } : null
  })
}

/** Null for anything that is not exactly one frame of the server. */
export function decodeToPresence(frame: Uint8Array): ToPresence | null {
  return decode<ToPresence>(frame, (kind, decoder) => {
    if (kind === kinds.here)
      return { kind: 'here', self: decoding.readVarUint(decoder), all: readList(decoder, readPresence) }
    if (kind === kinds.changes)
      return {
        kind: 'changes',
        changed: readList(decoder, readPresence),
        gone: readList(decoder, decoding.readVarUint),
      }
    return null
  })
}
