/**
 * After damage: what nobody can know any more counts as shut. A row that is gone may have drawn a curtain, or have been the
 * no of somebody who did not want to be watched; who opens it again is the table's facilitator or the organiser.
 */
import type { Database } from '../store/database.ts'

/** `documents`: those of which rows are missing. */
export function shutWhatIsUnknown(database: Database, documents: readonly string[]): void {
  const curtain = database.prepare(`UPDATE board SET curtain = 'drawn' WHERE 'board:' || id = ?`)
  const pauseBoards = database.prepare(`UPDATE board SET observation = 'paused' WHERE dialogue = ?`)
  const pauseTables = database.prepare(
    `UPDATE dialogue_table SET rule = json_patch(rule, '{"observation":"paused"}') WHERE dialogue = ?`,
  )
  for (const doc of documents) {
    const [kind = '', of = ''] = [doc.slice(0, doc.indexOf(':')), doc.slice(doc.indexOf(':') + 1)]
    if (kind === 'board') curtain.run(doc)
    if (kind !== 'dialogue' && kind !== 'voices') continue
    pauseBoards.run(of)
    pauseTables.run(of)
  }
}
