/** The demo's dialogue: two cities, six tables of six, five sessions, thirty boards; it stands in session 2. */
import { createHash } from 'node:crypto'
import { inLang, type DialogueDraft } from '@tablee/shared/dialogue/programme'
import {
  newId,
  type BoardId,
  type DialogueId,
  type Lang,
  type RandomBytes,
  type SiteId,
  type TableId,
} from '@tablee/shared/ids'
import { localQuestion, sessions } from './programme.ts'
import type { DemoLang } from './types.ts'

/** The same ids at every first start, so that a test and a person can name a board. Secrets never come from here. */
export function seeded(seed: string): RandomBytes {
  let count = 0
  return (length) => {
    const parts: Buffer[] = []
    for (let size = 0; size < length; size += 32) parts.push(createHash('sha256').update(`${seed}:${count++}`).digest())
    return new Uint8Array(Buffer.concat(parts).subarray(0, length))
  }
}

export const demoId = 'driverless-mobility' as DialogueId
export const boardName = (table: number, session: number): BoardId => `demo-${table}-${session}` as BoardId

type City = 'brussels' | 'aachen'
export const demoTables: readonly { readonly number: number; readonly city: City; readonly lang: DemoLang }[] = [
  { number: 1, city: 'brussels', lang: 'fr' },
  { number: 2, city: 'brussels', lang: 'fr' },
  { number: 3, city: 'brussels', lang: 'ar' },
  { number: 4, city: 'aachen', lang: 'de' },
  { number: 5, city: 'aachen', lang: 'es' },
  { number: 6, city: 'aachen', lang: 'en' },
]

const day = 24 * 3_600_000

export function demoDraft(now: number): DialogueDraft {
  const random = seeded('tablee-demo')
  const sites = { brussels: newId<SiteId>(random), aachen: newId<SiteId>(random) }
  const tables = demoTables.map((table) => ({
    id: newId<TableId>(random),
    site: sites[table.city],
    number: table.number,
    seats: 6,
    lang: table.lang as string as Lang,
    // At one table of each city the citizens write themselves, so that both ways can be seen.
    citizensEdit: table.number === 2 || table.number === 6,
  }))
  return {
    id: demoId,
    title: 'Driverless mobility',
    lang: 'en' as Lang,
    // A demo's event never ends.
    opensAt: now - day,
    closesAt: now + 3_650 * day,
    session: 2,
    // Film and private writing are over; the tables have been talking for three minutes.
    startedAt: now - 18 * 60_000,
    sites: [
      { id: sites.brussels, name: 'Brussels', country: 'BE', lang: 'fr' as Lang },
      { id: sites.aachen, name: 'Aachen', country: 'DE', lang: 'de' as Lang },
    ],
    tables,
    sessions,
    boards: demoTables.flatMap(({ number, city, lang }, at) =>
      sessions.map((session) => ({
        id: boardName(number, session.number),
        table: tables[at]?.id ?? ('' as TableId),
        session: session.number,
        lang: lang as string as Lang,
        question: inLang(session.number === 5 ? localQuestion[city] : session.question, lang),
      })),
    ),
  }
}
