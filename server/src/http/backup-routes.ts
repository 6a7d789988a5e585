/** A dialogue's backup over HTTP: made, downloaded, brought in parts and put back, for its organiser. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/backup'
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import type { Hono } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import type { Backups } from '../backup/backups.ts'
import { on, routes } from './serve.ts'

const nowhere: BackupAnswer = { able: false, last: null, making: null, restore: null, put: null, kept: [] }

/** Null: everything is in memory, and there is nothing to copy. Each command answers how things stand then. */
export function backupRoutes(backups: Backups | null): Hono<Env> {
  const told = (dialogue: DialogueId): BackupAnswer => backups?.told(dialogue) ?? nowhere
  const missing = fail({ code: 'not-found', what: 'backup' })
  const stands = (dialogue: DialogueId, is: boolean | undefined): Result<BackupAnswer> =>
    is === true ? ok(told(dialogue)) : missing

  return routes(
    on(wire.backupState, ({ where: { dialogue } }) => ok(told(dialogue))),
    on(wire.takeBackup, ({ where: { dialogue } }) => {
      backups?.take(dialogue)
      return ok(told(dialogue))
    }),
    on(wire.dropBackup, ({ where: { dialogue } }) => {
      backups?.drop(dialogue)
      return ok(told(dialogue))
    }),
    on(wire.backupFile, ({ c, where: { dialogue }, param }) => {
      const file = backups?.file(dialogue, param.file) ?? null
      if (file === null) return problemResponse(c, { code: 'not-found', what: 'backup' })
      const headers = {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(file.bytes),
        'Content-Disposition': `attachment; filename="${file.name}"`,
      }
      // Whoever asks how long it is opens nothing.
      if (c.req.raw.method === 'HEAD') return c.body(null, 200, headers)
      const bytes = createReadStream(file.path)
      bytes.once('end', file.sent)
      return c.body(Readable.toWeb(bytes) as ReadableStream, 200, headers)
    }),
    on(wire.dropBackupFile, ({ where: { dialogue }, param }) =>
      stands(dialogue, backups?.forget(dialogue, param.file)),
    ),
    on(wire.beginRestore, async ({ where: { dialogue }, body }) =>
      stands(dialogue, await backups?.begin(dialogue, body.size, body.kept ?? null)),
    ),
    on(wire.putRestorePart, async ({ where: { dialogue }, param, bytes }) =>
      stands(dialogue, backups?.part(dialogue, param.id, Number(param.at), await bytes())),
    ),
    on(wire.confirmRestore, ({ where: { dialogue }, param }) => stands(dialogue, backups?.confirm(dialogue, param.id))),
    on(wire.dropRestore, ({ where: { dialogue } }) => {
      if (backups?.end(dialogue) === false) return fail({ code: 'closed' })
      return ok(told(dialogue))
    }),
  )
}
