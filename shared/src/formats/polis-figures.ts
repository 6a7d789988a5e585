/** What a Polis set's figures are, counted from its own votes: of the log, or of the matrix. Never mixed. */
import type { PolisGroups, PolisSet } from '../voices/imported.ts'
import { groupLetter, matrixOf } from '../voices/polis-matrix.ts'

/** Every vote that was ever logged counts: what `comments.csv` says. */
export function loggedCounts(set: PolisSet): readonly { readonly agrees: number; readonly disagrees: number }[] {
  const counts = set.statements.map(() => ({ agrees: 0, disagrees: 0 }))
  set.log.statement.forEach((statement, n) => {
    const count = counts[statement]
    if (count === undefined) return
    if (set.log.vote[n] === 1) count.agrees += 1
    else if (set.log.vote[n] === -1) count.disagrees += 1
  })
  return counts
}

/** Per person: statements written, and of the matrix all votes, agrees, disagrees. */
export function matrixCounts(set: PolisSet): readonly (readonly [number, number, number, number])[] {
  const written = new Map<string, number>()
  for (const { author } of set.statements) written.set(author, (written.get(author) ?? 0) + 1)
  return matrixOf(set).map((row, person) => {
    const all = [...row.values()]
    const of = (vote: number): number => all.filter((one) => one === vote).length
    return [written.get(set.people[person]?.id ?? '') ?? 0, all.length, of(1), of(-1)]
  })
}

const parts = ['votes', 'agrees', 'disagrees', 'passes'] as const

/** `comment-groups.csv` from matrix and groups; its totals are of everybody, or only of those who have a group. */
export function commentGroups(set: PolisSet, totals: 'everybody' | 'grouped'): PolisGroups {
  const letters = [...new Set(set.people.flatMap(({ group }) => (group === '' ? [] : [groupLetter(group)])))].sort()
  const rows = matrixOf(set)
  const counts = new Map<number, Map<string, [number, number, number, number]>>()
  rows.forEach((row, person) => {
    const { group = '', unlisted } = set.people[person] ?? {}
    if (unlisted === true) return
    const into = group === '' ? ['total'] : ['total', groupLetter(group)]
    if (group === '' && totals === 'grouped') return
    for (const [statement, vote] of row) {
      let of = counts.get(statement)
      if (of === undefined) counts.set(statement, (of = new Map()))
      for (const name of into) {
        const count = of.get(name) ?? [0, 0, 0, 0]
        count[0] += 1
        count[vote === 1 ? 1 : vote === -1 ? 2 : 3] += 1
        of.set(name, count)
      }
    }
  })
  const groups = ['total', ...letters]
  return {
    columns: groups.flatMap((name) => parts.map((part) => `${name === 'total' ? 'total' : `group-${name}`}-${part}`)),
    rows: set.matrix.map((statement) => ({
      id: set.statements[statement]?.id ?? '',
      figures: groups.flatMap((name) => counts.get(statement)?.get(name) ?? [0, 0, 0, 0]),
    })),
  }
}
