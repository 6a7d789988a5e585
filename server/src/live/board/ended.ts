/** What only an ended epoch can say: which device wrote what the present one was begun with. */
import * as Y from 'yjs'
import type { Journal } from '../../journal/port.ts'
import type { Room } from '../room.ts'

/** Boards that are held; each was asked about by somebody without a seat. */
const mostHeld = 2

export type Ended = ReturnType<typeof createEnded>

export function createEnded(journal: Journal) {
  const held = new Map<string, Y.Doc>()

  function lastOf(name: string, epoch: number): Y.Doc {
    const key = `${epoch} ${name}`
    const doc = held.get(key) ?? new Y.Doc()
    if (!held.delete(key)) for (const update of journal.atOnce.load(name, epoch).updates) Y.applyUpdate(doc, update)
    held.set(key, doc)
    const [oldest] = held.keys()
    if (oldest !== undefined && held.size > mostHeld) held.delete(oldest)
    return doc
  }

  return {
    /** The rows were rewritten. */
    forget: (): void => held.clear(),

    /** Whether this device wrote these words in an epoch before the room's. */
    wrote({ name, epoch }: Room, words: string, device: string): boolean {
      for (let each = epoch - 1; each >= 1; each -= 1) {
        const item = lastOf(name, each).getMap('words')._map.get(words)
        if (item !== undefined && journal.owner(name, each, item.id.client) === device) return true
      }
      return false
    },
  }
}
