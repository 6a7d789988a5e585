/**
 * Copies of other epochs than the one on the screen: a tab that was killed in the middle of a new epoch, a device's store
 * that answered late. Each is a document of its own and is handed in beside the board; until then it counts as unsaved.
 */
import * as Y from 'yjs'
import type { ClientProblem } from './api.ts'
import type { Later } from './environment.ts'
import type { HandedIn } from './hand-in.ts'
import { pauseOf, steady } from '../hold/retry.ts'

export type Others = {
  add(epoch: string, updates: readonly Uint8Array[]): void
  count(): number
  /** The network is there. */
  wake(): void
  close(): void
}

export function openOthers(parts: {
  readonly handIn: (epoch: string, doc: Y.Doc) => Promise<HandedIn>
  readonly later: Later
  readonly changed: () => void
  /** The server has it, or it is put aside. */
  readonly handed: (epoch: string) => void
  readonly refused: (problem: ClientProblem, lacking: Uint8Array) => void
}): Others {
  let waiting: { readonly epoch: string; readonly doc: Y.Doc }[] = []
  let sending = false
  let closed = false
  let callOff: (() => void) | null = null

  async function send(): Promise<void> {
    if (sending || closed) return
    sending = true
    callOff?.()
    callOff = null
    for (let first = waiting[0]; first && !closed; first = waiting[0]) {
      const { epoch, doc } = first
      const done = await parts.handIn(epoch, doc)
      if (closed) break
      if (!done.ok && !done.final) {
        callOff = parts.later(pauseOf(steady, 0, 0, done.problem), () => void send())
        break
      }
      waiting = waiting.slice(1)
      if (!done.ok) parts.refused(done.problem, done.lacking)
      parts.handed(epoch)
      doc.destroy()
      parts.changed()
    }
    sending = false
  }

  return {
    add(epoch, updates) {
      const doc = new Y.Doc()
      for (const update of updates) {
        try {
          Y.applyUpdate(doc, update)
        } catch {
          continue // one row that does not decode must not hide the others
        }
      }
      if (doc.store.clients.size === 0) return
      waiting = [...waiting, { epoch, doc }]
      parts.changed()
    },
    count: () => waiting.length,
    wake: () => void send(),
    close() {
      closed = true
      callOff?.()
    },
  }
}
