/**
 * How typists come in: by the cards of a board's table, as its people do. Each has a device and a session of its own and a
 * new ticket for each connection; what a card may not do, its typist can't.
 */
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, NodeId, RandomBytes, SeatCode } from '@tablee/shared/ids'
import { newId, seatCode } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { Ticket, TicketRequest } from '@tablee/shared/wire/document'
import type { DialogueAnswer, DialogueList } from '@tablee/shared/wire/dialogue'
import type { LinkEntry, SessionAnswer, SessionRequest } from '@tablee/shared/wire/access'
import type { SeatsAnswer, SitRequest } from '@tablee/shared/wire/seat'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import * as Y from 'yjs'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { Editor } from './editor.ts'
import { openPresence } from './presence.ts'

/** Asks the server as an organiser (`null`) or with a session; throws a sentence when it says no. */
export type Ask = (session: string | null, method: string, path: string, body?: unknown) => Promise<unknown>
export type Server = { readonly ask: Ask; readonly sockets: string; readonly rejectUnauthorized: boolean }

export type TableCards = {
  readonly status: BoardStatus
  /** Secrets of the cards by which somebody may edit here, the best first. */
  readonly cards: readonly { readonly token: string; readonly role: Role }[]
}

export type Typist = {
  readonly editor: Editor
  readonly doc: Y.Doc
  /** Who, as the origin of its edits says it. */
  readonly who: string
  readonly seat: SeatCode | null
  /** The entry it writes at, for the others to see; null: at none. */
  show(node: NodeId | null): void
  leave(): Promise<void>
}

/** The boards where tables stand now, then those of their other sessions that are open. */
export async function openBoards({ ask }: Server): Promise<readonly BoardId[]> {
  const now: BoardId[] = []
  const others: BoardId[] = []
  for (const { id } of (await ask(null, 'GET', '/api/dialogues')) as DialogueList) {
    const dialogue = (await ask(null, 'GET', `/api/dialogues/${encodeURIComponent(id)}`)) as DialogueAnswer
    for (const { current, boards } of dialogue.tables) {
      if (current !== null) now.push(current)
      others.push(...boards.filter((board) => !board.closed && board.id !== current).map((board) => board.id))
    }
  }
  return [...now, ...others]
}

/** Empty where the board is closed. Throws what `ask` does, for a board that is not there. */
export async function cardsAt({ ask }: Server, board: string): Promise<TableCards> {
  const status = (await ask(null, 'GET', `/api/boards/${encodeURIComponent(board)}`)) as BoardStatus
  const links = (await ask(null, 'GET', `/api/dialogues/${encodeURIComponent(status.dialogue)}/links`)) as LinkEntry[]
  const editing: readonly Role[] =
    status.state === 'closed'
      ? []
      : status.state === 'open'
        ? ['reporter', 'facilitator']
        : ['citizen', 'reporter', 'facilitator']
  const cards = editing.flatMap((role) =>
    links.flatMap((link) => {
      const token = link.url?.split('#')[1]
      const here = link.tableNumber === status.tableNumber && link.site === status.site && link.seat === null
      return link.role === role && here && token !== undefined ? [{ token, role }] : []
    }),
  )
  return { status, cards }
}

/**
 * Where people are asked for consent, a typist reads it and says yes, as a phone would; the seat wished for if it is free,
 * else the next. Elsewhere naming a seat is all there is to it.
 */
async function takeSeat(
  { ask }: Server,
  session: string,
  wanted: SeatCode,
  lang: string,
  random: RandomBytes,
): Promise<{ readonly seat: SeatCode; readonly consented: boolean }> {
  const { consent, seats } = (await ask(session, 'GET', '/api/seats')) as SeatsAnswer
  if (consent === null) return { seat: wanted, consented: false }
  const from = Math.max(
    0,
    seats.findIndex(({ seat }) => seat === wanted),
  )
  let refusal: unknown = new Error('All seats of this table are taken.')
  for (const { seat, taken } of [...seats.slice(from), ...seats.slice(0, from)]) {
    if (taken) continue
    const said = { version: consent.version, quoted: true, observed: true, lang }
    try {
      await ask(session, 'POST', '/api/seats', { id: newId(random), seat, consent: said } satisfies SitRequest)
      return { seat, consented: true }
    } catch (cause) {
      refusal = cause // somebody was faster
    }
  }
  throw refusal
}

/** Sits down and joins the board. Citizens take the seats one after the other; the cards are shared out in turn. */
export async function sitDown(server: Server, table: TableCards, index: number, random: RandomBytes): Promise<Typist> {
  const { ask } = server
  const { status } = table
  const card = table.cards[index % Math.max(1, table.cards.length)]
  if (card === undefined)
    throw new Error(
      status.state === 'closed'
        ? 'This board is closed: nobody types on it.'
        : 'No card of this table lets anybody type.',
    )
  const wanted = card.role === 'citizen' ? seatCode(status.tableNumber, 1 + (index % status.seats)) : null
  const request: SessionRequest = { token: card.token, device: newId(random), seat: wanted }
  const { session, me } = (await ask(null, 'POST', '/api/sessions', request)) as SessionAnswer
  const { seat, consented } =
    wanted === null ? { seat: null, consented: false } : await takeSeat(server, session, wanted, status.lang, random)
  const doc = newBoardDoc()
  const ticket = async (path: TicketRequest['path'], clients: readonly number[]): Promise<string> => {
    const wanted: TicketRequest = { board: status.board, path, clients, epoch: '' }
    return ((await ask(session, 'POST', '/api/tickets', wanted)) as Ticket).ticket
  }
  const { sockets, rejectUnauthorized } = server
  const editor = new Editor({
    sockets,
    rejectUnauthorized,
    name: boardDoc(status.board),
    doc,
    ticket: () => ticket('collab', [doc.clientID]),
  })
  await editor.join()
  const presence = openPresence({ sockets, rejectUnauthorized, ticket: () => ticket('presence', []) })
  return {
    editor,
    doc,
    who: seat === null ? me.role : `${me.role}:${seat}`,
    seat,
    show: presence.show,
    async leave() {
      presence.leave()
      await editor.leave()
      // Somebody of flesh and blood may want to sit here; a phone that is gone is freed by who runs the table.
      if (consented && seat !== null)
        await ask(null, 'POST', `/api/boards/${encodeURIComponent(status.board)}/voices`, {
          id: newId(random),
          kind: 'free',
          seat,
        } satisfies VoicesCommand).catch(() => null)
      // The session would end by itself in time.
      await ask(session, 'DELETE', '/api/sessions').catch(() => null)
    },
  }
}
