/**
 * Which entries may be shown outside their table now: one rule for everything that was taken from maps. Observers see them,
 * nothing written behind the curtain waits beside them, and nobody refuses what they say.
 */
import type { BoardId, NodeId } from '@tablee/shared/ids'
import { policyFor, type Audience } from '@tablee/shared/view/audiences'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Refusal } from '@tablee/shared/view/refusals'
import type { AskedEntry } from '@tablee/shared/voices/asks'
import type { EntriesNow } from '@tablee/shared/voices/picked'

/** Of a board as it was read: its entries that nobody refuses, and what is refused on it. */
export type EntriesRead = {
  readonly entries: { readonly has: (node: NodeId) => boolean }
  readonly refusals: readonly Refusal[]
}
export type EntryPlaces = {
  policy(board: BoardId): ViewPolicy
  /** Entries written behind the board's curtain and not released; null while that is not known. */
  held(board: BoardId): number | null
}

/** `read` null: nobody has read the board yet, and nothing of it is shown. */
export function entriesNow(
  places: EntryPlaces,
  audience: Audience,
  board: BoardId,
  read: EntriesRead | null,
): EntriesNow & { /** Its curtain is open, too. */ readonly shown: boolean } {
  const policy = policyFor(audience, places.policy(board))
  const open = policy.consent && policy.observation === 'open'
  const shown = open && policy.curtain === 'open'
  const stands = (node: NodeId): boolean => !policy.hidden.includes(node) && read?.entries.has(node) === true
  return {
    open,
    shown,
    stands,
    // What was written behind the curtain is nobody's to read before the table releases it: then none of them is.
    sees: (node) => shown && stands(node) && places.held(board) === 0,
    refuses: (entry: AskedEntry) => read?.refusals.some((one) => refused(one, entry)) ?? true,
  }
}
/** As an entry, and as any text that repeats what somebody refuses. */
const refused = (one: Refusal, entry: AskedEntry): boolean =>
  one.wording(entry, entry.node, entry.wording) || one.text(entry, entry.wording)
