/**
 * What the columns of a survey mean, from whatever says it: a Table Schema (our own, or any Data Package's), a table of
 * labels, a DDI codebook (`ddi-read`). Several together are one: what one leaves open another may say.
 */
import { noAnswers, type NoAnswer } from '../dialogue/items.ts'
import {
  roles,
  waveNames,
  type MissingValue,
  type Variable,
  type VariableRole,
  type WaveName,
} from '../voices/imported.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { BadFile } from '../file.ts'
import { csvTable } from './csv-read.ts'
import { withoutApostrophe } from './csv.ts'
import { field, isRecord, listOf, parseJson, textIn } from './json.ts'

export type CodebookVariable = {
  readonly label?: LocalText
  readonly type?: Variable['type']
  readonly role?: VariableRole
  readonly categories?: Variable['categories']
  readonly missing?: readonly MissingValue[]
  /** Its numbers are written `0,83`. */
  readonly decimal?: ','
  readonly min?: number
  readonly max?: number
  readonly wave?: WaveName
  readonly question?: string
  readonly group?: NonNullable<Variable['group']>
}
export type Codebook = {
  readonly title?: string
  /** Rows that stood above the table. */
  readonly remarks?: readonly (readonly string[])[]
  readonly variables: ReadonlyMap<string, CodebookVariable>
  /** Of every column that says nothing of its own. */
  readonly missing: readonly MissingValue[]
}
export const noCodebook: Codebook = { variables: new Map(), missing: [] }

/** Which of ours a label means; null for one that is none of them and stays what it is. */
export function whyOf(label: string): NoAnswer | null {
  const said = label.trim().toLowerCase()
  const exact = noAnswers.find((one) => one === said.replace(/\s+/g, '-'))
  if (exact !== undefined) return exact
  if (/\b(refus|declin|prefer not)/.test(said)) return 'refused'
  if (/\bnot? (asked|applicable|administered)|inapplicable|routed|skip (rule|logic|pattern)/.test(said))
    return 'not-asked'
  return /\b(illegible|unreadable)/.test(said) ? 'illegible' : null
}
/** A code of no answer. Why there is none follows from its label, and only from labels that are ours. */
export const missingValue = (value: string, label: string): MissingValue => ({ value, label, why: whyOf(label) })

/** Later ones win, field by field. */
export function together(books: readonly Codebook[]): Codebook {
  const variables = new Map<string, CodebookVariable>()
  for (const book of books)
    for (const [name, one] of book.variables) variables.set(name, { ...variables.get(name), ...one })
  const title = books.findLast((one) => one.title !== undefined)?.title
  const remarks = books.findLast((one) => one.remarks !== undefined)?.remarks
  return {
    ...(title === undefined ? {} : { title }),
    ...(remarks === undefined ? {} : { remarks }),
    variables,
    missing: books.flatMap((one) => one.missing),
  }
}

/** A Table Schema, or a Data Package whose resource of that file has one. */
export function readTableSchema(text: string, table: string, lang: string): Codebook {
  const value = parseJson(text)
  if (!isRecord(value)) throw new BadFile('wrong-type', { field: 'schema', want: 'object' })
  const resources = field(value, 'resources')
  if (resources === undefined) return schemaOf(value, '', lang)
  const all = listOf(resources, 'resources', 'needed')
  const index = all.findIndex((one) => String(field(one, 'path')).split('/').at(-1) === table)
  const found = index < 0 ? all.findIndex((one) => field(one, 'schema') !== undefined) : index
  const schema = field(all[found], 'schema')
  if (schema === undefined) throw new BadFile('missing-field', { field: 'schema' }, { place: 'resources' })
  const title = field(all[found], 'title')
  return {
    ...schemaOf(schema, `resources[${found}].schema.`, lang),
    ...(typeof title === 'string' ? { title } : {}),
  }
}

const numeric = new Set(['number', 'integer', 'year'])

