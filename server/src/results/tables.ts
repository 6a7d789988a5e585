/** What was told by address, as a file: CSV, or a workbook that is written in a worker. */
import { csvText, type Cell } from '@tablee/shared/formats/csv'
import { dictionaryText, type Column } from '@tablee/shared/formats/csv-columns'
import { pairsRows, pairsTable } from '@tablee/shared/formats/csv-pairs'
import { resultsRows, resultsTable } from '@tablee/shared/formats/csv-results'
import type { ResultsAnswered, ResultsChanged } from '@tablee/shared/wire/results'

/** `name`: of its file, without an ending, and of its sheet. */
export type Table = {
  readonly name: 'results' | 'change'
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Null where there is no figure. `lang`: in which its texts are, as far as they are in it. */
export function tableOf(answer: ResultsAnswered | ResultsChanged, lang: string): Table | null {
  if ('refused' in answer) return null
  const { at } = answer
  return 'told' in answer
    ? { name: 'results', columns: resultsTable, rows: resultsRows({ told: answer.told, at, lang }) }
    : { name: 'change', columns: pairsTable, rows: pairsRows({ pairs: answer.pairs, at, lang }) }
}

/** A header and a line for each row. */
export const csvOf = ({ columns, rows }: Table): string =>
  csvText(
    columns.map(({ name }) => name),
    rows,
  )
/** What all of these columns mean. */
export const columnsCsv = (): string => dictionaryText({ 'results.csv': resultsTable, 'change.csv': pairsTable })
