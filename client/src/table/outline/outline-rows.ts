/** The outline's rows: which are linked, where each stands among its siblings, and which must be drawn whatever is in sight. */
import type { NodeId } from '@tablee/shared/ids'
import { useMemo } from 'react'
import { useTable } from '../context.ts'
import type { Entry } from '../board/entries.ts'
import { idOf, rowsOf, type ListedRow } from '../actions/rows-of.ts'

export const depthOf = (row: ListedRow): number => (row.kind === 'entry' ? row.entry.item.depth : row.depth)
const parentOf = (row: ListedRow): NodeId | null => (row.kind === 'entry' ? row.entry.item.parent : row.draft.parent)
/** A row before it was drawn: 22 px a line, some 36 letters in each. */
const guess = (row: ListedRow): number => {
  const wording = row.kind === 'entry' ? row.entry.node.wording : ''
  return 10 + 22 * Math.max(1, Math.ceil(wording.length / 36)) + (depthOf(row) < 2 ? 6 : 0)
}

export function useRows() {
  const { entries, shown, ui, taken } = useTable()
  const rows = useMemo(() => rowsOf(shown, ui.draft, taken), [shown, ui.draft, taken])
  const [linked, loose] = useMemo(() => {
    // A row is not linked yet if the top of its branch is not; the rows of a branch follow its top.
    const apart = new Set<ListedRow>()
    let inLoose = false
    for (const row of rows) {
      if (row.kind === 'entry' && (row.entry.item.parent === null || row === rows[0]))
        inLoose = entries.loose.has(topOf(row.entry, entries.byId))
      else if (row.kind === 'draft' && row.draft.parent === null)
        inLoose = row.draft.move !== 'issue' && entries.list.length > 0
      if (inLoose) apart.add(row)
    }
    return [rows.filter((row) => !apart.has(row)), rows.filter((row) => apart.has(row))]
  }, [rows, entries])
  /** Where each row stands among its siblings, drafts included. */
  const places = useMemo(() => {
    const count = new Map<NodeId | null, number>()
    const at = new Map<ListedRow, number>()
    for (const row of [...linked, null, ...loose]) {
      if (row === null) {
        count.delete(null)
        continue
      }
      const next = (count.get(parentOf(row)) ?? 0) + 1
      count.set(parentOf(row), next)
      at.set(row, next)
    }
    return { at, count, roots: linked.filter((row) => parentOf(row) === null).length }
  }, [linked, loose])
  const reachable = rows.some((row) => idOf(row) === ui.selected) ? ui.selected : rows[0] ? idOf(rows[0]) : null
  const keep = useMemo(
    () =>
      new Set(
        [ui.selected, ui.editing?.id, ui.draft?.id, reachable, ...taken.map(({ draft }) => draft.id)].filter(
          (id) => typeof id === 'string',
        ),
      ),
    [ui.selected, ui.editing, ui.draft, reachable, taken],
  )
  const listed = useMemo(
    () => [linked, loose].map((part) => part.map((row) => ({ id: idOf(row), guess: guess(row) }))),
    [linked, loose],
  )
  return { linked, loose, places, reachable, keep, listed }
}

function topOf(entry: Entry, byId: ReadonlyMap<NodeId, Entry>): NodeId {
  let top = entry
  for (let above = top.item.parent; above !== null; above = top.item.parent) {
    const next = byId.get(above)
    if (!next) break
    top = next
  }
  return top.node.id
}
