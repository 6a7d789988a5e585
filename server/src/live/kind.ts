/**
 * What the engine asks of a kind of document. The engine takes updates in, makes them durable, applies, broadcasts and
 * acknowledges them; whose they are, what they may touch and what else their editors are told is the kind's to say.
 */
import type * as Y from 'yjs'
import type { DocumentKind } from '@tablee/shared/documents'
import type { Problem } from '@tablee/shared/problem'
import type { Session } from '../access/session.ts'
import type { Decision, GateContext } from './gate.ts'

/** What a kind sees of one of its documents that somebody has open. */
export type Open<Id extends string = string> = {
  readonly name: string
  readonly id: Id
  readonly document: Y.Doc
  /** Rows were put aside: nothing more is written. */
  readonly readOnly: boolean
  /** It passed its soft limit. */
  readonly large: boolean
  /** Devices hand in what a restored server lacks. */
  readonly recovering: boolean
}

export type Asked<Id extends string = string> = Omit<GateContext, 'actor'> & {
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
  readonly documents: DocumentKind
  /** Whether there is such a document, for whoever holds a ticket for it. */
  exists(id: Id): boolean
  /**
   * The gate, judged by everything that was staged before: what it lets in is handed to the journal in the same turn, and
   * the journal is one queue, so that nothing can come between.
   */
  judge(asked: Asked<Id>): Decision
  /** Why it was refused, as its sender is told; left out: the gate's own word, and a strike. */
  refusal?(why: string, session: Session): Refusal
  /** Bytes of state: above `soft` its editors are told, above `hard` nothing more is written. */
  readonly limits: { readonly soft: number; readonly hard: number }
  /** State beside the document, told on joining and whenever `tell` asks for it. */
  status?(open: Open<Id>): { readonly type: string } | null
  /** Somebody came. */
  joined?(open: Open<Id>): void
  /** The same content in a fresh document by one writer; left out: such a document is never renewed. */
  anew?(doc: Y.Doc, client: number): Y.Doc
  /** After a restore: whether devices hand in, and what contradicts the document is kept for the organiser. */
  readonly recovery?: {
    active(id: Id): boolean
    conflict(id: Id, device: string, author: string, update: Uint8Array): void
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
