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
/** Why nobody should be sent here now; `server/src/ops/readiness.ts` says what each means. */
export const ready = route('GET /readyz', {
  action: 'anybody',
  at: 'none',
  summary: 'Whether this process can take people now: 200, or 503 with why not',
  answer: z.object({
    ready: z.boolean(),
    why: z.exactOptional(z.enum(['starting', 'log', 'draining', 'fenced', 'frozen'])),
  }),
  also: [503],
})
export const metrics = route('GET /metrics', {
  action: 'operator',
  at: 'none',
  summary: 'What this process counts of itself, for Prometheus: numbers alone, of nobody and of no dialogue',
  gives: ['text/plain'],
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
