/**
 * Which program a hall of the cluster needs (`record/known`): it is said before the first row of a newer kind is handed to the
 * log, so that no node whose program does not know the kind takes the hall, and a group that has to wait for that waits.
 */
import type { JournalRow } from '../journal/port.ts'
import { Unanswered, type Keeper } from '../journal/queue.ts'
import { needsOf } from '../record/known.ts'
import { patience, type Lease } from './lease.ts'
import { within } from '../postgres/answer.ts'

/** `raise` resolves when it stands there. Of each number it is asked once. `of`: tests have newer kinds. */
export function raisingNeeds(
  keeper: Keeper,
  raise: (needs: number) => Promise<void>,
  of: (row: JournalRow) => number = needsOf,
): Keeper {
  let said = 1
  /** Its group is handed over behind it; null: what was given has been. */
  let raising: Promise<void> | null = null
  async function raised(needs: number): Promise<void> {
    await raise(needs)
    said = needs
  }
  return {
    ...keeper,
    step(rows, claims) {
      const needs = Math.max(said, ...rows.map(({ row }) => of(row)))
      raising = needs === said ? null : raised(needs)
      return raising === null ? keeper.step(rows, claims) : raising.then(() => keeper.step(rows, claims) ?? undefined)
    },
    // Before that whoever ends would hear of the group before, and tell this one as kept.
    settle: () => (raising === null ? keeper.settle() : raising.then(() => keeper.settle())),
  }
}

/** Of who holds the lease. Rejects with `Unanswered` where nobody says that it stands there: the same group comes again. */
export const raiseInCluster =
  (lease: Pick<Lease, 'line' | 'dialogue' | 'node' | 'epoch'>) =>
  async (needs: number): Promise<void> => {
    const { line, dialogue, node, epoch } = lease
    try {
      await within(
        patience,
        line`UPDATE tablee.hall SET needs = greatest(needs, ${needs}::integer)
             WHERE dialogue = ${dialogue} AND node = ${node} AND epoch = ${epoch}`,
      )
    } catch (cause) {
      throw new Unanswered('it is not said yet which program this hall needs', { cause })
    }
  }
