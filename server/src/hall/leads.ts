/** The directory is told what is here: dialogues with their tables and boards, and snapshots. Access tells its own. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Dialogues } from '../dialogue/dialogues.ts'
import type { Directory } from '../directory/directory.ts'
import type { ArchiveLog } from '../snapshot/log.ts'

/** All at once, and from then on each dialogue that is founded; nothing is taken back when the hall closes. */
export function leadToPlaces({ lead }: Directory, dialogues: Dialogues): void {
  const known = new Set<DialogueId>()
  function tell(id: DialogueId): void {
    if (known.has(id) || dialogues.dialogue(id) === null) return
    known.add(id)
    lead(id, 'dialogue', id)
    for (const table of dialogues.tables(id)) {
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
