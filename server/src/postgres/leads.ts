/** Which dialogue something leads to, as the database has it: asked by nodes and watch nodes, whoever shows it to them. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { askedTogether } from './together.ts'

/** Null is certain; rejects where the database does not answer. */
export function leadsIn(sql: Sql): (what: string, id: string) => Promise<DialogueId | null> {
  const asked = askedTogether(async (names) => {
    const rows = await sql<{ name: string; dialogue: DialogueId }[]>`
      SELECT what || ' ' || id AS name, dialogue FROM tablee.lead WHERE (what, id) IN (
        SELECT split_part(name, ' ', 1), split_part(name, ' ', 2)
        FROM jsonb_array_elements_text(${sql.json([...names])}) AS name)`
    return new Map(rows.map(({ name, dialogue }) => [name, dialogue]))
  })
  return (what, id) => asked(`${what} ${id}`)
}
