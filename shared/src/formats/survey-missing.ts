/**
 * What stands for no answer in a survey's cells: what its codebook says, what stands for nothing everywhere, and what
 * whoever brings the table names. Codes such as 77 or -8 are numbers; nobody but them can tell, and so nothing is guessed.
 */
import type { MissingValue, SurveyColumn } from '../voices/imported.ts'
import { missingValue, type Codebook, type CodebookVariable } from './survey-codebook.ts'
import { isNumber } from './survey-layout.ts'

/** Texts that stand for nothing wherever they stand alone. */
const nothings = ['', 'NA', 'N/A', '#N/A', 'n/a', 'null', 'NULL', 'NaN', 'nan']
/** What surveys write for *no answer*, as far as it is a number. */
const codes = new Set([-99, -98, -97, -9, -8, -7, -6, -1, 66, 77, 88, 96, 97, 98, 99, 666, 777, 888, 997, 998, 999])
const numbersIn = (values: readonly string[]): readonly number[] => values.filter(isNumber).map(Number)
const outside = (one: number, others: readonly number[]): boolean =>
  others.every((other) => one < other) || others.every((other) => one > other)

/** `77, 98; -8` as somebody types it: what stands between commas, semicolons and ends of lines. */
export const namedMissing = (typed: string | undefined): readonly string[] =>
  (typed ?? '')
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** `named`: for the whole table. Among other numbers around it, as in ages, 77 stays a number. */
export function missingOf(
  of: CodebookVariable | undefined,
  book: Codebook,
  values: readonly string[],
  named: readonly string[],
): readonly MissingValue[] {
  const said = new Map((of?.missing ?? book.missing).map((one) => [one.value, one]))
  const others = numbersIn(values.filter((one) => !named.includes(one)))
  const means = (value: string): boolean =>
    named.includes(value) && (!isNumber(value) || outside(Number(value), others))
  // What the codebook names stays known, also where nobody has it; of the others what occurs.
  for (const value of values)
    if (
      !said.has(value) &&
      (nothings.includes(value) || means(value)) &&
      of?.categories?.some((one) => one.value === value) !== true
    )
      said.set(value, missingValue(value, value === '' ? 'empty' : value))
  return [...said.values()]
}

/** Whether some numbers are such codes and lie apart from all others: further than these lie from each other. */
export function hasFarNumbers(column: SurveyColumn, missing: readonly MissingValue[]): boolean {
  const valid = numbersIn(column.values.filter((one) => !missing.some(({ value }) => value === one)))
  const others = valid.filter((one) => !codes.has(one))
  if (others.length === 0) return false
  const [least, most] = [Math.min(...others), Math.max(...others)]
  return valid.some((one) => codes.has(one) && Math.max(one - most, least - one) > most - least)
}
