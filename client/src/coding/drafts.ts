/**
 * Memos that nobody has saved yet. Each waits at the entry that it is about, for whoever reads on elsewhere in between, and in
 * the tab's own storage for a page that is loaded again.
 */
import type { Environment } from '../link/environment.ts'

/** What is written so far, by entry. */
export type Drafts = ReadonlyMap<string, string>
export type DraftsKept = { readonly take: () => Drafts; readonly keep: (drafts: Drafts) => void }

export const noDrafts: Drafts = new Map()
/** Of a page that keeps nothing. */
export const draftsNowhere: DraftsKept = { take: () => noDrafts, keep: () => undefined }

/** With nothing in it, saved or thrown away (`text` empty), it waits no more. */
export function drafted(drafts: Drafts, entry: string, text: string): Drafts {
  const next = new Map(drafts)
  if (text === '') next.delete(entry)
  else next.set(entry, text)
  return next
}

const isDraft = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string')

/** Storage that is full, or blocked, keeps nothing; the page that is open goes on. */
export function draftsIn(storage: Environment['tab'], dialogue: string): DraftsKept {
  const key = `tablee.codes.memos.${dialogue}`
  return {
    take: () => {
      try {
        const value: unknown = JSON.parse(storage?.getItem(key) ?? '[]')
        return new Map(Array.isArray(value) ? value.filter(isDraft) : [])
      } catch {
        return noDrafts
      }
    },
    keep: (drafts) => {
      try {
        if (drafts.size === 0) storage?.removeItem(key)
        else storage?.setItem(key, JSON.stringify([...drafts]))
      } catch {
        return
      }
    },
  }
}
