/**
 * CSV as spreadsheets read it: UTF-8, one line end (LF) as in all that leaves here, quotes doubled (RFC 4180). A text that a spreadsheet would take for a
 * formula is quoted by a leading apostrophe: nobody's sentence may run as a program on an analyst's machine.
 */
export type Cell = string | number | boolean | null

/** Tab and carriage return are stripped by some spreadsheets before they look at the first character. */
// Full-width signs too: spreadsheets set to Japanese or Chinese read them as the plain ones.
const formula = /^'*(?:[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])/
/** A text that begins with apostrophes before such a sign gets one more, so that a reader can take exactly one away. */
export const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell

/** Null is an empty cell, a number stands as it is. */
export function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = formula.test(cell) ? `'${cell}` : cell
  return text !== cell || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A whole file; every line ends with LF, the last too. */
export const csvText = (header: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('')
