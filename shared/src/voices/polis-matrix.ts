/** A Polis set's matrix: which vote of each person counts, and what its opinion groups are called. */
import { lastVotes, type PolisSet } from './imported.ts'

/** The matrix: of each person the vote that counts on each statement it has a column for. */
export function matrixOf(set: PolisSet): readonly ReadonlyMap<number, number>[] {
  let made = matrices.get(set)
  if (made === undefined) matrices.set(set, (made = matrixIn(set)))
  return made
}
/** A set never changes; its groups are counted one by one. */
const matrices = new WeakMap<PolisSet, ReturnType<typeof matrixIn>>()

function matrixIn(set: PolisSet): readonly ReadonlyMap<number, number>[] {
  const last = lastVotes(set)
  const has = new Set(set.matrix)
  const rows = set.people.map((_, person) => {
    const row = new Map<number, number>()
    for (const [statement, at] of last.get(person) ?? [])
      if (has.has(statement)) row.set(statement, set.log.vote[at] ?? 0)
    return row
  })
  for (const [person, statement, vote] of set.differ) {
    if (vote === null) rows[person]?.delete(statement)
    else rows[person]?.set(statement, vote)
  }
  return rows
}

/** `0` is group a; a letter stays what it is. */
export const groupLetter = (group: string): string =>
  /^\d+$/.test(group) ? String.fromCharCode(97 + (Number(group) % 26)) : group.toLowerCase()
