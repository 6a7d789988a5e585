/** Figures of a survey's columns: how many, weighted and not. Missing values are in none of them but their own counts. */
import { numberOf, type SurveyColumn, type SurveySet, type Variable } from '../voices/imported.ts'

export type Figures = {
  readonly valid: number
  readonly missing: number
  /** By value, missing ones too. */
  readonly counts: ReadonlyMap<string, number>
  /** By valid value, of all valid, in percent; of the weights' sum where there are weights. */
  readonly percent: ReadonlyMap<string, number>
  readonly weighted: ReadonlyMap<string, number> | null
  readonly mean: number | null
  readonly median: number | null
  readonly least: number | null
  readonly most: number | null
  readonly deviation: number | null
}

/** A weight for each person, 0 where there is none; null where the survey has no column of weights. */
export function weightsOf(set: SurveySet): readonly number[] | null {
  const at = set.variables.findIndex(({ role }) => role === 'weight')
  const [variable, column] = [set.variables[at], set.columns[at]]
  return variable === undefined || column === undefined
    ? null
    : column.cells.map((cell) => numberOf(variable, column.values[cell] ?? '0') || 0)
}

/**
 * Counts of people, shares in percent of those with a valid answer; `weighted` and the mean where there are weights
 * and numbers. Deviation is the sample's (n - 1).
 */
export function figuresOf(variable: Variable, column: SurveyColumn, weights: readonly number[] | null): Figures {
  const gaps = new Set(variable.missing.map((one) => one.value))
  const isGap = column.values.map((one) => gaps.has(one))
  const counts = new Map<string, number>()
  const sums = new Map<string, number>()
  let [valid, sum] = [0, 0]
  column.cells.forEach((cell, person) => {
    const value = column.values[cell] ?? ''
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (isGap[cell] === true) return
    valid += 1
    const weight = weights?.[person] ?? 0
    sum += weight
    sums.set(value, (sums.get(value) ?? 0) + weight)
  })
  const percent = new Map<string, number>()
  for (const [value, n] of counts) if (!gaps.has(value)) percent.set(value, (n / valid) * 100)
  const weighted = weights === null ? null : new Map([...sums].map(([value, of]) => [value, (of / sum) * 100]))
  const counted = { valid, missing: column.cells.length - valid, counts, percent, weighted }
  const none = { mean: null, median: null, least: null, most: null, deviation: null }
  if (variable.type !== 'number' || valid === 0) return { ...counted, ...none }
  const numbers = column.cells.flatMap((cell) =>
    isGap[cell] === true ? [] : [numberOf(variable, column.values[cell] ?? '')],
  )
  numbers.sort((a, b) => a - b)
  const mean = numbers.reduce((all, one) => all + one, 0) / valid
  const middle = Math.floor(valid / 2)
  const median = valid % 2 === 1 ? (numbers[middle] ?? 0) : ((numbers[middle - 1] ?? 0) + (numbers[middle] ?? 0)) / 2
  const squares = numbers.reduce((all, one) => all + (one - mean) ** 2, 0)
  return {
    ...counted,
    mean,
    median,
    least: numbers[0] ?? null,
    most: numbers.at(-1) ?? null,
    deviation: valid < 2 ? null : Math.sqrt(squares / (valid - 1)),
  }
}
