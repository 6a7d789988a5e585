/**
 * A table with a row per answer (person, question, answer; and when, where people were asked several times) as one with a row
 * per person and a column per question. Only where its columns say so by their names, and nobody answers a question twice.
 */
import { BadFile, type Leaving } from '../file.ts'
import type { CsvRow } from './csv-read.ts'
import { looksLikeId, looksLikeWave } from './survey-people.ts'

const calledItem =
  /^(item|question|variable|indicator|frage|merkmal|indicateur|pregunta|ítem|indicador|سؤال|السؤال|البند)([ _.-]?(id|name|code|key|no|nr))?$/i
const calledValue =
  /^(value|answer|response|score|rating|wert|antwort|valeur|réponse|reponse|valor|respuesta|قيمة|القيمة|إجابة|الإجابة|الجواب)$/i

export type Table = { readonly header: CsvRow; readonly rows: readonly CsvRow[] }
type Named = { readonly id: string | undefined; readonly wave: string | undefined }

/** The same table where it has a row per person already. Throws `BadFile` where somebody answers a question twice. */
export function unfolded(table: Table, asked: Named, file: string, left: Leaving): Table {
  const { header, rows } = table
  const names = header.cells.map((name) => name.trim())
  const called = (by: (name: string, n: number) => boolean): number => names.findIndex(by)
  const [item, value] = [called((name) => calledItem.test(name)), called((name) => calledValue.test(name))]
  const id = called(
    (name, n) => n !== item && n !== value && (asked.id === undefined ? looksLikeId(name) : name === asked.id),
  )
  if (item < 0 || value < 0 || id < 0 || asked.id === 'none') return table
  const wave = called(
    (name, n) => n !== item && n !== value && (asked.wave === undefined ? looksLikeWave(name) : name === asked.wave),
  )
  const cell = (row: CsvRow, n: number): string => row.cells[n] ?? ''
  const questions = [...new Set(rows.map((row) => cell(row, item)))]
  // Nobody has two answers: then a column that is called so is a column of answers.
  if (questions.length < 2 || new Set(rows.map((row) => cell(row, id))).size === rows.length) return table
  const people = new Map<string, { readonly first: CsvRow; readonly answers: Map<string, string> }>()
  for (const row of rows) {
    const [who, question] = [cell(row, id), cell(row, item)]
    for (const n of [id, item])
      if (cell(row, n) === '') throw new BadFile('missing-field', { field: names[n] ?? '' }, { line: row.line }, file)
    const key = wave < 0 ? who : `${who}\u0000${cell(row, wave)}`
    const of = people.get(key) ?? { first: row, answers: new Map<string, string>() }
    if (of.answers.has(question))
      throw new BadFile('person-twice', { id: who, column: names[id] ?? '' }, { line: row.line }, file)
    of.answers.set(question, cell(row, value))
    people.set(key, of)
  }
  left.note('rows-unfolded', rows.length)
  const keyOf = (row: CsvRow): string => (wave < 0 ? cell(row, id) : `${cell(row, id)}\u0000${cell(row, wave)}`)
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
