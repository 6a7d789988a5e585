/** Answers to one question counted by table, of everybody and of parts: what intervals are made of. */
import { baseOf as emptyBase, countIn, takeIn, type Base, type Counts } from '../statistics/totals.ts'
import { rowKeys } from '../voices/answer-rows.ts'
import { slice, type Asked, type Cases } from './cases.ts'
import type { Question } from './question.ts'
import { isValid, valueOf } from './rows.ts'

export type Sums = {
  readonly base: Base
  readonly rows: ReadonlyMap<string, Counts>
  readonly values: Counts
  readonly numbers: Base
}
/** Of everybody, and of each part that `partOf` names by the table's place in the cases; by table. */
export function* sumsOf(
  cases: Cases,
  { name, item }: Asked,
  { base }: Question,
  partOf: ((table: number) => string | null) | null,
): Generator<undefined, { readonly all: Sums; readonly parts: ReadonlyMap<string, Sums> }> {
  const answered = yield* cases.answered(name)
  const tables = cases.tables.length
  const empty = (): Sums & { readonly rows: Map<string, Counts> } => ({
    base: emptyBase(tables),
    rows: new Map(),
    values: new Float64Array(tables),
    numbers: emptyBase(tables),
  })
  const all = empty()
  const parts = new Map<string, ReturnType<typeof empty>>()
  for (let n = 0; n < answered.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const [table = -1, given = null] = [answered.table[n], answered.given[n]]
    const valid = isValid(item, given)
    if (table < 0 || (given?.type === 'none' && given.why === 'not-asked') || (!valid && base === 'valid')) continue
    const part = partOf?.(table) ?? null
    if (part !== null && !parts.has(part)) parts.set(part, empty())
    for (const sums of [all, part === null ? undefined : parts.get(part)]) {
      if (sums === undefined) continue
      takeIn(sums.base, table)
      if (!valid) continue
      for (const key of rowKeys(item, given)) {
        const counts = sums.rows.get(key) ?? new Float64Array(tables)
        countIn(counts, table)
        sums.rows.set(key, counts)
      }
      const value = valueOf(given)
      if (value === null) continue
      takeIn(sums.numbers, table)
      countIn(sums.values, table, value)
    }
  }
  return { all, parts }
}
/** Of those who are in this row. */
export const countsOf = (sums: Sums, key: string): Counts =>
  sums.rows.get(key) ?? new Float64Array(sums.base.people.length)
