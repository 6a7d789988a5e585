/**
 * What a screen sees of its document's link. `open.ts` makes one, `table.ts` a table's; hooks and components depend on this file only.
 */
import type { Role } from '@tablee/shared/roles'
import type { BoardCommand, BoardStatus } from '@tablee/shared/wire/board'
import type { Presence as PresenceEntry } from '@tablee/shared/wire/presence'
import type * as Y from 'yjs'
import type { ClientProblem } from './api.ts'
import type { Light } from './light.ts'
import type { Parted } from './parting.ts'
import type { LinkState } from './states.ts'

export type LinkStatus = {
  readonly state: LinkState
  /** When it entered this state (this device's clock). */
  readonly since: number
  /** Why it is waiting or barred. */
  readonly problem: ClientProblem | null
  /** When it will try again, if it waits. */
  readonly retryAt: number | null
  /** True once the board was seen whole: from the offline copy or from the server. Until then an empty board means nothing. */
  readonly seen: boolean
  /** When this page's document was last made anew because the board goes on in a new epoch: undo began anew then. */
  readonly renewed: number | null
}

export type Me = {
  readonly role: Role
  readonly seat: string | null
  /** Goes into the origin of every edit (`Edit.who`): undo finds this person's by it. */
  readonly who: string
  /** May change nodes, relations, wordings now. False while a refused document is being rebuilt. */
  readonly mayEdit: boolean
}

export type PresenceState = {
  readonly node: string | null
  readonly writing: boolean
  /** Encoded Y.RelativePosition of the selection's two ends in the wording, when a caret stands in one. */
  readonly anchor?: Uint8Array
  readonly head?: Uint8Array
}
/** Somebody else at this board, stamped by the server. */
export type Present = PresenceEntry

export type Presence = {
  /** Everybody else at this board, in the order of `conn`. The same array until something changes. */
  others(): readonly Present[]
  /** Shown to the others at most five times a second; the last one wins. */
  show(state: PresenceState): void
  subscribe(run: () => void): () => void
}

export type PendingCommand<Command = BoardCommand> = { readonly command: Command; readonly at: number }

export type DocumentLink<Command> = {
  /**
   * The document. It is another object after a refused update was put aside: read it again whenever
   * `subscribe` calls, and rebind readers and editors when it changed.
   */
  readonly doc: Y.Doc
  /** This person's own undo on `doc`; another object whenever `doc` is. */
  readonly undo: Y.UndoManager
  readonly me: Me
  readonly presence: Presence
  status(): LinkStatus
  light(): Light
  /** Server's clock minus this device's, milliseconds: a tablet may be a day off and still shows the right time left. */
  clockOffset(): number
  /** Another number whenever `subscribe` calls: who subscribes after a first look sees by it what was missed. */
  version(): number
  /** Called after any change of status, light, how the document stands, document, role or pending commands. */
  subscribe(run: () => void): () => void
  /** Into the outbox: sent in order, retried, idempotent by id, kept over a reload. */
  command(command: Command): void
  pendingCommands(): readonly PendingCommand<Command>[]
  /** What was refused and put aside, as a file to keep: JSON with the update and its texts. */
  refusedFile(id: string): { readonly name: string; readonly text: string } | null
  /** The person has seen (and perhaps kept) it. */
  dismissRefused(id: string): void
  /** What became of what was typed here, where this person's seat is at another table by now. */
  parted(): Parted | null
  /** Try again now instead of at the end of the wait. */
  retry(): void
  /** Leaves this page's link; the offline copy stays. */
  close(): void
  /** Leaves it for good: the offline copy is wiped. */
  leave(): Promise<void>
}

/** A table's. */
export type TableLink = DocumentLink<BoardCommand> & {
  boardStatus(): BoardStatus | null
  /** Where it is, by the session that it was opened with: known before anybody has told anything. */
  readonly at: Pick<BoardStatus, 'board' | 'dialogue' | 'tableNumber'> | null
}
