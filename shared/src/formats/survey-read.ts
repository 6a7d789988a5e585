/**
 * A table of answers, a row per person, with what its codebooks say of its columns. Every cell is kept as it stands; what
 * a cell is as an answer follows from the codebook, and where that says nothing it is guessed, and told.
 */
import {
  numberOf,
  type MissingValue,
  type SurveyColumn,
  type SurveySet,
  type Variable,
  type VariableRole,
  type WaveName,
} from '../voices/imported.ts'
import { BadFile, Leaving, type Left } from '../file.ts'
import { csvRows, separatorOf, type CsvRow, type Written } from './csv-read.ts'
import { isNumber, isNumberWithComma, layoutOf, unguarded } from './survey-layout.ts'
import { unfolded } from './survey-long.ts'
import { peopleIn, type People } from './survey-people.ts'
import type { Codebook, CodebookVariable } from './survey-codebook.ts'
import { hasFarNumbers, missingOf, namedMissing } from './survey-missing.ts'

export type SurveyOptions = {
  readonly lang: string
  readonly title?: string | undefined
  /** Names of columns; else they are found by what they are called. `none`: there is none. */
  readonly id?: string | undefined
  readonly weight?: string | undefined
  readonly table?: string | undefined
  /** Of a table with a row per person and time: the column that says which; `none`: every row is another person. */
  readonly wave?: string | undefined
  /** Whether a byte order mark stood before the text. */
  readonly mark?: boolean
  /** What stands before the name of a question that was asked a second time: `T2` of `T2Q1`. */
  readonly after?: string | undefined
  /** What else means *no answer* in all columns, with commas between: `77, 98, -8`. */
  readonly missing?: string | undefined
}
export const surveyLimits = { people: 50_000, variables: 2_000 } as const

/** A header that stands below a block of remarks, and the rows beneath it; every row has its cells. */
export function tableBelow(
  text: string,
  file: string,
  heard?: (row: Written) => void,
): { readonly head: readonly CsvRow[]; readonly header: CsvRow; readonly rows: readonly CsvRow[] } {
  const all = csvRows(text, file, heard)
  if (all.length === 0) throw new BadFile('empty', {}, {}, file)
  const widths = new Map<number, number>()
  for (const { cells } of all) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  const [width] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0]
  const at = all.findIndex(({ cells }) => cells.length === width)
  const head = all.slice(0, at)
  // Above the table stand remarks, narrower than it; what is wider is a header with a wrong number of cells.
  const wide = head.find(({ cells }) => cells.length > width)
  if (wide !== undefined)
    throw new BadFile('csv-cells', { n: width, want: wide.cells.length }, { line: all[at]?.line ?? 1 }, file)
  const header = all[at] ?? { line: 1, cells: [] }
  const rows = all.slice(at + 1)
  for (const { line, cells } of rows)
    if (cells.length !== width) throw new BadFile('csv-cells', { n: cells.length, want: width }, { line }, file)
  return { head, header, rows }
}

const calledWeight = /^(weight|wgt|wt|pweight|pond|ponderation|gewicht|peso)$/i

