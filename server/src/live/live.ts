/**
 * The live server: the engine with its kinds of documents, presence on `/presence`, and what the rest of the server does
 * to a document (catch-up, its state for a snapshot) and to a board (commands, seeds and imports).
 */
import type * as Y from 'yjs'
import { boardDoc, boardOf, type DocName } from '@tablee/shared/documents'
import type { BoardId, DialogueId, LinkId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { can } from '@tablee/shared/roles'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Movers } from '@tablee/shared/wire/board'
import type { Admitted } from '../access/tickets.ts'
import { isWithin, type Session } from '../access/session.ts'
import { createCanvasCommands } from './board/canvas-commands.ts'
import { createCommands } from './board/commands.ts'
import { createEnded } from './board/ended.ts'
import { createLate } from './board/late.ts'
import { lateInMemory, type LateStore } from './board/late-store.ts'
import { createParting } from './board/parting.ts'
import type { BoardDeps } from './board/ports.ts'
import { createEngine, type EngineDeps } from './engine.ts'
import { defaultLimits } from './limits.ts'
import { createPresence } from './presence.ts'

/** How the WebSocketServers must be made. No deflate: memory, and a bomb's door. Tracking is ours. */
const upgrade = { noServer: true, perMessageDeflate: false, clientTracking: false } as const
export const collabServerOptions = { ...upgrade, maxPayload: defaultLimits.frame }
export const presenceServerOptions = { ...upgrade, maxPayload: defaultLimits.presenceFrame }

const ownFault: ReadonlySet<string> = new Set(['unknown-epoch', 'not-carried'])

export type LiveDeps = EngineDeps &
  Pick<BoardDeps, 'dialogues' | 'isSheet' | 'erased'> & {
    /** What devices bring of boards' epochs that have ended. */
    readonly late?: LateStore
  }

/**
 * Takes sockets as soon as it is made. Writes and commands answer after COMMIT. Close it before the journal: what is in
 * flight may then still land.
 */
