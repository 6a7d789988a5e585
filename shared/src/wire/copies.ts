/** On how many laptops the day lies, for whoever works in it. */
import { z } from 'zod'
import { after } from './changes.ts'
import { route } from './declare.ts'
import { time } from './terms.ts'

export const copies = route('GET /api/copies', {
  action: 'signed-in',
  at: 'none',
  summary: 'On how many laptops everything lies, and since when on one alone',
  query: after,
  answer: z.object({
    version: z.string(),
    state: z.enum(['none', 'two', 'behind', 'one']).describe('none: there never was a second laptop'),
    since: time.nullable().describe('Of one copy: since when'),
    behind: z.int().min(0).describe('Milliseconds that the second one lacks'),
  }),
})
