/**
 * The live engine: documents of any kind, co-edited over `/collab`. It takes updates in, has their kind judge them
 * (`kind.ts`), makes them durable (`room.ts`), and gives the rest of the server what it needs of a document.
 */
import type { DocName } from '@tablee/shared/documents'
import type { RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as Y from 'yjs'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { firstEpoch, type Journal } from '../journal/port.ts'
import { createEditors } from './editors.ts'
import type { Kinds } from './kind.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { createNewcomers } from './newcomers.ts'
import { seqOf } from './outcome.ts'
import type { LiveAccess, Logger } from './ports.ts'
import { createRenew } from './renew.ts'
import type { Room } from './room.ts'
import { createWriter } from './writer.ts'

export type EngineDeps = {
  readonly journal: Journal
  readonly access: LiveAccess
  readonly clock: Clock
  readonly random: RandomBytes
  readonly logger: Logger
  readonly limits?: Partial<Limits>
  readonly kinds: Kinds
}

/** Documents that nobody has open, as they were last read; a few, because a table's screen asks again and again. */
const mostLaid = 8

export function createEngine(deps: EngineDeps) {
  const { journal, access, clock, random, logger, kinds } = deps
  const limits: Limits = { ...defaultLimits, ...deps.limits }
  const newcomers = createNewcomers(clock)
  const renewing = createRenew({ journal, rooms: () => rooms, random, logger })
  const crowded = (room: Room): void => void renewing.renew(room.name)
  const editors = createEditors({ kinds, journal, access, logger, limits, newcomers, crowded })
  const { rooms } = editors
  /** A request must be answered; what it brought stays in the device's outbox and comes again. */
  const patience = (): (() => boolean) => {
    const until = performance.now() + limits.requestMs
    return () => performance.now() < until
  }
  const ends = kinds.all.map((kind) =>
    kind.onStatus?.((which) => {
      for (const room of rooms.all()) if (room.kind === kind && which(room.id)) editors.tellStatus(room)
    }),
  )
  const writer = createWriter({ journal, random, patience })

  /** The room of a document that is loaded and to be trusted. */
  function sound(name: DocName): Room | undefined {
    const room = rooms.get(name)
    return room === undefined || room.broken || !room.loaded ? undefined : room
  }

  const laidDocs = new Map<DocName, { readonly epoch: number; readonly seq: number; readonly doc: Y.Doc }>()
  function laid(name: DocName): { readonly epoch: number; readonly seq: number; readonly doc: Y.Doc } {
    const { epoch, seq } = journal.head(name)
    const known = laidDocs.get(name)
    if (known?.epoch === epoch && known.seq === seq) return known
    const doc = new Y.Doc()
    doc.transact(() => {
      for (const update of journal.atOnce.load(name).updates) Y.applyUpdate(doc, update)
    })
    const now = { epoch, seq, doc }
    laidDocs.delete(name)
    laidDocs.set(name, now)
    const [oldest] = laidDocs.keys()
    if (oldest !== undefined && laidDocs.size > mostLaid) laidDocs.delete(oldest)
    return now
  }

  return {
    limits,
    rooms,
    newcomers,
    writer,
    patience,
    /** A WebSocket on `/collab`, its Origin checked at the upgrade. */
    accept: editors.accept,
    /** What is beside the document has changed: its editors are told. */
    tellStatus(name: DocName): void {
      const room = rooms.get(name)
      if (room !== undefined) editors.tellStatus(room)
    },
    /** How a document stands, as its editors are told. */
    status: (name: DocName) => rooms.use(name, (room) => Promise.resolve(room.kind.status?.(room) ?? null)),
    /** A new epoch of the document, with the same content (renew.ts). */
    renew: renewing.renew,
    /** The epoch that the document is in; a device's copy of another one is no copy of it. */
    epochOf: (name: DocName): string => journal.epochs(name).at(-1)?.name ?? firstEpoch,

    /** A part of an offline spell that is too long for a frame: same gate, same append, and sending it twice does no harm. */
    bring(
      name: DocName,
      session: Session,
      update: Uint8Array,
      clients: readonly number[],
      again: () => Session | null,
    ): Promise<Result<{ seq: number; sv: string }>> {
      return rooms.use(name, async (room) => {
        const { device } = session
        const outcome = await room.write({ update, device, session, clients, again, alive: patience() })
        if ((outcome.kind === 'refused' && outcome.fault) || (outcome.kind === 'later' && outcome.own))
          access.refused(device)
        const done = seqOf(outcome)
        return done.ok
          ? ok({ seq: done.value.seq, sv: Buffer.from(room.answers.vector()).toString('base64') })
          : fail(done.problem)
      })
    },

    /** The server's own edit, one row: seeds, imports. `author` is a role or `server`; `may` is asked in the turn of the writing. */
    write: (
      name: DocName,
      author: string,
      change: (doc: Y.Doc) => void,
      may: () => boolean = () => true,
    ): Promise<Result<{ seq: number }>> =>
      rooms.use(name, async (room) => seqOf(await writer.write(room, author, change, may))),

    /** As committed, and the seq it stands at. */
    state(name: DocName): { readonly state: Uint8Array; readonly epoch: number; readonly seq: number } {
      const room = sound(name)
      const { doc, epoch, seq } =
        room === undefined ? laid(name) : { doc: room.document, epoch: room.epoch, seq: room.seq }
      return { state: Y.encodeStateAsUpdate(doc), epoch, seq }
    },

    /** As committed, to look at: `read` keeps nothing of the document. */
    look: <T>(name: DocName, read: (doc: Y.Doc) => T): T => read(sound(name)?.document ?? laid(name).doc),

    /** Rows of the journal were rewritten (erasure): what nobody has open is read anew. */
    reread(): void {
      laidDocs.clear()
      rooms.reread()
    },

    /**
     * Before the first editor can ask: after a restart in the middle of a session all tables come back at once, and
     * the first would wait for their document to be loaded, behind those of all others.
     */
    async warm(names: readonly DocName[]): Promise<void> {
      const until = performance.now() + limits.warmingMs
      for (const name of names) {
        if (performance.now() > until) return
        try {
          await rooms.warm(name)
        } catch (cause) {
          logger.error({ doc: name, cause: String(cause) }, 'a document could not be loaded at the start')
        }
      }
    },

    disconnect: editors.disconnect,
    counts: () => ({ editors: editors.count(), documents: editors.hocuspocus.documents.size }),
    /** Everybody is told to come back (1012); what is in flight may land until the deadline. Never hangs. */
    close(deadlineMs: number): Promise<void> {
      for (const end of ends) end?.()
      return editors.close(deadlineMs)
    },
  }
}
