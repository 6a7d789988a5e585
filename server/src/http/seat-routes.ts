/** A citizen's phone: which seats are free, sitting down, and what a seat says. */
import { fail, type Result } from '@tablee/shared/problem'
import type { SeatAnswer, SeatCommand } from '@tablee/shared/wire/seat'
import { Hono } from 'hono'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import { bucket } from '../access/limits.ts'
import type { Session } from '../access/session.ts'
import type { Seats } from '../ballot/seats.ts'
import { topicsOfSeat } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Clock } from '../clock.ts'
import * as schemas from './seat-schemas.ts'
import { seatAnswer } from './voices-answers.ts'
import { seatCommand } from './voices-schemas.ts'

/** What a seat does, kind by kind: each is asked again inside the transaction whether the seat still is this device's. */
export type SeatVerbs = {
  readonly [Kind in SeatCommand['kind']]?: (
    session: Session,
    command: Extract<SeatCommand, { readonly kind: Kind }>,
    still: () => boolean,
  ) => Promise<Result<null>>
}

export function seatRoutes({
  seats,
  seatVerbs,
  told,
  waiting,
  clock,
}: {
  seats: Seats
  /** Writing, taking back, answering. */
  seatVerbs: Omit<SeatVerbs, 'consent'>
  /** What this seat has to do. */
  told: (session: Session) => Result<SeatAnswer>
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  // 20 a minute, 10 at once, for each seat; together a table's card has what eight seats have, twice over, so that eight
  // outboxes that come back at once are heard. Nothing is counted by address: a venue is one.
  const own = bucket({ clock, perSecond: 20 / 60, burst: 10 })
  const cards = bucket({ clock, perSecond: (8 * 20) / 60, burst: 160 })
  // Who has no seat speaks on a count of its own: a phone that knocks and knocks takes nobody's vote away.
  const doors = bucket({ clock, perSecond: (8 * 20) / 60, burst: 160 })
  // What somebody is still writing is kept as they go: once a second, so that it costs them none of what they hand in.
  const ownDrafts = bucket({ clock, perSecond: 1, burst: 30 })
  const cardsDrafts = bucket({ clock, perSecond: 8, burst: 240 })
  const speaker = ({ id, dialogue, seat }: Session): string => (seat === null ? id : `${dialogue}/${seat}`)
  const wait = (session: Session): number | null =>
    own.take(speaker(session)) ?? (session.seat === null ? doors : cards).take(session.link)
  const waitDraft = (session: Session): number | null =>
    ownDrafts.take(speaker(session)) ?? cardsDrafts.take(session.link)

  const verbs: SeatVerbs = {
    ...seatVerbs,
    consent: (session, { id, consent }, still) => seats.changeConsent(session, id, consent, still),
  }

  return new Hono<Env>()
    .get(
      '/api/seats',
      allow('seat.look', 'none', {
        summary: 'The seats of this session’s table, and what is asked before one is taken',
        answer: schemas.seats,
      }),
      (c) => {
        const found = seats.seatsOf(c.get('session'))
        return found.ok ? c.json(found.value) : problemResponse(c, found.problem)
      },
    )
    .post(
      '/api/seats',
      allow('seat.take', 'none', {
        summary: 'Take part: consent, and the seat is this device’s; once per id',
        body: schemas.sitRequest,
        answer: seatAnswer,
        status: 201,
      }),
      async (c) => {
        const session = c.get('session')
        const seconds = wait(session)
        if (seconds !== null) return problemResponse(c, { code: 'too-many', retryAfter: seconds })
        const still = c.get('still')
        const { seat, ...request } = c.get('body')
        const done = await seats.sit(session, { ...request, seat }, () => still() === null)
        if (!done.ok) return problemResponse(c, done.problem)
        const answer = told({ ...session, seat, unseated: false })
        return answer.ok ? c.json(answer.value, 201) : problemResponse(c, answer.problem)
      },
    )
    .get(
      '/api/seat',
      allow('seat.own', 'none', {
        summary: 'What this seat has to do now, and what it said',
        query: { after: 'The version at hand: the answer waits for another one, 20 s at most' },
        answer: seatAnswer,
      }),
      async (c) => {
        const session = c.get('session')
        const still = c.get('still')
        const found = await waiting.hold({
          session: session.id,
          card: session.link,
          topics: topicsOfSeat(session),
          after: c.req.query('after'),
          answer: () => {
            const problem = still()
            return problem === null ? told(session) : fail(problem)
          },
          signal: c.req.raw.signal,
        })
        return found.ok ? c.json(found.value) : problemResponse(c, found.problem)
      },
    )
    .post(
      '/api/seat/commands',
      allow('seat.own', 'none', {
        summary: 'What a seat says; once per id',
        body: seatCommand,
        answer: seatAnswer,
      }),
      async (c) => {
        const session = c.get('session')
        const command = c.get('body')
        const draft = 'sent' in command && !command.sent
        const seconds = draft ? waitDraft(session) : wait(session)
        if (seconds !== null) return problemResponse(c, { code: 'too-many', retryAfter: seconds })
        const still = c.get('still')
        const done = await seatVerb(verbs, session, command, () => still() === null)
        // Asked again in the transaction; why they may not any more the session knows best.
        if (!done.ok) return problemResponse(c, still() ?? done.problem)
        const answer = told(session)
        return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
      },
    )
}

/** One command to its verb. */
async function seatVerb(
  verbs: SeatVerbs,
  session: Session,
  command: SeatCommand,
  still: () => boolean,
): Promise<Result<null>> {
  const unknown: Result<null> = {
    ok: false,
    problem: { code: 'bad-request', where: 'kind', why: 'unknown' },
  }
  switch (command.kind) {
    case 'consent':
      return verbs.consent?.(session, command, still) ?? unknown
    case 'write':
      return verbs.write?.(session, command, still) ?? unknown
    case 'take-back':
      return verbs['take-back']?.(session, command, still) ?? unknown
    case 'answer':
      return verbs.answer?.(session, command, still) ?? unknown
  }
}
