/** What only an ended epoch can say: which device wrote what the present one was begun with. */
import * as Y from 'yjs'
import type { DocName, Journal } from '../../journal/port.ts'
import type { Room } from '../room.ts'

/** Boards that are held; each was asked about by somebody without a seat. */
const mostHeld = 2

export type Ended = ReturnType<typeof createEnded>

/** Holds two ended epochs' boards in memory. */
export function createEnded(journal: Journal) {
  const held = new Map<string, Y.Doc>()
  /** How often rows were rewritten: what was read before is not kept. */
  let rewritten = 0

  async function lastOf(name: DocName, epoch: number): Promise<Y.Doc> {
    const key = `${epoch} ${name}`
    const before = rewritten
    let doc = held.get(key)
    if (doc === undefined) {
      doc = new Y.Doc()
      for (const update of (await journal.load(name, epoch)).updates) Y.applyUpdate(doc, update)
    }
    held.delete(key)
    if (before === rewritten) held.set(key, doc)
    const [oldest] = held.keys()
    if (oldest !== undefined && held.size > mostHeld) held.delete(oldest)
    return doc
  }

  return {
    /** The rows were rewritten. */
    forget(): void {
      rewritten += 1
      held.clear()
    },

    /** Whether this device wrote these words in an epoch before the room's. */
    async wrote({ name, epoch }: Room, words: string, device: string): Promise<boolean> {
      for (let each = epoch - 1; each >= 1; each -= 1) {
        const item = (await lastOf(name, each)).getMap('words')._map.get(words)
        if (item !== undefined && journal.owner(name, each, item.id.client) === device) return true
      }
      return false
    },
  }
}
