/** Editors' sockets: entry by ticket, each update through the room, and what its outcome means for the socket. */
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { ToEditor } from '@tablee/shared/wire/editor'
import type { Admitted } from '../access/tickets.ts'
import { atMost, type Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { step1Frame } from './frames.ts'
import { createHocuspocus } from './hocuspocus.ts'
import type { Kinds } from './kind.ts'
import type { Limits } from './limits.ts'
import type { Newcomers } from './newcomers.ts'
import type { LiveAccess, Logger } from './ports.ts'
import type { Room } from './room.ts'
import { createRooms } from './rooms.ts'
import { createScreens } from './screens.ts'
import { EditorSocket } from './socket.ts'
import { createWriting } from './writing.ts'

/** Hocuspocus wants the request; ours carries nothing it needs, and 600 of them at once cost. */
const request = new Request('http://server/collab')

type ClientConnection = ReturnType<ReturnType<typeof createHocuspocus>['handleConnection']>

/** The same page again: the newer ticket wins; two sockets writing with one clientID would diverge in silence. */
function supersede(all: Iterable<EditorSocket>, socket: EditorSocket, admitted: Admitted): void {
  const live = admitted.clients.at(-1)
  if (live === undefined) return
  for (const other of all) {
    const older = other.admitted
    if (other === socket || older === null || older.document !== admitted.document || older.device !== admitted.device)
      continue
    if (older.clients.at(-1) === live) other.end(closeCodes.superseded, 'a newer connection took over')
  }
}

/**
 * Looks after its sockets by a timer until `close`, which waits for what is in flight, `deadlineMs` at most, and ends
 * whoever is left.
 */
export function createEditors({
  kinds,
  journal,
  access,
  logger,
  limits,
  newcomers,
  clock,
  crowded,
}: {
  kinds: Kinds
  journal: Journal
  access: LiveAccess
  logger: Logger
  limits: Limits
  newcomers: Newcomers
  clock: Clock
  crowded: (room: Room) => void
}) {
  const write = createWriting(access, logger)
  /** Deadlines are measured with a clock that never jumps. */
  const now = (): number => performance.now()
  const connections = new Map<EditorSocket, ClientConnection>()
  /** The room a socket entered: of its own document, not of whatever bears the name by now. */
  const entered = new WeakMap<EditorSocket, Room>()
  /** Sockets that `rooms.expect` still counts. */
  const arriving = new Set<EditorSocket>()
  const screens = createScreens(clock)
  let closing = false

  const rooms = createRooms({
    kinds,
    host: { journal, limits, logger, newcomers, grown: tellStatus, crowded, closing: () => closing },
    hocuspocus: () => hocuspocus,
  })

  const hocuspocus = createHocuspocus({
    admit(socket, ticket, documentName) {
      if (closing || socket.ended) return false
      const admitted = access.consume(ticket, 'collab', socket.within)
      if (admitted === null || documentName !== admitted.document || !rooms.exists(documentName)) return false
      socket.admitted = admitted
      socket.session = admitted
      supersede(connections.keys(), socket, admitted)
      arriving.add(socket)
      rooms.expect(documentName, 1)
      return true
    },
    load: rooms.load,
    connected(socket, document) {
      const room = rooms.of(document)
      if (room === undefined || socket.ended) return
      if (room.broken) return socket.end(closeCodes.notYet, 'the board is loaded anew')
      const { epoch } = socket.admitted ?? {}
      if (epoch !== undefined && epoch !== room.epochName)
        return socket.end(closeCodes.incarnation, 'the board goes on in another epoch')
      room.members.all.add(socket)
      entered.set(socket, room)
      if (socket.admitted !== null) screens.came(socket.admitted)
      arrived(socket)
      socket.attach()
      const status = statusOf(room)
      if (status !== null) socket.tell(JSON.stringify(status))
      if (room.storage === 'down')
        socket.tell(JSON.stringify({ type: 'storage', state: 'down', savedUntil: room.savedAt } satisfies ToEditor))
      room.kind.joined?.(room)
    },
    busy: rooms.busy,
  })

  const statusOf = (room: Room): { readonly type: string } | null => room.kind.status?.(room) ?? null

  function tellStatus(room: Room): void {
    const status = statusOf(room)
    if (status !== null) room.members.broadcast(status)
  }

  function arrived(socket: EditorSocket): void {
    if (arriving.delete(socket) && socket.admitted !== null) rooms.expect(socket.admitted.document, -1)
  }

  const host = {
    pass(socket: EditorSocket, frame: Uint8Array): void {
      connections.get(socket)?.handleMessage(frame)
    },
    write(socket: EditorSocket, update: Uint8Array): void {
      void write(socket, entered.get(socket), update)
    },
    step1(
      socket: EditorSocket,
      { payload, address, reply }: { payload: Uint8Array; address: string; reply: boolean },
    ): void {
      const room = socket.admitted === null ? undefined : rooms.get(socket.admitted.document)
      if (room === undefined || !room.sound) return socket.end(closeCodes.notYet, 'the board is loaded anew')
      const missing = room.answers.missing(address, payload)
      if (missing === null) return socket.end(closeCodes.policy, 'state vector')
      // As Hocuspocus does it: ours first, so that the answer to theirs finds it asked.
      if (!reply) socket.send(step1Frame(address, room.answers.vector()))
      socket.sendBoard(missing)
    },
    gone(socket: EditorSocket, code: number, reason: string): void {
      arrived(socket)
      const room = entered.get(socket)
      if (room?.members.all.delete(socket) === true) {
        if (socket.admitted !== null) screens.left(socket.admitted)
        // Another room may bear its name by now.
        if (room.members.all.size === 0 && rooms.get(room.name) === room) rooms.linger(room)
      }
      const connection = connections.get(socket)
      connections.delete(socket)
      ending.add(socket)
      connection?.handleClose({ code, reason })
    },
  }
  /** Told to close, until the peer has answered or was cut. */
  const ending = new Set<EditorSocket>()

  let swept = now()
  const sweep = setInterval(() => {
    const at = now()
    const late = at - swept > limits.sweepMs * 3
    swept = at
    for (const socket of connections.keys()) socket.tick(at, late)
    for (const socket of ending) {
      socket.tick(at, late)
      if (socket.closed) ending.delete(socket)
    }
  }, limits.sweepMs)
  sweep.unref()

  return {
    rooms,
    hocuspocus,
    screens: screens.of,

    /** A WebSocket on `/collab`; its Origin was checked at the upgrade. `within`: the dialogue in its address. */
    accept(ws: WebSocket, { socket: raw }: IncomingMessage, within: DialogueId | null = null): void {
      if (closing) return ws.close(closeCodes.restart, 'the server restarts')
      const socket = new EditorSocket({ ws, raw, within, limits, host, logger, now })
      connections.set(socket, hocuspocus.handleConnection(socket, request, { socket }))
    },

    tellStatus,

    /** Ends these sockets; cut half a second later if the peer does not answer, so that a revoked one is gone within 1 s. */
    disconnect(which: (admitted: Admitted) => boolean, code: number, reason: string): void {
      const found = [...connections.keys()].filter(({ admitted }) => admitted !== null && which(admitted))
      for (const socket of found) socket.end(code, reason)
      if (found.length > 0)
        setTimeout(() => found.forEach((socket) => socket.closed || socket.terminate()), 500).unref()
    },

    count: (): number => connections.size,

    async close(deadlineMs: number, peersMs: number): Promise<void> {
      closing = true
      const all = [...connections.keys()]
      for (const socket of all) socket.end(closeCodes.restart, 'the server restarts')
      // A peer has a moment to take the close frame; what is in flight may land until the deadline.
      await Promise.all([
        atMost(Math.min(peersMs, limits.closeMs), Promise.all(all.map((socket) => socket.whenClosed()))),
        atMost(
          deadlineMs,
          Promise.all(Array.from(rooms.all(), (room) => Promise.all([room.settled(), room.checkpoints.settled()]))),
        ),
      ])
      clearInterval(sweep)
      for (const socket of [...all, ...ending]) if (!socket.closed) socket.terminate()
      rooms.close()
    },
  }
}
