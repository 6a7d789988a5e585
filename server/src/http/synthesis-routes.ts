/** A theme team over HTTP: its queue and themes, held until they are others, and what it does. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { readHallCard, readHallMap } from '@tablee/shared/wire/hall-map'
import { readConditions, type ConditionsAnswer } from '@tablee/shared/wire/conditions'
import * as wire from '@tablee/shared/wire/synthesis'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topic, topicsOfHallMap, topicsOfReading, topicsOfResults } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { HallMapDesk } from '../synthesis/hall-map.ts'
import type { Filter } from '../synthesis/themes.ts'
import type { ThemeVerbs } from '../synthesis/verbs.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** Forty steps at once, then three a second, for each session: nobody reads faster. */
export function synthesisRoutes({
  told,
  inside,
  hallMap,
  conditions,
  verbs,
  waiting,
  clock,
}: {
  told: (session: Session, dialogue: DialogueId, filter: Filter) => Promise<Result<wire.ThemesTold>>
  inside: (session: Session, dialogue: DialogueId, theme: string, filter: Filter) => Promise<Result<wire.ThemeInside>>
  hallMap: HallMapDesk
  conditions: (dialogue: DialogueId) => Promise<Result<ConditionsAnswer>>
  verbs: ThemeVerbs
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 3, burst: 40 })
  return routes(
    held(
      waiting,
      wire.readThemes,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, query }) => told(session, where.dialogue, query),
    ),
    held(
      waiting,
      wire.readTheme,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, param, query }) => inside(session, where.dialogue, param.theme, query),
    ),
    held(
      waiting,
      readHallMap,
      ({ where }) => topicsOfHallMap(where.dialogue),
      ({ query }) => hallMap.told(query.session, query.after === undefined),
    ),
    held(
      waiting,
      readHallCard,
      ({ where }) => topicsOfHallMap(where.dialogue),
      ({ query }) => hallMap.opened(query.entry, query.after === undefined),
    ),
    held(
      waiting,
      readConditions,
      ({ where }) => [topic.themes(where.dialogue), ...topicsOfResults(where.dialogue)],
      ({ where }) => conditions(where.dialogue),
    ),
    on(
      wire.themeCommands,
      async ({ session, where, body, still }) => {
        const done = await run(verbs, [session, where.dialogue], body, [() => still() === null])
        // What is open is in no log: nothing else tells the others.
        if (done.ok) waiting.wake(topic.themes(where.dialogue), topic.reading(where.dialogue))
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
