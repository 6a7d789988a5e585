/** What was taken, by its name: its body and texts are at hand, or made again from the rows. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { digestsOf, type Snapshot } from '@tablee/shared/snapshot/structure'
import type { Taken } from '@tablee/shared/snapshot/taken'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import type { Journal } from '../journal/port.ts'
import type { createCache, Body, Salted } from './cache.ts'
import { nameOf } from './freeze.ts'
import type { ArchiveLog } from './log.ts'
import { makeAgain, type Made } from './make.ts'

/** The row holds it as plain text. */
export const dialogueOf = ({ row }: Taken): DialogueId => row.dialogue as DialogueId

/** What the dialogue's key says of it, as a list tells it. */
export type SealOf = (hash: string) => Pick<SnapshotEntry, 'seal' | 'countersigned'>

/** Null, or an empty list, for a name that nothing was taken under and for what the log does not give any more. */
export function createKept({
  journal,
  archive,
  cache,
  gone,
  sealOf,
}: {
  readonly journal: Journal
  readonly archive: ArchiveLog
  readonly cache: ReturnType<typeof createCache>
  readonly gone: (dialogue: DialogueId) => ReadonlySet<string>
  readonly sealOf: SealOf
}) {
  function find(hash: string): Taken | null {
    for (const id of archive.list()) {
      const found = archive.state(id).taken.get(hash)
      if (found !== undefined) return found
    }
    return null
  }

  /** From the log alone; null where that gives another one. */
  async function again(taken: Taken): Promise<Made | null> {
    const known = archive.state(dialogueOf(taken))
    const made = await makeAgain(journal, taken.row, known)
    if (made !== null && nameOf(made.snapshot) === taken.row.hash) return made
    // The log was rewritten while it was read: by now it is said what stands in the place of what is gone.
    return archive.state(dialogueOf(taken)) === known ? null : again(taken)
  }
  const keep = (taken: Taken, made: Made): Body => cache.put(taken, made, gone(dialogueOf(taken)))
  async function bodyOf(taken: Taken): Promise<Body | null> {
    const found = cache.body(taken.row.hash)
    if (found !== null) return found
    const made = await again(taken)
    return made === null ? null : keep(taken, made)
  }
  async function entryOf(taken: Taken): Promise<SnapshotEntry | null> {
    const { row, at, whys } = taken
    const body = await bodyOf(taken)
    const [dialogue, board] = [dialogueOf(taken), row.board as BoardId | null]
    return body === null
      ? null
      : {
          hash: row.hash,
          of: row.of,
          dialogue,
          board,
          at,
          author: row.taken.author,
          ...body.holds,
          ...(whys.length === 0 ? {} : { whys }),
          ...sealOf(row.hash),
        }
  }
  async function entries(taken: readonly Taken[]): Promise<readonly SnapshotEntry[]> {
    const all: SnapshotEntry[] = []
    for (const one of taken) {
      const entry = await entryOf(one)
      if (entry !== null) all.push(entry)
    }
    return all
  }

  async function get(hash: string): Promise<Snapshot | null> {
    const taken = find(hash)
    const body = taken === null ? null : await bodyOf(taken)
    return body === null ? null : (JSON.parse(body.text) as Snapshot)
  }

  /** Texts of a snapshot that were not erased, in the order of their digests. */
  async function textsOf(taken: Taken, snapshot: Snapshot): Promise<readonly Salted[]> {
    const standing = (): readonly string[] => {
      const erased = gone(dialogueOf(taken))
      return [...digestsOf(snapshot)].filter((one) => !erased.has(one)).sort()
    }
    const digests = standing()
    const found = new Map<string, Salted>()
    for (const digest of digests) {
      const one = cache.text(digest)
      if (one !== null) found.set(digest, one)
    }
    if (found.size < digests.length) {
      const made = await again(taken)
      if (made !== null) {
        keep(taken, made)
        for (const one of made.texts) found.set(one.digest, one)
      }
    }
    // What was erased while it was made again does not leave.
    return standing()
      .flatMap((one) => found.get(one) ?? [])
      .map(({ digest, salt, text }) => ({ digest, salt, text }))
  }

  return { find, again, keep, bodyOf, entryOf, entries, get, textsOf }
}
