import type { RawData, WebSocket } from 'ws'
import { bytesIn } from '../ops/frame.ts'

/** More than anybody says before they are listened to. */
const most = 8

/** What comes, one after the other, until somebody else listens. Whoever says more than is asked for is cut off. */
export function framesOf(ws: WebSocket) {
  const came: Buffer[] = []
  let ask: ((frame: Buffer) => void) | null = null
  const take = (data: RawData): void => {
    const frame = Buffer.from(bytesIn(data))
    if (ask !== null) ask(frame)
    else if (came.length < most) came.push(frame)
    else ws.terminate()
    ask = null
  }
  ws.on('message', take)
  return {
    next: (within: number): Promise<Buffer> =>
      new Promise((done, failed) => {
        const first = came.shift()
        if (first !== undefined) return done(first)
        const late = setTimeout(() => failed(new Error('nothing came')), within)
        late.unref()
        ws.once('close', () => failed(new Error('gone')))
        ask = (frame) => (clearTimeout(late), done(frame))
      }),
    /** From now on somebody else listens; what came before is told first. */
    done(then: (frame: Buffer) => void): void {
      ws.off('message', take)
      for (const frame of came.splice(0)) then(frame)
      ws.on('message', (data) => then(Buffer.from(bytesIn(data))))
    },
  }
}
