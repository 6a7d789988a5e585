/**
 * Snapshots: a board, or a whole dialogue at one cut, frozen as canonical JSON and named by its hash. Taken from the
 * journal's rows; what it adds to them is one row with the cut, the name and the salts it had to draw. Bodies and texts are
 * kept at hand (`cache.ts`), and made again from the rows where they are not.
 */
import { boardDoc, dialogueDoc, synthesisDoc, translationsDoc, voicesDoc } from '@tablee/shared/documents'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { diffSnapshots, type SnapshotDiff } from '@tablee/shared/snapshot/diff'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import { occasionName, type Occasion } from '@tablee/shared/snapshot/occasions'
import { newestFirst, type SnapshotRow } from '@tablee/shared/snapshot/taken'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import type { Journal } from '../journal/port.ts'
import type { Hand } from '../record/record.ts'
import type { Database } from '../store/database.ts'
import { createCache } from './cache.ts'
import { foldDialogue } from './fold.ts'
import { nameOf } from './freeze.ts'
import { createHolding } from './holding.ts'
import type { ArchiveLog } from './log.ts'
import { createKept, dialogueOf, type SealOf } from './kept.ts'
import { freeze } from './make.ts'
import type { StandsIn } from './placed.ts'

/** By nobody's hand. */
const itself: Hand = { author: 'server', device: 'server' }

export type Snapshots = ReturnType<typeof createSnapshots>

/**
 * Taking the same state again gives the one that is there. Problems: `not-found`, and `journal-unavailable` where
 * nothing was taken. Who may read or take is asked before.
 */
