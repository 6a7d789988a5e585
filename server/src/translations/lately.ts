/**
 * What observers get of boards, as it was read last: a hall's boards are projected anew for it, and translators ask again and
 * again. Whatever may change one makes it stale at once; what comes by itself, as a delay ends, is seen after a while.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { BoardView } from '@tablee/shared/view/policy'
import type { Clock } from '../clock.ts'
import type { Shown } from './ports.ts'

const freshMs = 15_000

/** Null is nothing that is known, and asked again. `stale` without a board: all of them. */
export function createLately({ seen, clock }: { readonly seen: Shown['seen']; readonly clock: Clock }) {
  const known = new Map<BoardId, { readonly at: number; readonly view: Promise<BoardView | null> }>()

  async function read(board: BoardId): Promise<BoardView | null> {
    const view = seen(board)
    const mine = { at: clock(), view }
    known.set(board, mine)
    const found = await view.catch(() => null)
    if (found === null && known.get(board) === mine) known.delete(board)
    return found
  }

  return {
    async seen(board: BoardId): Promise<BoardView | null> {
      const before = known.get(board)
      const age = before === undefined ? freshMs : clock() - before.at
      return before !== undefined && age >= 0 && age < freshMs ? before.view.catch(() => null) : read(board)
    },
    stale(board?: BoardId): void {
      if (board === undefined) known.clear()
      else known.delete(board)
    },
  }
}