function schemaOf(schema: unknown, before: string, lang: string): Codebook {
  const variables = new Map<string, CodebookVariable>()
  listOf(field(schema, 'fields'), `${before}fields`, 'needed').forEach((one, n) => {
    const place = `${before}fields[${n}]`
    const name = textIn(field(one, 'name'), `${place}.name`)
    if (variables.has(name)) throw new BadFile('id-twice', { id: name }, { place: `${place}.name` })
    const said = field(one, 'title') ?? field(one, 'description')
    const labels = localText(field(one, 'labels'), `${place}.labels`)
    const type = field(one, 'type')
    const categories = field(one, 'categories') ?? field(field(one, 'constraints'), 'enum')
    const missing = field(one, 'missingValues')
    const [least, most] = ['minimum', 'maximum'].map((key) =>
      numberIn(field(field(one, 'constraints'), key), `${place}.constraints.${key}`),
    )
    const group = field(one, 'group')
    const question = field(one, 'question')
    variables.set(name, {
      ...(labels !== null ? { label: labels } : typeof said === 'string' ? { label: { [lang]: said } } : {}),
      ...(categories !== undefined
        ? { type: 'category', categories: categoriesIn(categories, `${place}.categories`, lang) }
        : typeof type === 'string' && numeric.has(type)
          ? { type: 'number' }
          : field(one, 'role') === 'answer' && type === 'string'
            ? { type: 'text' }
            : {}),
      ...chosen('role', field(one, 'role'), roles, `${place}.role`),
      ...chosen('wave', field(one, 'wave'), waveNames, `${place}.wave`),
      ...(missing === undefined ? {} : { missing: missingIn(missing, `${place}.missingValues`) }),
      ...(field(one, 'decimalChar') === ',' ? { decimal: ',' as const } : {}),
      ...(least === undefined ? {} : { min: least }),
      ...(most === undefined ? {} : { max: most }),
      ...(typeof question === 'string' ? { question } : {}),
      ...(isRecord(group)
        ? {
            group: {
              name: textIn(field(group, 'name'), `${place}.group.name`),
              label: localText(field(group, 'labels'), `${place}.group.labels`) ?? {},
            },
          }
        : {}),
    })
  })
  const missing = field(schema, 'missingValues')
  const title = field(schema, 'title')
  const remarks = field(schema, 'remarks')
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(remarks === undefined
      ? {}
      : {
          remarks: listOf(remarks, `${before}remarks`, 'needed').map((row, n) =>
            listOf(row, `${before}remarks[${n}]`, 'needed').map((cell) => textIn(cell, `${before}remarks[${n}]`)),
          ),
        }),
    variables,
    missing: missing === undefined ? [] : missingIn(missing, `${before}missingValues`),
  }
}

function chosen<Name extends string, T extends string>(
  name: Name,
  value: unknown,
  all: readonly T[],
  place: string,
): { [key in Name]?: T } {
  if (value === undefined) return {}
  const found = all.find((one) => one === value)
  if (found === undefined) throw new BadFile('unknown-value', { field: name, value: String(value) }, { place })
  return { [name]: found } as { [key in Name]?: T }
}
function localText(value: unknown, place: string): LocalText | null {
  if (value === undefined) return null
  if (!isRecord(value)) throw new BadFile('wrong-type', { field: 'labels', want: 'object' }, { place })
  return Object.fromEntries(Object.entries(value).map(([lang, one]) => [lang, textIn(one, `${place}.${lang}`)]))
}
function numberIn(value: unknown, place: string): number | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new BadFile('wrong-type', { field: place.split('.').at(-1) ?? place, want: 'number' }, { place })
  return value
}
/** A value of a schema: a text, or a number as it stands in the table. */
function valueIn(value: unknown, place: string): string {
  if (typeof value === 'number') return String(value)
  return textIn(value, place)
}
function categoriesIn(value: unknown, place: string, lang: string): Variable['categories'] {
  const seen = new Set<string>()
  return listOf(value, place, 'needed').map((one, n) => {
    const at = `${place}[${n}]`
    const key = valueIn(isRecord(one) ? field(one, 'value') : one, at)
    if (seen.has(key)) throw new BadFile('id-twice', { id: key }, { place: at })
    seen.add(key)
    const said = field(one, 'label')
    const labels = localText(field(one, 'labels'), `${at}.labels`)
    return { value: key, label: labels ?? { [lang]: typeof said === 'string' ? said : key } }
  })
}
function missingIn(value: unknown, place: string): readonly MissingValue[] {
  return listOf(value, place, 'needed').map((one, n) => {
    const at = `${place}[${n}]`
    if (!isRecord(one)) return missingValue(valueIn(one, at), '')
    const key = valueIn(field(one, 'value'), `${at}.value`)
    const label = field(one, 'label')
    const made = missingValue(key, typeof label === 'string' ? label : '')
    return { ...made, ...chosen('why', field(one, 'why'), noAnswers, `${at}.why`) }
  })
}

const variableColumns = ['variable', 'name', 'column', 'field']
const labelColumns = ['variable label', 'label', 'question', 'description', 'meaning']

/** Whether a table says what another table's columns mean: a column of names beside one of labels. */
export function looksLikeLabels(header: readonly string[]): boolean {
  const names = header.map((one) => one.trim().toLowerCase())
  return names.some((one) => variableColumns.includes(one)) && names.some((one) => labelColumns.includes(one))
}

/** A table of labels: a row per variable. */
export function readLabels(text: string, file: string, lang: string): Codebook {
  const table = csvTable(text, file)
  const find = (wanted: readonly string[]): string | undefined => wanted.find((one) => table.columns.includes(one))
  const [name, label] = [find(variableColumns), find(labelColumns)]
  if (name === undefined) throw new BadFile('csv-column', { column: 'variable' }, { line: 1 }, file)
  if (label === undefined) throw new BadFile('csv-column', { column: 'label' }, { line: 1 }, file)
  const variables = new Map<string, CodebookVariable>()
  for (const row of table.rows) {
    const key = row.get(name)
    if (key === '') throw new BadFile('missing-field', { field: name }, { line: row.line }, file)
    if (variables.has(key)) throw new BadFile('id-twice', { id: key }, { line: row.line }, file)
    variables.set(key, { label: { [lang]: withoutApostrophe(row.get(label)) } })
  }
  return { variables, missing: [] }
}
