/** The hall's vision over HTTP, held until it is another one. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { readHallVision, type HallVisionTold } from '@tablee/shared/wire/hall-vision'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import { held } from './held.ts'
import { routes } from './serve.ts'

/** Whoever reads themes reads it. */
export const hallVisionRoutes = ({
  vision,
  waiting,
}: {
  vision: { told: (dialogue: DialogueId, session: string | undefined) => Promise<Result<HallVisionTold>> }
  waiting: Waiting
}): Hono<Env> =>
  routes(
    held(
      waiting,
      readHallVision,
      ({ where }) => [topic.themes(where.dialogue)],
      ({ where, query }) => vision.told(where.dialogue, query.session),
    ),
  )
