/** Erasure of what was struck out: how much there is, and the organiser's word. */
import { Hono } from 'hono'
import { z } from 'zod'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Erasing } from '../erase/erase.ts'

const erasures = z
  .object({
    struck: z.int().describe('Sentences that were struck out and are still kept'),
    erased: z.int().describe('Sentences of which nothing is kept'),
  })
  .meta({ id: 'Erasures' })

export function eraseRoutes({ erasing }: { erasing: Erasing }): Hono<Env> {
  return new Hono<Env>()
    .get(
      '/api/dialogues/:dialogue/erasures',
      allow('words.erase', 'dialogue', { summary: 'How many sentences were struck out, and erased', answer: erasures }),
      (c) => c.json(erasing.state(c.get('where').dialogue)),
    )
    .post(
      '/api/dialogues/:dialogue/erasures',
      allow('words.erase', 'dialogue', {
        summary: 'Erases all that was struck out: from the boards, their history, views and snapshots. For good',
        answer: erasures,
      }),
      async (c) => {
        const session = c.get('session')
        const done = await erasing.erase(c.get('where').dialogue, {
          author: authorOf(session),
          device: session.device,
        })
        return done.ok ? c.json(done.value) : problemResponse(c, done.problem)
      },
    )
}
