/** The journal over HTTP for the developers' page: organisers only, a page at a time, of their own dialogue's documents. */
import { dialogueDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/journal'
import { journalPage } from '@tablee/shared/wire/journal-page'
import type { Hono } from 'hono'
import { Refused, type Env } from '../access/allow.ts'
import type { Entries } from '../history/entries.ts'
import { on, routes } from './serve.ts'

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
  return routes(
    on(wire.journalDocuments, async ({ where }) => ok(await entries.documents(namesOf(where.dialogue)))),
    on(wire.journalEntries, async ({ where: { dialogue }, query }) => {
      const name = query.doc ?? dialogueDoc(dialogue)
      if (!namesOf(dialogue).includes(name)) return fail({ code: 'not-found', what: 'document' })
      const wanted = {
        before: numberOf(query.before, 'before'),
        after: numberOf(query.after, 'after'),
        find: query.find?.trim().toLowerCase().slice(0, journalPage.find) || null,
        limit: Math.max(1, Math.min(journalPage.most, numberOf(query.limit, 'limit') ?? journalPage.usual)),
      }
      return ok(await entries.page(name, wanted))
    }),
    on(wire.journalQuarantine, async ({ where }) => ok(await entries.quarantined(namesOf(where.dialogue)))),
  )
}
