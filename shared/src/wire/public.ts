/**
 * What anybody may read of a dialogue that was opened to the public, without a link: made to stand behind a cache, so that a
 * crowd of any size asks it once a second. One that was not opened is not there.
 */
import { z } from 'zod'
import { route, type Infer } from './declare.ts'
import { id, tag } from './terms.ts'

const asNow = { action: 'anybody', at: 'dialogue', also: [304] } as const

const table = z.object({
  table: z.int(),
  site: z.string(),
  session: z.int(),
  delay: z.number().describe('Minutes: what is shown of this table is that old'),
})
export const publicDialogue = route('GET /api/public/:dialogue', {
  ...asNow,
  summary: 'The tables of a dialogue that was opened to the public. ETag; a cache may keep it for a second',
  answer: z
    .object({
      id: id(),
      dialogue: z.string().describe('Its title'),
      lang: tag,
      tables: z.array(
        table.extend({ address: z.string().describe('Where, at this origin, stands what the table shows') }),
      ),
    })
    .meta({ id: 'PublicDialogue' }),
})
export type PublicDialogue = Infer<typeof publicDialogue.answer>

const said = z.string()
export const publicTable = route('GET /api/public/:dialogue/tables/:number', {
  ...asNow,
  summary: 'What the public sees of a table just now. ETag; a cache may keep it for a second',
  answer: table
    .extend({
      view: z
        .object({
          state: z.enum(['open', 'paused', 'curtain', 'no-consent']),
          question: said,
          lang: said,
          nodes: z.record(said, z.looseObject({ kind: said, wording: said, lang: said, number: said })),
          relations: z.record(said, z.looseObject({ kind: said, from: said, to: said })),
          words: z.record(said, z.looseObject({ node: said, text: said, lang: said })),
          notes: z.record(said, z.looseObject({ kind: said, text: said })),
          template: said,
          canvas: z.record(said, z.looseObject({ type: said })),
        })
        .describe('As an observer’s page reads it (shared/src/view/policy.ts, `BoardView`)'),
    })
    .meta({ id: 'PublicTable' }),
})
