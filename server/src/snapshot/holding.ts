/** What erasure asks of snapshots: which hold a board, what the log gives of their texts, and that their structure is kept. */
import { boardDoc } from '@tablee/shared/documents'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import { typedIn } from '@tablee/shared/snapshot/codes'
import type { Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'
import type { Taken } from '@tablee/shared/snapshot/taken'
import { textsAsked, type SnapshotStep } from '@tablee/shared/snapshot/voices'
import type { Journal } from '../journal/port.ts'
import type { Hand } from '../record/record.ts'
import type { Salted } from './cache.ts'
import type { ArchiveLog } from './log.ts'
import { makeAgain } from './make.ts'

/** A snapshot that holds the board: its part of it, and the texts that are not erased. */
export type Holding = { readonly taken: Taken; readonly part: SnapshotBoard; readonly texts: readonly Salted[] }

/** What was asked in a snapshot, and the texts of it that are not erased. */
export type AskedIn = {
  readonly taken: Taken
  readonly steps: readonly SnapshotStep[]
  readonly texts: readonly Salted[]
}

/** What a theme team typed in a snapshot, and the texts of it that are not erased. */
export type NamedIn = {
  readonly taken: Taken
  readonly typed: ReturnType<typeof typedIn>
  readonly texts: readonly Salted[]
}

/** The same part of many snapshots stands in one row. */
export function partsOf(
  holding: readonly Pick<Holding, 'taken' | 'part'>[],
): readonly { readonly snapshots: readonly string[]; readonly part: SnapshotBoard }[] {
  const parts = new Map<string, { readonly snapshots: string[]; readonly part: SnapshotBoard }>()
  for (const { taken, part } of holding) {
    const key = JSON.stringify(part)
    const same = parts.get(key) ?? { snapshots: [], part }
    same.snapshots.push(taken.row.hash)
    parts.set(key, same)
  }
  return [...parts.values()]
}

/**
 * `of` leaves out a snapshot that cannot be had any more. `keep` answers with what kept it from being written, or null.
 */
export function createHolding({
  journal,
  archive,
  get,
  textsOf,
  cache,
  random,
}: {
  readonly journal: Journal
  readonly archive: ArchiveLog
  readonly get: (hash: string) => Promise<Snapshot | null>
  readonly textsOf: (taken: Taken, snapshot: Snapshot) => Promise<readonly Salted[]>
  readonly cache: { readonly drop: (digests: Iterable<string>) => void }
  readonly random: RandomBytes
}) {
  return {
    async of(dialogue: DialogueId, board: BoardId): Promise<readonly Holding[]> {
      const all: Holding[] = []
      for (const taken of archive.state(dialogue).taken.values()) {
        if (taken.row.cut[boardDoc(board)] === undefined) continue
        const snapshot = await get(taken.row.hash)
        const part = snapshot?.boards.find(({ id }) => id === board)
        if (snapshot !== null && part !== undefined) all.push({ taken, part, texts: await textsOf(taken, snapshot) })
      }
      return all
    },
    /** Digests of a board's texts as a log gives them. */
    async textsIn({ row }: Taken, board: BoardId, log: Journal = journal): Promise<ReadonlySet<string>> {
      const made = await makeAgain(log, row, archive.state(row.dialogue as DialogueId), board)
      return new Set(made?.texts.map(({ digest }) => digest))
    },
    /** Before the log says less: each of them is made again from this. */
    async keep(dialogue: DialogueId, board: BoardId, holding: readonly Holding[], by: Hand): Promise<Problem | null> {
      const { kept } = archive.state(dialogue)
      for (const { snapshots, part } of partsOf(
        holding.filter(({ taken }) => kept.get(taken.row.hash)?.has(board) !== true),
      )) {
        const row = { kind: 'kept', command: newId<CommandId>(random), board, snapshots, part } as const
        const done = await archive.append(dialogue, row, by)
        if (!done.ok) return done.problem
      }
      return null
    },
    /** Whichever boards it holds: what is voted on is everybody's. */
    async asked(dialogue: DialogueId): Promise<readonly AskedIn[]> {
      const all: AskedIn[] = []
      for (const taken of archive.state(dialogue).taken.values()) {
        const snapshot = await get(taken.row.hash)
        const steps = snapshot?.voices?.steps ?? []
        const own = new Set(steps.flatMap(textsAsked))
        if (snapshot === null || own.size === 0) continue
        all.push({ taken, steps, texts: (await textsOf(taken, snapshot)).filter(({ digest }) => own.has(digest)) })
      }
      return all
    },
    /** As `keep`, of what was asked. */
    async keepSteps(dialogue: DialogueId, asked: readonly AskedIn[], by: Hand): Promise<Problem | null> {
      const { steps: known } = archive.state(dialogue)
      const rows = new Map<string, { readonly snapshots: string[]; readonly steps: readonly SnapshotStep[] }>()
      for (const { taken, steps } of asked) {
        if (known.has(taken.row.hash)) continue
        const key = JSON.stringify(steps)
        const same = rows.get(key) ?? { snapshots: [], steps }
        same.snapshots.push(taken.row.hash)
        rows.set(key, same)
      }
      for (const one of rows.values()) {
        const done = await archive.append(
          dialogue,
          { kind: 'kept-steps', command: newId<CommandId>(random), ...one },
          by,
        )
        if (!done.ok) return done.problem
      }
      return null
    },
    /** Whichever boards it holds: themes, codes and memos are of none. */
    async named(dialogue: DialogueId): Promise<readonly NamedIn[]> {
      const all: NamedIn[] = []
      for (const taken of archive.state(dialogue).taken.values()) {
        const snapshot = await get(taken.row.hash)
        const typed = snapshot === null ? [] : typedIn(snapshot)
        const own = new Set(typed.map(({ text }) => text))
        if (snapshot === null || own.size === 0) continue
        all.push({ taken, typed, texts: (await textsOf(taken, snapshot)).filter(({ digest }) => own.has(digest)) })
      }
      return all
    },
    /** As `keep`, of what a theme team typed. */
    async keepNames(dialogue: DialogueId, named: readonly NamedIn[], by: Hand): Promise<Problem | null> {
      const { names: known } = archive.state(dialogue)
      for (const { taken, typed } of named) {
        if (known.has(taken.row.hash)) continue
        const names = typed.map(({ key, text }) => ({ theme: key, name: text }))
        const row = { command: newId<CommandId>(random), snapshots: [taken.row.hash], names }
        const done = await archive.append(dialogue, { kind: 'kept-names', ...row }, by)
        if (!done.ok) return done.problem
      }
      return null
    },
    /** They were erased from the log: not at hand either, and no salt is remembered. */
    async drop(dialogue: DialogueId, digests: Iterable<string>): Promise<void> {
      cache.drop(digests)
      await archive.reread(dialogue)
    },
  }
}
