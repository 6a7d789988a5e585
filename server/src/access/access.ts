/**
 * Access without accounts: a link is exchanged for a session, a session for tickets. `authorise` is asked at every call
 * and reads everything anew, so that what is being revoked is gone with the next request; `onRevoked` closes the sockets.
 */
import { isId, type DeviceId, type DialogueId, type LinkId, type RandomBytes, type SeatCode } from '@tablee/shared/ids'
import type { DocName } from '@tablee/shared/documents'
import { fail, type Result } from '@tablee/shared/problem'
import type { Audience } from '@tablee/shared/view/audiences'
import type { SessionRequest } from '@tablee/shared/wire/access'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { createDialogueKeys } from './dialogue-keys.ts'
import type { ServerKey } from './keys.ts'
import { buckets } from '../bucket.ts'
import { backoff } from './limits.ts'
import { createLinks, noLeads, type Leads, type Link } from './links.ts'
import { openAccessLog } from './log.ts'
import { machineToken, readMachineToken } from './machine.ts'
import { serverSession, type ServerLink } from './server-link.ts'
import { isSeatOf, seated, type Documents, type Holders, type Places, type Session } from './session.ts'
import { daily, purgeSessions } from './retention.ts'
import { createSessions, type Opened } from './sessions.ts'
import { createTickets } from './tickets.ts'

/** The dialogue of the command line until its request leads to one; no dialogue can have this id. */
export const everywhere = '*' as DialogueId

/** Names this server gives to what is no device of somebody: who could take one would own what was written under it. */
const ourOwn = /^(machine$|server$|server-|link-)/

/**
 * Who types wrong codes: a code that leads nowhere is no dialogue's, so that it is counted for all of them. `nodes`: how many
 * count beside each other. A wrong code weighs as many at each, so that whoever tries them all meets one ceiling.
 */
export const createTries = (clock: Clock, nodes: () => number = () => 1) => ({
  tired: backoff({ clock }),
  nodes,
  // Ten wrong codes a second from one address: a hall that mistypes does not reach it, and a guesser needs 3,000 years for
  // one of 2^40 codes. It counts wrong codes only: scanning a card is never slowed down.
  wrongCodes: buckets({ clock, perSecond: 10, burst: 600 }),
})
type Tries = ReturnType<typeof createTries>

/** What somebody shows, in a header or elsewhere. */
export const bearer = (header: string | null | undefined): string | null =>
  /^Bearer ([\x21-\x7e]{8,200})$/i.exec(header ?? '')?.[1] ?? null

/** A link's own token used directly, as analysts' programs do: one session per link, without a device of its own. */
function directOf(link: Link, holders: Holders, places: Places): Session {
  const { id, role, dialogue, table, sites } = link
  // Nobody sits down with a card that a whole table shows.
  const seat = role === 'citizen' && holders.asked(dialogue) ? { seat: null, unseated: true } : { seat: link.seat }
  const named = { id: `link-${id}`, link: id, device: `link-${id}` as DeviceId }
  return seated({ ...named, role, dialogue, table, ...(sites === undefined ? {} : { sites }), ...seat }, places)
}

export type Access = Awaited<ReturnType<typeof createAccess>>

/**
 * Reads the dialogue's log of links and sessions to its end first. Whoever makes it asks `tend` every few seconds and
 * closes it; `tries` is given where several dialogues share one count of wrong codes.
 */
