/** Sentences that were struck out: how many are still kept, and the organiser's word that nothing of them shall be. */
import { z } from 'zod'
import { route, type Infer } from './declare.ts'

const answer = z
  .object({
    struck: z.int().describe('Sentences that were struck out and are still kept'),
    erased: z.int().describe('Sentences of which nothing is kept, where no erasure is unfinished'),
    unfinished: z
      .exactOptional(z.int())
      .describe('Erasures that were begun and did not come to their end: what they erase is still kept'),
  })
  .meta({ id: 'Erasures' })
export type Erasures = Infer<typeof answer>

export const erasures = route('GET /api/dialogues/:dialogue/erasures', {
  action: 'words.erase',
  at: 'dialogue',
  summary: 'How many sentences were struck out, and erased',
  answer,
})
export const erase = route('POST /api/dialogues/:dialogue/erasures', {
  action: 'words.erase',
  at: 'dialogue',
  summary: 'Erases all that was struck out: from the boards, their history, views and snapshots. For good',
  answer,
})
