/** A typist seen by the table: at which entry, writing or not. What it says is stamped by the server like everybody's. */
import { encodeHello, encodeShow } from '@tablee/shared/wire/presence'
import type { NodeId } from '@tablee/shared/ids'
import { WebSocket } from 'ws'

/** The server forgets anyone who was silent for 30 s. */
const refresh = 15_000
/** Five frames a second are read; the last one wins. */
const beat = 250

export type Presence = { show(node: NodeId | null): void; leave(): void }

/** Comes back by itself until `leave`, unless the server sent it away; never throws. */
export function openPresence({
  sockets,
  rejectUnauthorized,
  ticket,
}: {
  sockets: string
  rejectUnauthorized: boolean
  ticket: () => Promise<string>
}): Presence {
  let socket: WebSocket | null = null
  let at: NodeId | null = null
  let left = false
  let due: NodeJS.Timeout | null = null

  function say(): void {
    due = null
    if (socket?.readyState === WebSocket.OPEN)
      socket.send(encodeShow({ node: at, writing: at !== null, anchor: null, head: null }))
  }
  async function connect(): Promise<void> {
    const hello = encodeHello(await ticket())
    if (left) return
    const made = new WebSocket(`${sockets}/presence`, { perMessageDeflate: false, rejectUnauthorized })
    socket = made
    made.on('open', () => {
      made.send(hello)
      say()
    })
    made.on('error', () => undefined) // 'close' follows
    made.on('close', (code) => {
      // Not to be seen is no reason to stop typing; only the person who was sent away does not come back.
      if (!left && code < 4_400) setTimeout(again, 1_000).unref()
    })
  }
  const again = (): void => {
    if (!left) connect().catch(() => undefined)
  }
  again()
  const kept = setInterval(say, refresh)
  kept.unref()
  return {
    show(node) {
      if (node === at) return
      at = node
      due ??= setTimeout(say, beat)
    },
    leave() {
      left = true
      clearInterval(kept)
      if (due !== null) clearTimeout(due)
      socket?.terminate()
    },
  }
}
