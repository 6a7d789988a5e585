/** The hall's vision over HTTP, held until it is another one. */
import { readHallVision } from '@tablee/shared/wire/hall-vision'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { topicsOfHallVision } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { VisionDesk } from '../synthesis/vision.ts'
import { held } from './held.ts'
import { routes } from './serve.ts'

/** Whoever reads themes reads it. */
export const hallVisionRoutes = ({
  vision,
  waiting,
}: {
  vision: Pick<VisionDesk, 'told'>
  waiting: Waiting
}): Hono<Env> =>
  routes(
    held(
      waiting,
      readHallVision,
      ({ where }) => topicsOfHallVision(where.dialogue),
      ({ query }) => vision.told(query.session, query.after === undefined),
    ),
  )
