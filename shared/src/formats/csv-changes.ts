/** What of a day was not planned, as a table: a row per change, with what was planned, what it is by now, why, and who decided. */
import { inLang } from '../dialogue/programme.ts'
import type { SnapshotChange } from '../snapshot/changes.ts'
import type { Snapshot } from '../snapshot/structure.ts'
import { column, type Column } from './csv-columns.ts'
import { csvText, type Cell } from './csv.ts'

const kinds = ['site', 'table', 'seats', 'step', 'minutes', 'skip', 'word'] as const
export const changesTable = [
  column('at', 'datetime', 'When it was decided, by the server’s clock (UTC)'),
  column(
    'what',
    'string',
    'What was changed: a site, a table, seats, a step, its minutes, skipped, a question’s words',
    kinds,
  ),
  column('session', 'integer', 'Of a step: its session'),
  column('of', 'string', 'Which one: a site, a table’s number, a step’s number from 0, or step and item'),
  column(
    'planned',
    'string',
    'What was planned when the dialogue was founded, or before this change; empty: nothing was',
  ),
  column('by_now', 'string', 'What it is since: seats, minutes (0: left out), or words'),
  column('why', 'string', 'The reason, as whoever decided it gave it'),
  column('by', 'string', 'The role that decided it, never a name'),
] as const satisfies readonly Column[]

/** Null where the day is as it was planned. */
export function changesCsv({ changes, boards }: Snapshot): string | null {
  if (changes === undefined) return null
  const lang = boards[0]?.lang ?? 'en'
  return csvText(
    changesTable.map((one) => one.name),
    changes.map((change) => [
      new Date(change.at).toISOString(),
      change.do,
      'session' in change ? change.session : null,
      ...said(change, lang),
      change.why,
      change.by,
    ]),
  )
}

const minutes = (ms: number): number => ms / 60_000

/** Of what, planned, by now. */
function said(change: SnapshotChange, lang: string): readonly [of: Cell, planned: Cell, now: Cell] {
  switch (change.do) {
    case 'site':
      return [change.site, null, change.site]
    case 'table':
      return [String(change.number), null, String(change.seats)]
    case 'seats':
      return [String(change.number), String(change.planned), String(change.seats)]
    case 'step':
      return [String(change.step), null, `${inLang(change.title, lang)}: ${minutes(change.length)}`]
    case 'minutes':
      return [String(change.step), String(minutes(change.planned)), String(minutes(change.length))]
    case 'skip':
      return [String(change.step), String(minutes(change.planned)), '0']
    case 'word':
      return [`${change.step} ${change.item}`, inLang(change.planned, lang), inLang(change.text, lang)]
  }
}
