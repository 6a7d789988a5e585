/** What the nodes of the map are called now: the mentions in the minutes follow it, the editor need not. */
import type { NodeId } from '@tablee/shared/ids'
import type { Entries } from '../board/entries.ts'

export type Named = { readonly number: string; readonly wording: string; readonly lang: string }
export type Names = {
  of(node: NodeId): Named | null
  entries(): Entries
  subscribe(run: () => void): () => void
  set(entries: Entries): void
}

export function createNames(first: Entries): Names {
  const listeners = new Set<() => void>()
  let entries = first
  return {
    of(node) {
      const entry = entries.byId.get(node)
      return entry === undefined
        ? null
        : { number: entry.item.number, wording: entry.node.wording, lang: entry.node.lang }
    },
    entries: () => entries,
    subscribe(run) {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    set(next) {
      if (next === entries) return
      entries = next
      for (const run of listeners) run()
    },
  }
}
