/** What could not be read is put aside, under the fence of an append. */
import type { Sql } from 'postgres'
import type { Clock } from '../../clock.ts'
import type { Alarm } from '../history.ts'
import type { Aside } from './history.ts'
import type { Knowledge } from './known.ts'
import type { Holding } from './step.ts'

/** What is put aside is known at once and written under the lease; never throws, `alarm` hears of each. */
export function createAside({
  sql,
  lease,
  known,
  clock,
  alarm,
}: {
  readonly sql: Sql
  readonly lease: Holding
  readonly known: Knowledge
  readonly clock: Clock
  readonly alarm: Alarm
}): Aside {
  return {
    noted: ({ doc, epoch }) => known.aside(doc, epoch).flatMap(({ seq, what }) => (what === 'row' ? [seq] : [])),
    async note({ doc, epoch }, seq, what, why, data) {
      alarm(`journal: a ${what} was put aside: ${why}`, { doc, seq })
      const at = clock()
      known.putAside(doc, { epoch, seq, what, why, at })
      try {
        await sql`
          WITH d AS (
            SELECT d.id FROM tablee.document d JOIN tablee.hall h ON h.dialogue = d.dialogue
            WHERE d.dialogue = ${lease.dialogue} AND d.name = ${doc} AND h.node = ${lease.node} AND h.epoch = ${lease.epoch}
          ), noted AS (
            INSERT INTO tablee.quarantine (document, epoch, seq, what, why, at, data)
            SELECT d.id, ${epoch}, ${seq}, ${what}, ${why}, ${at}, ${data} FROM d ON CONFLICT DO NOTHING
          )
          DELETE FROM tablee.checkpoint c USING d
          WHERE ${what} = 'checkpoint' AND c.document = d.id AND c.epoch = ${epoch} AND c.seq = ${seq}`
      } catch (cause) {
        alarm('journal: the quarantine could not be written', { doc, seq, cause })
      }
    },
  }
}
