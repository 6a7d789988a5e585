/**
 * The live server: tables' editors on `/collab`, presence on `/presence`, and what the rest of the server does to a
 * board (commands, catch-up, seeds and imports, its state for a snapshot). room.ts holds the durable write.
 */
import { boardDoc } from '@tablee/shared/documents'
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { BoardId, DialogueId, LinkId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Hands } from '@tablee/shared/wire/board'
import type { BoardState } from '@tablee/shared/roles'
import type { Admitted } from '../access/tickets.ts'
import { stateFor, type Session } from '../access/session.ts'
import { firstEpoch } from '../journal/port.ts'
import { createCanvasCommands } from './canvas-commands.ts'
import { createCommands, seqOf } from './commands.ts'
import { createEditors } from './editors.ts'
import { createEnded } from './ended.ts'
import { createLate } from './late.ts'
import { lateInMemory } from './late-store.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { createNewcomers } from './newcomers.ts'
import type { Arrival, LiveDeps } from './ports.ts'
import { createPresence } from './presence.ts'
import { createRenew } from './renew.ts'
import { createWriter } from './writer.ts'

/** How the WebSocketServers must be made. No deflate: memory, and a bomb's door. Tracking is ours. */
const upgrade = { noServer: true, perMessageDeflate: false, clientTracking: false } as const
export const collabServerOptions = { ...upgrade, maxPayload: defaultLimits.frame }
export const presenceServerOptions = { ...upgrade, maxPayload: defaultLimits.presenceFrame }

const ownFault: ReadonlySet<string> = new Set(['unknown-epoch', 'not-carried'])

