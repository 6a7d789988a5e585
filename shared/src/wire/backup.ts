/** A dialogue's backup as a file, and putting one back; the whole folder's stays with the command line. */
import { z } from 'zod'
import { route, type Infer } from './declare.ts'
import { time } from './terms.ts'

const part = z.number().describe('How far it has come, 0 to 1')
/** Why a file is not put back; nothing was changed. */
export const backupRefusals = [
  'not-a-backup',
  'damaged',
  'other-dialogue',
  'other-key',
  'newer',
  'too-large',
  'no-room',
  'failed',
] as const
export type BackupRefusal = (typeof backupRefusals)[number]

const since = z.object({
  entries: z.int().describe('Entries that are on boards now and were not then'),
  tables: z.int().describe('Tables whose boards were changed since'),
  set: z.int().describe('What was decided since: sessions begun, rules, changes of the plan'),
  snapshots: z.int(),
  voices: z.int().describe('Votes, answers, consents and sheets since: they stay'),
  withdrawn: z.int().describe('Links that were withdrawn or made anew since: they stay so'),
})
export type BackupSince = Infer<typeof since>

const restore = z.discriminatedUnion('step', [
  z.object({ step: z.literal('receiving'), id: z.string(), got: z.int(), size: z.int() }),
  z.object({ step: z.literal('looking'), id: z.string(), part }),
  z.object({
    step: z.literal('refused'),
    id: z.string(),
    why: z.enum(backupRefusals),
    title: z.string().nullable().describe('Of which dialogue it is, where the file says it'),
  }),
  z.object({ step: z.literal('looked'), id: z.string(), made: time, since }),
  z.object({ step: z.literal('bringing'), id: z.string(), made: time, part }),
  z.object({ step: z.literal('exchanging'), id: z.string(), made: time }),
])
const answer = z.object({
  able: z.boolean().describe('false where nothing is kept on a disk'),
  last: time.nullable().describe('When the newest backup of this dialogue was downloaded whole'),
  making: z
    .object({
      id: z.string(),
      part,
      file: z.object({ name: z.string(), bytes: z.int() }).nullable().describe('Once it is made'),
      failed: z.enum(['no-room', 'failed']).nullable(),
    })
    .nullable(),
  restore: restore.nullable(),
  put: z
    .object({ at: time, made: time, aside: z.string().nullable() })
    .nullable()
    .describe('The last backup that was put back: when, of when it was, and the file in which what it replaced lies'),
  kept: z.array(z.object({ name: z.string(), at: time, bytes: z.int() })).describe('What restores replaced'),
})
export type BackupAnswer = Infer<typeof answer>
export type RestoreTold = NonNullable<BackupAnswer['restore']>

const at = 'dialogue'
export const backupState = route('GET /api/dialogues/:dialogue/backup', {
  action: 'backup.take',
  at,
  summary: 'A backup that is being made, one that is being put back, and what was replaced',
  answer,
})
export const takeBackup = route('POST /api/dialogues/:dialogue/backup', {
  action: 'backup.take',
  at,
  summary: 'Makes a file of all that is kept of this dialogue, at one moment; asked again meanwhile, the same one',
  answer,
})
export const dropBackup = route('DELETE /api/dialogues/:dialogue/backup', {
  action: 'backup.take',
  at,
  summary: 'Ends the making, or lets go of the file that was made',
  answer,
})
export const backupFile = route('GET /api/dialogues/:dialogue/backup/files/:file', {
  action: 'backup.take',
  at,
  summary: 'The file that was made, or what a restore replaced',
  gives: ['application/octet-stream'],
})
export const dropBackupFile = route('DELETE /api/dialogues/:dialogue/backup/files/:file', {
  action: 'backup.restore',
  at,
  summary: 'What a restore replaced goes for good',
  answer,
})
export const beginRestore = route('POST /api/dialogues/:dialogue/restore', {
  action: 'backup.restore',
  at,
  summary: 'A file is to come in parts, or one that was replaced is to be looked through; ends an earlier upload',
  body: z.object({
    size: z.int().min(0),
    kept: z.exactOptional(z.string()).describe('What a restore replaced, instead of an upload'),
  }),
  answer,
})
export const putRestorePart = route('POST /api/dialogues/:dialogue/restore/:id/parts/:at', {
  action: 'backup.restore',
  at,
  summary:
    'The part that begins at this byte, up to 1 MiB. One that is not the next is passed over: the answer says which is',
  takes: 'application/octet-stream',
  answer,
})
export const confirmRestore = route('POST /api/dialogues/:dialogue/restore/:id', {
  action: 'backup.restore',
  at,
  summary: 'Puts it in place of what is there now',
  answer,
})
export const dropRestore = route('DELETE /api/dialogues/:dialogue/restore', {
  action: 'backup.restore',
  at,
  summary: 'Ends the upload or the preparation; nothing was changed. Too late once it is being put in place',
  answer,
})
