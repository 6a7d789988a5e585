/**
 * A table with a row per answer (person, question, answer; and when, where people were asked several times) as one with a row
 * per person and a column per question. Only where its columns say so by their names, and nobody answers a question twice.
 */
import { BadFile, type Leaving } from '../file.ts'
import type { CsvRow } from './csv-read.ts'
import { looksLikeId, looksLikeWave } from './survey-people.ts'

const calledItem =
  /^(item|question|statement|thought|comment|variable|indicator|frage|aussage|merkmal|affirmation|afirmación|indicateur|pregunta|ítem|indicador|سؤال|السؤال|البند)([ _.-]?(id|name|code|key|no|nr))?$/i
const calledValue =
  /^(value|answer|response|vote|score|rating|wert|antwort|stimme|voto|valeur|réponse|reponse|valor|respuesta|قيمة|القيمة|إجابة|الإجابة|الجواب)$/i

const cell = (row: CsvRow, n: number): string => row.cells[n] ?? ''

export type Table = { readonly header: CsvRow; readonly rows: readonly CsvRow[] }
type Named = { readonly id: string | undefined; readonly wave: string | undefined }

/** The same table where it has a row per person already. Throws `BadFile` where somebody answers a question twice. */
export function unfolded(table: Table, asked: Named, file: string, left: Leaving): Table {
  const { header, rows } = table
  const names = header.cells.map((name) => name.trim())
  const value = names.findIndex((name) => calledValue.test(name))
  const items = names.flatMap((name, n) => (calledItem.test(name) && n !== value ? [n] : []))
  const other = (by: (name: string) => boolean): number =>
    names.findIndex((name, n) => n !== value && !items.includes(n) && by(name))
  const id = other((name) => (asked.id === undefined ? looksLikeId(name) : name === asked.id))
  const wave = other((name) => (asked.wave === undefined ? looksLikeWave(name) : name === asked.wave))
  if (items.length === 0 || value < 0 || id < 0) return table
  const keyOf = (row: CsvRow): string => JSON.stringify([cell(row, id), wave < 0 ? '' : cell(row, wave)])
  /** The first row that is somebody's second one, or their second one to the same question. */
  const twice = (item: number | null): CsvRow | undefined => {
    const seen = new Set<string>()
    return rows.find((row) => {
      const key = item === null ? keyOf(row) : `${keyOf(row)} ${cell(row, item)}`
      if (seen.has(key)) return true
      seen.add(key)
      return false
    })
  }
  // Nobody has two answers at a time: then a column that is called so is a column of answers.
  if (twice(null) === undefined) return table
  // A question may have several statements, each with an answer.
  const item = items.find((n) => twice(n) === undefined) ?? items[0] ?? -1
  const questions = [...new Set(rows.map((row) => cell(row, item)))]
  // What nearly nobody shares is something that people wrote.
  if (questions.length < 2 || questions.length * 2 > rows.length) return table
  const again = twice(item)
  if (again !== undefined)
    throw new BadFile('person-twice', { id: cell(again, id), column: names[id] ?? '' }, { line: again.line }, file)
  const people = new Map<string, { readonly first: CsvRow; readonly answers: Map<string, string> }>()
  for (const row of rows) {
    for (const n of [id, item])
      if (cell(row, n) === '') throw new BadFile('missing-field', { field: names[n] ?? '' }, { line: row.line }, file)
    const of = people.get(keyOf(row)) ?? { first: row, answers: new Map<string, string>() }
    of.answers.set(cell(row, item), cell(row, value))
    people.set(keyOf(row), of)
  }
  left.note('rows-unfolded', rows.length)
  // What is of the person stays a column; what is of each answer (when it was given, say) has no place.
  const kept = names.flatMap((_, n) => {
    if (n === item || n === value) return []
    const same = rows.every((row) => cell(row, n) === cell(people.get(keyOf(row))?.first ?? row, n))
    if (!same) left.note('other-columns')
    return same ? [n] : []
  })
  const taken = new Set(kept.map((n) => names[n]))
  const columns = questions.map((question) => {
    let name = question
    while (taken.has(name)) name += '_'
    taken.add(name)
    return name
  })
  return {
    header: { ...header, cells: [...kept.map((n) => cell(header, n)), ...columns] },
    rows: [...people.values()].map(({ first, answers }) => ({
      ...first,
      cells: [...kept.map((n) => cell(first, n)), ...questions.map((question) => answers.get(question) ?? '')],
    })),
  }
}
