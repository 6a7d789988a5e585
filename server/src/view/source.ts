/**
 * A board's rows on their way into its replica. They are kept as they come and taken at a step, so that reading what is
 * missing may take its time.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { JournalRow } from '../journal/port.ts'
import type { ViewLog } from './log.ts'
import { createReplica, type Replica } from './replica.ts'

/**
 * Reads nothing before `catchUp`, which rejects as the log does and goes on where it stopped. `damaged` hears of each
 * row that cannot be applied. Destroy it.
 */
export function createSource(
  log: ViewLog,
  board: BoardId,
  damaged: (row: JournalRow, cause: unknown) => void,
  clock: Clock,
) {
  let replica: Replica = createReplica(damaged)
  let epoch = log.head(board).epoch
  const arrived: JournalRow[] = []
  /** When the first row came that no step has looked at. */
  let since: number | null = null
  let read = false
  let stale = false

  /** Takes every row that the journal has and the replica lacks. */
  const fill = (): Promise<void> => log.rows(board, epoch, replica.last, replica.take)

  async function catchUp(): Promise<void> {
    if (stale) {
      stale = false
      replica.destroy()
      replica = createReplica(damaged)
      read = false
    }
    if (!read) await fill()
    read = true
    for (let row = arrived[0]; row !== undefined; row = arrived[0]) {
      if (row.seq > replica.last + 1) await fill()
      replica.take(row)
      arrived.shift()
    }
  }

  return {
    get replica() {
      return replica
    },
    take(row: JournalRow): void {
      // The board goes on in another document, with the same ids: observers see nothing of it.
      epoch = row.epoch
      arrived.push(row)
      since ??= clock()
    },
    catchUp,
    /** When the first row came since this was last asked; null: none did. */
    came(): number | null {
      const first = since
      since = null
      return first
    },
    /** The replica begins anew when it next catches up; nothing of it is shown yet. */
    again: (): void => void (stale = true),
    destroy: (): void => replica.destroy(),
  }
}
