/**
 * CSV read strictly: quotes that never close and rows of another length are told with their line, never guessed at.
 * What spreadsheets add of their own accord is no mistake: a byte order mark, a first line `sep=;`, rows and columns with
 * nothing in them.
 */
import { BadFile } from '../file.ts'

/** Characters of one cell: more than any answer or wording has, and little enough to be shown, counted and printed. */
export const cellLimit = 20_000

export type CsvRow = { readonly line: number; readonly cells: readonly string[] }
export type Table = {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly get: (column: string) => string }[]
}

/** Excel's own way to say what stands between cells. */
const saidSeparator = /^sep=([,;\t|])(?:\r\n?|\n)/i
const separators = [',', ';', '\t', '|'] as const

/** What stands between cells: spreadsheets of many countries write semicolons, some databases pipes. What is quoted does not count. */
export function separatorOf(text: string): string {
  const said = saidSeparator.exec(text)?.[1]
  if (said !== undefined) return said
  const head = text.slice(0, 10_000).split(/[\r\n]/, 1)[0] ?? ''
  const outside = head.replace(/"[^"]*"/g, '')
  const count = (one: string): number => outside.split(one).length
  return separators.reduce((best: string, one) => (count(one) > count(best) ? one : best), ',')
}

/** The first line's cells, to see what a table is before it is read. */
export const headerOf = (text: string): readonly string[] =>
  (text.split(/[\r\n]/, 1)[0] ?? '').split(separatorOf(text)).map((cell) => cell.replaceAll('"', '').trim())

const lineEnd = /\r\n?|\n/g

/** A row as it was written, also one with nothing in it: which cells stand in quotes, and what ends its line. */
export type Written = { readonly cells: readonly string[]; readonly quoted: Uint8Array; readonly end: string }

/**
 * RFC 4180, with commas, semicolons, tabs or pipes, found by looking. Rows with nothing in them are passed over. `heard`
 * gets each row with how it was written.
 */
export function csvRows(text: string, file: string, heard?: (row: Written) => void): readonly CsvRow[] {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const separator = separatorOf(body)
  const plain = new RegExp(`[^${separator === '\t' ? '\\t' : separator}\r\n"]*`, 'y')
  const rows: CsvRow[] = []
  let cells: string[] = []
  let quoted: number[] = []
  const before = saidSeparator.exec(body)?.[0].length ?? 0
  let line = before > 0 ? 2 : 1
  let began = line
  let at = before
  // Where the line began is remembered and never looked for: in a file of one line that would be looked for in all of it.
  let lineAt = before
  const spot = (where: number) => ({ line, column: where - lineAt + 1 })
  const end = (by: string): void => {
    heard?.({ cells, quoted: Uint8Array.from(quoted), end: by })
    quoted = []
    if (cells.some((one) => one !== '')) rows.push({ line: began, cells })
    cells = []
    began = line
  }
  while (at < body.length) {
    let cell = ''
    const opened = spot(at)
    if (heard !== undefined) quoted.push(body[at] === '"' ? 1 : 0)
    if (body[at] === '"') {
      const from = at + 1
      const parts: string[] = []
      for (;;) {
        const close = body.indexOf('"', at + 1)
        if (close < 0) throw new BadFile('csv-quote', {}, opened, file)
        parts.push(body.slice(at + 1, close))
        at = close + 1
        if (body[at] !== '"') break
        parts.push('"')
      }
      cell = parts.join('')
      lineEnd.lastIndex = 0
      const whole = body.slice(from, at - 1)
      for (let one = lineEnd.exec(whole); one !== null; one = lineEnd.exec(whole)) {
        line += 1
        lineAt = from + lineEnd.lastIndex
      }
      if (at < body.length && body[at] !== separator && body[at] !== '\r' && body[at] !== '\n')
        throw new BadFile('csv-quote', {}, spot(at), file)
    } else {
      plain.lastIndex = at
      cell = plain.exec(body)?.[0] ?? ''
      at += cell.length
      if (body[at] === '"') throw new BadFile('csv-quote', {}, spot(at), file)
    }
    if (cell.length > cellLimit)
      throw new BadFile('text-too-long', { size: cell.length, limit: cellLimit }, opened, file)
    cells.push(cell)
    if (body[at] === separator) {
      at += 1
      if (at === body.length) {
        cells.push('')
        quoted.push(0)
      }
      continue
    }
    const ends = at
    if (body[at] === '\r') at += 1
    if (body[at] === '\n') at += 1
    line += 1
    lineAt = at
    end(body.slice(ends, at))
  }
  if (cells.length > 0) end('')
  return rows
}

/** A table by its header. Column names are compared without case and outer blanks. */
export function csvTable(text: string, file: string): Table {
  const [head, ...rows] = csvRows(text, file)
  if (head === undefined) throw new BadFile('empty', {}, {}, file)
  const columns = head.cells.map((one) => one.trim().toLowerCase())
  const index = new Map<string, number>()
  columns.forEach((one, n) => {
    // Of two columns of one name nobody knows which is meant.
    if (one !== '' && index.has(one)) throw new BadFile('csv-column-twice', { column: one }, { line: head.line }, file)
    index.set(one, n)
  })
  return {
    file,
    columns: columns.filter((one, n) => one !== '' || rows.some(({ cells }) => (cells[n] ?? '') !== '')),
    rows: rows.map(({ line, cells }) => {
      if (cells.length !== columns.length)
        throw new BadFile('csv-cells', { n: cells.length, want: columns.length }, { line }, file)
      return { line, get: (column) => cells[index.get(column) ?? -1] ?? '' }
    }),
  }
}

/** Throws `BadFile` at the first column that is missing. */
export function needColumns({ columns, file }: Table, needed: readonly string[]): void {
  for (const column of needed)
    if (!columns.includes(column)) throw new BadFile('csv-column', { column }, { line: 1 }, file)
}
