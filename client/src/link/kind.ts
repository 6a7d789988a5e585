/**
 * What a kind of document is to the link. Everything else (connection, ticket, addresses, rights, offline copy, light,
 * refusals, epochs, restored servers) is the same for all kinds.
 */
import type { CoEdited } from '@tablee/shared/documents'
import { can, editing, type BoardState, type Role } from '@tablee/shared/roles'
import type * as Y from 'yjs'
import type { Environment } from './environment.ts'
import type { Session } from './session.ts'

/** A command of any kind of document; sent in order, once per id. */
export type LinkCommand = { readonly id: string }

/** What the link says of itself when it asks for a ticket. */
export type Asks = {
  readonly path: 'collab' | 'presence'
  /** clientIDs whose structs this device may bring; the last is the live one. */
  readonly clients: readonly number[]
  readonly presence?: boolean
  /** The epoch that this device's copy is of; empty when it has none. */
  readonly epoch?: string
}

export type LinkKind<Status, Command extends LinkCommand> = {
  readonly documents: CoEdited
  /** Names the document in this device's store. Kept there: it never changes. */
  readonly kept: (id: string) => string
  /** This person's own undo: its roots, and whose edits it takes back. */
  readonly undo: (doc: Y.Doc, who: string) => Y.UndoManager
  /** How the document stands, if this is what the server's message tells; it is told at the begin of each connection. */
  readonly status: (message: { readonly type: string }) => Status | null
  /** Which of the access matrix's tables says who may edit. */
  readonly state: (status: Status) => BoardState
  /** The server's clock when the status was sent. */
  readonly clock: (status: Status) => number
  /** A restored server takes what others wrote too. */
  readonly recovers: (status: Status) => boolean
  /** What a command that was denied for good says, and of what. */
  readonly said: (command: Command) => { readonly where: readonly string[]; readonly texts: readonly string[] }
  /**
   * Takes what the server says of the document when this device comes back with changes of its own, by `apply`. `own`:
   * the clientIDs under which it has written. Without it, `apply` is all.
   */
  readonly comesBack?: (
    doc: Y.Doc,
    update: Uint8Array,
    apply: () => void,
    own: ReadonlySet<number>,
    who: string,
  ) => void
  /** Something was erased for good: what this device keeps is folded at once, so that no old row holds it. */
  readonly erases: (transaction: Y.Transaction) => boolean
  /** The document is no more, or this person left it: what the device keeps beside the copy goes. */
  readonly forget: (environment: Environment, session: Session, id: string, why: 'gone' | 'left') => void
}

export const mayEdit = <Status>(
  { documents, state }: Pick<LinkKind<Status, never>, 'documents' | 'state'>,
  role: Role,
  status: Status,
): boolean => can(role, editing(documents), state(status))
