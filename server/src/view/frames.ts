/** Frames of the y-websocket protocol, as bytes. An observer hears sync (step 2 and updates), denials and keep-alives. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { binaryFrame } from '../ops/frame.ts'

const sync = 0
const awareness = 1
const auth = 2
const step1 = 0
const step2 = 1
const update = 2
const permissionDenied = 0

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const syncFrame =
  (kind: number) =>
  (bytes: Uint8Array): Uint8Array =>
    frame((encoder) => {
      encoding.writeVarUint(encoder, sync)
      encoding.writeVarUint(encoder, kind)
      encoding.writeVarUint8Array(encoder, bytes)
    })

export const stateFrame = syncFrame(step2)
export const updateFrame = syncFrame(update)

export const deniedFrame = frame((encoder) => {
  encoding.writeVarUint(encoder, auth)
  encoding.writeVarUint(encoder, permissionDenied)
  encoding.writeVarString(encoder, 'read only')
})

/** An awareness update about nobody. Stock clients hang up after 30 s of silence, and WebSocket pings don't count. */
export const keepAliveFrame = frame((encoder) => {
  encoding.writeVarUint(encoder, awareness)
  encoding.writeVarUint8Array(
    encoder,
    frame((inner) => encoding.writeVarUint(inner, 0)),
  )
})

export type FromObserver =
  | { readonly kind: 'ask'; readonly stateVector: Uint8Array }
  | { readonly kind: 'write' }
  /** Awareness, queries, anything else a stock client says that is none of our business. */
  | { readonly kind: 'ignore' }
  | { readonly kind: 'malformed' }

/** Never throws. A state vector is a view into `bytes`, unread. */
export function readFrame(bytes: Uint8Array): FromObserver {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== sync) return { kind: 'ignore' }
    const kind = decoding.readVarUint(decoder)
    if (kind === step1) return { kind: 'ask', stateVector: decoding.readVarUint8Array(decoder) }
    return kind === step2 || kind === update ? { kind: 'write' } : { kind: 'malformed' }
  } catch {
    return { kind: 'malformed' }
  }
}

/** What a state or an update of the view holds, as a follower gets it; null for any other frame, and for what is none. */
export function updateIn(bytes: Uint8Array): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== sync) return null
    const kind = decoding.readVarUint(decoder)
    return kind === step2 || kind === update ? decoding.readVarUint8Array(decoder) : null
  } catch {
    return null
  }
}

/** How much of `writer` a state vector says its owner has; null when it can't be read. Other writers are none of ours. */
export function clockOf(stateVector: Uint8Array, writer: number): number | null {
  try {
    const decoder = decoding.createDecoder(stateVector)
    let clock = 0
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const client = decoding.readVarUint(decoder)
      const at = decoding.readVarUint(decoder)
      if (client === writer) clock = at
    }
    return clock
  } catch {
    return null
  }
}

/** A state vector that says: this much of the one writer. */
export const stateVectorOf = (writer: number, clock: number): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, clock > 0 ? 1 : 0)
    if (clock === 0) return
    encoding.writeVarUint(encoder, writer)
    encoding.writeVarUint(encoder, clock)
  })

export type StateFrame = { readonly frame: Uint8Array; readonly framed: Uint8Array }

/** Bytes of state frames that one view keeps: a hall that joins or comes back asks for a few states many times. */
const mostKept = 4 * 1024 * 1024

/**
 * State frames, by what the asker has already. A stranger may ask for thousands of different ones, each nearly as large
 * as the view: what does not fit is made for anyone who asks, and forgotten.
 */
export function keptFrames(make: (since: number) => Uint8Array) {
  const kept = new Map<number, StateFrame>()
  let bytes = 0
  return {
    get bytes() {
      return bytes
    },
    of(since: number): StateFrame {
      const known = kept.get(since)
      if (known !== undefined) return known
      const state = stateFrame(make(since))
      const framed = binaryFrame(state)
      const made = { framed, frame: framed.subarray(framed.length - state.length) }
      // The whole state is what most ask for, however large it is.
      if (since === 0 || bytes + framed.length <= mostKept) {
        kept.set(since, made)
        bytes += framed.length
      }
      return made
    },
    clear(): void {
      kept.clear()
      bytes = 0
    },
  }
}
