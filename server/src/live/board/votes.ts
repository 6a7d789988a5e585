/** Wordings that are being voted on hold still. */
import * as Y from 'yjs'
import { readBoard } from '@tablee/shared/board/read'
import type { NodeId } from '@tablee/shared/ids'

/**
 * The first locked entry whose wording would read otherwise afterwards, or null. Asked only of updates that touch one at
 * all, so the copy that says what comes of it is made once in a while: deleting an entry takes its letters along, and an
 * undo of that brings them back.
 */
export function movedUnderVote(
  doc: Y.Doc,
  update: Uint8Array,
  touched: ReadonlySet<string>,
  locked: ReadonlyMap<NodeId, string | null> | undefined,
): string | null {
  if (locked === undefined || locked.size === 0) return null
  const asked = [...locked].filter(([node]) => touched.has(node))
  if (asked.length === 0) return null
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = readBoard(copy)
  Y.applyUpdate(copy, update)
  const after = readBoard(copy, before)
  copy.destroy()
  const moved = asked.find(([node, voted]) => {
    const now = after.nodes.get(node)
    if (now === undefined) return false
    return now.wording !== (before.nodes.get(node)?.wording ?? voted)
  })
  return moved?.[0] ?? null
}
