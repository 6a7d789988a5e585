/**
 * A crowd before a watch node, in a process of its own: raw sockets that look for the marker of each edit, which is the time
 * at which it was written, by this machine's one clock.
 */
import { markersIn } from './client.ts'
import { openSocket } from './socket.ts'

export type Ask =
  | {
      readonly is: 'open'
      readonly port: number
      readonly path: string
      readonly rooms: readonly string[]
      readonly count: number
    }
  | { readonly is: 'measure' | 'tell' }
/** `lags`: how many edits came so many milliseconds late. */
export type Told = { readonly open: number } | { readonly lags: readonly number[]; readonly closed: number }

/** What a marker has room for. */
export const clock = (): number => Date.now() % 1_000_000_000
const most = 20_000
/** Everything that there is: nothing is here. */
const ask = Uint8Array.of(0, 0, 1, 0)

const lags: number[] = Array.from({ length: most }, () => 0)
let from = Number.POSITIVE_INFINITY
const sockets: ReturnType<typeof openSocket>[] = []

async function open({ port, path, rooms, count }: Extract<Ask, { is: 'open' }>): Promise<void> {
  let opened = 0
  for (let n = 0; n < count; n += 1) {
    const room = rooms[n % rooms.length] ?? ''
    sockets.push(
      openSocket(port, `observe/${path}/${room}`, {
        open(socket) {
          opened += 1
          socket.send(ask)
        },
        message(bytes) {
          markersIn(bytes, (at) => {
            if (at < from) return
            const lag = Math.min(most - 1, Math.max(0, clock() - at))
            lags[lag] = (lags[lag] ?? 0) + 1
          })
        },
      }),
    )
    // A hall that comes in within half a minute.
    if (n % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 40))
  }
  while (opened < count) await new Promise((resolve) => setTimeout(resolve, 50))
  tell({ open: opened })
}
const tell = (told: Told): void => void process.send?.(told)

process.on('message', (asked: Ask) => {
  if (asked.is === 'open') void open(asked)
  else if (asked.is === 'measure') from = clock()
  else tell({ lags, closed: sockets.filter((socket) => !socket.isOpen()).length })
})
process.on('disconnect', () => process.exit(0))
