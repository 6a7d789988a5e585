/**
 * How a survey's table was written, so that it leaves as it came: what stands between cells, what ends lines, which cells
 * stand in quotes, rows and columns with nothing in them. None of it says what anybody answered.
 */
import type { SurveyLayout, SurveySet } from '../voices/imported.ts'
import { separatorOf, type Written } from './csv-read.ts'

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/
/** Plain decimal digits, as a spreadsheet writes them. */
export const isNumber = (cell: string): boolean => number.test(cell)
const withComma = /^[+-]?(\d+(,\d+)?|,\d+)([eE][+-]?\d{1,3})?$/
/** As much of the world writes it: `0,83`. */
export const isNumberWithComma = (cell: string): boolean => withComma.test(cell)
/** Signs alone, such as `--` for no answer, are no formula. A line's end among them would break the row. */
const signs = /^[-+. \u00a0\u2013\u2014]+$/
const harmless = (cell: string): boolean => isNumber(cell) || isNumberWithComma(cell) || signs.test(cell)
/** Behind apostrophes of its own too, so that a reader can take exactly one away. */
const runs = (cell: string): boolean => {
  const bare = cell.replace(/^'+/, '')
  return /^(?:[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])/.test(bare) && !harmless(bare)
}
/** What a spreadsheet would run leaves behind an apostrophe; a code such as -1 and signs alone leave as they are. */
export const guarded = (cell: string): string => (runs(cell) ? `'${cell}` : cell)
/** Without the apostrophe with which a spreadsheet's formula is disarmed (`csvCell`). */
export const unguarded = (cell: string): string => (cell.startsWith("'") && runs(cell) ? cell.slice(1) : cell)

/** `null`: its lines end in several ways. */
export function layoutOf(
  text: string,
  written: readonly Written[],
  header: readonly string[],
  empty: readonly number[],
): SurveyLayout | null {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const end = written[0]?.end ?? ''
  if (written.some((row, n) => row.end !== end && !(n === written.length - 1 && row.end === ''))) return null
  const separator = separatorOf(body)
  const rules = ['needed', 'all', 'texts'] as const
  const counts = rules.map((rule) => {
    let n = 0
    for (const { cells, quoted } of written)
      cells.forEach((cell, at) => {
        if ((quoted[at] === 1) !== stands(rule, cell, separator)) n += 1
      })
    return n
  })
  const rule = rules[counts.indexOf(Math.min(...counts))] ?? 'needed'
  const otherwise: number[] = []
  let [place, last] = [0, 0]
  for (const { cells, quoted } of written)
    cells.forEach((cell, at) => {
      place += 1
      if ((quoted[at] === 1) === stands(rule, cell, separator)) return
      otherwise.push(place - last)
      last = place
    })
  let full = 0
  const blank = written.flatMap(({ cells }): (readonly [number, number])[] => {
    if (cells.some((cell) => cell !== '')) full += 1
    else return [[full, cells.length]]
    return []
  })
  return {
    mark: text.startsWith('\ufeff'),
    says: /^sep=/i.test(body),
    separator,
    end: end === '' ? '\n' : end,
    ended: written.at(-1)?.end !== '',
    header,
    empty,
    blank,
    quoted: rule,
    otherwise: otherwise.join(' '),
  }
}

function stands(rule: SurveyLayout['quoted'], cell: string, separator: string): boolean {
  if (rule === 'all') return true
  const needed = cell.includes(separator) || /["\r\n]/.test(cell)
  return needed || (rule === 'texts' && cell !== '' && cell !== 'NA' && !isNumber(cell))
}

/** The table as it came, but for what a spreadsheet would run. */
export function surveyAsItCame(set: SurveySet, layout: SurveyLayout): string {
  const { separator, end, quoted: rule } = layout
  const skipped = new Set(layout.empty)
  const steps = layout.otherwise === '' ? [] : layout.otherwise.split(' ').map(Number)
  let [place, step] = [0, 0]
  let next = steps[0] ?? 0
  const cellOf = (cell: string): string => {
    place += 1
    let quoted = stands(rule, cell, separator)
    if (place === next) {
      quoted = !quoted
      step += 1
      next = step < steps.length ? next + (steps[step] ?? 0) : 0
    }
    const safe = guarded(cell)
    // What was erased since may need what its text did not.
    return quoted || stands('needed', safe, separator) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const rows: (readonly string[])[] = [
    ...set.head,
    layout.header,
    ...set.people.map((_, person) => {
      let column = 0
      return layout.header.map((__, n) => {
        if (skipped.has(n)) return ''
        const of = set.columns[column]
        column += 1
        return of?.values[of.cells[person] ?? -1] ?? ''
      })
    }),
  ]
  const lines: string[] = []
  let blank = 0
  const blanks = (row: number): void => {
    for (let one = layout.blank[blank]; one !== undefined && one[0] === row; one = layout.blank[blank]) {
      lines.push(Array.from({ length: one[1] }, () => cellOf('')).join(separator))
      blank += 1
    }
  }
  rows.forEach((cells, row) => {
    blanks(row)
    lines.push(cells.map(cellOf).join(separator))
  })
  blanks(rows.length)
  return `${layout.mark ? '\ufeff' : ''}${layout.says ? `sep=${separator}${end}` : ''}${lines.join(end)}${layout.ended ? end : ''}`
}
