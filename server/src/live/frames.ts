/**
 * The frames between an editor and us: Hocuspocus's envelope (address, type) around y-protocols. Only what an editor
 * needs is let in; everything is checked whole before Hocuspocus sees it, so that it never has to complain.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const messageTypes = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  broadcast: 6,
  close: 7,
  syncStatus: 8,
  ping: 9,
  pong: 10,
} as const

export type Inbound =
  | { readonly kind: 'alive' } // a pong, or anything else that means nothing to us but that somebody is there
  | { readonly kind: 'auth'; readonly address: string; readonly token: string }
  | { readonly kind: 'step1'; readonly address: string; readonly payload: Uint8Array; readonly reply: boolean }
  | { readonly kind: 'write'; readonly address: string; readonly payload: Uint8Array }
  | { readonly kind: 'leave' }
  | { readonly kind: 'bad'; readonly why: string }

/** `payload` is a view into `frame`. */
export function readFrame(frame: Uint8Array): Inbound {
  if (frame.length === 1 && (frame[0] === messageTypes.ping || frame[0] === messageTypes.pong)) return { kind: 'alive' }
  try {
    const decoder = decoding.createDecoder(frame)
    const address = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    switch (type) {
      case messageTypes.sync:
      case messageTypes.syncReply: {
        const step = decoding.readVarUint(decoder)
        const payload = decoding.readVarUint8Array(decoder)
        if (decoding.hasContent(decoder)) return { kind: 'bad', why: 'trailing bytes' }
        if (step === 0) return { kind: 'step1', address, payload, reply: type === messageTypes.syncReply }
        if (step === 1 || step === 2) return { kind: 'write', address, payload }
        return { kind: 'bad', why: 'sync step' }
      }
      case messageTypes.auth: {
        const kind = decoding.readVarUint(decoder)
        return kind === 0
          ? { kind: 'auth', address, token: decoding.readVarString(decoder) }
          : { kind: 'bad', why: 'auth' }
      }
      // Awareness would let anyone speak for anyone, and stateless and broadcast would reach hooks: presence has its own
      // path, commands have HTTP. Dropped, and yet a sign of life.
      case messageTypes.awareness:
      case messageTypes.queryAwareness:
      case messageTypes.stateless:
      case messageTypes.broadcast:
      case messageTypes.syncStatus:
      case messageTypes.ping:
      case messageTypes.pong:
        return { kind: 'alive' }
      case messageTypes.close:
        return { kind: 'leave' }
      default:
        return { kind: 'bad', why: 'message type' }
    }
  } catch {
    return { kind: 'bad', why: 'undecodable' }
  }
}

/** The ticket that a first frame shows; `nothing` where it is only a sign of life. */
export function ticketIn(frame: Uint8Array): string | 'nothing' | null {
  const message = readFrame(frame)
  return message.kind === 'auth' ? message.token : message.kind === 'alive' ? 'nothing' : null
}

function frame(address: string, type: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, type)
  body(encoder)
  return encoding.toUint8Array(encoder)
}

/** A word of the server's own beside the document, as the stock client hears it. */
export const statelessFrame = (address: string, payload: string): Uint8Array =>
  frame(address, messageTypes.stateless, (encoder) => encoding.writeVarString(encoder, payload))

/** Asks the peer for what `vector` lacks. */
export const step1Frame = (address: string, vector: Uint8Array): Uint8Array =>
  frame(address, messageTypes.sync, (encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint8Array(encoder, vector)
  })

/** Gives the peer what it asked for; it answers nothing. */
export const step2Frame = (address: string, update: Uint8Array): Uint8Array =>
  frame(address, messageTypes.sync, (encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, update)
  })

/** The stock client answers this byte with byte 10, which must not reach Hocuspocus: it closes with 4401. */
export const pingFrame = Uint8Array.of(messageTypes.ping)

/** Whether a frame that Hocuspocus sends denies the ticket: it keeps such a socket open, we do not. */
export function deniesEntry(frame: Uint8Array): boolean {
  try {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarString(decoder)
    return decoding.readVarUint(decoder) === messageTypes.auth && decoding.readVarUint(decoder) === 1
  } catch {
    return false
  }
}
