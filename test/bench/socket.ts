/**
 * A WebSocket client that costs next to nothing: thousands of them open at once in one process, and what is measured must
 * be the server. Frames are unfragmented, as all the servers here send them; the mask is zero, which the protocol allows.
 * All sockets read into one buffer: what `message` gets is a view into it, good until it returns.
 */
import { connect, type OnReadOpts } from 'node:net'

export type RawSocket = {
  readonly send: (bytes: Uint8Array) => void
  readonly sendText: (text: string) => void
  readonly close: () => void
  readonly isOpen: () => boolean
  /** From now on only bytes are counted, without looking for frames: for observers whose latency nobody measures. */
  readonly countOnly: (count: (bytes: number) => void) => void
}

const textOp = 1
const binaryOp = 2
const closeOp = 8
const pingOp = 9
const pongOp = 10
const shared = Buffer.allocUnsafeSlow(256 * 1024)

/** An address has its own limit of sockets on Tablée; a hall of thousands comes from several. */
const perAddress = 2_500
let opened = 0
const nextAddress = (): string => `127.0.0.${1 + (Math.floor(opened++ / perAddress) % 8)}`

export function openSocket(
  port: number,
  path: string,
  on: {
    readonly open: (socket: RawSocket) => unknown
    readonly message: (bytes: Uint8Array) => void
    /** Why, as the server said it: its close code and reason, or the line in which it refused to open. */
    readonly closed?: (why: string) => void
  },
  from = nextAddress(),
): RawSocket {
  let why = 'cut'
  let upgraded = false
  let rest: Buffer | null = null
  let want = 2
  let counting: ((bytes: number) => void) | null = null
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
    send: (bytes) => write(binaryOp, bytes),
    sendText: (text) => write(textOp, Buffer.from(text)),
    close: () => tcp.destroy(),
    isOpen: () => upgraded && !tcp.destroyed,
    countOnly: (count) => void (counting = count),
  }
  function read(bytes: Buffer): void {
    if (counting !== null) return counting(bytes.length)
    let all = rest === null ? bytes : Buffer.concat([rest, bytes])
    rest = null
    if (all.length >= want) {
      if (!upgraded) {
        const end = all.indexOf('\r\n\r\n')
        if (end >= 0) {
          if (!all.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
            why = all.subarray(0, all.indexOf('\r\n')).toString()
            if (on.closed === undefined) throw new Error(`no upgrade on /${path}: ${why}`)
            return void tcp.destroy()
          }
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
        if (op === binaryOp || op === textOp) on.message(payload)
        else if (op === pingOp) write(pongOp, payload)
        else if (op === closeOp && length >= 2) why = `${payload.readUInt16BE(0)} ${payload.subarray(2).toString()}`
      }
    }
    if (all.length > 0) rest = Buffer.from(all)
  }
  const onread: OnReadOpts = {
    buffer: shared,
    callback: (length) => {
      read(shared.subarray(0, length))
      return true
    },
  }
  const tcp = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true, onread })
  tcp.on('connect', () =>
    tcp.write(
      `GET /${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    ),
  )
  tcp.on('error', () => undefined)
  tcp.on('close', () => on.closed?.(why))
  return socket
}
