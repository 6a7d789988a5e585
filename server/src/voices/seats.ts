/**
 * Seats: who sits where, on which device, and what was consented to. Sitting down is the first thing that is recorded of a
 * person. A seat is held by one device; the next one gets it when the table's facilitator has freed it, and the old one is
 * out with its next request.
 */
import type { SeatState, Voices } from '@tablee/shared/voices/fold'
import type { Consent } from '@tablee/shared/voices/rows'
import type { ConsentTexts } from '@tablee/shared/dialogue/programme'
import {
  newId,
  seatCode,
  type BoardId,
  type DialogueId,
  type Lang,
  type RandomBytes,
  type SeatCode,
  type TableId,
} from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { SeatsAnswer, SitRequest } from '@tablee/shared/wire/seat'
import { handOf, isSeatOf, type Holders, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { createAsking } from './asking.ts'
import type { SeatingOf, Still } from './ports.ts'
import type { VoiceStore } from './voices.ts'

/** What seats have to know of the dialogue; `dialogue/` answers it. */
export type SeatPlaces = {
  dialogue(id: string): {
    readonly id: DialogueId
    readonly title: string
    readonly consent: ConsentTexts | null
    readonly langs: readonly Lang[]
  } | null
  table(id: string): {
    readonly id: TableId
    readonly dialogue: DialogueId
    readonly site: string
    readonly number: number
    readonly seats: number
  } | null
  board(id: string): {
    readonly id: BoardId
    readonly dialogue: DialogueId
    readonly table: TableId
    readonly session: number
  } | null
  readonly seating: Pick<SeatingOf, 'sitsAt' | 'homeOf' | 'isFull'>
}
/** What seats have to know of the one who asks; `access/` answers it. */
export type SeatAccess = {
  /** A card for one seat opens that seat only. */
  onlySeat(session: Session): SeatCode | null
  /** Whether this session is a device's own: no program sits down with the token that a whole table shows. */
  maySit(session: Session): boolean
  /** Whether anybody still can come with this session's secret. */
  lives(session: string): boolean
  /** The session holds this seat from now on, unless it has ended meanwhile. */
  sits(session: Session, seat: SeatCode): Promise<Result<null>>
}
/** A consent as a form gives it: how and when stand on the row. */
export type GivenConsent = Pick<Consent, 'version' | 'quoted' | 'observed' | 'lang'>
export type Seats = ReturnType<typeof createSeats>

type Who = { readonly id: string; readonly device: string }
/** Several people may share a phone: of its sessions the one that sat down holds the seat, and no other. */
const holds = (found: SeatState | undefined, { id, device }: Who): boolean =>
  found?.device === device && (found.session === null || found.session === id)

/** Why this session may not speak for this seat, or null. A `free` that is still on its way came first. */
export function notHeld(now: Voices, seat: SeatCode, session: Who): Problem | null {
  const found = now.seats.get(seat)
  return holds(found, session) ? null : { code: found === undefined ? 'no-seat' : 'seat-moved' }
}

/** Who holds which seat, for `access`, which asks at every request. */
export const createHolders = (voices: VoiceStore, places: Pick<SeatPlaces, 'dialogue'>): Holders => ({
  asked: (dialogue) => (places.dialogue(dialogue)?.consent ?? null) !== null,
  holds: (dialogue, seat, session) => holds(voices.staged(dialogue).seats.get(seat), session),
})

/** A form that was printed, or a page that was opened, before the texts changed says what nobody reads any more. */
function checked(places: SeatPlaces, dialogue: DialogueId, said: GivenConsent): Result<ConsentTexts> {
  const texts = places.dialogue(dialogue)?.consent ?? null
  if (texts === null) return fail({ code: 'not-found', what: 'consent' })
  return said.version === texts.version
    ? ok(texts)
    : fail({ code: 'bad-request', where: 'consent.version', why: 'these texts are not asked any more' })
}
const consentOf = (said: GivenConsent, how: Consent['how']): Consent => ({
  version: said.version,
  quoted: said.quoted,
  observed: said.observed,
  lang: said.lang,
  how,
})

/** The first, without what the other says no to. */
const narrower = <C extends GivenConsent>(consent: C, other: GivenConsent): C => ({
  ...consent,
  quoted: consent.quoted && other.quoted,
  observed: consent.observed && other.observed,
})

/**
 * The table whose code a seat has, where it sits at this board's. Who is of no table finds it by either: at the one that stands
 * on its card too.
 */
function homeAt(places: SeatPlaces, session: Session, board: BoardId, seat: SeatCode) {
  const place = places.board(board)
  if (place === null) return fail({ code: 'not-found', what: 'board' })
  const { dialogue } = place
  const home = places.seating.homeOf(dialogue, seat)
  const here = places.seating.sitsAt(place, seat) || (session.table === null && home === place.table)
  return home !== null && here
    ? ok({ dialogue, id: home })
    : fail({ code: 'bad-request', where: 'seat', why: 'not a seat of this table' })
}
/** Whose card it is: who sits at another table by now takes no other seat there. */
const cardOf = (places: SeatPlaces, { home, table }: Session) => {
  const id = home ?? table
  return id === null ? null : places.table(id)
}

/** What a person consents to after they sat down, or on paper. */
const consenting = (voices: VoiceStore, places: SeatPlaces, random: RandomBytes) => ({
  /** Somebody thinks again: in force with the row. `took`: it was taken then, of the texts that were asked then (`again.ts`). */
  async changeConsent(
    session: Session,
    id: string,
    said: GivenConsent,
    still: Still,
    took: number | null = null,
  ): Promise<Result<null>> {
    const { seat } = session
    if (seat === null) return fail({ code: 'no-seat' })
    const texts = checked(places, session.dialogue, said)
    if (!texts.ok && took === null) return texts
    const stands = voices.staged(session.dialogue).seats.get(seat)
    const newer = took !== null && stands !== undefined && stands.consentAt > took ? stands.consent : null
    // What they said since by their own hand; paper that was typed since makes no yes of their no.
    if (newer?.how === 'phone') return ok(null)
    const told = newer === null ? said : narrower(said, newer)
    const when = took === null || newer !== null ? {} : { took }
    return voices.append(
      session.dialogue,
      { kind: 'consent', command: id, seat, consent: consentOf(told, 'phone'), ...when },
      handOf(session),
      (now) => (still() ? notHeld(now, seat, session) : { code: 'seat-moved' }),
    )
  },

  /**
   * A consent on paper, typed in by who runs the table: anyone who has no phone sits on paper; who has one keeps it. Then a no
   * on the sheet counts from now on; a yes to what the phone said no to does not, for the phone is their own hand and who
   * types may have taken up another seat's sheet.
   */
  async paperConsent(
    session: Session,
    board: BoardId,
    { id, seat, consent: said }: { readonly id: string; readonly seat: SeatCode; readonly consent: GivenConsent },
    still: Still = () => true,
  ): Promise<Result<null>> {
    const table = homeAt(places, session, board, seat)
    if (!table.ok) return table
    const { dialogue, id: of } = table.value
    const texts = checked(places, dialogue, said)
    if (!texts.ok) return texts
    const consent = consentOf(said, 'paper')
    const signedOut: Problem = { code: 'not-signed-in' }
    const before = voices.staged(dialogue).seats.get(seat)
    const own = before?.held === 'phone' ? before.consent : null
    const told: Consent = own === null ? consent : narrower(consent, own)
    return voices.append(
      dialogue,
      // Which of the two it is depends on who sits there.
      (before?.held ?? null) !== null
        ? { kind: 'consent', command: id, seat, consent: told }
        : { kind: 'sit', command: id, table: of, seat, device: null, consent: told, pair: newId(random) },
      handOf(session),
      () => (still() ? null : signedOut),
    )
  },
})

/**
 * Verbs answer after COMMIT, `sit` once the session knows its seat too. Problems: `seat-taken`, `seat-waits` (ask who
 * runs the table), `seat-moved`, `no-seat`, `not-allowed`, `not-found`, `bad-request` (another table's seat, or texts
 * that are asked no more). Close it.
 */
export function createSeats({
  voices,
  places,
  access,
  clock,
  random,
}: {
  voices: VoiceStore
  places: SeatPlaces
  access: SeatAccess
  clock: Clock
  random: RandomBytes
}) {
  const listeners = new Set<(dialogue: DialogueId) => void>()
  const tell = (dialogue: DialogueId): void => {
    for (const listener of listeners) listener(dialogue)
  }
  const stop = voices.onChange(({ id: dialogue, row }) => {
    if (row.kind === 'sit' || row.kind === 'free') tell(dialogue)
  })

  /** Not this session's to take. Where its holder's secret has ended by itself, that phone may sit down again. */
  const isTaken = (found: SeatState | undefined, session: Who): boolean =>
    found !== undefined &&
    found.held !== null &&
    !holds(found, session) &&
    (found.device !== session.device || found.session === null || access.lives(found.session))

  /** Guests have its table's places. Who sat there before keeps theirs. */
  const isFull = (now: Voices, dialogue: DialogueId, seat: SeatCode): boolean =>
    !now.seats.has(seat) && places.seating.isFull(dialogue, seat, (one) => now.seats.has(one))

  const asking = createAsking(clock)

  const stateOf = (dialogue: DialogueId, seat: SeatCode): SeatState | null =>
    voices.state(dialogue).seats.get(seat) ?? null

  return {
    /** The seats of a session's table, and the texts to read before taking one. `waits`: it still asks for that one. */
    seatsOf(session: Session, waits: string | undefined): Result<Omit<SeatsAnswer, 'version'>> {
      const dialogue = places.dialogue(session.dialogue)
      const table = cardOf(places, session)
      if (dialogue === null || table === null) return fail({ code: 'not-found', what: 'table' })
      const now = voices.state(dialogue.id)
      const only = access.onlySeat(session)
      return ok({
        dialogueTitle: dialogue.title,
        site: table.site,
        tableNumber: table.number,
        langs: dialogue.langs,
        seats: Array.from({ length: table.seats }, (_, index) => seatCode(table.number, index + 1))
          .filter((seat) => only === null || seat === only)
          .map((seat) => {
            // One's own seat is not "taken": who comes back to this page finds it.
            const taken = isTaken(now.seats.get(seat), session) || isFull(now, dialogue.id, seat)
            if (taken || !asking.mustAsk(now, dialogue.id, seat, session.device)) return { seat, taken }
            if (seat === waits) asking.asks(dialogue.id, seat, session.device)
            return { seat, taken, waits: true }
          }),
        consent: pageOf(dialogue.consent),
      })
    },

    /** Takes part: the seat is this device's. */
    async sit(session: Session, { id, seat, consent: said }: SitRequest, still: Still): Promise<Result<null>> {
      if (!access.maySit(session)) return fail({ code: 'not-allowed', role: session.role, action: 'seat.take' })
      const texts = checked(places, session.dialogue, said)
      if (!texts.ok) return texts
      const table = cardOf(places, session)
      const only = access.onlySeat(session)
      if (table === null || !isSeatOf(table, seat) || (only !== null && only !== seat))
        return fail({ code: 'bad-request', where: 'seat', why: 'not a seat of this table' })
      // One session, one seat: nobody fills a table with one phone.
      const second: Problem = { code: 'bad-request', where: 'seat', why: 'this phone holds another seat' }
      if (session.seat !== null && session.seat !== seat) return fail(second)
      const taken = (now: Voices): Problem | null => {
        // Also where the other one is still on its way.
        if ([...now.seats.values()].some((one) => one.seat !== seat && one.session === session.id)) return second
        if (isTaken(now.seats.get(seat), session) || isFull(now, session.dialogue, seat))
          return { code: 'seat-taken', seat }
        return asking.mustAsk(now, session.dialogue, seat, session.device) ? { code: 'seat-waits', seat } : null
      }
      const done = await voices.append(
        session.dialogue,
        {
          kind: 'sit',
          command: id,
          table: table.id,
          seat,
          device: session.device,
          session: session.id,
          consent: consentOf(said, 'phone'),
          pair: newId(random),
        },
        handOf({ ...session, seat }),
        (now) => (still() ? taken(now) : { code: 'not-signed-in' }),
      )
      if (!done.ok) {
        if (done.problem.code === 'seat-waits') asking.asks(session.dialogue, seat, session.device)
        return done
      }
      asking.sat(session.dialogue, seat)
      // The same request again, after the seat was freed and taken by somebody else, or from another seat of this phone: it took
      // effect once.
      if (!holds(stateOf(session.dialogue, seat) ?? undefined, session)) return fail({ code: 'seat-taken', seat })
      const sits = await access.sits(session, seat)
      if (!sits.ok) return sits
      tell(session.dialogue)
      return ok(null)
    },

    /** The phone that asked for this seat last may sit on it, once. */
    async letIn(session: Session, board: BoardId, { seat }: { readonly seat: SeatCode }): Promise<Result<null>> {
      const table = homeAt(places, session, board, seat)
      if (!table.ok) return table
      return asking.letIn(table.value.dialogue, seat) ? ok(null) : fail({ code: 'not-found', what: 'seat' })
    },
    asks: asking.seats,
    onAsked: asking.onAsked,

    /** A lost phone: the person who holds the seat is out, and it can be taken anew. What it said stays. */
    async free(
      session: Session,
      board: BoardId,
      { id, seat }: { readonly id: string; readonly seat: SeatCode },
      still: Still = () => true,
    ): Promise<Result<null>> {
      const table = homeAt(places, session, board, seat)
      if (!table.ok) return table
      return voices.append(table.value.dialogue, { kind: 'free', command: id, seat }, handOf(session), (now) =>
        !still() ? { code: 'not-signed-in' } : now.seats.has(seat) ? null : { code: 'not-found', what: 'seat' },
      )
    },

    /** Called when somebody sat down or a seat was freed: sessions of this dialogue are to be looked at anew. */
    onMoved(listener: (dialogue: DialogueId) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: stop,
    ...consenting(voices, places, random),
  }
}

/** The texts as a phone shows them. */
export const pageOf = (texts: ConsentTexts | null): SeatsAnswer['consent'] =>
  texts === null
    ? null
    : {
        version: texts.version,
        intro: texts.intro,
        taking: texts.taking,
        quoted: texts.quoted,
        observed: texts.observed,
        ...(texts.engine === undefined ? {} : { engine: texts.engine }),
      }
