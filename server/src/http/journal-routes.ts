/** The journal over HTTP for the developers' page: organisers only, a page at a time, of their own dialogue's documents. */
import { dialogueDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/journal'
import { journalPage } from '@tablee/shared/wire/journal-page'
import type { Hono } from 'hono'
import { Refused, type Env } from '../access/allow.ts'
import type { Entries } from '../history/entries.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import { held } from './held.ts'
import { on, routes, type Ask } from './serve.ts'

const docOf = ({ query, where }: Ask<typeof wire.journalEntries>): string => query.doc ?? dialogueDoc(where.dialogue)

function numberOf(value: string | undefined, name: string): number | null {
  if (value === undefined || value === '') return null
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0)
    throw new Refused({ code: 'bad-request', where: name, why: 'not a number' })
  return number
}

/** A document that is not among `namesOf` is `not-found`, whether it exists or not. */
export function journalRoutes({
  entries,
  waiting,
  namesOf,
}: {
  entries: Entries
  waiting: Waiting
  /** Every document of a dialogue: its own, its boards' and their views'. */
  namesOf: (dialogue: DialogueId) => readonly string[]
}): Hono<Env> {
  return routes(
    on(wire.journalDocuments, async ({ where }) => ok(await entries.documents(namesOf(where.dialogue)))),
    held(
      waiting,
      wire.journalEntries,
      (ask) => [topic.document(docOf(ask))],
      async (ask) => {
        const { query, where } = ask
        const name = docOf(ask)
        if (!namesOf(where.dialogue).includes(name)) return fail({ code: 'not-found', what: 'document' })
        const wanted = {
          before: numberOf(query.before, 'before'),
          after: numberOf(query.after, 'after'),
          find: query.find?.trim().toLowerCase().slice(0, journalPage.find) || null,
          limit: Math.max(1, Math.min(journalPage.most, numberOf(query.limit, 'limit') ?? journalPage.usual)),
        }
        const page = await entries.page(name, wanted)
        return ok({ version: String(page.to), ...page })
      },
    ),
    on(wire.journalQuarantine, async ({ where }) => ok(await entries.quarantined(namesOf(where.dialogue)))),
  )
}
