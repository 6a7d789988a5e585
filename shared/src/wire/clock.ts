/** Where a site or a table stands in the programme, as screens are told it: `dialogue/course` reads the time left from it. */
import { z } from 'zod'
import type { SiteClock } from '../dialogue/clock.ts'
import type { SiteId } from '../ids.ts'
import type { Infer } from './declare.ts'
import { id, time } from './terms.ts'

export const course = z.object({
  session: z.int(),
  step: z.int(),
  since: time.nullable(),
  goesAt: time.nullable(),
  begunAt: time.nullable(),
  more: z.number(),
  heldAt: time.nullable(),
  ended: z.boolean(),
})
export type { SiteClock } from '../dialogue/clock.ts'
export const siteClock = z.object({
  course,
  version: z
    .int()
    .describe('Sent back with an act: who has not seen the last one is told so, and nothing is done twice'),
  takesBack: time.nullable().describe('Until when the last act can be taken back'),
}) satisfies z.ZodType<SiteClock>

/** A site and its clock, where a whole dialogue is told: each city goes by its own. */
export const siteTold = z.object({
  id: id<SiteId>(),
  name: z.string(),
  zone: z.string().nullable().describe('IANA; null: the file names none'),
  clock: siteClock,
})
export type SiteTold = Infer<typeof siteTold>
