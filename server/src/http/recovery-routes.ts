/** After a restore from a backup: what devices handed in, and the organiser's word that it is over. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/recovery'
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import type { Hono } from 'hono'
import { everywhere } from '../access/access.ts'
import type { Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Damage } from '../recovery/damage.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { on, routes } from './serve.ts'

/** Ending answers the report as it stands afterwards; the command line ends it for all dialogues. */
export function recoveryRoutes({
  of,
  damage,
  all,
}: {
  of: (dialogue: DialogueId) => Recovery
  damage: Pick<Damage, 'report'>
  all: () => readonly DialogueId[]
}): Hono<Env> {
  const report = async (dialogue: DialogueId): Promise<RecoveryAnswer> => {
    const missing = await damage.report(dialogue)
    return { ...of(dialogue).report(dialogue), ...(missing === null ? {} : { damage: missing }) }
  }
  return routes(
    on(wire.recovery, async ({ where }) => ok(await report(where.dialogue))),
    on(wire.endRecovery, async ({ where: { dialogue }, session }) => {
      // The command line acts for the whole server.
      try {
        for (const id of dialogue === everywhere ? all() : [dialogue]) await of(id).end(id, authorOf(session))
      } catch {
        return fail({ code: 'journal-unavailable' })
      }
      return ok(await report(dialogue))
    }),
  )
}