export async function createAccess({
  dialogue: here,
  journal,
  key,
  places,
  documents,
  holders,
  epochOf,
  leads = noLeads,
  audiences,
  serverLink,
  clock,
  tries = createTries(clock),
  random,
}: {
  dialogue: DialogueId
  journal: Journal
  key: ServerKey
  places: Places
  documents: Documents
  holders: Holders
  epochOf?: (document: DocName) => string
  leads?: Leads
  audiences: readonly Audience[]
  /** Left out: this server has none of its own. */
  serverLink?: Pick<ServerLink, 'reads'> | undefined
  tries?: Tries
  clock: Clock
  random: RandomBytes
}) {
  const log = await openAccessLog(journal, clock)
  const keys = createDialogueKeys(log, key)
  const links = createLinks({ dialogue: here, log, keyOf: keys.of, server: key, leads, audiences, clock, random })
  const sessions = createSessions({ dialogue: here, log, holders, places, leads, clock, random })
  const { tired, wrongCodes, nodes } = tries
  // Each session is a row of the log: anyone who holds a card could otherwise fill it. A table has eight phones, a careless event
  // one code for the whole hall; both stay far below.
  const entering = buckets({ clock, perSecond: 5, burst: 400 })

  /** `dialogue` is where the request leads: the command line on this machine acts as organiser of any. */
  function authorise(authorization: string | null | undefined, dialogue: DialogueId | null = null): Session | null {
    const shown = bearer(authorization)
    if (shown === null) return null
    if (readMachineToken(key, shown, clock())) {
      return {
        id: 'machine',
        link: 'machine' as LinkId,
        role: 'organiser',
        dialogue: dialogue ?? everywhere,
        table: null,
        seat: null,
        device: 'machine' as DeviceId,
        server: 'too',
      }
    }
    if (serverLink?.reads(shown) === true) return serverSession(everywhere)
    if (shown.includes('.')) {
      const link = links.byToken(shown)
      return link === null ? null : directOf(link, holders, places)
    }
    return sessions.bySecret(shown)
  }

  /** The same session as it stands now; null once its link was revoked, re-issued or has expired. */
  function again(session: Pick<Session, 'id' | 'link'>): Session | null {
    if (session.id.startsWith('link-')) {
      const link = links.get(session.link)
      const current = link === null ? null : links.current(link.id, link.generation)
      return current === null ? null : directOf(current, holders, places)
    }
    return sessions.again(session)
  }

  const purge = (): Promise<number> => purgeSessions(journal, log, clock)
  const everyDay = daily(clock, purge)
  let tended = clock()

  const tickets = createTickets({
    documents,
    again,
    incarnation: journal.incarnation,
    epochOf,
    clock,
    random,
  })

  /**
   * Opens a session with a token or a short code. `address` is where it came from; it is neither stored nor logged.
   * `within`: a link of another dialogue is none.
   */
  async function exchange(
    request: SessionRequest,
    address: string,
    within: DialogueId | null = null,
  ): Promise<Result<Opened>> {
    const device = request.device
    if (!isId(device) || ourOwn.test(device)) return fail({ code: 'bad-request', where: 'device', why: 'not an id' })
    const ofIt = (found: Link | null): Link | null => (within === null || found?.dialogue === within ? found : null)
    let link: Link | null
    if ('code' in request) {
      const wait = tired.waiting(device)
      if (wait > 0) return fail({ code: 'too-many', retryAfter: wait })
      link = ofIt(links.byCode(request.code))
      if (link === null) {
        const full = wrongCodes.take(address, nodes())
        return full === null
          ? fail({ code: 'code-unknown', retryAfter: tired.wrong(device) })
          : fail({ code: 'too-many', retryAfter: full })
      }
      tired.right(device)
    } else {
      link = ofIt(links.byToken(request.token))
      if (link === null) return fail({ code: 'link-unknown' })
    }
    const full = entering.take(link.id)
    if (full !== null) return fail({ code: 'too-many', retryAfter: full })
    const seat = request.seat ?? null
    // Where people are asked for consent, naming a seat is not sitting on it: `POST /api/seats` is, and `me` says so.
    if (seat !== null && !(link.role === 'citizen' && holders.asked(link.dialogue))) {
      const table = link.table === null ? null : places.table(link.table)
      const sits = table !== null && isSeatOf(table, seat)
      if (link.role !== 'citizen' || !sits || (link.seat !== null && link.seat !== seat))
        return fail({ code: 'bad-request', where: 'seat', why: 'not a seat of this table' })
      return sessions.open(link, device as DeviceId, seat)
    }
    return sessions.open(link, device as DeviceId, null)
  }

  return {
    links,
    keys,
    sessions,
    tickets,
    authorise,
    again,
    exchange,
    /** A card for one seat opens that seat only. */
    onlySeat: (session: Session): SeatCode | null => links.get(session.link)?.seat ?? null,
    /** Whether this session is a device's own, which can hold a seat. */
    maySit: (session: Session): boolean => session.role === 'citizen' && !session.id.startsWith('link-'),
    onRevoked: links.onRevoked,
    /** For the command line of the machine that holds the key: an organiser's right, for five minutes. */
    machineToken: (): string => machineToken(key, clock()),
    /** Empties the rows of sessions that are over; at the start. */
    purge,
    /** What time alone brings about, asked every few seconds: links end, and what is left of sessions goes. */
    tend(): Promise<void> {
      links.sweep(tended)
      tended = clock()
      return everyDay()
    },
    close(): void {
      links.close()
      sessions.stop()
      log.close()
    },
  }
}
