/**
 * The rooms: one per loaded document, as long as somebody needs it. A document is let go only when nobody is in it,
 * nobody is on the way to it and nothing is in flight; otherwise a joiner could load a second document of the same
 * name beside it, and both would say "saved".
 */
import type { Document, Hocuspocus } from '@hocuspocus/server'
import type { DocName } from '@tablee/shared/documents'
import type * as Y from 'yjs'
import { Refused } from '../access/allow.ts'
import type { SocketContext } from './hocuspocus.ts'
import type { Kinds } from './kind.ts'
import { Room, type Host } from './room.ts'

export type Rooms = ReturnType<typeof createRooms>

/**
 * `use` and `warm` throw `Refused` (`journal-unavailable`) where the document cannot be loaded; a room is only to be
 * used inside `use`. `close` destroys every document, settled or not.
 */
export function createRooms({
  kinds,
  host,
  hocuspocus,
}: {
  kinds: Kinds
  host: Omit<Host, 'idle'>
  hocuspocus: () => Hocuspocus<SocketContext>
}) {
  const { journal, limits, logger, closing } = host
  const byName = new Map<string, Room>()
  const byDocument = new WeakMap<Y.Doc, Room>()
  /** Admitted and not yet attached, or at work on it from inside the server. */
  const expected = new Map<string, number>()

  /** Documents without editors that wait for them to come back. */
  const lingering = new Map<string, NodeJS.Timeout>()

  // After COMMIT, no matter who appended: the document follows its rows.
  let closed = false
  const stop = journal.follow((row) => {
    byName.get(row.doc)?.applied(row)
    for (const room of byName.values()) if (room.storage === 'down') room.storageWorks()
  })

  function expect(name: DocName, by: 1 | -1): void {
    const count = (expected.get(name) ?? 0) + by
    if (count > 0) expected.set(name, count)
    else expected.delete(name)
  }

  /** Hocuspocus tries to unload once, when the last client leaves; what was in flight then lands here. */
  function release(document: Document): void {
    if (hocuspocus().documents.get(document.name) !== document || document.getConnectionsCount() > 0) return
    hocuspocus()
      .unloadDocument(document)
      .catch((cause: unknown) =>
        logger.error({ doc: document.name, cause: String(cause) }, 'a document could not be unloaded'),
      )
  }

  /** The last editor has left. */
  function linger({ name }: Room, ms = limits.lingerMs): void {
    if (ms === 0 || closing()) return
    clearTimeout(lingering.get(name))
    const timer = setTimeout(() => {
      lingering.delete(name)
      const document = hocuspocus().documents.get(name)
      if (document !== undefined) release(document)
    }, ms)
    timer.unref()
    lingering.set(name, timer)
  }

  const create = (name: DocName): Promise<Document> =>
    hocuspocus()
      .createDocument(name, new Request('http://server/'), 'server', { readOnly: false, isAuthenticated: true })
      // Why is logged where it failed. Whoever wants something of it comes again: the log may answer then.
      .catch(() => {
        throw new Refused({ code: 'journal-unavailable' })
      })

  return {
    get: (name: DocName): Room | undefined => byName.get(name),
    of: (document: Y.Doc): Room | undefined => byDocument.get(document),
    all: (): Iterable<Room> => byName.values(),
    /** Whether there is such a document. */
    exists(name: DocName): boolean {
      const found = kinds.of(name)
      return found !== null && found.kind.place(found.id) !== null
    },
    expect,
    release,
    linger,

    busy(document: Document): boolean {
      const room = byDocument.get(document)
      return (
        (expected.get(document.name) ?? 0) > 0 ||
        (room !== undefined && (room.unsettled || (lingering.has(document.name) && !room.broken)))
      )
    },

    async load(document: Document): Promise<boolean> {
      const { name } = document
      const found = kinds.of(name)
      if (found === null) throw new Error(`${name} is no document of ours`) // refused at the door already
      if (closed) return false
      const room = new Room(name, found.id, found.kind, document, { ...host, idle: () => release(document) })
      // Registered first: a row committed while this loads reaches it, and is skipped or applied by its seq.
      byName.set(name, room)
      byDocument.set(document, room)
      document.on('destroy', () => {
        room.close()
        if (byName.get(name) === room) byName.delete(name)
      })
      try {
        await Promise.all([room.load(), found.kind.opens?.(found.id)])
        return true
      } catch (cause) {
        if (!closed) logger.error({ doc: name, cause: String(cause) }, 'a document could not be loaded')
        // Nobody else will: it never came into Hocuspocus's map.
        document.destroy()
        return false
      }
    },

    /** Holds a document while `run` works on it, loading it if need be. */
    async use<T>(name: DocName, run: (room: Room) => Promise<T>): Promise<T> {
      expect(name, 1)
      let document: Document | null = null
      try {
        // Twice: a row that cannot be applied is put aside at the first attempt, and the second loads without it.
        document = await create(name).catch(() => create(name))
        let room = byDocument.get(document)
        // A document that is not to be trusted, or of an epoch that has ended, goes as soon as nobody holds it: not even we.
        for (let turns = 0; turns < 20 && room?.broken === true; turns += 1) {
          await room.settled()
          expect(name, -1)
          release(document)
          await new Promise((resolve) => setImmediate(resolve))
          expect(name, 1)
          document = await create(name).catch(() => create(name))
          room = byDocument.get(document)
        }
        if (room === undefined) throw new Error(`${name}: no room`)
        return await run(room)
      } finally {
        expect(name, -1)
        if (document !== null) release(document)
      }
    },

    /** Loads a document for anyone who comes first; it is let go like one whose editors have left, when nobody comes. */
    async warm(name: DocName): Promise<void> {
      await this.use(name, async (room) => {
        await room.checkpoints.due()
        room.answers.missing(name, Uint8Array.of(0))
        linger(room, limits.warmMs)
      })
    },

    /** Rows of the journal were rewritten (erasure). */
    reread(): void {
      for (const room of byName.values()) room.reread()
    },

    close(): void {
      closed = true
      stop()
      for (const timer of lingering.values()) clearTimeout(timer)
      lingering.clear()
      // With a document goes its timer of presence, which would keep a process from ending by itself.
      for (const room of Array.from(byName.values())) room.document.destroy()
    },
  }
}
