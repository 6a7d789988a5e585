/** What the live server asks of its neighbours. Structural: `access/` and `dialogue/` answer it, tests may too. */
import type * as Y from 'yjs'
import type { BoardId, DeviceId, DialogueId, NodeId, RandomBytes, TableId } from '@tablee/shared/ids'
import type { BoardState } from '@tablee/shared/roles'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { Admitted } from '../access/tickets.ts'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { LateStore } from './late-store.ts'
import type { Limits } from './limits.ts'

export type LiveAccess = {
  /** The session behind a ticket, once; null when it is unknown, used or too old. */
  consume(ticket: string, path: 'collab' | 'presence'): Admitted | null
  /** The session as it stands now; null once it was revoked. Asked before every write. */
  again(session: Session): Session | null
  /** The gate refused an update of this device for good: a strike. */
  refused(device: DeviceId): void
}

/** After a restore from a backup: what devices hand in until the organiser confirms. */
export type LiveRecovery = {
  active(board: BoardId): boolean
  /** Within the transaction of the row that brings it. */
  handedIn(
    board: BoardId,
    device: string,
    brought: { readonly structs: number; readonly foreign: number; readonly marks: number },
  ): void
  /** An update that says something else than the board about the same clock of the same writer. */
  conflict(board: BoardId, device: string, author: string, update: Uint8Array): void
}

export type LiveChange = { readonly board: BoardId } | { readonly dialogue: DialogueId }

export type LiveDialogues = {
  board(id: string): { readonly id: BoardId; readonly dialogue: DialogueId; readonly table: TableId } | null
  boardState(id: string): BoardState
  status(id: string): BoardStatus | null
  /** For `Entry.also` of a curtain row: same transaction, same fate. */
  projectCurtain(board: BoardId, to: 'open' | 'drawn'): void
  /**
   * The rest of its table, right before a curtain row of the board is appended, in the same turn; whether it is in, asked
   * inside the transaction of that row.
   */
  moveCurtain(
    board: BoardId,
    to: 'open' | 'drawn',
    by: { readonly author: string; readonly device: string; readonly command: string },
  ): () => boolean
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
export type Arrival = {
  /** What is written down in its place: the same ids, letters black. */
  readonly update: Uint8Array
  /** On the board, once it is there. */
  settle(doc: Y.Doc): void
  readonly before: readonly { readonly client: number; readonly clock: number; readonly len: number }[]
}

export type Logger = {
  info(detail: object, message: string): void
  warn(detail: object, message: string): void
  error(detail: object, message: string): void
}

export type LiveDeps = {
  readonly journal: Journal
  readonly dialogues: LiveDialogues
  readonly access: LiveAccess
  readonly clock: Clock
  readonly random: RandomBytes
  readonly logger: Logger
  readonly limits?: Partial<Limits>
  readonly recovery?: LiveRecovery
  /** What devices bring of epochs that have ended. */
  readonly late?: LateStore
  /** Wordings that are being voted on, each as people vote on it; null while it is being read. */
  readonly locked?: (board: BoardId) => ReadonlyMap<NodeId, string | null>
  /** Whether words of this id would be taken for a sheet that somebody wrote alone. */
  readonly isSheet?: (board: BoardId, words: string) => boolean
  readonly erased?: LiveErased
}