export function createLive(deps: LiveDeps) {
  const { journal, dialogues, access, clock, random, logger, erased, kinds } = deps
  const engine = createEngine(deps)
  const { limits, rooms, newcomers, writer, patience } = engine
  const late = createLate({
    journal,
    store: deps.late ?? lateInMemory(),
    rooms,
    newcomers,
    dialogues,
    isSheet: deps.isSheet ?? (() => false),
    erased: erased ?? null,
    random,
    logger,
  })
  const presence = createPresence({
    access,
    mayShow({ role, document }) {
      const found = kinds.of(document)
      const place = found && kinds.place(found.kind.documents, found.id)
      return place !== null && can(role, 'presence.show', place.state)
    },
    limits,
    logger,
    now: () => performance.now(),
  })
  const canvas = createCanvasCommands({ journal, writer, clock })
  const ended = createEnded(journal)
  const commands = createCommands({ dialogues, rooms, writer, canvas, clock, ended, patience })
  /**
   * A part of an offline spell that is too long for a frame. Of an `epoch` that has ended: judged there, and carried over
   * (late.ts).
   */
  async function catchUp(
    name: DocName,
    session: Session,
    update: Uint8Array,
    clients: readonly number[],
    epoch?: string,
  ): Promise<Result<{ seq: number; sv: string }>> {
    if (update.length > limits.frame) return fail({ code: 'too-large', limit: limits.frame, size: update.length })
    if (!rooms.exists(name)) return fail({ code: 'not-found', what: kinds.of(name)?.kind.documents ?? 'document' })
    const again = (): Session | null => {
      const now = access.again(session)
      return now === null || now.seat !== session.seat || now.table !== session.table ? null : now
    }
    if (epoch === undefined || epoch === engine.epochOf(name))
      return engine.bring(name, session, update, clients, again)
    const board = boardOf(name)
    if (board === null) return fail({ code: 'refused', why: 'unknown-epoch' })
    const taken = await late.bring({ board, epoch, session, update, clients, again, alive: patience() })
    // What the server itself cannot carry over is no fault of the device's.
    if (!taken.ok && taken.problem.code === 'refused' && !ownFault.has(taken.problem.why))
      access.refused(session.device)
    return taken
  }
  const parting = createParting({ catchUp, clock })
  const unknown = fail({ code: 'not-found', what: 'board' })

  return {
    /** A WebSocket on `/collab` or `/presence`, its Origin checked at the upgrade. */
    accept: engine.accept,
    acceptPresence: presence.accept,

    command: commands.command,

    /** Who moved or deleted something on the board's canvas since then that can be put back. */
    hands: (board: BoardId, since: number): Promise<Result<Movers>> =>
      dialogues.board(board) === null
        ? Promise.resolve(unknown)
        : rooms.use(boardDoc(board), async (room) => ok({ hands: await canvas.hands(room, since) })),

    /** A new epoch of the board, with the same content (renew.ts). */
    renew: (board: BoardId, author?: string) => engine.renew(boardDoc(board), author),

    /** Rows of the journal were rewritten (erasure): what is held of ended epochs is read anew. */
    reread(): void {
      engine.reread()
      ended.forget()
      late.forget()
    },

    epochOf: (board: BoardId): string => engine.epochOf(boardDoc(board)),

    catchUp,
    /** From somebody who has left the board's table (parting.ts). */
    handIn: parting.handIn,

    /** The server's own edit, one row: seeds, imports. `author` is a role or `server`. */
    write: (board: BoardId, author: string, change: (doc: Y.Doc) => void, may?: () => boolean) =>
      engine.write(boardDoc(board), author, change, may),

    /** The board as committed, and the seq it stands at. */
    state: (board: BoardId) => engine.state(boardDoc(board)),

    /** The board as committed, to look at, and to judge by in the same turn (engine.ts). */
    look: <T>(board: BoardId, run: (doc: Y.Doc) => T): Promise<Awaited<T>> => engine.look(boardDoc(board), run),

    /** Documents of every kind. */
    documents: {
      write: engine.write,
      renew: engine.renew,
      status: engine.status,
      state: engine.state,
      look: engine.look,
    },

    /** Access was revoked, or a board was put away: the sockets are gone within a second. */
    disconnect(
      where: { readonly link?: LinkId; readonly board?: BoardId },
      code: number = closeCodes.unauthorised,
    ): void {
      const which = (admitted: Admitted): boolean =>
        (where.link !== undefined && admitted.link === where.link) ||
        (where.board !== undefined && admitted.document === boardDoc(where.board))
      engine.disconnect(which, code, 'access was revoked')
      presence.disconnect(which, code, 'access was revoked')
    },

    /**
     * Somebody of this dialogue sat down, a seat was freed, or it sits at another table by now: anyone who spoke for it is gone
     * within a second, and the table sees who is here by the seats they hold now.
     */
    reseat(dialogue: DialogueId): void {
      const moved = (admitted: Admitted): boolean =>
        admitted.dialogue === dialogue && admitted.seat !== null && access.again(admitted) === null
      const went = (admitted: Admitted): boolean => {
        if (admitted.dialogue !== dialogue || admitted.role !== 'citizen') return false
        const now = access.again(admitted)
        const found = kinds.of(admitted.document)
        const place = found && kinds.place(found.kind.documents, found.id)
        return now !== null && place !== null && !isWithin(now, place)
      }
      engine.disconnect(moved, closeCodes.unauthorised, 'the seat is on another device')
      presence.disconnect(moved, closeCodes.unauthorised, 'the seat is on another device')
      engine.disconnect(went, closeCodes.forbidden, 'the seat is at another table')
      presence.disconnect(went, closeCodes.forbidden, 'the seat is at another table')
      presence.reseat(dialogue)
    },

    warm: (of: readonly BoardId[]): Promise<void> => engine.warm(of.map(boardDoc)),

    /** Whether a screen that the table is run from is connected, since when none is, and whether something is not saved. */
    screens: (board: BoardId) => engine.screens(boardDoc(board)),

    broadcastStatus: (board: BoardId): void => engine.tellStatus(boardDoc(board)),
    counts: (): { readonly editors: number; readonly presence: number; readonly boards: number } => {
      const { editors, documents } = engine.counts()
      return { editors, presence: presence.count(), boards: documents }
    },

    /**
     * Everybody is told to come back (1012); what is in flight may land until the deadline. Who has not answered within
     * `peersMs` is cut. Never hangs.
     */
    async close(deadlineMs = 5_000, peersMs = deadlineMs): Promise<void> {
      presence.close()
      await engine.close(deadlineMs, peersMs)
    },
  }
}
