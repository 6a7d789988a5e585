/**
 * Presence of the tables: its own sockets, so that it can be shed without touching an edit. Nothing of it is stored.
 * Seat and role are stamped here; what a client says of itself beyond node, caret and "writing" is not read. Changes of
 * a beat (100 ms) go out as one frame, encoded once, the same bytes to everybody at the board.
 */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { decodeFromPresence, encodeChanges, encodeHere, type Presence, type Shown } from '@tablee/shared/wire/presence'
import type { Admitted } from '../access/tickets.ts'
import { bucket, type Bucket } from '../bucket.ts'
import { binaryFrame, bytesIn } from '../ops/frame.ts'
import type { Limits } from './limits.ts'
import type { LiveAccess, Logger } from './ports.ts'

type Seat = {
  readonly ws: WebSocket
  readonly raw: Socket
  /** The dialogue in the address. */
  readonly within: DialogueId | null
  readonly openedAt: number
  readonly tokens: Bucket
  admitted: Admitted | null
  entry: Presence | null
  /** Over-rate: the newest state waits for the next beat that has a token, older ones are dropped. */
  waiting: Shown | null
  seenAt: number
  pingedAt: number
  loggedAt: number
}

type Table = {
  readonly seats: Map<number, Seat>
  readonly changed: Set<number>
  readonly gone: Set<number>
}

const nothing: Shown = { node: null, writing: false, anchor: null, head: null }

/** Changes of a beat (100 ms) go out as one frame to everybody at the board; all boards share the beat's timer. */
function createBeat(limits: Limits, show: (seat: Seat, shown: Shown) => void) {
  /** Tables that the next beat has something for: so a hall wakes this process ten times a second and not 120. */
  const due = new Set<Table>()
  let beating: NodeJS.Timeout | null = null

  function mark(table: Table, conn: number): void {
    table.changed.add(conn)
    soon(table)
  }

  function soon(table: Table): void {
    due.add(table)
    if (beating !== null) return
    beating = setTimeout(() => {
      beating = null
      const now = [...due]
      due.clear()
      for (const each of now) beat(each)
    }, limits.presenceBeatMs)
    beating.unref()
  }

  function beat(table: Table): void {
    for (const seat of table.seats.values()) if (seat.waiting !== null) show(seat, seat.waiting)
    const changed = [...table.changed].flatMap((conn) => table.seats.get(conn)?.entry ?? [])
    const gone = [...table.gone]
    table.changed.clear()
    table.gone.clear()
    if (changed.length === 0 && gone.length === 0) return
    const frame = binaryFrame(encodeChanges(changed, gone))
    for (const { ws, raw } of table.seats.values()) {
      const { bufferedAmount } = ws
      if (bufferedAmount > limits.outSlow) ws.terminate()
      else if (bufferedAmount <= limits.outQuiet && ws.readyState === 1) raw.write(frame)
    }
  }

  return {
    mark,
    soon,
    forget: (table: Table): void => void due.delete(table),
    stop(): void {
      if (beating !== null) clearTimeout(beating)
    },
  }
}

/** Until it is cleared: ends whoever shows no ticket in time, or is not there any more. */
function sweeping(
  sockets: ReadonlySet<Seat>,
  {
    limits,
    now,
    close,
  }: {
    readonly limits: Limits
    readonly now: () => number
    readonly close: (seat: Seat, code: number, reason: string) => void
  },
): NodeJS.Timeout {
  let swept = now()
  const sweep = setInterval(() => {
    const at = now()
    // This process stood still: what was said meanwhile is read after this turn.
    const late = at - swept > limits.sweepMs * 3
    swept = at
    for (const seat of sockets) {
      if (late) seat.seenAt = at
      if (seat.admitted === null && !late && at - seat.openedAt > limits.authMs)
        close(seat, closeCodes.late, 'no ticket in time')
      else if (at - seat.seenAt > limits.deadMs) seat.ws.terminate()
      else if (at - seat.pingedAt >= limits.pingMs) {
        seat.pingedAt = at
        // Nothing stock listens here: the protocol's own ping is answered by every browser without a line of ours.
        seat.ws.ping()
      }
    }
  }, limits.sweepMs)
  return sweep.unref()
}

/**
 * `now` in ms, by a clock that never jumps. `disconnect` and `close` ask the peer to close; who does not is cut half a
 * second after a `disconnect`.
 */
