/** Roots whose entries stand whole: an entry is set anew when a field of it differs, and deleted when it should not be there. */
import type { Map as YMap } from 'yjs'

type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** `before` is what the root holds: a comparison in memory, because reading 2,000 entries at each tick would cost more. */
export function showEntries(root: YMap<unknown>, before: Entries, wanted: Entries): void {
  if (before === wanted) return
  for (const id of Object.keys(before)) if (!Object.hasOwn(wanted, id)) root.delete(id)
  for (const [id, entry] of Object.entries(wanted)) {
    const was = before[id]
    if (was === undefined || !sameFields(was, entry)) root.set(id, entry)
  }
}

export function sameFields(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const fields = Object.keys(a)
  return fields.length === Object.keys(b).length && fields.every((field) => a[field] === b[field])
}
