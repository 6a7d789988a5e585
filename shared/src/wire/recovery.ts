/** After a restore from a backup, and after damage: what devices handed in, and what is missing. */
import { z } from 'zod'
import type { BoardId } from '../ids.ts'
import { route, type Infer } from './declare.ts'
import { id, time } from './terms.ts'

const damage = z.object({
  at: time.nullable().describe('When it was found; null when rows alone are missing'),
  boards: z.array(
    z.object({
      board: id<BoardId>(),
      site: z.string(),
      table: z.int(),
      session: z.int(),
      rows: z.int().describe('Changes that are gone'),
      readOnly: z.boolean().describe('false when a checkpoint holds what they did: only the replay lacks them'),
    }),
  ),
  also: z.array(z.enum(['programme', 'log', 'voices', 'links', 'snapshots', 'photos', 'devices', 'other'])),
  backup: z
    .object({ file: z.string(), at: time })
    .nullable()
    .describe('The newest that is known: a path on the server’s machine'),
})
export type DamageAnswer = Infer<typeof damage>

const answer = z.object({
  damage: z.exactOptional(damage).describe('Left out: nothing was ever found damaged'),
  running: z.boolean(),
  behind: z
    .exactOptional(z.literal(true))
    .describe('Nothing was restored: the database lacks the newest of what was answered'),
  began: time.nullable(),
  boards: z.array(
    z.object({
      board: id<BoardId>(),
      table: z.int(),
      session: z.int(),
      devices: z.int(),
      /** Clocks of writers: roughly letters and clicks; `foreign` were brought by a device that did not write them. */
      structs: z.int(),
      foreign: z.int(),
      marks: z.int().describe('Words that were withdrawn or redacted, as devices say'),
      conflicts: z
        .array(z.object({ device: z.string(), author: z.string(), at: time, bytes: z.int(), sha256: z.string() }))
        .describe('Updates that contradict the board: kept aside, nothing of them is in it'),
    }),
  ),
})
export type RecoveryAnswer = Infer<typeof answer>
export const recovery = route('GET /api/recovery', {
  action: 'recovery.confirm',
  at: 'none',
  summary: 'After a restore: what devices have handed in; after damage: what is missing',
  answer,
})
export const endRecovery = route('POST /api/recovery/confirm', {
  action: 'recovery.confirm',
  at: 'none',
  summary:
    'Ends the recovery: from now on devices bring only what they wrote themselves, and observers see the boards again',
  answer,
})