export function createLive(deps: LiveDeps) {
  const { journal, dialogues, access, clock, random, logger } = deps
  const limits: Limits = { ...defaultLimits, ...deps.limits }
  const newcomers = createNewcomers(clock)
  const renewing = createRenew({ journal, rooms: () => rooms, random, logger })
  const editors = createEditors(
    deps,
    limits,
    (room) => canvas.seed(room),
    (room) => void renewing.renew(room.board),
    newcomers,
    (room, arrival) => void settle(room.board, arrival),
  )
  const { rooms } = editors
  const late = createLate({
    journal,
    store: deps.late ?? lateInMemory(),
    rooms,
    newcomers,
    isSheet: deps.isSheet ?? (() => false),
    erased: deps.erased ?? null,
    random,
    logger,
  })
  const presence = createPresence({ access, dialogues, limits, logger, now: () => performance.now() })
  /** A request must be answered; what it brought stays in the device's outbox and comes again. */
  const patience = (): (() => boolean) => {
    const until = performance.now() + limits.requestMs
    return () => performance.now() < until
  }
  const writer = createWriter({ journal, random, patience })
  /** Of its own, not in the turn of what brought it: an import holds the board's turn while it is written. */
  async function settle(board: BoardId, arrival: Arrival): Promise<void> {
    try {
      await rooms.use(board, (room) => writer.write(room, 'server', arrival.settle))
      await deps.erased?.settled(board, arrival)
    } catch (cause) {
      logger.error({ board, cause: String(cause) }, 'what came again of an erased sentence was not settled')
    }
  }
  const canvas = createCanvasCommands({ journal, writer, clock })
  const ended = createEnded(journal)
  const commands = createCommands({ journal, dialogues, rooms, writer, canvas, clock, ended, patience })

  const broadcastStatus = (board: BoardId): void => {
    const room = rooms.get(boardDoc(board))
    if (room !== undefined) editors.broadcastStatus(room)
  }

  // Curtain, policy, clock: told as soon as they are committed.
  const stop = dialogues.onChange((change) => {
    for (const room of rooms.all()) {
      if ('board' in change ? room.board === change.board : dialogues.board(room.board)?.dialogue === change.dialogue) {
        editors.broadcastStatus(room)
      }
    }
  })

  /** Boards that nobody has open, as they were last read; a few, because a table's screen asks again and again. */
  const closedBoards = new Map<string, { readonly epoch: number; readonly seq: number; readonly doc: Y.Doc }>()
  function laid(name: string): Y.Doc {
    const { epoch, seq } = journal.head(name)
    const known = closedBoards.get(name)
    if (known?.epoch === epoch && known.seq === seq) return known.doc
    const doc = new Y.Doc()
    doc.transact(() => {
      for (const update of journal.load(name).updates) Y.applyUpdate(doc, update)
    })
    closedBoards.delete(name)
    closedBoards.set(name, { epoch, seq, doc })
    const [oldest] = closedBoards.keys()
    if (oldest !== undefined && closedBoards.size > 8) closedBoards.delete(oldest)
    return doc
  }

  return {
    /** A WebSocket on `/collab` or `/presence`, its Origin checked at the upgrade. */
    accept: editors.accept,
    acceptPresence: (ws: WebSocket, request: IncomingMessage): void => presence.accept(ws, request),

    command: commands.command,

    /** Who moved or deleted something on the board's canvas since then that can be put back. */
    hands: (board: BoardId, since: number): Promise<Result<Hands>> =>
      dialogues.board(board) === null
        ? Promise.resolve(fail({ code: 'not-found', what: 'board' }))
        : rooms.use(board, async (room) => ok({ hands: await canvas.hands(room, since) })),

    /** A new epoch of the board, with the same content (renew.ts). */
    renew: renewing.renew,

    /** Rows of the journal were rewritten (erasure): what is held of ended epochs is read anew. */
    reread(): void {
      closedBoards.clear()
      ended.forget()
      late.forget()
    },

    /** The epoch that the board is in; a device's copy of another one is no copy of this document. */
    epochOf: (board: BoardId): string => journal.epochs(boardDoc(board)).at(-1)?.name ?? firstEpoch,

    /**
     * A part of an offline spell that is too long for a frame: same gate, same append, and sending it twice does no harm.
     * Of an `epoch` that has ended: judged there, and carried over (late.ts).
     */
    async catchUp(
      board: BoardId,
      session: Session,
      update: Uint8Array,
      clients: readonly number[],
      epoch?: string,
    ): Promise<Result<{ seq: number; sv: string }>> {
      if (update.length > limits.frame) return fail({ code: 'too-large', limit: limits.frame, size: update.length })
      if (dialogues.board(board) === null) return fail({ code: 'not-found', what: 'board' })
      const state = (): BoardState | null => {
        const still = access.again(session)
        return still === null || still.seat !== session.seat ? null : stateFor(still, dialogues.boardState(board))
      }
      if (epoch !== undefined && epoch !== this.epochOf(board)) {
        const taken = await late.bring({ board, epoch, session, update, clients, state, alive: patience() })
        // What the server itself cannot carry over is no fault of the device's.
        if (!taken.ok && taken.problem.code === 'refused' && !ownFault.has(taken.problem.why))
          access.refused(session.device)
        return taken
      }
      return rooms.use(board, async (room) => {
        const outcome = await room.write({
          update,
          actor: { role: session.role, seat: session.seat },
          device: session.device,
          session,
          clients,
          state,
          alive: patience(),
        })
        if ((outcome.kind === 'refused' && outcome.why !== 'voted-on') || (outcome.kind === 'later' && outcome.own))
          access.refused(session.device)
        const done = seqOf(outcome)
        return done.ok ? ok({ seq: done.value.seq, sv: Buffer.from(room.vector()).toString('base64') }) : done
      })
    },

    /** The server's own edit, one row: seeds, imports. `author` is a role or `server`; `still` is asked at the commit. */
    write: (
      board: BoardId,
      author: string,
      change: (doc: Y.Doc) => void,
      still: () => boolean = () => true,
    ): Promise<Result<{ seq: number }>> =>
      rooms.use(board, async (room) => seqOf(await writer.write(room, author, change, still))),

    /** The board as committed, and the seq it stands at. */
    state(board: BoardId): { readonly state: Uint8Array; readonly epoch: number; readonly seq: number } {
      const room = rooms.get(boardDoc(board))
      if (room !== undefined && !room.broken && room.loaded)
        return { state: Y.encodeStateAsUpdate(room.document), epoch: room.epoch, seq: room.seq }
      const loaded = journal.load(boardDoc(board))
      const doc = new Y.Doc()
      doc.transact(() => {
        for (const update of loaded.updates) Y.applyUpdate(doc, update)
      })
      return { state: Y.encodeStateAsUpdate(doc), epoch: loaded.epoch, seq: loaded.seq }
    },

    /** The board as committed, to look at: `read` keeps nothing of the document. */
    look<T>(board: BoardId, read: (doc: Y.Doc) => T): T {
      const room = rooms.get(boardDoc(board))
      return read(room !== undefined && !room.broken && room.loaded ? room.document : laid(boardDoc(board)))
    },

    /** Access was revoked, or a board was put away: the sockets are gone within a second. */
    disconnect(
      where: { readonly link?: LinkId; readonly board?: BoardId },
      code: number = closeCodes.unauthorised,
    ): void {
      const which = (admitted: Admitted): boolean =>
        (where.link !== undefined && admitted.link === where.link) ||
        (where.board !== undefined && admitted.board === where.board)
      editors.disconnect(which, code, 'access was revoked')
      presence.disconnect(which, code, 'access was revoked')
    },

    /**
     * Somebody of this dialogue sat down, or a seat was freed: anyone who spoke for it is gone within a second, and the table
     * sees who is here by the seats they hold now.
     */
    reseat(dialogue: DialogueId): void {
      const moved = (admitted: Admitted): boolean =>
        admitted.dialogue === dialogue && admitted.seat !== null && access.again(admitted) === null
      editors.disconnect(moved, closeCodes.unauthorised, 'the seat is on another device')
      presence.disconnect(moved, closeCodes.unauthorised, 'the seat is on another device')
      presence.reseat(dialogue)
    },

    /**
     * Before the first editor can ask: after a restart in the middle of a session all tables come back at once, and
     * the first would wait for their board to be loaded, behind those of all others.
     */
    async warm(boards: readonly BoardId[]): Promise<void> {
      const until = performance.now() + limits.warmingMs
      for (const board of boards) {
        if (performance.now() > until) return
        try {
          await rooms.warm(board)
        } catch (cause) {
          logger.error({ board, cause: String(cause) }, 'a board could not be loaded at the start')
        }
      }
    },

    broadcastStatus,
    counts: (): { readonly editors: number; readonly presence: number; readonly boards: number } => ({
      editors: editors.count(),
      presence: presence.count(),
      boards: editors.hocuspocus.documents.size,
    }),

    /** Everybody is told to come back (1012); what is in flight may land until the deadline. Never hangs. */
    async close(deadlineMs = 5_000): Promise<void> {
      stop()
      presence.close()
      await editors.close(deadlineMs)
      commands.close()
    },
  }
}
