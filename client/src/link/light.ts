/**
 * The light: what the screen may say about this device's edits. A pure function of facts, so that no event order can
 * leave it on a wrong colour. It never says `saved` while one own change is without the server's word that it is in the
 * journal, nor while the device's store has not said what earlier pages left in it.
 */
import type { ClientProblem } from './api.ts'

/** An update the server refused for good, put aside: the document goes on without it, `file` holds it. */
export type Refused = {
  readonly id: string
  readonly at: number
  readonly problem: ClientProblem
  /** Nodes and relations that it touched, as far as the server named them. */
  readonly where: readonly string[]
  /** How many of this device's changes lie in it. */
  readonly changes: number
}

export type Facts = {
  /** Own changes and commands that the server has not acknowledged. */
  readonly unsaved: number
  /** When the oldest of them was made; null when there is none. */
  readonly since: number | null
  /** Attached, synced and allowed to send. */
  readonly connected: boolean
  readonly storageDown: { readonly savedUntil: number } | null
  readonly refused: readonly Refused[]
  /** Whether this device's disk takes what is written: false when IndexedDB is absent, blocked or full. */
  readonly disk: boolean
  /** Own changes on their way to a disk that works: made, and not answered by it. */
  readonly writing: Writing | null
  /** Since when the device's store has been asked for what earlier pages left in it; null once it has answered. */
  readonly unread: number | null
}

export type Writing = { readonly n: number; readonly since: number }

export type Light =
  | { readonly kind: 'saved' }
  /** The screen shows it once it lasts longer than 400 ms: below that it would flicker with every key. */
  | { readonly kind: 'saving'; readonly n: number; readonly since: number }
  /**
   * Offline (or not attached yet). `onDisk`: all of it is on this device's disk. Otherwise `writing` tells how much is
   * on its way there (the screen goes on showing what is there, and says "saving" once it takes long), or, where no disk
   * takes it, everything is kept in this page only and lost when it is closed.
   */
  | {
      readonly kind: 'kept'
      readonly n: number
      readonly onDisk: boolean
      readonly writing: Writing | null
      readonly since: number | null
    }
  /**
   * The device's store has not answered yet: what earlier pages could not send may lie in it. Nothing is called saved,
   * and nothing kept, whatever the server has taken of this page. A moment at each load; longer where a disk is slow.
   */
  | { readonly kind: 'unread'; readonly n: number; readonly connected: boolean; readonly since: number }
  | { readonly kind: 'refused'; readonly refused: readonly Refused[]; readonly n: number }
  /** The server cannot write its journal; it retries by itself. What came before `savedUntil` (its clock) is saved. */
  | { readonly kind: 'storage-down'; readonly savedUntil: number; readonly n: number; readonly onDisk: boolean }

export function light(facts: Facts): Light {
  const { unsaved: n, disk, writing } = facts
  const onDisk = disk && writing === null
  if (facts.refused.length > 0) return { kind: 'refused', refused: facts.refused, n }
  if (facts.storageDown) return { kind: 'storage-down', savedUntil: facts.storageDown.savedUntil, n, onDisk }
  if (facts.unread !== null) return { kind: 'unread', n, connected: facts.connected, since: facts.unread }
  if (!facts.connected) return { kind: 'kept', n, onDisk, writing, since: facts.since }
  if (n > 0) return { kind: 'saving', n, since: facts.since ?? 0 }
  return { kind: 'saved' }
}
