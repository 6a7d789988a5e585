/** What was joined across tables by the cut, as ids alone: with the boards beside it the hall's map can be made again. */
import { shownOf, type Joins } from '../synthesis/joins.ts'

export type SnapshotGroup = {
  readonly id: string
  /** `<board>/<kind>/<id>`, in the order in which they were joined; some may be gone from their boards. */
  readonly entries: readonly string[]
  /** Whose wording stands for all of them. */
  readonly shown: string
}

/** Undefined where nothing is joined: such a snapshot is as it was before there was anything to join. */
export function groupsIn(joins: Joins): readonly SnapshotGroup[] | undefined {
  if (joins.groups.size === 0) return undefined
  return [...joins.groups]
    .map(([id, entries]) => ({ id, entries, shown: shownOf(joins, entries) ?? '' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
