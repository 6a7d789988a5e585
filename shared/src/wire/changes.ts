/** What a page follows of a dialogue: one held request says which parts of it are others now, and the page reads those. */
import { z } from 'zod'
import { route, type Infer } from './declare.ts'

/** The query of whatever is held (`server/hold`). */
export const after = { after: 'The version at hand: the answer waits for another one, 20 s at most' }

const answer = z
  .object({
    version: z.string(),
    parts: z.record(z.string(), z.string()).describe('A version for each part that the asker may read'),
  })
  .meta({ id: 'Changes' })
export type Changes = Infer<typeof answer>

export const changes = route('GET /api/dialogues/:dialogue/changes', {
  action: 'dialogue.read',
  at: 'dialogue',
  summary: 'What is another now: `dialogue`, `materials`, `links`, `snapshots`, `erasures`, `recovery`',
  query: after,
  answer,
})
export const watchedChanges = route('GET /api/watch/:link/changes', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'What is another now for who watches: `list`, `materials`, `themes`, `results`',
  query: after,
  answer,
})
