/** What a console knows after an answer: the server sends only the tables that are others since the last one, and the programme once. */
import type { Room } from '@tablee/shared/wire/room'

/** Tables that did not come are the same objects as before, so that nothing of them is drawn again. */
export function merged(before: Room | null, answer: Room): Room {
  if (answer.whole || before === null) return answer
  const came = new Map(answer.tables.map((table) => [table.id, table]))
  const tables = before.tables.map((table) => came.get(table.id) ?? table)
  const known = new Set(before.tables.map(({ id }) => id))
  const fresh = answer.tables.filter(({ id }) => !known.has(id))
  return {
    ...answer,
    whole: true,
    sessions: before.sessions,
    tables: fresh.length === 0 ? tables : [...tables, ...fresh],
  }
}