/** Throws `BadFile` with file and line at the first fault; what was guessed of a column is counted in `left`. */
export function readSurvey(
  { name: file, text }: { readonly name: string; readonly text: string },
  book: Codebook,
  options: SurveyOptions,
): { readonly set: SurveySet; readonly left: Left } {
  const left = new Leaving()
  const written: Written[] = []
  const found = tableBelow(text, file, (row) => written.push(row))
  const { head } = found
  const asked = { id: options.id, wave: options.wave }
  const table = found.rows.length === 0 ? found : unfolded(found, asked, file, left)
  const { header, rows: given } = table
  const limits = surveyLimits
  if (given.length === 0) throw new BadFile('nothing-in-it', {}, {}, file)
  if (header.cells.length > limits.variables)
    throw new BadFile('too-many-items', { n: header.cells.length, limit: limits.variables }, {}, file)
  const columns = header.cells.map((_, n) => columnOf(given, n))
  const inFile = namesOf(header, columns)
  for (const wanted of [options.id, options.weight, options.table, options.wave])
    if (wanted !== undefined && wanted !== 'none' && !inFile.includes(wanted))
      throw new BadFile('csv-column', { column: wanted }, { line: header.line }, file)
  const told = [...book.variables].find(([name, { role }]) => role === 'id' && inFile.includes(name))?.[0]
  const who = peopleIn({ file, header, names: inFile, rows: given, told, asked }, left)
  const { names, rows, from } = who
  if (rows.length > limits.people)
    throw new BadFile('too-many-people', { n: rows.length, limit: limits.people }, {}, file)
  const used = names.flatMap((name, n) =>
    name === undefined
      ? []
      : [{ name, n, column: rows === given ? (columns[n] ?? columnOf(rows, n)) : columnOf(rows, n) }],
  )
  left.note('codebook-only', [...book.variables.keys()].filter((one) => !inFile.includes(one)).length)

  const known = new Set(names.filter((one) => one !== undefined))
  const askedWhen = (name: string): ReturnType<typeof waveOf> => {
    const { name: original, wave: when } = from(name)
    return when === null
      ? waveOf(book.variables.get(original), name, known, options.after)
      : [when, book.variables.get(original)?.question ?? original]
  }
  const items = itemsOf(names, askedWhen)
  const named = namedMissing(options.missing)
  // Where commas stand between cells one in a number may be thousands.
  const commas = separatorOf(text.startsWith('\ufeff') ? text.slice(1) : text) !== ','
  const read = used.map(({ name, n, column }): Variable => {
    const original = from(name)
    const of = book.variables.get(original.name)
    if (of === undefined) left.note('guessed-variables')
    // What was asked twice is read as one column: both times have the same answers to choose from.
    const both = original.wave === null ? undefined : columns[inFile.indexOf(original.name)]
    // Who was not there at one of the times has an empty cell that no row of the file has.
    const missing = missingOf(of, book, [...new Set([...(both?.values ?? []), ...column.values])], named)
    const line = (row: number): number => (both === undefined ? who.line(row, n) : (given[row]?.line ?? 1))
    const type = typeOf(of, both ?? column, missing, { file, name: original.name, line, commas })
    const role = roleOf(of, original, column, { ...options, id: who.id }, n, type)
    if (role === 'weight') left.note('weights-missing', withoutWeight(column, missing, type, { file, name, line }))
    // Two weights of one person are no weight of theirs: kept, told, and nothing is weighed by either.
    if (original.wave === 'before' && roleOf(of, { ...original, wave: null }, column, options, n, type) === 'weight')
      left.note('weights-twice')
    const [wave, question] = askedWhen(name)
    left.note(
      'labelled-missing',
      column.cells.filter((cell) => missing.some((one) => one.why === null && one.value === column.values[cell]))
        .length,
    )
    const asks = role === 'answer'
    if (asks && type.type === 'number' && hasFarNumbers(both ?? column, missing)) left.note('far-numbers')
    // Asked again it reads as it did the first time, where nothing else is said of it.
    const first = wave === 'after' && question !== undefined ? book.variables.get(question) : undefined
    return {
      name,
      label: of?.label ?? first?.label ?? {},
      role,
      ...type,
      missing,
      ...(of?.min === undefined ? {} : { min: of.min }),
      ...(of?.max === undefined ? {} : { max: of.max }),
      ...(wave === null ? {} : { wave, question: question ?? name }),
      ...(of?.group === undefined ? {} : { group: of.group }),
      item: asks ? (items.get(name) ?? null) : null,
      step: !asks ? null : (wave ?? 'survey'),
    }
  })
  const variables = alike(read, (name) => book.variables.get(from(name).name)?.categories !== undefined)
  const people = peopleOf(variables, used, who, file)
  if (variables.every(({ item }) => item === null)) throw new BadFile('nothing-in-it', {}, {}, file)
  const empty = header.cells.flatMap((_, n) => (inFile[n] === undefined ? [n] : []))
  const asItCame = rows === found.rows
  const layout = asItCame ? layoutOf(text, written, header.cells.map(unguarded), empty) : null
  if (asItCame && layout === null) left.note('line-ends')
  return {
    set: {
      from: 'survey',
      lang: options.lang,
      title: options.title ?? book.title ?? titleOf(file),
      head: head.length > 0 ? head.map(({ cells }) => cells.map(unguarded)) : (book.remarks ?? []),
      people,
      variables,
      columns: used.map(({ column }) => column),
      ...(layout === null ? {} : { layout: options.mark === true ? { ...layout, mark: true } : layout }),
    },
    left: left.all(),
  }
}

