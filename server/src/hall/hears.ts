/** Who is told of what: after COMMIT, and in the order in which it is written here. */
import { boardOf } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import type { Access } from '../access/access.ts'
import type { createParticipation } from '../voices/participation.ts'
import type { Seats } from '../voices/seats.ts'
import type { Journal } from '../journal/port.ts'
import type { createLive } from '../live/live.ts'
import type { Logger } from '../ops/logger.ts'
import type { Recovery } from '../recovery/recovery.ts'
import type { createViews } from '../view/views.ts'
import type { People } from './people.ts'

export function hear({
  journal,
  people: { dialogues, voices, consent },
  access,
  seats,
  live,
  participation,
  views,
  recovery,
  logger,
}: {
  readonly journal: Journal
  readonly people: People
  readonly access: Access
  readonly seats: Seats
  readonly live: ReturnType<typeof createLive>
  readonly participation: ReturnType<typeof createParticipation>
  readonly views: ReturnType<typeof createViews>
  readonly recovery: Recovery
  readonly logger: Logger
}): void {
  seats.onMoved(live.reseat)
  dialogues.onChange((change) => {
    participation.results.changed()
    participation.wake.dialogueChanged(change)
  })
  dialogues.held.onCounted((board) => {
    participation.results.changed()
    participation.wake.dialogueChanged({ board })
    if (dialogues.held.of(board) !== 0) live.broadcastStatus(board)
  })
  access.onRevoked(participation.wake.revoked)
  journal.follow(({ doc, kind }) => {
    const board = kind === 'update' ? boardOf(doc) : null
    if (board === null) return
    participation.wake.boardWritten(board)
    participation.results.written(board)
  })
  voices.onChange(({ row }) => {
    if (row.kind === 'open' || row.kind === 'close' || row.kind === 'reveal') live.broadcastStatus(row.board)
  })

  const follow = (board: BoardId): void => {
    // In recovery nothing of it counts for observers; a change must not make a last good view of what is handed in.
    if (recovery.active(board)) return
    views
      .policyChanged(board)
      .catch((cause: unknown) => logger.error({ err: cause, board }, 'a view could not follow its policy'))
  }
  dialogues.onChange((change) => {
    if ('board' in change) follow(change.board)
  })
  consent.onChange((board) => {
    follow(board)
    live.broadcastStatus(board)
  })
  recovery.onEnded((dialogue) => {
    for (const table of dialogues.tables(dialogue))
      for (const { id } of dialogues.boardsOf(table.id)) {
        follow(id)
        live.broadcastStatus(id)
      }
  })
  access.onRevoked((link) => {
    live.disconnect({ link })
    views.disconnect(link)
  })
}
