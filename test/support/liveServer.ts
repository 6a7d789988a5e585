/**
 * The live server alone on a real port, with the smallest neighbours that obey its ports: tickets are handed out here,
 * boards are whatever the test names. For tests of `server/live`; the whole server is `startServer`.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import { WebSocketServer } from 'ws'
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, DeviceId, DialogueId, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import type { BoardState, Role } from '@tablee/shared/roles'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { Journal } from '@tablee/server/journal/port'
import { openBoards } from '@tablee/server/dialogue/boards'
import { memoryJournal } from '@tablee/server/journal/memory'
import { collabServerOptions, createLive, presenceServerOptions } from '@tablee/server/live/live'
import type { LateStore } from '@tablee/server/live/board/late-store'
import type { Limits } from '@tablee/server/live/limits'
import type { LiveChange, LiveDialogues } from '@tablee/server/live/board/ports'
import { boards as boardKind } from '@tablee/server/live/board/kind'
import { kindsOf, type Kind } from '@tablee/server/live/kind'
import type { Admitted } from '@tablee/server/access/tickets'
import type { Session } from '@tablee/server/access/session'
import { askedLog } from './slowLog.ts'

export type LiveServer = Awaited<ReturnType<typeof liveServer>>

export type Who = {
  readonly device: string
  readonly role?: Role
  readonly seat?: string | null
  readonly clients?: readonly number[]
  readonly link?: string
  /** The epoch that the ticket was issued in. */
  readonly epoch?: string
}

/** A ticket's list that names every clientID: for tests that are not about whose they are. */
export const everyClient: readonly number[] = Object.assign([], { includes: () => true })

export async function liveServer({
  journal,
  limits = {},
  state = 'open',
  clock = () => Date.now(),
  late,
  kinds = [],
}: {
  journal?: Journal
  clock?: () => number
  late?: LateStore
  kinds?: readonly Kind[]
  limits?: Partial<Limits>
  state?: BoardState
} = {}) {
  const store = journal ?? memoryJournal({ clock: () => Date.now(), through: askedLog })
  const tickets = new Map<string, { admitted: Admitted; path: string }>()
  const revoked = new Set<string>()
  const strikes: string[] = []
  const logged: { level: string; detail: object; message: string }[] = []
  const curtains = new Map<string, 'open' | 'drawn'>()
  const listeners = new Set<(change: LiveChange) => void>()
  const boards = await openBoards({ journal: store, clock })
  boards.onChange(({ id, row }) => void (row.kind === 'curtain' && curtains.set(id, row.to)))
  const settings: { state: BoardState; current: string | null } = { state, current: null }
  const log =
    (level: string) =>
    (detail: object, message: string): void =>
      void logged.push({ level, detail, message })
  const statusOf = (board: string): BoardStatus => ({
    board: board as BoardId,
    dialogue: 'd1',
    dialogueTitle: 'D',
    site: 'S',
    tableNumber: 1,
    seats: 6,
    question: 'Q?',
    lang: 'en',
    curtain: curtains.get(board) ?? 'open',
    held: 0,
    observed: true,
    state: settings.state,
    clock: { session: 1, sessions: 1, title: 'S', startedAt: null, steps: [], now: 0 },
    sessions: [{ number: 1, title: 'S', board: (settings.current ?? board) as BoardId }],
  })
  const dialogues: LiveDialogues = {
    board: (id) =>
      id.startsWith('b') ? { id: id as BoardId, dialogue: 'd1' as DialogueId, table: 't1' as TableId } : null,
    boardState: () => settings.state,
    status: statusOf,
    setCurtain: (board, to, by) =>
      boards.append(board, { kind: 'curtain', to, by: by.author, command: by.command }, by),
    release: (board, by) => boards.append(board, { kind: 'release', by: by.author, command: by.command }, by),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const logger = { info: log('info'), warn: log('warn'), error: log('error') }
  const live = createLive({
    journal: store,
    clock,
    kinds: kindsOf([
      boardKind({ dialogues }, (board, change) => live.write(board, 'server', change), logger),
      ...kinds,
    ]),
    ...(late === undefined ? {} : { late }),
    random: (length) => new Uint8Array(randomBytes(length)),
    logger,
    limits: { lingerMs: 0, ...limits },
    access: {
      consume(ticket, path) {
        const found = tickets.get(ticket)
        tickets.delete(ticket)
        return found === undefined || found.path !== path || revoked.has(found.admitted.link) ? null : found.admitted
      },
      again: (session: Session) => (revoked.has(session.link) ? null : session),
      refused: (device) => void strikes.push(device),
    },
    dialogues,
  })
  const http = createServer((_request, response) => response.writeHead(404).end())
  const collab = new WebSocketServer(collabServerOptions)
  const presence = new WebSocketServer(presenceServerOptions)
  http.on('upgrade', (request, socket, head) => {
    if (request.url === '/collab') collab.handleUpgrade(request, socket, head, (ws) => live.accept(ws, request))
    else presence.handleUpgrade(request, socket, head, (ws) => live.acceptPresence(ws, request))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  let last = 0

  return {
    live,
    journal: store,
    url: `ws://127.0.0.1:${port}`,
    strikes,
    logged,
    curtains,
    settings,
    revoked,
    changed: (change: LiveChange): void => listeners.forEach((listener) => listener(change)),
    session: ({ device, role = 'reporter', seat = null, link = 'l1' }: Who): Session => ({
      id: `s-${device}`,
      link: link as LinkId,
      role,
      dialogue: 'd1' as DialogueId,
      table: 't1' as TableId,
      seat: seat as SeatCode | null,
      device: device as DeviceId,
    }),
    /** For a board, or for any document by its name. */
    ticket(board: string, who: Who, path: 'collab' | 'presence' = 'collab'): string {
      last += 1
      const ticket = `ticket-${last}`
      tickets.set(ticket, {
        path,
        admitted: {
          ...this.session(who),
          document: board.includes(':') ? board : boardDoc(board as BoardId),
          clients: who.clients ?? everyClient,
          issuedAt: last,
          ...(who.epoch === undefined ? {} : { epoch: who.epoch }),
        },
      })
      return ticket
    },
    async close(): Promise<void> {
      await live.close(2_000)
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}