const titleOf = (file: string): string =>
  (
    file
      .replace(/\.[a-z]{1,4}$/i, '')
      .replace(/[_-]+/g, ' ')
      .trim() || file
  ).slice(0, 200)

function columnOf(rows: readonly CsvRow[], n: number): SurveyColumn {
  const at = new Map<string, number>()
  const cells = rows.map(({ cells: row }) => {
    const cell = unguarded(row[n] ?? '')
    let index = at.get(cell)
    if (index === undefined) at.set(cell, (index = at.size))
    return index
  })
  return { values: [...at.keys()], cells }
}

/** Names are made unique; a column that has neither name nor content is none. */
function namesOf(header: CsvRow, columns: readonly SurveyColumn[]): readonly (string | undefined)[] {
  const seen = new Set<string>()
  return header.cells.map((cell, n) => {
    const said = unguarded(cell.trim())
    if (said === '' && columns[n]?.values.every((one) => one === '') === true) return undefined
    const base = said === '' ? `column ${n + 1}` : said
    let name = base
    for (let more = 2; seen.has(name); more += 1) name = `${base} (${more})`
    seen.add(name)
    return name
  })
}

/**
 * How many people have none. What is there and is no weight is refused: it would weigh nothing, and nobody would know.
 */
function withoutWeight(
  column: SurveyColumn,
  missing: readonly MissingValue[],
  type: Pick<Variable, 'decimal'>,
  { file, name, line }: { readonly file: string; readonly name: string; readonly line: (person: number) => number },
): number {
  const gaps = new Set(missing.map(({ value }) => value))
  const weights = column.values.map((value) => (gaps.has(value) || value.trim() === '' ? null : numberOf(type, value)))
  const isWrong = weights.map((one) => one !== null && !(Number.isFinite(one) && one >= 0))
  const wrong = column.cells.filter((cell) => isWrong[cell] === true)
  const nobody = weights.every((one) => one === null || one === 0)
  const [first = 0] = wrong
  if (wrong.length > 0 || nobody)
    throw new BadFile(
      'weights-unread',
      { column: name, n: nobody ? column.cells.length : wrong.length, value: column.values[first] ?? '' },
      { line: line(Math.max(column.cells.indexOf(first), 0)) },
      file,
    )
  return column.cells.filter((cell) => weights[cell] === null).length
}

function typeOf(
  book: CodebookVariable | undefined,
  column: SurveyColumn,
  missing: readonly MissingValue[],
  of: {
    readonly file: string
    readonly name: string
    readonly line: (person: number) => number
    readonly commas: boolean
  },
): Pick<Variable, 'type' | 'categories' | 'decimal'> {
  const { file, name } = of
  const gaps = new Set(missing.map((one) => one.value))
  const valid = column.values.filter((one) => !gaps.has(one))
  const line = (value: string): number => {
    const index = column.values.indexOf(value)
    return of.line(column.cells.indexOf(index))
  }
  const withCommas =
    (of.commas || book?.decimal === ',') && valid.some((one) => one.includes(',')) && valid.every(isNumberWithComma)
  const number = { type: 'number', categories: [], ...(withCommas ? { decimal: ',' as const } : {}) } as const
  const kind = book?.type ?? (book?.categories === undefined ? undefined : 'category')
  if (kind === 'category') {
    const categories = book?.categories ?? []
    const known = new Set(categories.map((one) => one.value))
    const other = valid.find((one) => !known.has(one))
    if (other !== undefined)
      throw new BadFile('unknown-value', { field: name, value: other }, { line: line(other) }, file)
    return { type: 'category', categories }
  }
  if (kind === 'number') {
    const other = valid.find((one) => !withCommas && !isNumber(one))
    if (other !== undefined)
      throw new BadFile('wrong-type', { field: name, want: 'number' }, { line: line(other) }, file)
    const outside = valid.find((one) => {
      const value = numberOf(number, one)
      return value < (book?.min ?? -Infinity) || value > (book?.max ?? Infinity)
    })
    if (outside !== undefined)
      throw new BadFile('unknown-value', { field: name, value: outside }, { line: line(outside) }, file)
    return number
  }
  if (kind === 'text') return { type: 'text', categories: [] }
  if (valid.length > 0 && (withCommas || valid.every(isNumber))) return number
  // Few texts, each said by several: answers to choose from.
  const said = column.cells.filter((cell) => !gaps.has(column.values[cell] ?? '')).length
  if (valid.length > 0 && valid.length <= 30 && said >= 2 * valid.length && valid.every((one) => one.length <= 120))
    return { type: 'category', categories: valid.map((value) => ({ value, label: { [otherLang]: value } })) }
  return { type: 'text', categories: [] }
}
/** A category that is its own label has no language. */
const otherLang = 'und'

