/** What becomes of an entry that stands: removed, moved, hung elsewhere; and the way back. */
import type { NodeId } from '@tablee/shared/ids'
import type { Hand } from './hand.ts'
import type { Move } from '../board/moves.ts'
import { nameRemoval, putBeneath, siblingsOf, step, takeAway } from '../board/verbs.ts'

export function createArranging(hand: Hand) {
  const { world, set, at, done, focusRow } = hand
  function remove(id: NodeId): void {
    const entry = at(id)
    const { link, shown, say } = world()
    if (!entry || !world().mayEdit) return
    const index = shown.list.indexOf(entry)
    const neighbour = shown.list[index - 1]?.node.id ?? shown.list[index + 1]?.node.id ?? null
    const name = entry.item.number || `“${entry.node.wording.slice(0, 30)}”`
    if (!done(takeAway(link, id)).ok) return
    nameRemoval(link, name)
    const apart = entry.item.children.length
    const text = [
      entry.words.length > 0
        ? say('removedWords', { entry: name, n: entry.words.length })
        : say('removed', { entry: name }),
      ...(apart > 0 ? [say('removedApart', { n: apart })] : []),
    ].join(' ')
    set({ selected: neighbour, editing: null, menu: null, done: { text, undo: () => history('undo') } })
    focusRow(neighbour)
  }

  function history(which: 'undo' | 'redo'): void {
    const { link, ui } = world()
    if (which === 'undo' && ui.done?.after === link.undo.undoStack.length) ui.done.undo()
    else if (which === 'undo') link.undo.undo()
    else link.undo.redo()
    set({ done: null })
  }

  function shift(id: NodeId, way: 'up' | 'down' | 'in' | 'out'): void {
    const { entries, link, mayEdit } = world()
    const entry = at(id)
    if (!entry || !mayEdit) return
    const siblings = siblingsOf(entries, entry.item.parent, id)
    const index = siblings.indexOf(entry)
    const above = siblings[index - 1]
    const below = siblings[index + 1]
    if (way === 'up' && above) done(step(link, id, { before: above.node.id }))
    if (way === 'down' && below) done(step(link, id, { after: below.node.id }))
    if (way === 'in' && above && entry.node.kind !== 'issue')
      done(putBeneath(link, entries, id, above.node.id, above.item.children.at(-1) ?? null))
    if (way === 'out' && entry.item.parent !== null) {
      const parent = at(entry.item.parent)
      if (parent)
        done(putBeneath(link, entries, id, parent.item.parent, parent.item.parent === null ? null : parent.node.id))
    }
    if (world().ui.editing === null) focusRow(id)
  }

  /** Onto another card: beneath it as `move`. */
  function drop(id: NodeId, onto: NodeId, move: Move): void {
    const { entries, link } = world()
    done(putBeneath(link, entries, id, onto, null, move))
  }

  function loosen(id: NodeId): void {
    const { entries, link } = world()
    done(putBeneath(link, entries, id, null, null))
  }

  return { remove, history, shift, drop, loosen }
}
