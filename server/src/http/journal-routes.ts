/** The journal over HTTP for the developers' page: organisers only, a page at a time, of their own dialogue's documents. */
import { dialogueDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { journalPage } from '@tablee/shared/wire/journal'
import { Hono } from 'hono'
import { z } from 'zod'
import { allow, Refused, type Env } from '../access/allow.ts'
import type { Entries } from '../history/entries.ts'

const count = z.int().min(0)
const time = z.int().min(0).meta({ description: 'milliseconds since 1970' })
const documents = z.array(
  z.object({
    name: z.string(),
    epoch: count,
    seq: count,
    tail: z.object({ rows: count, bytes: count }),
    aside: count,
  }),
)
const row = { seq: count, at: time, author: z.string(), device: z.string(), bytes: count }
const page = z
  .object({
    doc: z.string(),
    epoch: count,
    head: count,
    from: count,
    to: count,
    entries: z.array(
      z.discriminatedUnion('kind', [
        z.object({
          ...row,
          kind: z.literal('update'),
          changes: z.array(z.object({ path: z.array(z.string()).nullable(), wrote: count, took: count })),
          more: count,
        }),
        z.object({
          ...row,
          kind: z.literal('command'),
          what: z.string(),
          about: z.array(z.tuple([z.string(), z.string()])),
        }),
      ]),
    ),
  })
  .meta({ id: 'JournalPage' })
const asides = z.array(
  z.object({
    doc: z.string(),
    epoch: count,
    seq: count,
    what: z.enum(['row', 'checkpoint']),
    why: z.string(),
    at: time,
  }),
)

function numberOf(value: string | undefined, name: string): number | null {
  if (value === undefined || value === '') return null
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0)
    throw new Refused({ code: 'bad-request', where: name, why: 'not a number' })
  return number
}

export function journalRoutes({
  entries,
  namesOf,
}: {
  entries: Entries
  /** Every document of a dialogue: its own, its boards' and their views'. */
  namesOf: (dialogue: DialogueId) => readonly string[]
}): Hono<Env> {
  return new Hono<Env>()
    .get(
      '/api/dialogues/:dialogue/journal',
      allow('journal.read', 'dialogue', { summary: 'The documents of a dialogue in the journal', answer: documents }),
      (c) => c.json(entries.documents(namesOf(c.get('where').dialogue))),
    )
    .get(
      '/api/dialogues/:dialogue/journal/entries',
      allow('journal.read', 'dialogue', {
        summary: 'Rows of one document, newest first: who and where, never what',
        query: {
          doc: 'Name of the document; else the dialogue’s own',
          before: 'Rows before this seq',
          after: 'Rows after this seq',
          limit: `How many: ${journalPage.usual}, at most ${journalPage.most}`,
          find: 'Only rows in whose author, places or command this stands',
        },
        answer: page,
      }),
      async (c) => {
        const { dialogue } = c.get('where')
        const name = c.req.query('doc') ?? dialogueDoc(dialogue)
        if (!namesOf(dialogue).includes(name)) throw new Refused({ code: 'not-found', what: 'document' })
        return c.json(
          await entries.page(name, {
            before: numberOf(c.req.query('before'), 'before'),
            after: numberOf(c.req.query('after'), 'after'),
            find: c.req.query('find')?.trim().toLowerCase().slice(0, journalPage.find) || null,
            limit: Math.max(
              1,
              Math.min(journalPage.most, numberOf(c.req.query('limit'), 'limit') ?? journalPage.usual),
            ),
          }),
        )
      },
    )
    .get(
      '/api/dialogues/:dialogue/journal/aside',
      allow('journal.read', 'dialogue', {
        summary: 'Rows and checkpoints that were put aside: which, when and why',
        answer: asides,
      }),
      (c) => c.json(entries.asides(namesOf(c.get('where').dialogue))),
    )
}
