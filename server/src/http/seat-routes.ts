/** A citizen's phone: which seats are free, sitting down, and what a seat says. */
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/seat'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Session } from '../access/session.ts'
import type { Participation, SeatVerbs } from '../voices/participation.ts'
import type { Seats } from '../voices/seats.ts'
import { topic, topicsOfSeat } from '../hold/topics.ts'
import { versioned, type Waiting } from '../hold/waiting.ts'
import type { Clock } from '../clock.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/**
 * `too-many` tells the seconds. A command that was refused because they may not any more is answered with why
 * (`seat-moved`, `link-unknown`).
 */
export function seatRoutes({
  seats,
  seatVerbs,
  again,
  receipt,
  told,
  waiting,
  clock,
}: {
  seats: Seats
  seatVerbs: SeatVerbs
  /** What was taken before, handed in again. */
  again: Participation['again']
  receipt: Participation['receipt']
  /** What this seat has to do. */
  told: (session: Session) => Promise<Result<SeatAnswer>>
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  // 20 a minute, 10 at once, for each seat; together a table's card has what eight seats have, twice over, so that eight
  // outboxes that come back at once are heard. Nothing is counted by address: a venue is one.
  const own = buckets({ clock, perSecond: 20 / 60, burst: 10 })
  const cards = buckets({ clock, perSecond: (8 * 20) / 60, burst: 160 })
  // Who has no seat speaks on a count of its own: a phone that knocks and knocks takes nobody's vote away.
  const doors = buckets({ clock, perSecond: (8 * 20) / 60, burst: 160 })
  // What somebody is still writing is kept as they go: once a second, so that it costs them none of what they hand in.
  const ownDrafts = buckets({ clock, perSecond: 1, burst: 30 })
  const cardsDrafts = buckets({ clock, perSecond: 8, burst: 240 })
  const speaker = ({ id, dialogue, seat }: Session): string => (seat === null ? id : `${dialogue}/${seat}`)
  const wait = (session: Session): number | null =>
    own.take(speaker(session)) ?? (session.seat === null ? doors : cards).take(session.link)
  const waitDraft = (session: Session): number | null =>
    ownDrafts.take(speaker(session)) ?? cardsDrafts.take(session.link)

  return routes(
    held(
      waiting,
      wire.seats,
      ({ session: { home, table } }) => {
        const card = home ?? table
        return card === null ? [] : [topic.table(card)]
      },
      ({ session, query }) => versioned(seats.seatsOf(session, query.waits)),
    ),
    on(
      wire.sit,
      async ({ session, body: { seat, ...request }, still }) => {
        const done = await seats.sit(session, { ...request, seat }, () => still() === null)
        return done.ok ? told({ ...session, seat, unseated: false }) : done
      },
      ({ session }) => wait(session),
    ),
    held(
      waiting,
      wire.ownSeat,
      ({ session }) => topicsOfSeat(session),
      ({ session }) => told(session),
    ),
    on(
      wire.seatCommands,
      async ({ session, body, still }) => {
        const done = await run(seatVerbs, [session], body, [() => still() === null])
        // Asked in the turn in which it was staged; why they may not any more the session knows best.
        if (!done.ok) return fail(still() ?? done.problem)
        const answer = await told(session)
        const kept = receipt(session, body)
        return answer.ok && kept !== null ? ok({ ...answer.value, receipt: kept }) : answer
      },
      ({ session, body }) => ('sent' in body && !body.sent ? waitDraft(session) : wait(session)),
    ),
    on(
      wire.seatAgain,
      async ({ session, body, still }) => {
        const done = await again(session, body, () => still() === null)
        if (!done.ok) return fail(still() ?? done.problem)
        const answer = await told(session)
        return answer.ok ? ok({ ...answer.value, again: done.value }) : answer
      },
      // Of what was spoken already: it costs nothing of what is spoken now.
      ({ session }) => waitDraft(session),
    ),
  )
}
