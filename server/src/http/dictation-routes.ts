/** Dictating over HTTP: asked before a microphone is opened, and the sentence itself. */
import { fail } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/dictation'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { createDictation } from '../engine/dictation.ts'
import { on, routes } from './serve.ts'

const ownOf = ({ role, seat }: Session) => (role === 'citizen' ? (seat ?? ('none' as const)) : null)

/** Ten at once, then one in three seconds, for each session: a sentence takes longer to say. */
export function dictationRoutes({
  dictation,
  clock,
}: {
  dictation: ReturnType<typeof createDictation>
  clock: Clock
}): Hono<Env> {
  const mouths = buckets({ clock, perSecond: 1 / 3, burst: 10 })
  const looks = buckets({ clock, perSecond: 1, burst: 30 })
  return routes(
    on(
      wire.mayDictate,
      ({ session, where: { dialogue, board }, query: { seat = '', lang = '' } }) =>
        dictation.may({ dialogue, board, seat, lang, own: ownOf(session) }),
      ({ session }) => looks.take(session.id),
    ),
    on(
      wire.dictate,
      async ({ c, session, where: { dialogue, board }, query: { seat = '', lang = '' }, bytes, still }) => {
        const whose = { dialogue, board, seat, lang, own: ownOf(session) }
        const sound = await bytes()
        const done = await dictation.dictate(session.id, whose, sound, c.req.raw.signal, () => still() === null)
        return done.ok ? done : fail(still() ?? done.problem)
      },
      ({ session }) => mouths.take(session.id),
    ),
  )
}
