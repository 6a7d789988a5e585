/**
 * What comes to a board on which something was erased: where it says an erased sentence again, and nobody's name stands
 * beside it, its letters are black before they are written down. So neither a device that was away nor an undo brings one
 * back, and who pastes it sees that it is not taken.
 */
import { newBoardDoc } from '@tablee/shared/board/doc'
import { blackenLetters, lettersGone, lettersIn, theirsOn, type Erased, type Letters } from '@tablee/shared/board/erase'
import type { BoardId, TableId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { blackenUpdate, lettersSaid } from './blacken-row.ts'
import { againKnown, type Mac } from './known.ts'
import { knownAt, type ErasureLog } from './log.ts'

export type Arrival = {
  /** Its letters black, under the same ids. */
  readonly update: Uint8Array
  /** On the board, once it is there: the device that brought it holds other letters under these ids, and loses them so. */
  settle(doc: Y.Doc): void
  /** Letters of it that had come before, one by one. */
  readonly before: readonly Letters[]
}

/**
 * Asks nothing of a board whose table never erased anything. Of the others it holds a second copy, from the first
 * arrival until `forget`, or until the document itself is gone.
 */
export function createArrivals(parts: {
  readonly erasures: ErasureLog
  readonly macOf: (table: TableId) => Mac
  readonly tableOf: (board: BoardId) => TableId | null
  readonly isSheet: (board: BoardId, words: string) => boolean
}) {
  const { erasures, macOf, isSheet } = parts
  const tables = new Map<TableId, Erased['again'] | null>()
  function againAt(board: BoardId): Erased['again'] | null {
    const table = parts.tableOf(board)
    if (table === null) return null
    let again = tables.get(table)
    if (again === undefined) {
      const known = knownAt(erasures, table)
      again = known.length === 0 ? null : againKnown(macOf(table), table, known)
      tables.set(table, again)
    }
    return again
  }

  // More is known from its row on, before anybody hears that it is there.
  erasures.onChange(({ row }) => {
    if (row.kind === 'erase') tables.clear()
  })

  /** A board as it stands with what is on its way into it. */
  const shadows = new WeakMap<Y.Doc, { readonly shadow: Y.Doc; readonly follow: (update: Uint8Array) => void }>()
  function shadowOf(doc: Y.Doc): Y.Doc {
    const known = shadows.get(doc)
    if (known !== undefined) return known.shadow
    const shadow = newBoardDoc()
    Y.applyUpdate(shadow, Y.encodeStateAsUpdate(doc))
    const follow = (update: Uint8Array): void => Y.applyUpdate(shadow, update)
    doc.on('update', follow)
    shadows.set(doc, { shadow, follow })
    return shadow
  }
  function drop(doc: Y.Doc): void {
    const known = shadows.get(doc)
    if (known === undefined) return
    doc.off('update', known.follow)
    shadows.delete(doc)
    known.shadow.destroy()
  }

  return {
    /** Asked of an update that is sound, right before it is written down. Null: nothing of it was erased. */
    arrives(board: BoardId, doc: Y.Doc, update: Uint8Array): Arrival | null {
      const again = againAt(board)
      if (again === null) return null
      const shadow = shadowOf(doc)
      const own = (words: string): boolean => isSheet(board, words)
      const what: Erased = { ids: new Set(), again, own, theirs: theirsOn(shadow, new Set(), own) }
      const letters: Letters[] = []
      const hear = (transaction: Y.Transaction): void => void letters.push(...lettersIn(transaction, what))
      shadow.on('afterTransaction', hear)
      try {
        Y.applyUpdate(shadow, update)
      } finally {
        shadow.off('afterTransaction', hear)
      }
      // An undo that was itself undone brings its letters, too, deleted as they come.
      letters.push(...lettersGone(shadow, lettersSaid(update, again)))
      if (letters.length === 0) return null
      // It holds the letters as they came.
      drop(doc)
      return {
        update: blackenUpdate(update, { ...what, letters }),
        settle: (live) => blackenLetters(live, { who: 'server', why: 'erase' }, letters, what),
        before: letters.filter(({ client, clock }) => clock < Y.getState(doc.store, client)),
      }
    },
    /** It was not written down after all. */
    forget: drop,
  }
}
