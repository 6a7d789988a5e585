/** A dialogue that moves from the file of this server into a cluster, as the command line asks for it. */
import { z } from 'zod'
import type { DialogueId } from '../ids.ts'
import { route, type Infer } from './declare.ts'
import { id } from './terms.ts'

export const moveDialogue = route('POST /api/server/moves', {
  action: 'dialogue.move',
  at: 'none',
  summary: 'Carry a dialogue into a cluster; nobody is let in meanwhile, and afterwards it is not served here any more',
  body: z.object({
    dialogue: id<DialogueId>(),
    to: z.string().max(2_000).describe('The cluster’s database: postgres://…'),
    at: z.string().max(300).optional().describe('Where people find it then: https://…'),
  }),
  answer: z
    .object({
      moved: z.boolean().describe('It is there, by this move or an earlier one'),
      says: z.string().describe('What became of it, as a sentence for a terminal'),
    })
    .meta({ id: 'MoveAnswer' }),
})
export type MoveAnswer = Infer<typeof moveDialogue.answer>
