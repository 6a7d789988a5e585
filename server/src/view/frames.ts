/** Frames of the y-websocket protocol, as bytes. An observer hears sync (step 2 and updates), denials and keep-alives. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

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