export function createSnapshots({
  database,
  journal,
  archive,
  gone,
  seals,
  stands,
  random,
}: {
  readonly database: Database
  readonly journal: Journal
  readonly archive: ArchiveLog
  /** Digests of texts that were erased. */
  readonly gone: (dialogue: DialogueId) => ReadonlySet<string>
  /** Told of each that is taken, before anybody hears of it; and asked what it says of one. */
  readonly seals: { readonly settle: () => Promise<Result<null>>; readonly of: SealOf }
  /** Where a passage stands by now that was coded before. */
  readonly stands: StandsIn
  readonly random: RandomBytes
}) {
  const cache = createCache(database)
  const kept = createKept({ journal, archive, cache, gone, sealOf: seals.of })
  const { find, again, keep, entryOf, entries, get, textsOf } = kept

  // One at a time: two at once would draw two salts for one text, and one state would have two names.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** `why`: on this occasion it takes itself, once: its row and that it was taken then are one row. */
  async function take(
    dialogue: DialogueId,
    board: BoardId | null,
    by: Hand,
    why: Occasion | null = null,
  ): Promise<Result<SnapshotEntry>> {
    await journal.settled()
    const plan = await foldDialogue(journal, dialogue, journal.head(dialogueDoc(dialogue)))
    if (plan === null) return fail({ code: 'not-found', what: 'dialogue' })
    const boards = board === null ? plan.draft.boards.map((one) => one.id) : [board]
    // The cut: all heads at one moment of this process, which is the only writer. What comes later is not in it.
    const top = journal.head(dialogueDoc(dialogue))
    const heads = new Map(boards.map((id) => [id, journal.head(boardDoc(id))]))
    const said = journal.head(voicesDoc(dialogue))
    const spoken = { epoch: said.epoch, until: said }
    const joined = journal.head(synthesisDoc(dialogue))
    const translated = journal.head(translationsDoc(dialogue))
    const holds = { withPlaces: true, withTimes: true, withThemes: true, codes: stands }
    const cut = { dialogue, board, top, heads, joined, translated, spoken, ...holds }
    const made = await freeze(journal, cut, archive.state(dialogue), random)
    if (made === null) return fail({ code: 'not-found', what: 'board' })

    const hash = nameOf(made.snapshot)
    if (!archive.state(dialogue).taken.has(hash)) {
      const row: SnapshotRow = {
        kind: 'snapshot',
        command: why === null ? newId<CommandId>(random) : occasionName(why),
        of: made.snapshot.of,
        dialogue,
        board,
        hash,
        cut: made.snapshot.cut,
        salts: made.drawn,
        places: true,
        times: true,
        themes: true,
        ...(made.placed === null ? {} : { codes: made.placed }),
        taken: { author: by.author },
        ...(why === null ? {} : { why }),
      }
      const done = await archive.append(dialogue, row, by)
      if (!done.ok) return done
    } else if (why !== null) {
      const done = await archive.append(dialogue, { kind: 'why', command: occasionName(why), hash, why }, by)
      if (!done.ok) return done
    }
    // One that cannot be sealed now (the disk is full) is taken all the same, and sealed with the next one or at the next start.
    await seals.settle()
    const taken = archive.state(dialogue).taken.get(hash)
    if (taken !== undefined && cache.body(hash) === null) keep(taken, made)
    const entry = taken === undefined ? null : await entryOf(taken)
    return entry === null ? fail({ code: 'journal-unavailable' }) : ok(entry)
  }

  return {
    take: (board: { readonly id: BoardId; readonly dialogue: DialogueId }, by: Hand): Promise<Result<SnapshotEntry>> =>
      inTurn(() => take(board.dialogue, board.id, by)),
    takeDialogue: (dialogue: DialogueId, by: Hand): Promise<Result<SnapshotEntry>> =>
      inTurn(() => take(dialogue, null, by)),
    /** The whole dialogue, on an occasion: nothing where it was taken then. */
    takeItself: (dialogue: DialogueId, why: Occasion): Promise<Result<null>> =>
      inTurn(async () => {
        if (archive.done(dialogue, occasionName(why), itself)) return ok(null)
        const done = await take(dialogue, null, itself, why)
        return done.ok ? ok(null) : done
      }),
    /** Whether it was taken on this occasion. */
    tookItself: (dialogue: DialogueId, why: Occasion): boolean => archive.done(dialogue, occasionName(why), itself),
    list: (dialogue: DialogueId): Promise<readonly SnapshotEntry[]> => entries(newestFirst(archive.state(dialogue))),
    listBoard: (board: { readonly id: BoardId; readonly dialogue: DialogueId }): Promise<readonly SnapshotEntry[]> =>
      entries(newestFirst(archive.state(board.dialogue)).filter(({ row }) => row.board === board.id)),
    async entry(hash: string): Promise<SnapshotEntry | null> {
      const taken = find(hash)
      return taken === null ? null : entryOf(taken)
    },
    /** Whose it is, and when it was taken. */
    about(hash: string): { readonly dialogue: DialogueId; readonly at: number } | null {
      const taken = find(hash)
      return taken === null ? null : { dialogue: dialogueOf(taken), at: taken.at }
    },
    /** The canonical bytes, exactly as they were hashed. */
    async body(hash: string): Promise<string | null> {
      const taken = find(hash)
      return taken === null ? null : ((await kept.bodyOf(taken))?.text ?? null)
    },
    get,
    async sidecar(hash: string): Promise<Sidecar | null> {
      const [taken, snapshot] = [find(hash), await get(hash)]
      if (taken === null || snapshot === null) return null
      return { format: 'tablee-snapshot-text/1', snapshot: hash, texts: await textsOf(taken, snapshot) }
    },
    async diff(first: string, second: string): Promise<Result<SnapshotDiff>> {
      const [a, b] = [await get(first), await get(second)]
      if (a === null || b === null) return fail({ code: 'not-found', what: 'snapshot' })
      return ok(diffSnapshots(a, b, { first, second }))
    },
    /** Nothing is taken while this runs: what it takes away must not be in a snapshot that is just being made. */
    inTurn,
    /** From the log alone, whatever is at hand. */
    async rebuild(hash: string): Promise<Result<Snapshot>> {
      const taken = find(hash)
      if (taken === null) return fail({ code: 'not-found', what: 'snapshot' })
      const made = await again(taken)
      return made === null ? fail({ code: 'refused', why: 'the journal gives another snapshot' }) : ok(made.snapshot)
    },
    /** After damage, before anybody asks: how many the log could not give back whole. */
    async mend(): Promise<number> {
      let left = 0
      for (const taken of archive.list().flatMap((id) => [...archive.state(id).taken.values()])) {
        const made = await again(taken)
        if (made === null) left += 1
        else keep(taken, made)
      }
      return left
    },
    erasing: createHolding({ journal, archive, get, textsOf, cache, random }),
  }
}