export function createPresence({
  access,
  mayShow,
  limits,
  logger,
  now,
}: {
  access: LiveAccess
  /** Whether they may be seen where their ticket is for. */
  mayShow: (admitted: Admitted) => boolean
  limits: Limits
  logger: Logger
  now: () => number
}) {
  const tables = new Map<DocName, Table>()
  const sockets = new Set<Seat>()
  let lastConn = 0
  let closing = false
  const { mark, soon, forget, stop } = createBeat(limits, show)

  function close(seat: Seat, code: number, reason: string): void {
    seat.ws.close(code, reason)
    leave(seat)
  }

  function bad(seat: Seat, why: string): void {
    if (now() - seat.loggedAt >= limits.logMs) {
      seat.loggedAt = now()
      logger.warn({ why, device: seat.admitted?.device ?? null }, 'bad presence frame')
    }
    close(seat, closeCodes.policy, why)
  }

  function enter(seat: Seat, ticket: string): void {
    const admitted = access.consume(ticket, 'presence', seat.within)
    if (admitted === null || !mayShow(admitted)) return close(seat, closeCodes.unauthorised, 'no ticket')
    const table: Table = tables.get(admitted.document) ?? { seats: new Map(), changed: new Set(), gone: new Set() }
    if (table.seats.size >= limits.presenceEntries) return close(seat, closeCodes.slow, 'the board is full')
    tables.set(admitted.document, table)
    lastConn += 1
    seat.admitted = admitted
    seat.entry = { conn: lastConn, seat: admitted.seat, role: admitted.role, ...nothing }
    table.seats.set(lastConn, seat)
    seat.ws.send(
      encodeHere(
        lastConn,
        [...table.seats.values()].flatMap(({ entry }) => entry ?? []),
      ),
    )
    mark(table, lastConn)
  }

  function show(seat: Seat, shown: Shown): void {
    const { entry, admitted } = seat
    const table = admitted === null ? undefined : tables.get(admitted.document)
    if (entry === null || table === undefined) return
    if (seat.tokens.take(now()) > 0) {
      seat.waiting = shown
      return soon(table)
    }
    seat.waiting = null
    const { node, writing, anchor, head } = shown
    seat.entry = { ...entry, node, writing, anchor, head }
    mark(table, entry.conn)
  }

  function leave(seat: Seat): void {
    if (!sockets.delete(seat)) return
    const { admitted, entry } = seat
    seat.entry = null
    const table = admitted === null ? undefined : tables.get(admitted.document)
    if (admitted === null || entry === null || table === undefined) return
    table.seats.delete(entry.conn)
    table.changed.delete(entry.conn)
    table.gone.add(entry.conn)
    if (table.seats.size > 0) return soon(table)
    forget(table)
    tables.delete(admitted.document)
  }

  const sweep = sweeping(sockets, { limits, now, close })

  return {
    accept(ws: WebSocket, { socket: raw }: IncomingMessage, within: DialogueId | null = null): void {
      if (closing) return ws.close(closeCodes.restart, 'the server restarts')
      const at = now()
      const seat: Seat = {
        ws,
        raw,
        within,
        openedAt: at,
        seenAt: at,
        pingedAt: at,
        loggedAt: Number.NEGATIVE_INFINITY,
        admitted: null,
        entry: null,
        waiting: null,
        tokens: bucket({ perSecond: limits.presenceRate, burst: limits.presenceRate }, at),
      }
      sockets.add(seat)
      ws.on('message', (data, binary) => {
        if (!sockets.has(seat)) return
        seat.seenAt = now()
        if (!binary || Array.isArray(data)) return bad(seat, 'text frame')
        const message = decodeFromPresence(bytesIn(data))
        if (message === null) return bad(seat, 'undecodable')
        if (message.kind === 'hello')
          return seat.admitted === null ? enter(seat, message.ticket) : bad(seat, 'second ticket')
        if (seat.admitted === null) return bad(seat, 'no ticket')
        show(seat, message)
      })
      ws.on('pong', () => void (seat.seenAt = now()))
      ws.on('close', () => leave(seat))
      ws.on('error', () => leave(seat))
    },

    disconnect(which: (admitted: Admitted) => boolean, code: number, reason: string): void {
      const found = [...sockets].filter(({ admitted }) => admitted !== null && which(admitted))
      for (const seat of found) close(seat, code, reason)
      if (found.length > 0)
        setTimeout(() => found.forEach(({ ws }) => ws.readyState === 3 || ws.terminate()), 500).unref()
    },

    /** Seats are stamped when somebody comes; who sits down later is shown on the seat from then on. */
    reseat(dialogue: DialogueId): void {
      for (const seat of sockets) {
        const { admitted, entry } = seat
        if (admitted === null || entry === null || admitted.dialogue !== dialogue || admitted.role !== 'citizen')
          continue
        const now = access.again(admitted)
        const table = tables.get(admitted.document)
        if (now === null || table === undefined || now.seat === entry.seat) continue
        seat.admitted = { ...admitted, ...now }
        seat.entry = { ...entry, seat: now.seat }
        mark(table, entry.conn)
      }
    },

    count: (): number => sockets.size,

    close(): void {
      closing = true
      clearInterval(sweep)
      stop()
      for (const seat of sockets) close(seat, closeCodes.restart, 'the server restarts')
    },
  }
}
