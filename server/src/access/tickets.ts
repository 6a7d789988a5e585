/**
 * Tickets open a WebSocket: one use, thirty seconds, bound to a session, a document, a path and the device's clientIDs. The
 * ticket travels in the first message, so no URL and no log ever holds what could open a board. Kept in memory: after a
 * restart the device asks for a new one.
 */
import { nameOf, type DocName } from '@tablee/shared/documents'
import { isId, type DeviceId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { can, editing, opening } from '@tablee/shared/roles'
import { namedIn, type Ticket, type TicketRequest } from '@tablee/shared/wire/document'
import type { Clock } from '../clock.ts'
import { firstEpoch } from '../journal/port.ts'
import { strikes } from './limits.ts'
import { isWithin, stateFor, type Documents, type Session } from './session.ts'

const lifetime = 30_000
/** Where a ticket leads: an address of before names no dialogue. */
export function ofTicket(ticket: string): DialogueId | null {
  const id = ticket.slice(0, Math.max(0, ticket.lastIndexOf('.')))
  return isId(id) ? (id as DialogueId) : null
}
/** One per socket of a full hall many times over; what expired is dropped before this is reached. */
const most = 20_000
/**
 * Unused tickets of one session: two sockets a document, and a reload or three within thirty seconds. More of them push out
 * the session's own oldest, so that nobody can fill the memory or push out another's.
 */
const mostOfOne = 64

type Path = TicketRequest['path']
type Opens = { readonly document: DocName; readonly path: Path; readonly clients: readonly number[] }
export type Admitted = Session & {
  /** What the ticket opens. */
  readonly document: DocName
  /** clientIDs the device authored with there; the last is the live one. */
  readonly clients: readonly number[]
  /** When the ticket was issued: of two with the same clientID the newer wins. */
  readonly issuedAt: number
  /** The epoch that it was in then: the ticket opens no other. */
  readonly epoch?: string
}

/**
 * `issue` refuses with `too-many` a device that was barred, with `not-found`, `not-allowed`, and with `not-yet` a page
 * of before there were epochs. Nothing of it lasts longer than the process.
 */
export function createTickets({
  documents,
  again,
  incarnation,
  epochOf = () => firstEpoch,
  clock,
  random,
}: {
  documents: Documents
  again: (session: Session) => Session | null
  incarnation: string
  /** The name of the epoch that a document is in. */
  epochOf?: ((document: DocName) => string) | undefined
  clock: Clock
  random: RandomBytes
}) {
  const ofSession = new Map<string, string[]>()
  const open = new Map<string, { session: Session; opens: Opens; epoch: string; issuedAt: number; expiresAt: number }>()
  // A device whose third update in a minute was refused is broken or hostile: it gets no ticket for a minute.
  const refusals = strikes({ clock, limit: 3, windowMs: 60_000, barMs: 60_000 })

  const drop = (ticket: string): void => {
    const session = open.get(ticket)?.session.id
    open.delete(ticket)
    if (session === undefined) return
    const rest = (ofSession.get(session) ?? []).filter((one) => one !== ticket)
    if (rest.length > 0) ofSession.set(session, rest)
    else ofSession.delete(session)
  }

  function draw(session: Session, opens: Opens, epoch: string, now: number): string {
    const ticket = `${session.dialogue}.${Buffer.from(random(24)).toString('base64url')}`
    open.set(ticket, { session, opens, epoch, issuedAt: now, expiresAt: now + lifetime })
    const own = ofSession.get(session.id) ?? []
    ofSession.set(session.id, [...own, ticket])
    const [oldest] = own
    if (oldest !== undefined && own.length >= mostOfOne) drop(oldest)
    return ticket
  }

  return {
    issue(session: Session, request: TicketRequest): Result<Ticket> {
      const wait = refusals.waiting(session.device)
      if (wait > 0) return fail({ code: 'too-many', retryAfter: wait })
      const named = namedIn(request)
      const place = named === null ? null : documents.place(named.kind, named.id)
      if (named === null || place === null) return fail({ code: 'not-found', what: named?.kind ?? 'document' })
      const { path, clients } = request
      const action = path === 'collab' ? opening(named.kind) : 'presence.show'
      const state = stateFor(session, place.state)
      if (!isWithin(session, place) || !can(session.role, action, state))
        return fail({ code: 'not-allowed', role: session.role, action })
      const document = nameOf(named.kind, named.id)
      const epoch = epochOf(document)
      // A page of before there were epochs would bring its copy as one of this document: it waits until it is loaded anew.
      if (path === 'collab' && request.epoch === undefined && epoch !== firstEpoch) return fail({ code: 'not-yet' })
      const now = clock()
      // Insertion order is expiry order: the oldest stand first.
      for (const [ticket, { expiresAt }] of open) {
        if (expiresAt > now && open.size < most) break
        drop(ticket)
      }
      const ticket = draw(session, { document, path, clients }, epoch, now)
      const both = request.presence === true && path === 'collab' && can(session.role, 'presence.show', state)
      return ok({
        ticket,
        ...(both ? { presence: draw(session, { document, path: 'presence', clients: [] }, epoch, now) } : {}),
        expiresAt: now + lifetime,
        incarnation,
        epoch,
        ...(place.recovering ? { recovery: true } : {}),
        role: session.role,
        seat: session.seat,
        mayEdit: can(session.role, editing(named.kind), stateFor(session, place.shown)),
      })
    },
    /** The session behind a ticket, read anew; null when it is unknown, used, too old, for another path or of another dialogue than `within`. */
    consume(ticket: string, path: Path, within: DialogueId | null = null): Admitted | null {
      const found = open.get(ticket)
      if (found === undefined) return null
      drop(ticket)
      if (found.expiresAt <= clock() || found.opens.path !== path) return null
      const session = again(found.session)
      // Who was moved to another table meanwhile asks again, for its board.
      return session === null ||
        (within !== null && session.dialogue !== within) ||
        session.table !== found.session.table
        ? null
        : {
            ...session,
            document: found.opens.document,
            clients: found.opens.clients,
            issuedAt: found.issuedAt,
            epoch: found.epoch,
          }
    },
    /** The gate refused an update of this device for good. */
    refused: (device: DeviceId): void => refusals.strike(device),
  }
}
