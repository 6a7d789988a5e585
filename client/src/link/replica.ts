/**
 * The document on this device: own changes are kept before or while they travel, others' as they come. It is another
 * object once it was made anew. Every page load, and every document, writes under a clientID of its own.
 */
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import { fromStore, type Copy } from './copy.ts'
import { fromServer } from './provider.ts'

export type ReplicaParts = {
  readonly undo: (doc: Y.Doc) => Y.UndoManager
  readonly erases: (transaction: Y.Transaction) => boolean
  readonly acks: Acks
  readonly copy: () => Copy
  /** An own change: it is numbered, and in the offline copy. */
  readonly made: (update: Uint8Array) => void
  /** Yjs took a new clientID, because another device used ours: its structs need a claim, so a new ticket. */
  readonly renamed: () => void
}

export function openReplica({ undo: undoOf, erases, acks, copy, made, renamed }: ReplicaParts) {
  let doc = new Y.Doc()
  let undo = undoOf(doc)
  let client = doc.clientID
  /** clientIDs of this page load that wrote something in this document. */
  let wrote: ReadonlySet<number> = new Set()

  const onUpdate = (update: Uint8Array, origin: unknown, _: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === fromStore) return
    const { store, left } = copy()
    store?.add(update, fromServer(origin) ? 0 : 1)
    if (fromServer(origin)) {
      if (erases(transaction)) store?.fold()
      return
    }
    acks.made(update)
    if (!wrote.has(doc.clientID)) wrote = new Set([...wrote, doc.clientID])
    store?.own([...wrote], acks.unsaved() - left)
    made(update)
  }
  const onTransaction = () => {
    if (doc.clientID === client) return
    client = doc.clientID
    renamed()
  }
  function listen(): void {
    client = doc.clientID
    doc.on('update', onUpdate)
    doc.on('afterAllTransactions', onTransaction)
  }
  function close(): void {
    doc.off('update', onUpdate)
    doc.off('afterAllTransactions', onTransaction)
    undo.destroy()
  }
  listen()

  return {
    get doc() {
      return doc
    },
    get undo() {
      return undo
    },
    get wrote() {
      return wrote
    },
    /** clientIDs whose structs this device may bring. */
    clients: (): number[] => [...new Set([...copy().clients, ...wrote])],
    /** Made anew from the server's: nothing in it is ours yet. */
    swap(fresh: Y.Doc): void {
      close()
      doc = fresh
      undo = undoOf(doc)
      wrote = new Set()
      listen()
    },
    close,
  }
}

export type Replica = ReturnType<typeof openReplica>
