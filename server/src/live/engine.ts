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
import { createLaid, type Committed } from './laid.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { createNewcomers } from './newcomers.ts'
import { seqOf } from './outcome.ts'
import type { LiveAccess, Logger } from './ports.ts'
import { createRenew } from './renew.ts'
import type { Room } from './room.ts'
import type { Screens } from './screens.ts'
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

/** Documents that are loaded at once at the start: their waits for the log lie beside each other, not their work in a heap. */
const warmedTogether = 8

/**
 * `limits` left out are the usual ones. What is asked of a document that cannot be loaded rejects with `Refused`
 * (`journal-unavailable`). Close it.
 */
export function createEngine(deps: EngineDeps) {
  const { journal, access, clock, random, logger, kinds } = deps
  const limits: Limits = { ...defaultLimits, ...deps.limits }
  const newcomers = createNewcomers(clock)
  const renewing = createRenew({ journal, rooms: () => rooms, random, logger })
  const crowded = (room: Room): void => void renewing.renew(room.name)
  const editors = createEditors({ kinds, journal, access, logger, limits, newcomers, clock, crowded })
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

  const laid = createLaid(journal)
  /** The document as committed in the turn in which `run` is called, loaded first where nobody has it open. */
  async function at<T>(name: DocName, run: (document: Omit<Committed, 'rewritten'>) => T): Promise<Awaited<T>> {
    let read: Committed | null = null
    for (;;) {
      const room = rooms.get(name)
      const replica = room?.sound === true ? room : laid.now(name, read)
      if (replica !== null) return await run(replica)
      // A row that cannot be applied is put aside by who opens the document.
      read = await laid.read(name).catch(() => rooms.use(name, () => laid.read(name)))
    }
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
    /** Whether its table is there, and whether what is written there reaches the disk. */
    screens: (name: DocName): Screens & { readonly unsaved: boolean } => ({
      ...editors.screens(name),
      unsaved: rooms.get(name)?.storage === 'down',
    }),
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
    state: (name: DocName): Promise<{ readonly state: Uint8Array; readonly epoch: number; readonly seq: number }> =>
      at(name, ({ document, epoch, seq }) => ({ state: Y.encodeStateAsUpdate(document), epoch, seq })),

    /**
     * As committed, to look at: `run` keeps nothing of the document. It is one turn: what `run` judges by the document and
     * hands to the journal before it returns or awaits anything stands on what it saw, and on nothing that is on its way to
     * the document: where that matters it is kept out and waited for first (voices/locks).
     */
    look: <T>(name: DocName, run: (doc: Y.Doc) => T): Promise<Awaited<T>> => at(name, ({ document }) => run(document)),

    /** Rows of the journal were rewritten (erasure): what nobody has open is read anew. */
    reread(): void {
      laid.forget()
      rooms.reread()
    },

    /**
     * Before the first editor can ask: after a restart in the middle of a session all tables come back at once, and
     * the first would wait for their document to be loaded, behind those of all others.
     */
    async warm(names: readonly DocName[]): Promise<void> {
      const until = performance.now() + limits.warmingMs
      const rest = names.values()
      const one = async (): Promise<void> => {
        for (const name of rest) {
          if (performance.now() > until) return
          await rooms.warm(name).catch((cause: unknown) => {
            logger.error({ doc: name, cause: String(cause) }, 'a document could not be loaded at the start')
          })
        }
      }
      await Promise.all(Array.from({ length: warmedTogether }, one))
    },

    disconnect: editors.disconnect,
    counts: () => ({ editors: editors.count(), documents: editors.hocuspocus.documents.size }),
    /** Everybody is told to come back (1012); what is in flight may land until the deadline. Never hangs. */
    close(deadlineMs: number, peersMs: number): Promise<void> {
      for (const end of ends) end?.()
      return editors.close(deadlineMs, peersMs)
    },
  }
}
