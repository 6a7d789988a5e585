/** The outline's rows: entries, and among them what is on this screen only. */
import type { NodeId } from '@tablee/shared/ids'
import type { Entries, Entry } from '../board/entries.ts'
import type { Taken } from './taken.ts'
import type { Draft } from '../board/verbs.ts'

export type ListedRow =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'draft'; readonly draft: Draft; readonly depth: number }

/** The outline's rows in order, with the rows that are on this screen only where they will stand, or stood. */
export function rowsOf(entries: Entries, draft: Draft | null, taken: readonly Taken[] = []): readonly ListedRow[] {
  const rows: ListedRow[] = entries.list.map((entry) => ({ kind: 'entry', entry }))
  for (const one of [...taken.map((each) => each.draft), ...(draft ? [draft] : [])])
    if (!entries.byId.has(one.id) && !rows.some((row) => idOf(row) === one.id)) insert(rows, entries, one)
  return rows
}

function insert(rows: ListedRow[], entries: Entries, draft: Draft): void {
  const parent = draft.parent === null ? null : entries.byId.get(draft.parent)
  const depth = parent ? parent.item.depth + 1 : 0
  // Behind the whole branch of the sibling it follows; else behind the parent itself; else last of the issues or of all.
  const after = draft.after !== null && entries.byId.has(draft.after) ? draft.after : null // it may have been undone since
  const behind = after ?? draft.parent
  let at = rows.length
  if (behind !== null) {
    const start = rows.findIndex((row) => idOf(row) === behind)
    at = start < 0 ? rows.length : start + 1
    if (after !== null) while (at < rows.length && depthOf(rows[at]) > depth) at += 1
  } else if (draft.move === 'issue')
    at = rows.findIndex((row) => row.kind === 'entry' && entries.loose.has(row.entry.node.id))
  rows.splice(at < 0 ? rows.length : at, 0, { kind: 'draft', draft, depth })
}
const depthOf = (row: ListedRow | undefined): number =>
  row === undefined ? 0 : row.kind === 'entry' ? row.entry.item.depth : row.depth

export const idOf = (row: ListedRow): NodeId => (row.kind === 'entry' ? row.entry.node.id : row.draft.id)
