/** What belongs to no part. */
import { id, time } from '@tablee/shared/wire/terms'
import { z } from 'zod'

export const problemAnswer = z.object({ problem: z.looseObject({ code: z.string() }) }).meta({ id: 'Problem' })

export const healthAnswer = z.object({ ok: z.literal(true), incarnation: z.string(), version: z.string() })
export const described = z
  .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
  .describe('An OpenAPI 3.1 document')

export const recovery = z.object({
  damage: z
    .object({
      at: time.nullable(),
      boards: z.array(
        z.object({
          board: id(),
          site: z.string(),
          table: z.int(),
          session: z.int(),
          rows: z.int(),
          readOnly: z.boolean(),
        }),
      ),
      also: z.array(z.enum(['programme', 'log', 'voices', 'links', 'snapshots', 'photos', 'devices', 'other'])),
      backup: z.object({ file: z.string(), at: time }).nullable(),
    })
    .optional(),
  running: z.boolean(),
  began: time.nullable(),
  boards: z.array(
    z.object({
      board: id(),
      table: z.int(),
      session: z.int(),
      devices: z.int(),
      structs: z.int(),
      foreign: z.int(),
      marks: z.int(),
      conflicts: z.array(
        z.object({ device: z.string(), author: z.string(), at: time, bytes: z.int(), sha256: z.string() }),
      ),
    }),
  ),
})
