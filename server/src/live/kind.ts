/**
 * A kind of document that people edit together: all that the server has to be told of it. The engine takes updates in,
 * makes them durable, applies, broadcasts and acknowledges them; whose they are, what they may touch and what else their
 * editors are told is the kind's to say. Tickets, catching up, its status and its place in addresses follow from it, and
 * who may open and edit it from its two rows in the access matrix (`shared/roles`).
 */
import type * as Y from 'yjs'
import { idIn, type CoEdited, type DocName } from '@tablee/shared/documents'
import type { Problem } from '@tablee/shared/problem'
import { can, editing, type BoardState } from '@tablee/shared/roles'
import { stateFor, type DocumentPlace, type Documents, type Session } from '../access/session.ts'
import type { Decision, GateContext } from './gate.ts'

/** What a kind sees of one of its documents that somebody has open. */
export type Open<Id extends string = string> = {
  readonly name: DocName
  readonly id: Id
  readonly document: Y.Doc
  /** Rows were put aside: nothing more is written. */
  readonly readOnly: boolean
  /** It passed its soft limit. */
  readonly large: boolean
  /** Devices hand in what a restored server lacks. */
  readonly recovering: boolean
}

export type Asked<Id extends string = string> = GateContext & {
  readonly id: Id
  readonly doc: Y.Doc
  readonly update: Uint8Array
  /** Whose update it is, as they stand now. */
  readonly session: Session
}

export type Refusal = {
  readonly problem: Problem
  /** Whether an honest device would not have sent it: a strike. */
  readonly fault: boolean
}

export type Kind<Id extends string = string> = {
  readonly documents: CoEdited
  /** Of which dialogue and table it is; null where there is no such document. */
  place(id: Id): DocumentPlace | null
  /** Which of the matrix's tables says who may, with what is on its way to the disk. Left out: `open`. */
  state?(id: Id): BoardState
  /** The same as committed: what anybody may be told. Left out: `state`. */
  shown?(id: Id): BoardState
  /**
   * The gate: what lies where, and how much of it; whether they may edit at all is asked around it. Judged by everything
   * that was staged before: what it lets in is handed to the journal in the same turn, and the journal is one queue, so
   * that nothing can come between.
   */
  judge(asked: Asked<Id>): Decision
  /** Why it was refused, as its sender is told; left out: the gate's own word, and a strike. */
  refusal?(why: string): Refusal | null
  /** Bytes of state: above `soft` its editors are told, above `hard` nothing more is written. */
  readonly limits: { readonly soft: number; readonly hard: number }
  /** State beside the document, told on joining and whenever it changes. */
  status?(open: Open<Id>): { readonly type: string } | null
  /** Hears from now on of whose status has changed; gives what ends it. */
  onStatus?(changed: (which: (id: string) => boolean) => void): () => void
  /** What its `status` needs is read: waited for while the document is loaded. */
  opens?(id: Id): Promise<void>
  /** Somebody came. */
  joined?(open: Open<Id>): void
  /** The same content in a fresh document by one writer; left out: such a document is never renewed. */
  anew?(doc: Y.Doc, client: number): Y.Doc
  /** After a restore: whether devices hand in, and what contradicts the document is kept for the organiser. */
  readonly recovery?: {
    active(id: Id): boolean
    conflict(id: Id, device: string, author: string, update: Uint8Array): Promise<void>
  }
  /** What was erased does not come back with what arrives. */
  readonly arrivals?: Arrivals<Id>
}

export type Arrivals<Id extends string = string> = {
  /** Right before a sound update is written down; null where nothing of it was erased. */
  arrives(id: Id, doc: Y.Doc, update: Uint8Array): Arrival | null
  /** It was not written down after all. */
  forget(doc: Y.Doc): void
  /** It is in the document: what is left of it goes. */
  landed(id: Id, arrival: Arrival): void
}
export type Arrival = {
  /** What is written down in its place: the same ids, letters black. */
  readonly update: Uint8Array
  /** In the document, once it is there. */
  settle(doc: Y.Doc): void
  readonly before: readonly { readonly client: number; readonly clock: number; readonly len: number }[]
}

/** May they edit it now? The matrix says it of every kind. */
const mayEdit = ({ documents, state }: Kind, id: string, session: Session): boolean =>
  can(session.role, editing(documents), stateFor(session, state?.(id) ?? 'open'))

/**
 * What is let in of an update: no kind lets in what the matrix denies, and whoever may not edit binds no clientID. What the
 * document holds already is nobody's edit.
 */
export function judged(kind: Kind, { claim, admits, ...asked }: Omit<Asked, 'actor'>): Decision {
  const { id, session } = asked
  const actor = { role: session.role, seat: session.seat }
  if (mayEdit(kind, id, session))
    return kind.judge({ ...asked, actor, claim, ...(admits === undefined ? {} : { admits }) })
  const decision = kind.judge({ ...asked, actor, claim: () => 'yours' })
  return decision.kind !== 'accept' || decision.update === null
    ? decision
    : { kind: 'refuse', why: 'not-allowed', at: [] }
}

/** The kind's own word where it has one; else `refused` and a strike. `not-allowed` is said the same of every kind. */
export const refusalOf = (kind: Kind, why: string, session: Session): Refusal =>
  why === 'not-allowed'
    ? { problem: { code: 'not-allowed', role: session.role, action: editing(kind.documents) }, fault: true }
    : (kind.refusal?.(why) ?? { problem: { code: 'refused', why }, fault: true })

/** The kinds that a hall has. What none of them answers to is no document. */
export type Kinds = Documents & {
  readonly all: readonly Kind[]
  of(name: DocName): { readonly kind: Kind; readonly id: string } | null
}

/** Of two that answer to the same documents the first counts. Null for what none of them has. */
export const kindsOf = (all: readonly Kind[]): Kinds => ({
  all,
  of(name) {
    for (const kind of all) {
      const id = idIn(kind.documents, name)
      if (id !== null) return { kind, id }
    }
    return null
  },
  place(documents, id) {
    const kind = all.find((each) => each.documents === documents)
    const place = kind?.place(id) ?? null
    if (kind === undefined || place === null) return null
    const { dialogue, table, session } = place
    const state = kind.state?.(id) ?? 'open'
    const recovering = kind.recovery?.active(id) === true
    const at = session === undefined ? {} : { session }
    return { dialogue, table, ...at, state, shown: kind.shown?.(id) ?? state, recovering }
  },
})
