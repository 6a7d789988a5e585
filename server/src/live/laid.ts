/**
 * Documents that nobody has open, as they were last read: a few, because a table's screen asks again and again. One that has
 * more rows by now is read anew.
 */
import type { DocName } from '@tablee/shared/documents'
import * as Y from 'yjs'
import type { Journal } from '../journal/port.ts'

/** A document as committed, how far that is, and after how many rewritings it was read. */
export type Committed = {
  readonly document: Y.Doc
  readonly epoch: number
  readonly seq: number
  readonly rewritten: number
}

const most = 8

/** Eight are held. What is given is shared: nobody may change it. */
export function createLaid(journal: Pick<Journal, 'head' | 'load'>) {
  const known = new Map<DocName, Committed>()
  const loading = new Map<DocName, Promise<Committed | null>>()
  /** How often rows were rewritten: what was read before is not what the log says. */
  let rewritten = 0

  async function load(name: DocName): Promise<Committed | null> {
    const before = rewritten
    const { epoch, seq, updates } = await journal.load(name)
    const document = new Y.Doc()
    document.transact(() => {
      for (const update of updates) Y.applyUpdate(document, update)
    })
    if (before !== rewritten) return null
    const replica = { document, epoch, seq, rewritten }
    known.delete(name)
    known.set(name, replica)
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size > most) known.delete(oldest)
    return replica
  }

  return {
    /** Null where it has to be read first. `read`: what the asker has just read, which others may have pushed out by now. */
    now(name: DocName, read: Committed | null = null): Committed | null {
      const [found, head] = [known.get(name) ?? read, journal.head(name)]
      if (found === null || found.rewritten !== rewritten) return null
      return found.epoch === head.epoch && found.seq >= head.seq ? found : null
    },
    /** Two who ask at once wait for one reading. */
    async read(name: DocName): Promise<Committed | null> {
      const under = loading.get(name) ?? load(name)
      loading.set(name, under)
      try {
        return await under
      } finally {
        if (loading.get(name) === under) loading.delete(name)
      }
    },
    /** Rows of the journal were rewritten (erasure). */
    forget(): void {
      rewritten += 1
      known.clear()
      loading.clear()
    },
  }
}
