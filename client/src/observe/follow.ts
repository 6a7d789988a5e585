/**
 * Follows one room with the stock y-websocket provider: any Yjs client could. It receives; there is nothing here that
 * could write, and the room's name leads to no editor.
 */
import type { BoardView } from '@tablee/shared/view/policy'
import { WebsocketProvider } from 'y-websocket'
import { Doc } from 'yjs'
import { readView } from '@tablee/shared/view/read'

export type Seen = {
  /** Null until the first state has arrived. */
  readonly view: BoardView | null
  readonly connected: boolean
  /** When the server was last heard (this device's clock), null while it never was. */
  readonly at: number | null
}

export type Follower = {
  current(): Seen
  subscribe(changed: () => void): () => void
  destroy(): void
}

/** `page`: counted once, however many rooms it follows. `ended` is called when this room will not come back (a new epoch, a revoked link): ask the list again. */
export function followRoom(url: string, room: string, page: string, ended: () => void): Follower {
  const doc = new Doc()
  const provider = new WebsocketProvider(url, room, doc, {
    disableBc: true,
    params: { page, lang: document.documentElement.lang },
  })
  // Observers say nothing of themselves, not even that they are there.
  provider.awareness.setLocalState(null)
  let seen: Seen = { view: null, connected: false, at: null }
  let frame: number | null = null
  const listeners = new Set<() => void>()
  const set = (change: Partial<Seen>): void => {
    seen = { ...seen, ...change }
    for (const listener of listeners) listener()
  }
  // A frame from the server may hold ten edits; the screen reads the document once per frame.
  const read = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = null
      set({ view: readView(doc), at: Date.now() })
    })
  }
  doc.on('update', read)
  provider.on('sync', (synced: boolean) => {
    if (synced) set({ view: readView(doc), connected: true, at: Date.now() })
  })
  provider.on('status', ({ status }: { status: string }) => {
    if (status === 'disconnected' && seen.connected) set({ connected: false, at: Date.now() })
  })
  provider.on('closed', () => {
    set({ connected: false })
    ended()
  })
  return {
    current: () => seen,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy() {
      if (frame !== null) cancelAnimationFrame(frame)
      listeners.clear()
      provider.destroy()
      doc.destroy()
    },
  }
}
