/** Founding over HTTP by whoever holds the server's own link: what a file would found, which dialogues there are, their links. */
import { z } from 'zod'
import type { DialogueId } from '../ids.ts'
import { cards } from './access.ts'
import { route, type Infer } from './declare.ts'
import { id, localText, tag, time } from './terms.ts'

export const checkFile = route('POST /api/dialogues/check', {
  action: 'dialogue.found',
  at: 'none',
  summary: 'What a file would found (tablee-dialogue/1), or all its mistakes; nothing is founded',
  takes: 'application/json',
  query: { file: 'What the file is called, for what is said of it' },
  answer: z
    .object({
      id: id<DialogueId>(),
      title: z.string(),
      languages: z.array(tag),
      sites: z.array(z.object({ name: z.string(), country: z.string(), tables: z.int(), seats: z.int() })),
      sessions: z.array(z.object({ title: localText, minutes: z.number() })),
      consent: z.boolean().describe('People are asked before anything of theirs is kept'),
      opensAt: time.describe('If it is founded now'),
      closesAt: time,
      stands: z.boolean().describe('A dialogue of this id stands already: a file never changes it'),
    })
    .meta({ id: 'Checked' }),
})
export type Checked = Infer<typeof checkFile.answer>

const standing = z
  .object({
    id: id<DialogueId>(),
    title: z.string(),
    lang: tag,
    opensAt: time,
    closesAt: time,
    stands: z.enum(['before', 'today', 'after']).describe('By the server’s clock and the window of its cards'),
    ours: z.boolean().describe('Founded by the server’s own link, whose holder can hand its organiser’s link out'),
  })
  .meta({ id: 'Standing' })
export type Standing = Infer<typeof standing>

export const standingList = route('GET /api/server/dialogues', {
  action: 'dialogue.list',
  at: 'none',
  summary: 'The dialogues of this server: title and when, nothing of what is in them',
  answer: z.array(standing),
})
export const organisersLink = route('GET /api/server/dialogues/:dialogue/link', {
  action: 'dialogue.hand-over',
  at: 'none',
  summary:
    'The organiser’s link of a dialogue that was founded by the server’s own link, until its organiser renews or withdraws it',
  answer: cards.element,
})
export const serverLink = route('GET /api/server/link', {
  action: 'server-link.hold',
  at: 'none',
  summary: 'The server’s own link',
  answer: z.object({ url: z.string() }),
})
export const renewServerLink = route('POST /api/server/link', {
  action: 'server-link.hold',
  at: 'none',
  summary: 'The server’s own link anew: the old one ends',
  answer: z.object({ url: z.string() }),
})
export type ServerLinkAnswer = Infer<typeof serverLink.answer>
