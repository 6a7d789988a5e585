/**
 * Hocuspocus as we use it: entry by ticket, one document per board, broadcast. Updates never reach it: the forwarder
 * takes them to the room, which commits and applies them, and Hocuspocus sends on what its document then says.
 *
 * Hooks never throw but to deny entry: a throw in `beforeSync` silences stock clients for good, one in `onChange`,
 * `onStateless` or an awareness hook ends the process. There is no `onStoreDocument`: nothing is ever stored late.
 */
import { Hocuspocus, type Document } from '@hocuspocus/server'
import type { EditorSocket } from './socket.ts'

export type SocketContext = { readonly socket: EditorSocket }

export type Hooks = {
  /** True when the ticket opens this document. */
  admit(socket: EditorSocket, ticket: string, documentName: string): boolean
  /** False when it could not be loaded this time; the reason is logged. */
  load(document: Document): Promise<boolean>
  connected(socket: EditorSocket, document: Document): void
  /** Is anything on its way into this document, or somebody on the way to it? */
  busy(document: Document): boolean
}

/** setInterval's longest: the forwarder owns deadlines and liveness. */
const never = 2 ** 31 - 1

/**
 * Unloading is decided by name and after an awaited hook; meanwhile a joiner may have loaded another document of that
 * name, or be about to attach to this one. `shouldUnloadDocument` is asked synchronously right before the document
 * leaves the map, so the guard stands here and not only in the hook.
 */
class Guarded extends Hocuspocus<SocketContext> {
  busy: (document: Document) => boolean = () => false

  override shouldUnloadDocument(document: Document): boolean {
    const mapped = this.documents.get(document.name)
    if (mapped !== undefined && mapped !== document) return false
    return super.shouldUnloadDocument(document) && !this.busy(document)
  }
}

const denied = { reason: 'permission-denied' } // without a message: Hocuspocus logs what has one

/** Never to be asked to listen: sockets are given to it by `handleConnection` alone. */
export function createHocuspocus(hooks: Hooks): Hocuspocus<SocketContext> {
  const hocuspocus = new Guarded({
    quiet: true,
    timeout: never,
    // Broadcast as soon as a committed row is applied; frames of one turn are gathered per socket (socket.ts).
    flushDelay: false,
    // Nothing but a ticket reaches Hocuspocus before `connected`: the forwarder keeps the rest.
    maxUnauthenticatedQueueSize: 64 * 1024,
    maxUnauthenticatedQueueMessages: 4,
    maxPendingDocuments: 1,
    async onAuthenticate({ token, documentName, context, connectionConfig }) {
      // Who may only read is a matter of the gate, per update: roles and boards change while a socket is open.
      connectionConfig.readOnly = false
      if (!hooks.admit(context.socket, token, documentName)) throw denied
    },
    async onLoadDocument({ document }) {
      if (!(await hooks.load(document))) throw denied
    },
    async afterLoadDocument({ document }) {
      // Nobody hangs on `onChange` and nothing is stored late; making their payloads cost more than the broadcast.
      document.onUpdate(() => {})
    },
    async connected({ context, documentName }) {
      const document = hocuspocus.documents.get(documentName)
      if (document !== undefined) hooks.connected(context.socket, document)
    },
    // The last line of defence: an update without structs and deletions is two zeros, and nobody reads what follows.
    async beforeSync({ type, payload }) {
      if (type !== 0) payload.fill(0)
    },
    async beforeUnloadDocument({ documentName, document }) {
      if (hooks.busy(document) || hocuspocus.documents.get(documentName) !== document) throw new Error('')
    },
  })
  hocuspocus.busy = hooks.busy
  return hocuspocus
}
