/** An editor's update on its way through its room, and what the outcome means for its socket. */
import { isId, type NodeId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { ToEditor } from '@tablee/shared/wire/editor'
import type { Session } from '../access/session.ts'
import { problemOfFull, type Outcome } from './outcome.ts'
import type { LiveAccess, Logger } from './ports.ts'
import type { Room } from './room.ts'
import type { EditorSocket } from './socket.ts'

/** What it gives never rejects, and frees the socket's place for the next update whatever came of this one. */
export function createWriting(access: LiveAccess, logger: Logger) {
  /** Each outcome but "saved" ends the socket: stock clients then reconnect and resync, ours too. */
  function conclude(socket: EditorSocket, session: Session, room: Room, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'saved':
        socket.frames += 1
        return room.members.acknowledge(socket)
      case 'not-yet':
        return socket.end(closeCodes.notYet, 'not yet: resync')
      case 'later':
        // No honest device brings so many; it keeps them and waits, and so does the next page behind it.
        if (outcome.own) access.refused(session.device)
        logger.warn({ doc: room.name, device: session.device, own: outcome.own }, 'too many new writers')
        return socket.end(closeCodes.unavailable, 'too many new pages')
      case 'refused':
      case 'full': {
        const { problem, fault, at, why } =
          outcome.kind === 'full' ? { problem: problemOfFull(outcome), fault: true, at: [], why: 'full' } : outcome
        if (fault) access.refused(session.device)
        logger.warn({ doc: room.name, device: session.device, problem }, 'refused an update')
        const where = at.filter(isId).map((id) => id as NodeId)
        socket.tell(JSON.stringify({ type: 'refused', problem, at: where } satisfies ToEditor))
        return socket.end(closeCodes.refused, why)
      }
      case 'revoked':
        return socket.end(closeCodes.unauthorised, 'access was revoked')
      case 'ended':
        return socket.end(closeCodes.incarnation, 'load the board anew')
      case 'abandoned':
        return socket.end(closeCodes.restart, 'the server restarts')
    }
  }

  return async function write(socket: EditorSocket, room: Room | undefined, update: Uint8Array): Promise<void> {
    try {
      if (socket.ended) return
      if (room === undefined) return socket.end(closeCodes.unavailable, 'the board is gone')
      const reread = (): Session | null => {
        const now = socket.session === null ? null : access.again(socket.session)
        // At another table by now: what is still written here is not the old table's any more.
        socket.session = now !== null && now.table === socket.admitted?.table ? now : null
        return socket.session
      }
      const session = reread()
      if (session === null) return socket.end(closeCodes.unauthorised, 'access was revoked')
      const outcome = await room.write({
        update,
        device: session.device,
        session,
        clients: socket.admitted?.clients ?? [],
        again() {
          const now = reread()
          return now === null || now.role !== session.role || now.seat !== session.seat ? null : now
        },
        alive: () => !socket.ended,
      })
      if (!socket.ended) conclude(socket, session, room, outcome)
    } catch (cause) {
      logger.error({ cause: cause instanceof Error ? cause.stack : String(cause) }, 'a write failed unexpectedly')
      socket.end(closeCodes.unavailable, 'unexpected')
    } finally {
      socket.done()
    }
  }
}
