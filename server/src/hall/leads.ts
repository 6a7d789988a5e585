/** The directory is told what is here: dialogues with their tables and boards, and snapshots. Access tells its own. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Dialogues } from '../dialogue/dialogues.ts'
import type { Directory } from '../directory/directory.ts'
import type { ArchiveLog } from '../snapshot/log.ts'

/** All at once, and from then on each dialogue that is founded and each table that is added; nothing is taken back when the hall closes. */
export function leadToPlaces({ lead }: Directory, dialogues: Dialogues): void {
  const known = new Map<DialogueId, ReadonlySet<string>>()
  function tell(id: DialogueId): void {
    const tables = dialogues.standing(id)?.plan.table
    const before = known.get(id)
    if (tables === undefined || before?.size === tables.size) return
    known.set(id, new Set(tables.keys()))
    lead(id, 'dialogue', id)
    for (const table of dialogues.tables(id)) {
      if (before?.has(table.id) === true) continue
      lead(id, 'table', table.id)
      for (const board of dialogues.boardsOf(table.id)) lead(id, 'board', board.id)
    }
  }
  dialogues.list().forEach(tell)
  dialogues.onChange((change) => 'dialogue' in change && tell(change.dialogue))
}

/** All at once, and from then on each that is taken. */
export function leadToSnapshots({ lead }: Directory, archive: ArchiveLog): void {
  for (const id of archive.list()) for (const hash of archive.state(id).taken.keys()) lead(id, 'snapshot', hash)
  archive.onChange(({ id, row }) => {
    if (row.kind === 'snapshot') lead(id, 'snapshot', row.hash)
  })
}
