/**
 * A table as a workbook: a sheet with what was told, typed and with its header in sight, and one that says what its columns mean.
 * Runs in a worker (`beside.ts`): a thousand rows take longer than a keystroke may wait.
 */
import type { Cell } from '@tablee/shared/formats/csv'
import type { Column } from '@tablee/shared/formats/csv-columns'
import { unzipSync } from 'fflate'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { plainZip } from './packed.ts'

export type TableTask = {
  readonly do: 'write-table'
  /** Of its sheet. */
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}
const widest = 48

/** Texts are texts: none is read as a formula, so none wants an apostrophe. The same table gives the same bytes. */
export async function workbookOf({ name, columns, rows }: TableTask): Promise<Uint8Array<ArrayBuffer>> {
  const meaning = columns.map((one): readonly Cell[] => [one.name, one.type, one.means])
  const sheets = [
    { sheet: name, header: columns.map((one) => one.name), rows },
    { sheet: 'columns', header: ['column', 'type', 'meaning'], rows: meaning },
  ].map(({ sheet, header, rows: all }) => ({
    sheet,
    data: sheetOf(header, all),
    columns: header.map((title, n) => ({ width: widthOf([title, ...all.map((row) => row[n] ?? null)]) })),
    stickyRowsCount: 1,
  }))
  return plainZip(unzipSync(await writeXlsxFile(sheets).toBuffer()))
}

const sheetOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): SheetData => [
  header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
  ...rows.map((row) => row.map(typed)),
]
function typed(value: Cell): SheetData[number][number] {
  if (value === null) return null
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  return { value: value.replaceAll(unknown, '').toWellFormed(), type: String }
}
/** Signs that XML does not know, and nobody sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
const unknown = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const widthOf = (cells: readonly Cell[]): number =>
  Math.min(widest, Math.max(8, ...cells.map((one) => String(one ?? '').length)) + 2)
