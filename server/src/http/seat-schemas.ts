/** What a citizen's phone takes and gives: checked here, at the border, and printed in `/openapi.json`. */
import { limits } from '@tablee/shared/board/schema'
import { isId, isLang, isSeatCode, type Lang, type SeatCode } from '@tablee/shared/ids'
import { z } from 'zod'

const id = z.custom<string>(isId, 'not an id').meta({ type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
export const seat = z
  .custom<SeatCode>(isSeatCode, 'not a seat code')
  .meta({ type: 'string', pattern: '^T[0-9]{1,3}-[0-9]{2}$' })
export const lang = z.custom<Lang>(isLang, 'not a language tag').meta({ type: 'string', examples: ['fr'] })
export const texts = z.record(z.string(), z.string()).meta({ description: 'one text by language tag' })

/** One yes or no each: nothing is assumed of what was not said. */
export const said = z.strictObject({
  version: z.string().min(1).max(limits.title),
  quoted: z.boolean(),
  observed: z.boolean(),
  lang,
})
export const consentPage = z.object({
  version: z.string(),
  intro: texts,
  taking: texts,
  quoted: texts,
  observed: texts,
})

export const seats = z
  .object({
    dialogueTitle: z.string(),
    site: z.string(),
    tableNumber: z.int(),
    langs: z.array(lang),
    seats: z.array(z.object({ seat, taken: z.boolean() })),
    consent: consentPage.nullable(),
  })
  .meta({ id: 'Seats' })
export const sitRequest = z.strictObject({ id, seat, consent: said })

export const consentCommand = z.strictObject({ id, kind: z.literal('consent'), consent: said })
