/** Founding a dialogue: its row, its key, its cards, and what its boards begin with. */
import { boardDoc } from '@tablee/shared/documents'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { Access } from '../access/access.ts'
import type { Clock } from '../clock.ts'
import type { Dialogues } from '../dialogue/dialogues.ts'
import { createFounding } from '../dialogue/found.ts'
import type { Journal } from '../journal/port.ts'
import type { createLive } from '../live/live.ts'

/**
 * What founding needs of this hall. A board is blank as long as it has no row but commands, such as a curtain that is
 * drawn over all.
 */
export function foundingIn({
  journal,
  dialogues,
  access,
  ownKey,
  live,
  clock,
  random,
}: {
  readonly journal: Journal
  readonly dialogues: Dialogues
  readonly access: Access
  readonly ownKey: (dialogue: DialogueId) => Promise<Result<null>>
  readonly live: ReturnType<typeof createLive>
  readonly clock: Clock
  readonly random: RandomBytes
}) {
  return createFounding({
    dialogues,
    links: access.links,
    ownKey,
    boards: {
      write: (board, change) => live.write(board, 'server', change),
      async isBlank(board) {
        const doc = boardDoc(board)
        const { epoch, seq } = journal.head(doc)
        if (seq === 0) return true
        if (journal.clocks(doc, epoch).size > 0) return false
        // A curtain is drawn over boards on which nothing stands, too.
        for await (const row of journal.read(doc, epoch, 0)) if (row.kind !== 'command') return false
        return true
      },
    },
    clock,
    random,
  })
}
