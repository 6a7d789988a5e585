/**
 * What is being written, on this device: a reload and an empty battery take nothing of it. What its original is shown no more
 * goes from here, too.
 */
export type Draft = { readonly text: string; readonly original: string }
export type Kept = {
  /** What was open last. */
  readonly open: string | null
  readonly drafts: Readonly<Record<string, Draft>>
}
export type Store = { readonly read: () => string | null; readonly write: (text: string | null) => void }

export const nothingKept: Kept = { open: null, drafts: {} }

/** Total: what cannot be read is nothing. */
export function keptIn(text: string | null): Kept {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null || !('drafts' in value)) return nothingKept
    const open = 'open' in value && typeof value.open === 'string' ? value.open : null
    const drafts = Object.entries(value.drafts ?? {}).filter((one): one is [string, Draft] => isDraft(one[1]))
    return { open, drafts: Object.fromEntries(drafts) }
  } catch {
    return nothingKept
  }
}
const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'original' in value &&
  typeof value.original === 'string'

/** Without those whose original is not there any more; the same object where none has to go. */
export function keptOf(kept: Kept, there: ReadonlySet<string>): Kept {
  const stay = Object.entries(kept.drafts).filter(([key]) => there.has(key))
  const open = kept.open !== null && there.has(kept.open) ? kept.open : null
  return stay.length === Object.keys(kept.drafts).length && open === kept.open
    ? kept
    : { open, drafts: Object.fromEntries(stay) }
}

/** An empty one is none. */
export function withDraft(kept: Kept, key: string, draft: Draft | null): Kept {
  const { [key]: _before, ...others } = kept.drafts
  return { ...kept, drafts: draft === null || draft.text === '' ? others : { ...others, [key]: draft } }
}

/** Where the storage is blocked or full it lives as long as the page. */
export function storeAt(dialogue: string, into: string): Store {
  const key = `tablee.translating.${dialogue}.${into}`
  return {
    read() {
      try {
        return localStorage.getItem(key)
      } catch {
        return null
      }
    },
    write(text) {
      try {
        if (text === null) localStorage.removeItem(key)
        else localStorage.setItem(key, text)
      } catch {
        return
      }
    },
  }
}