function roleOf(
  of: CodebookVariable | undefined,
  { name, wave }: ReturnType<People['from']>,
  column: SurveyColumn,
  { id, weight, table }: SurveyOptions,
  n: number,
  { decimal }: Pick<Variable, 'decimal'>,
): VariableRole {
  if (name === id) return 'id'
  if (name === table) return wave === null || wave === 'before' ? 'table' : 'answer'
  const weighs =
    name === weight ||
    of?.role === 'weight' ||
    (of?.role === undefined &&
      weight === undefined &&
      calledWeight.test(name) &&
      column.values.every(decimal === undefined ? isNumber : isNumberWithComma))
  if (weighs) return wave === null ? 'weight' : 'answer'
  if (of?.role !== undefined) return of.role
  // What programs write before a table of their own accord: 0, 1, 2 …
  const counts = n === 0 && name === 'column 1' && column.cells.every((cell, row) => cell === row)
  return counts && column.values.every((one, row) => one === String(row) || one === String(row + 1)) ? 'row' : 'answer'
}

function waveOf(
  of: CodebookVariable | undefined,
  name: string,
  known: ReadonlySet<string>,
  after: string | undefined,
): readonly [WaveName | null, string | undefined] {
  if (of?.wave !== undefined) return [of.wave, of.question]
  if (after === undefined || after === '') return [null, undefined]
  const first = name.startsWith(after) ? name.slice(after.length) : null
  if (first !== null && known.has(first)) return ['after', first]
  return known.has(`${after}${name}`) ? ['before', name] : [null, undefined]
}

/** Before and after ask the same item, so that they can be compared. */
function itemsOf(
  names: readonly (string | undefined)[],
  wave: (name: string) => ReturnType<typeof waveOf>,
): ReadonlyMap<string, string> {
  const items = new Map<string, string>()
  const taken = new Set<string>()
  const questions = new Map<string, string>()
  for (const name of names) {
    if (name === undefined) continue
    const [when, question] = wave(name)
    const shared = when === null ? null : (question ?? name)
    const item = (shared === null ? undefined : questions.get(shared)) ?? slug(shared ?? name, taken)
    if (shared !== null) questions.set(shared, item)
    items.set(name, item)
  }
  return items
}

/** One question has one list of answers, in one order, also where each time another one was given first. */
function alike(variables: readonly Variable[], told: (name: string) => boolean): readonly Variable[] {
  const lists = new Map<string, Variable['categories']>()
  const guessed = ({ name, type, question }: Variable): boolean =>
    type === 'category' && question !== undefined && !told(name)
  for (const one of variables) {
    if (!guessed(one)) continue
    const list = lists.get(one.question ?? '') ?? []
    lists.set(one.question ?? '', [
      ...list,
      ...one.categories.filter(({ value }) => list.every((of) => of.value !== value)),
    ])
  }
  return variables.map((one) =>
    guessed(one) ? { ...one, categories: lists.get(one.question ?? '') ?? one.categories } : one,
  )
}

/** An item's id, made of a column's name. */
function slug(name: string, taken: Set<string>): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'q'
  let id = base
  for (let more = 2; taken.has(id); more += 1) id = `${base}-${more}`
  taken.add(id)
  return id
}

function peopleOf(
  variables: readonly Variable[],
  used: readonly { readonly column: SurveyColumn; readonly n: number }[],
  { rows, line }: People,
  file: string,
): readonly string[] {
  const at = variables.findIndex(({ role }) => role === 'id')
  const found = used[at]
  if (found === undefined) return rows.map((_, n) => String(n + 1))
  return found.column.cells.map((cell, n) => {
    const id = found.column.values[cell] ?? ''
    if (id === '')
      throw new BadFile('missing-field', { field: variables[at]?.name ?? 'id' }, { line: line(n, found.n) }, file)
    return id
  })
}
