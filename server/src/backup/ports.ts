/** What backups need of a dialogue's hall, and of the halls together. */
import type { DocName } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { ServerKey } from '../access/keys.ts'

export type Hosted = {
  readonly title: string
  readonly lang: string
  /** The dialogue's own: by it a file is known as ours. */
  readonly key: ServerKey
  readonly documents: () => readonly DocName[]
  readonly head: (doc: DocName) => { readonly epoch: number; readonly seq: number }
  readonly boards: () => readonly { readonly id: BoardId; readonly table: string }[]
  /** The entries that are on a board now, by their ids. */
  readonly entries: (board: BoardId) => Promise<readonly string[]>
  readonly snapshots: () => Promise<readonly number[]>
  /** When each link that is withdrawn was. */
  readonly withdrawn: () => readonly number[]
}
export type Hosts = {
  /** Null where it is closed. */
  of(dialogue: DialogueId): Hosted | null
  /**
   * Nobody is in while `work` runs; afterwards its hall opens again on what is there then, or, where that cannot be opened,
   * on what `undo` makes of it: then this rejects. The others notice nothing.
   */
  closedFor<T>(dialogue: DialogueId, work: () => Promise<T>, undo: () => Promise<void>): Promise<T>
}
