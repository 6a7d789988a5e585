/**
 * What is being written and what has not left yet, on this device: a reload, an empty battery and a closed tab take nothing of
 * it. What its original is shown no more goes from here, too. Tabs of one device share it, so it is read before it is changed.
 */
import { isTranslationCommand, type Saving } from './saving.ts'

/** `refused`: it was sent, and somebody else had been faster; or, with `erased`, it says again what was erased for good. */
export type Draft = {
  readonly text: string
  readonly original: string
  readonly refused?: true
  readonly erased?: true
}
export type Kept = {
  /** What was open last. */
  readonly open: string | null
  readonly drafts: Readonly<Record<string, Draft>>
  /** Saved here, and not yet by the server, in the order in which they go. */
  readonly unsent: readonly Saving[]
}
export type Store = { readonly read: () => string | null; readonly write: (text: string | null) => void }

export const nothingKept: Kept = { open: null, drafts: {}, unsent: [] }

/** Total: what cannot be read is nothing, each for itself. */
export function keptIn(text: string | null): Kept {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return nothingKept
    const open = 'open' in value && typeof value.open === 'string' ? value.open : null
    const drafts = Object.entries('drafts' in value ? (value.drafts ?? {}) : {}).filter((one): one is [string, Draft] =>
      isDraft(one[1]),
    )
    const unsent = 'unsent' in value && Array.isArray(value.unsent) ? value.unsent.filter(isSaving) : []
    return { open, drafts: Object.fromEntries(drafts), unsent }
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
const isSaving = (value: unknown): value is Saving =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'at' in value &&
  typeof value.at === 'number' &&
  'command' in value &&
  isTranslationCommand(value.command)

/** Null where nothing is left to keep. */
export const asKept = (kept: Kept): string | null =>
  kept.open === null && Object.keys(kept.drafts).length === 0 && kept.unsent.length === 0 ? null : JSON.stringify(kept)

/** Without those whose original is not there any more; the same object where none has to go. */
export function keptOf(kept: Kept, there: ReadonlySet<string>): Kept {
  const drafts = Object.entries(kept.drafts).filter(([key]) => there.has(key))
  const unsent = kept.unsent.filter(({ key }) => there.has(key))
  const open = kept.open !== null && there.has(kept.open) ? kept.open : null
  return drafts.length === Object.keys(kept.drafts).length && unsent.length === kept.unsent.length && open === kept.open
    ? kept
    : { open, drafts: Object.fromEntries(drafts), unsent }
}

/** An empty one is none. */
export function withDraft(kept: Kept, key: string, draft: Draft | null): Kept {
  const { [key]: _before, ...others } = kept.drafts
  return { ...kept, drafts: draft === null || draft.text === '' ? others : { ...others, [key]: draft } }
}

/** From the field to what is on its way, behind whatever of the same text is on its way already. */
export const withSaving = (kept: Kept, saving: Saving): Kept => ({
  ...withDraft(kept, saving.key, null),
  unsent: [...kept.unsent, saving],
})

/** It has its answer. `back`: it was not taken (`erased`: for what it says), and what was written is a draft again, unless another was begun or saved meanwhile. */
export function withoutSaving(kept: Kept, id: string, back: boolean | 'erased'): Kept {
  const found = kept.unsent.find(({ command }) => command.id === id)
  if (found === undefined) return kept
  const rest = { ...kept, unsent: kept.unsent.filter((one) => one !== found) }
  const { command, key } = found
  const later = key in kept.drafts || rest.unsent.some((one) => one.key === key)
  if (back === false || command.kind !== 'translate' || later) return rest
  const draft = { text: command.text, original: command.original, refused: true } as const
  return withDraft(rest, key, back === 'erased' ? { ...draft, erased: true } : draft)
}

/** Where the storage is blocked or full it lives as long as the page. */
export function storeAt(dialogue: string, into: string): Store {
  const key = `tablee.translating.${dialogue}.${into}`
  let here: { readonly text: string | null } | null = null
  return {
    read() {
      if (here !== null) return here.text
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
        here = null
      } catch {
        here = { text }
      }
    },
  }
}
