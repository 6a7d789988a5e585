/**
 * A WebSocket client that costs next to nothing: 600 of them open at once in one process, and what is measured must be
 * the server. Binary frames, unfragmented as all three servers send them; the mask is zero, which the protocol allows.
 */
import { connect } from 'node:net'

export type RawSocket = {
  readonly send: (bytes: Uint8Array) => void
  readonly close: () => void
  readonly isOpen: () => boolean
}

const text = 1
const binary = 2
const pingOp = 9
const pongOp = 10

export function openSocket(
  port: number,
  path: string,
  on: { readonly open: (socket: RawSocket) => unknown; readonly message: (bytes: Uint8Array) => void },
): RawSocket {
  const tcp = connect({ port, host: '127.0.0.1', noDelay: true })
  let upgraded = false
  let chunks: Buffer[] = []
  let have = 0
  let want = 2
  const write = (op: number, bytes: Uint8Array): void => {
    const { length } = bytes
    const head = length < 126 ? 6 : length < 65_536 ? 8 : 14
    const frame = Buffer.alloc(head + length)
    frame[0] = 0x80 | op
    if (length < 126) frame[1] = 0x80 | length
    else if (length < 65_536) {
      frame[1] = 0x80 | 126
      frame.writeUInt16BE(length, 2)
    } else {
      frame[1] = 0x80 | 127
      frame.writeBigUInt64BE(BigInt(length), 2)
    }
    frame.set(bytes, head)
    tcp.write(frame)
  }
  const socket: RawSocket = {
    send: (bytes) => write(binary, bytes),
    close: () => tcp.destroy(),
    isOpen: () => upgraded && !tcp.destroyed,
  }
  tcp.on('connect', () =>
    tcp.write(
      `GET /${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    ),
  )
  tcp.on('error', () => undefined)
  tcp.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    have += chunk.length
    if (have < want) return
    let all = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    if (!upgraded) {
      const end = all.indexOf('\r\n\r\n')
      if (end >= 0) {
        if (!all.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101')))
          throw new Error(`no upgrade on /${path}: ${all.subarray(0, end).toString()}`)
        upgraded = true
        all = all.subarray(end + 4)
        on.open(socket)
      }
    }
    want = 2
    while (upgraded && all.length >= 2) {
      const [first = 0, second = 0] = all
      const short = second & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (all.length < head) {
        want = head
        break
      }
      const length = short < 126 ? short : short === 126 ? all.readUInt16BE(2) : Number(all.readBigUInt64BE(2))
      if (all.length < head + length) {
        want = head + length
        break
      }
      const payload = all.subarray(head, head + length)
      all = all.subarray(head + length)
      const op = first & 0x0f
      if (op === binary || op === text) on.message(payload)
      else if (op === pingOp) write(pongOp, payload)
    }
    chunks = all.length > 0 ? [all] : []
    have = all.length
  })
  return socket
}
