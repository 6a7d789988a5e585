/** The directory is told what is here: dialogues with their tables and boards, and snapshots. Access tells its own. */
import type { DialogueId } from '@tablee/shared/ids'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import type { Result } from '@tablee/shared/problem'
import type { Dialogues } from '../dialogue/dialogues.ts'
import type { Directory } from '../directory/directory.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'

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

export function leadToSnapshots({ lead }: Directory, dialogues: Dialogues, snapshots: Snapshots): Snapshots {
  const tell = ({ dialogue, hash }: SnapshotEntry) => lead(dialogue, 'snapshot', hash)
  const tellAll = (): void => dialogues.list().forEach((id) => snapshots.list(id).forEach(tell))
  const told = (taken: Result<SnapshotEntry>): Result<SnapshotEntry> => {
    if (taken.ok) tell(taken.value)
    return taken
  }
  tellAll()
  return {
    ...snapshots,
    take: (board, by) => snapshots.take(board, by).then(told),
    takeDialogue: (dialogue, by) => snapshots.takeDialogue(dialogue, by).then(told),
    resume: () => snapshots.resume().then(tellAll),
    async mend() {
      const left = await snapshots.mend()
      tellAll()
      return left
    },
  }
}
