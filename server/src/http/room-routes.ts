/** The console of a site over HTTP: its room, held until something of it is another, and what is done there. */
import { dialogueDoc } from '@tablee/shared/documents'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { readRoom, readSeating, roomCommands, type Room, type SeatingAnswer } from '@tablee/shared/wire/room'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Journal } from '../journal/port.ts'
import type { At, RoomVerbs } from '../room/acts.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** Sixty acts at once, then two a second, for each session; ten reads a second, as a room that moves has them answered. */
export function roomRoutes({
  told,
  heard,
  seating,
  verbs,
  waiting,
  journal,
  clock,
}: {
  told: (session: Session, at: At, after: string | undefined) => Promise<Result<Room>>
  /** What was told of calls has left: their tables read that somebody knows. */
  heard: (at: At, calls: Room['calls']) => void
  /** Null where there is no such site. */
  seating: (at: At) => SeatingAnswer | null
  verbs: RoomVerbs
  waiting: Waiting
  journal: Pick<Journal, 'head'>
  clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 2, burst: 60 })
  const looks = buckets({ clock, perSecond: 10, burst: 60 })
  const notThere = fail({ code: 'not-found', what: 'site' })

  return routes(
    held(
      waiting,
      readRoom,
      ({ where: { dialogue, site } }) => [
        topic.rooms(dialogue),
        ...(site === null ? [] : [topic.room(dialogue, site)]),
      ],
      async ({ session, where: { dialogue, site }, query }) =>
        site === null ? notThere : told(session, { dialogue, site }, query.after),
      ({ session }) => looks.take(session.id),
      ({ where: { dialogue, site } }, { calls }) => {
        if (site !== null) heard({ dialogue, site }, calls)
      },
    ),
    on(
      readSeating,
      ({ where: { dialogue, site } }) => {
        const found = site === null ? null : seating({ dialogue, site })
        return found === null ? notThere : ok(found)
      },
      ({ session }) => looks.take(session.id),
    ),
    on(
      roomCommands,
      async ({ session, where: { dialogue, site }, body, still }) => {
        if (site === null) return notThere
        const done = await run(verbs, [session, { dialogue, site }], body, [() => still() === null])
        if (!done.ok) return fail(still() ?? done.problem)
        const { seq } = journal.head(dialogueDoc(dialogue))
        return ok({ seq, ...(done.value === null ? {} : { left: done.value }) })
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
