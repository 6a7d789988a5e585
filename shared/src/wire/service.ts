/** What belongs to no part: whether the server answers, what it answers, and a problem. */
import { z } from 'zod'
import { route } from './declare.ts'

export const health = route('GET /healthz', {
  action: 'anybody',
  at: 'none',
  summary: 'Whether this server answers',
  answer: z.object({
    ok: z.literal(true),
    incarnation: z.string(),
    version: z.string(),
    term: z
      .exactOptional(z.string())
      .describe('How often another laptop has taken over, signed; left out where none ever did'),
  }),
})
export const description = route('GET /openapi.json', {
  action: 'anybody',
  at: 'none',
  summary: 'This description',
  answer: z
    .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
    .describe('An OpenAPI 3.1 document'),
})
export const problemAnswer = z.object({ problem: z.looseObject({ code: z.string() }) }).meta({ id: 'Problem' })
