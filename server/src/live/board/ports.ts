/** What boards ask of their neighbours. Structural: `dialogue/`, `voices/`, `recovery/` and `erase/` answer it, tests may too. */
import type * as Y from 'yjs'
import type { BoardId, DialogueId, NodeId, TableId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { BoardState } from '@tablee/shared/roles'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { Arrival } from '../kind.ts'

/** After a restore from a backup: what devices hand in until the organiser confirms. */
export type LiveRecovery = {
  active(board: BoardId): boolean
  /** An update that says something else than the board about the same clock of the same writer. */
  conflict(board: BoardId, device: string, author: string, update: Uint8Array): Promise<void>
}

/** Of a dialogue: all its boards, or those of these tables. */
export type LiveChange =
  | { readonly board: BoardId }
  | { readonly dialogue: DialogueId; readonly tables?: readonly TableId[] }

export type LiveBy = { readonly author: string; readonly device: string; readonly command: string }

export type LiveDialogues = {
  board(
    id: string,
  ): { readonly id: BoardId; readonly dialogue: DialogueId; readonly table: TableId; readonly session?: number } | null
  /** With what is on its way to the disk: updates and commands are judged by it. */
  boardState(id: string): BoardState
  /** As committed: what anybody may be told. */
  shownState?(id: string): BoardState
  /** As committed: what its editors are told. */
  status(id: string): BoardStatus | null
  /** Reads what `status` says of the curtain. */
  counted?(board: BoardId): Promise<void>
  /** The curtain of the board's whole table, in rows of its boards' journals; once for each command of a device. */
  setCurtain(board: BoardId, to: 'open' | 'drawn', by: LiveBy): Promise<Result<null>>
  release(board: BoardId, by: LiveBy): Promise<Result<null>>
  onChange(listener: (change: LiveChange) => void): () => void
}

/** What was erased does not come back with what arrives (`erase/arrivals`). */
export type LiveErased = {
  /** Right before a sound update is written down; null where nothing of it was erased. */
  arrives(board: BoardId, doc: Y.Doc, update: Uint8Array): Arrival | null
  /** It was not written down after all. */
  forget(doc: Y.Doc): void
  /** Once it is on the board: letters that had come before it. */
  settled(board: BoardId, arrival: Arrival): Promise<void>
}

export type BoardDeps = {
  readonly dialogues: LiveDialogues
  readonly recovery?: LiveRecovery
  /** Wordings that are being voted on, each as people vote on it; null while it is being read. */
  readonly locked?: (board: BoardId) => ReadonlyMap<NodeId, string | null>
  /** Whether words of this id would be taken for a sheet that somebody wrote alone. */
  readonly isSheet?: (board: BoardId, words: string) => boolean
  readonly erased?: LiveErased
}
