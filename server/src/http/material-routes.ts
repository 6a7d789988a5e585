/** Films, slides and leaflets over HTTP: what is told of them, held until it is another, and what is done with them. */
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/materials'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topicsWatched } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { OrganisingVerbs } from '../materials/organising.ts'
import type { PlayingVerbs } from '../materials/playing.ts'
import type { Told } from '../materials/told.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** A command is answered with what is told by then. A day is prepared by hand: sixty at once, then two a second, a session. */
export function materialRoutes({
  organising,
  playing,
  told,
  waiting,
  clock,
}: {
  readonly organising: OrganisingVerbs
  readonly playing: PlayingVerbs
  readonly told: Told
  readonly waiting: Waiting
  readonly clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 2, burst: 60 })

  return routes(
    held(
      waiting,
      wire.readMaterials,
      ({ where }) => topicsWatched(where.dialogue),
      ({ session, where: { dialogue } }) => ok(told.to(dialogue, session)),
    ),
    held(
      waiting,
      wire.watchedMaterials,
      ({ where }) => topicsWatched(where.dialogue),
      ({ where: { dialogue } }) => ok(told.toHalls(dialogue)),
    ),
    on(
      wire.materialCommands,
      async ({ session, where: { dialogue }, body, still }) => {
        const done = await run(organising, [session], body, [() => still() === null])
        return done.ok ? ok(told.now(dialogue, session)) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
    on(
      wire.playCommands,
      async ({ session, where: { dialogue, site }, body, still }) => {
        if (site === null) return fail({ code: 'not-found', what: 'site' })
        const done = await run(playing, [session, site], body, [() => still() === null])
        return done.ok ? ok(told.now(dialogue, session)) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
