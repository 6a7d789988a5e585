/**
 * Which tab of this browser this is, and which others are open: each keeps its half-typed sentence apart from theirs, and
 * takes over only what a tab left that is closed. Tabs ask and answer each other; nothing leaves the browser.
 */
import type { Environment } from '../../link/environment.ts'

const key = 'tablee.tab'
const channel = 'tablee.tabs'
/** Other tabs of the same browser answer within a few milliseconds, those asleep somewhat later. */
const patience = 400

type Word = { readonly ask: true } | { readonly here: string; readonly since: number }
const wordOf = (value: unknown): Word | null => {
  if (typeof value !== 'object' || value === null) return null
  if ('ask' in value) return { ask: true }
  return 'here' in value && typeof value.here === 'string' && 'since' in value && typeof value.since === 'number'
    ? { here: value.here, since: value.since }
    : null
}

export type TabName = {
  name(): string
  /** The tabs that answered. */
  others(): Promise<ReadonlySet<string>>
  close(): void
}

/** By which name this tab kept something before; null: it has none yet. */
export function knownTabName(tab: Environment['tab']): string | null {
  try {
    return tab?.getItem(key) ?? null
  } catch {
    return null
  }
}

/** `onCopied`: this tab is a copy of one that is open, and has a name of its own from now on. */
export function openTabName(
  { tab, now, later, random }: Pick<Environment, 'tab' | 'now' | 'later' | 'random'>,
  fresh: () => string,
  onCopied: () => void,
): TabName {
  let name = fresh()
  try {
    name = tab?.getItem(key) ?? name
    tab?.setItem(key, name)
  } catch {
    // Storage is blocked: named for this page only.
  }
  const since = now() + (random(1)[0] ?? 0) / 256
  const there = new Set<string>()
  const talk = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channel)
  if (talk)
    talk.onmessage = ({ data }: MessageEvent<unknown>) => {
      const word = wordOf(data)
      if (word === null) return
      if ('ask' in word) return talk.postMessage({ here: name, since } satisfies Word)
      // A duplicated tab brings the name of the first along; who was here first keeps it.
      if (word.here === name && word.since < since) {
        name = fresh()
        try {
          tab?.setItem(key, name)
        } catch {
          // As above.
        }
        onCopied()
      }
      there.add(word.here)
    }
  talk?.postMessage({ ask: true } satisfies Word)
  return {
    name: () => name,
    others: () => new Promise((resolve) => void later(talk ? patience : 0, () => resolve(there))),
    close: () => talk?.close(),
  }
}
