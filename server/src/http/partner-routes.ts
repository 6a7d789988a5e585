/** A partner's survey beside ours, over HTTP: told, held until it is another; brought as a file; set beside our questions. */
import { isId, isLang, type DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { encodings } from '@tablee/shared/wire/exchange'
import * as wire from '@tablee/shared/wire/partner'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { readPartnerBeside } from '../exchange/beside.ts'
import { isEncoding } from '../exchange/text.ts'
import { topic } from '../hold/topics.ts'
import { versioned, type Waiting } from '../hold/waiting.ts'
import type { PartnerLog } from '../partner/log.ts'
import { createPartners } from '../partner/verbs.ts'
import { fileName, given } from './file-asked.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** Of each session: ten files at once, then one in ten seconds; forty steps, then two a second. */
export function partnerRoutes({
  log,
  dialogues,
  waiting,
  clock,
}: {
  readonly log: PartnerLog
  readonly dialogues: { dialogue(id: DialogueId): { readonly lang: string } | null }
  readonly waiting: Waiting
  readonly clock: Clock
}): Hono<Env> {
  const { told, bring, verbs } = createPartners(log)
  const files = buckets({ clock, perSecond: 0.1, burst: 10 })
  const hands = buckets({ clock, perSecond: 2, burst: 40 })
  return routes(
    held(
      waiting,
      wire.readPartners,
      ({ where }) => [topic.partners(where.dialogue)],
      ({ where }) => versioned(told(where.dialogue)),
    ),
    on(
      wire.bringPartner,
      async ({ c, session, where, query, still, bytes }): Promise<Result<wire.PartnerBrought>> => {
        const lang = given(query.lang) ?? dialogues.dialogue(where.dialogue)?.lang ?? 'en'
        if (!isLang(lang))
          return fail({ code: 'bad-request', where: 'lang', why: 'no language tag, such as fr or de-BE' })
        const encoding = given(query.encoding)
        if (encoding !== undefined && !isEncoding(encoding))
          return fail({ code: 'bad-request', where: 'encoding', why: `one of ${encodings.join(', ')}` })
        const look = query.look === '1'
        const id = query.id ?? ''
        if (!look && !isId(id)) return fail({ code: 'bad-request', where: 'id', why: 'not an id' })
        const task = {
          bytes: await bytes(),
          fileName: fileName(query.file),
          encoding,
          lang,
          weight: given(query.weight),
        }
        const read = await readPartnerBeside(task, { signal: c.req.raw.signal })
        if (!read.ok) return read
        const { title, items, left } = read.value
        if (!look) {
          const done = await bring(session, where.dialogue, id, { title, items }, still)
          if (!done.ok) return done
        }
        return ok({
          title,
          items: items.length,
          options: items.reduce((sum, one) => sum + one.options.length, 0),
          left,
        })
      },
      ({ session }) => files.take(session.id),
    ),
    on(
      wire.partnerCommands,
      async ({ session, where, body, still }) => {
        const done = await run(verbs, [session, where.dialogue], body, [still])
        return done.ok ? ok(null) : done
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
