import type { RawData } from 'ws'

/** What a message holds, however `ws` hands it over. */
export function bytesIn(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/**
 * A server's binary WebSocket message, unfragmented and unmasked (RFC 6455, 5.2), as the bytes that go out: made once and
 * written to every socket, where `ws` would make a header and two writes for each. Only for sockets without deflate,
 * whose `ws` hands every message to the stream before `send` returns: the order of messages stays.
 */
export function binaryFrame(payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x82
  if (length < 126) frame[1] = length
  else if (length < 65_536) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(payload, head)
  return frame
}
