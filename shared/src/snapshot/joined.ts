/** What was joined across tables by the cut, as ids alone: with the boards beside it the hall's map can be made again. */
import { isConditionName } from '../synthesis/conditions.ts'
import { shownOf, type Joins } from '../synthesis/joins.ts'

export type SnapshotGroup = {
  readonly id: string
  /** `<board>/<kind>/<id>`, in the order in which they were joined; some may be gone from their boards. */
  readonly entries: readonly string[]
  /** Whose wording stands for all of them. */
  readonly shown: string
}

/**
 * Undefined where nothing is joined: such a snapshot is as it was before there was anything to join. Conditions that are the
 * same are none of it: they lie on no board, and one that somebody typed is named by a digest of it, which no erasure reaches
 * in a snapshot.
 */
export function groupsIn(joins: Joins): readonly SnapshotGroup[] | undefined {
  const groups = [...joins.groups].filter(([, entries]) => !entries.some(isConditionName))
  if (groups.length === 0) return undefined
  return groups
    .map(([id, entries]) => ({ id, entries, shown: shownOf(joins, entries) ?? '' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
