/** `steps.csv`: each step of the day as it was planned and as it was, by site, and by table where one had a clock of its own. */
import type { Snapshot } from '../snapshot/structure.ts'
import { column, type Column } from './csv-columns.ts'
import { csvText } from './csv.ts'

export const stepsTable = [
  column('site', 'string', 'The city whose clock it was; empty for a table that had one of its own'),
  column('table', 'integer', 'Number of the table that had a clock of its own, for as long as it had one; else empty'),
  column('zone', 'string', "The site's time zone (IANA), where the dialogue's file says it"),
  column('session', 'integer', 'Number of the session'),
  column('step', 'integer', 'Of its session, from 1'),
  column('planned_minutes', 'number', 'How long it was to take'),
  column('from', 'datetime', 'When people came to it, by the server’s clock (UTC)'),
  column('until', 'datetime', 'When they went on (UTC)'),
  column('minutes', 'number', 'How long it took'),
  column('held_minutes', 'number', 'For how long of that the clock stood still'),
] as const satisfies readonly Column[]

const inMinutes = (ms: number): number => Math.round(ms / 600) / 100

/** Null where nothing has passed, or the snapshot is of before there were times in it. */
export function stepsText({ times }: Pick<Snapshot, 'times'>): string | null {
  const rows = [
    ...(times?.sites ?? []).flatMap(({ site, zone, passed }) =>
      passed.map((one) => ({ site, table: null, zone, one })),
    ),
    ...(times?.tables ?? []).flatMap(({ number, passed }) =>
      passed.map((one) => ({ site: null, table: number, zone: undefined, one })),
    ),
  ]
  return rows.length === 0
    ? null
    : csvText(
        stepsTable.map((each) => each.name),
        rows.map(({ site, table, zone, one: { session, step, planned, from, until, held = 0 } }) => [
          site,
          table,
          zone ?? null,
          session,
          step + 1,
          planned / 60_000,
          new Date(from).toISOString(),
          new Date(until).toISOString(),
          inMinutes(until - from),
          inMinutes(held),
        ]),
      )
}
