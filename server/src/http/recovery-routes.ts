/** After a restore from a backup: what devices handed in, and the organiser's word that it is over. */
import type { DialogueId } from '@tablee/shared/ids'
import { Hono } from 'hono'
import { everywhere } from '../access/access.ts'
import { allow, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { RecoveryAnswer } from '@tablee/shared/wire/http'
import type { Damage } from '../recovery/damage.ts'
import type { Recovery } from '../recovery/recovery.ts'
import * as schemas from './schemas.ts'

export function recoveryRoutes({
  recovery,
  damage,
  all,
}: {
  recovery: Recovery
  damage: Damage
  all: () => readonly DialogueId[]
}): Hono<Env> {
  const report = (dialogue: DialogueId): RecoveryAnswer => {
    const missing = damage.report(dialogue)
    return { ...recovery.report(dialogue), ...(missing === null ? {} : { damage: missing }) }
  }
  return new Hono<Env>()
    .get(
      '/api/recovery',
      allow('recovery.confirm', 'none', {
        summary: 'After a restore: what devices have handed in; after damage: what is missing',
        answer: schemas.recovery,
      }),
      (c) => c.json(report(c.get('where').dialogue)),
    )
    .post(
      '/api/recovery/confirm',
      allow('recovery.confirm', 'none', {
        summary:
          'Ends the recovery: from now on devices bring only what they wrote themselves, and observers see the boards again',
        answer: schemas.recovery,
      }),
      (c) => {
        const { dialogue } = c.get('where')
        // The command line acts for the whole server.
        for (const id of dialogue === everywhere ? all() : [dialogue]) recovery.end(id, authorOf(c.get('session')))
        return c.json(report(dialogue))
      },
    )
}
