/** The journal as the developers' page reads it: who, where, how large, when. Never what was written, and no secret. */
import { z } from 'zod'
import { route, type Infer } from './declare.ts'
import { journalPage } from './journal-page.ts'
import { time } from './terms.ts'

const count = z.int().min(0)
const document = z.object({
  name: z.string(),
  epoch: count,
  seq: count.describe('Of its last row; 0 without rows'),
  tail: z.object({ rows: count, bytes: count }).describe('Since the last checkpoint'),
  aside: count,
})
export type JournalDocument = Infer<typeof document>

const change = z
  .object({ path: z.array(z.string()).nullable(), wrote: count, took: count })
  .describe('Characters of a text, entries of anything else. `path`: null where the place itself is gone since')
export type JournalChange = Infer<typeof change>

const row = {
  seq: count,
  at: time,
  author: z.string().describe('A role, a role and a seat, or `server`'),
  device: z.string().describe('The beginning of its id: enough to tell two apart'),
  bytes: count,
}
const entry = z.discriminatedUnion('kind', [
  z.object({ ...row, kind: z.literal('update'), changes: z.array(change), more: count }),
  z
    .object({
      ...row,
      kind: z.literal('command'),
      what: z.string(),
      about: z.array(z.tuple([z.string(), z.string()])),
    })
    .describe('`what` names the command, `about` its plain fields'),
])
export type JournalEntry = Infer<typeof entry>

export const journalDocuments = route('GET /api/dialogues/:dialogue/journal', {
  action: 'journal.read',
  at: 'dialogue',
  summary: 'The documents of a dialogue in the journal',
  answer: z.array(document),
})
export const journalEntries = route('GET /api/dialogues/:dialogue/journal/entries', {
  action: 'journal.read',
  at: 'dialogue',
  summary: 'Rows of one document, newest first: who and where, never what',
  query: {
    doc: 'Name of the document; else the dialogue’s own',
    before: 'Rows before this seq',
    after: 'Rows after this seq: the answer waits for one, 20 s at most',
    limit: `How many: ${journalPage.usual}, at most ${journalPage.most}`,
    find: 'Only rows in whose author, places or command this stands',
  },
  answer: z
    .object({
      version: z.string().describe('What to ask for after it: its last row that was looked at'),
      doc: z.string(),
      epoch: count,
      head: count.describe('The newest row there is'),
      /** The rows that were looked at: where only some are wanted, a page may hold few of them, or none. */
      from: count,
      to: count,
      entries: z.array(entry),
    })
    .meta({ id: 'JournalPage' }),
})
export type JournalPage = Infer<typeof journalEntries.answer>

const quarantined = z.object({
  doc: z.string(),
  epoch: count,
  seq: count,
  what: z.enum(['row', 'checkpoint']),
  why: z.string(),
  at: time,
})
/** Because its checksum failed or it could not be applied. */
export type JournalQuarantined = Infer<typeof quarantined>
export const journalQuarantine = route('GET /api/dialogues/:dialogue/journal/aside', {
  action: 'journal.read',
  at: 'dialogue',
  summary: 'Rows and checkpoints that were put aside: which, when and why',
  answer: z.array(quarantined),
})
