/**
 * The document read as a Board: immutable, bounded, and nothing on it that hangs in the air. Reading is total: it never
 * throws, whatever the document holds (`entries.ts`).
 *
 * Iteration order of the maps means nothing; order is in `outline`, `wordsOf`, `unplaced` and `loose`.
 */
import * as Y from 'yjs'
import { compose } from './compose.ts'
import { rootNames, rootsToRead } from './doc.ts'
import { readEntries, rereadEntries, type Changed } from './entries.ts'
import type { Board } from './schema.ts'

/** The whole document read. With the board before, whatever did not change is the same object. Never throws. */
export function readBoard(doc: Y.Doc, previous?: Board): Board {
  const before = previous ?? null
  return compose(readEntries(rootsToRead(doc), before), before, null)
}

export type BoardReader = {
  /** The board as of the last finished transaction. */
  current(): Board
  /** Called after each transaction that touched the board; ask `current()` then. Returns how to stop. */
  subscribe(changed: () => void): () => void
  destroy(): void
}

/** Follows a document: after a change it reads only the entries that changed. Always equal to `readBoard`. */
export function boardReader(doc: Y.Doc): BoardReader {
  const from = rootsToRead(doc)
  const changed: Changed = {
    nodes: new Set(),
    relations: new Set(),
    words: new Set(),
    placed: new Set(),
    withdrawn: new Set(),
    redacted: new Set(),
    meta: new Set(),
  }
  const listeners = new Set<() => void>()
  let entries = readEntries(from, null)
  let board = compose(entries, null, null)
  let stale = false // since `current` was last asked
  let touched = false // in the transaction that is about to end

  const watchers = rootNames.map((name) => {
    const root = from[name]
    const watch = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      for (const event of events) {
        if (event.target === root) {
          if (event instanceof Y.YMapEvent)
            for (const key of event.keysChanged) if (typeof key === 'string') changed[name].add(key)
        } else {
          const key = entryAbove(event.target, root)
          if (key !== null) changed[name].add(key)
        }
      }
      if (changed[name].size > 0) stale = touched = true
    }
    root.observeDeep(watch)
    return () => root.unobserveDeep(watch)
  })
  const tell = (): void => {
    if (!touched) return
    touched = false
    const told = [...listeners] // one that subscribes anew is told next time
    for (const listener of told) listener()
  }
  doc.on('afterTransaction', tell)

  return {
    current() {
      if (stale) {
        const next = rereadEntries(from, entries, changed)
        board = compose(next, board, entries)
        entries = next
        stale = false
        for (const name of rootNames) changed[name].clear()
      }
      return board
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy() {
      for (const stop of watchers) stop()
      doc.off('afterTransaction', tell)
      listeners.clear()
    },
  }
}

/** The key in the root above a type; climbs instead of using `event.path`, which is quadratic in a hostile depth. */
export function entryAbove(type: Y.AbstractType<unknown>, root: Y.Map<unknown>): string | null {
  let at: Y.AbstractType<unknown> = type
  while (at.parent !== null && at.parent !== root) at = at.parent
  return at.parent === root ? (at._item?.parentSub ?? null) : null
}
