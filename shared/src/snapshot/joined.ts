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

/** What the team says is so only under a condition that stands on another card: `a` qualifies `b`. */
export type SnapshotQualified = { readonly id: string; readonly a: string; readonly b: string }

/** In the order of their steps' names; undefined where nothing is. */
export const qualifiedIn = ({ qualified }: Joins): readonly SnapshotQualified[] | undefined =>
  qualified.length === 0
    ? undefined
    : qualified.map(({ step: id, a, b }) => ({ id, a, b })).sort((x, y) => (x.id < y.id ? -1 : 1))

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

/** What it says qualifies another since, and what it takes back. */
export type QualifiedChange = {
  readonly came: readonly SnapshotQualified[]
  readonly went: readonly SnapshotQualified[]
}

/** By the two and which qualifies which: said again after it was taken back, it is as it was. Null: so is all of it. */
export function qualifiedBetween(
  first: readonly SnapshotQualified[] = [],
  second: readonly SnapshotQualified[] = [],
): QualifiedChange | null {
  const missingIn = (all: readonly SnapshotQualified[]) => {
    const pairs = new Set(all.map(({ a, b }) => `${a} ${b}`))
    return ({ a, b }: SnapshotQualified) => !pairs.has(`${a} ${b}`)
  }
  const [came, went] = [second.filter(missingIn(first)), first.filter(missingIn(second))]
  return came.length + went.length > 0 ? { came, went } : null
}

/** What became of what was joined. `stayed`: in both; of a group that only one of them has, nothing. */
export type GroupChange = {
  readonly id: string
  readonly came: readonly string[]
  readonly went: readonly string[]
  readonly stayed: readonly string[]
  /** Another wording stands for it. */
  readonly shownOtherwise: boolean
}

/**
 * What was joined and parted from one snapshot to the next; what is as it was is left out. A group goes by its entries: its
 * name is its oldest join's, and goes with that.
 */
export function joinedBetween(
  first: readonly SnapshotGroup[] = [],
  second: readonly SnapshotGroup[] = [],
): readonly GroupChange[] {
  const then = new Map(first.flatMap((group) => group.entries.map((entry) => [entry, group] as const)))
  const gone = new Set(first)
  const changes = second.map(({ id, entries, shown }): GroupChange => {
    // The one of which most came along; two that became one are one that the other came into.
    const shares = new Map<SnapshotGroup, number>()
    for (const entry of entries) {
      const old = then.get(entry)
      if (old !== undefined && gone.has(old)) shares.set(old, (shares.get(old) ?? 0) + 1)
    }
    const [old] = [...shares].reduce<readonly [SnapshotGroup | null, number]>(
      (most, one) => (one[1] > most[1] && one[1] > 1 ? one : most),
      [null, 0],
    )
    if (old === null) return { id, came: entries, went: [], stayed: [], shownOtherwise: false }
    gone.delete(old)
    const [was, is] = [new Set(old.entries), new Set(entries)]
    return {
      id,
      came: entries.filter((entry) => !was.has(entry)),
      went: old.entries.filter((entry) => !is.has(entry)),
      stayed: entries.filter((entry) => was.has(entry)),
      shownOtherwise: old.shown !== shown,
    }
  })
  // Of what went into another group it is said there that it came.
  const parted = [...gone].map(({ id, entries }): GroupChange => {
    const joinedSince = (entry: string) => changes.some(({ came }) => came.includes(entry))
    return { id, came: [], went: entries.filter((entry) => !joinedSince(entry)), stayed: [], shownOtherwise: false }
  })
  return [...changes, ...parted].filter(
    ({ came, went, shownOtherwise }) => came.length + went.length > 0 || shownOtherwise,
  )
}
