/**
 * ArgAEL's pair of tables: components (`*_arg_comp.csv`) and relations (`*_arg_rel.csv`). Of a relation the second
 * component speaks to the first (a premise to its claim); the intent is the link, `rel_type` its finer kind.
 */
import type { NodeKind, RelationKind } from '../board/schema.ts'
import { BadFile, Leaving } from '../file.ts'
import { csvTable, needColumns } from './csv-read.ts'
import { labelOf, type FileMap } from './file-map.ts'

const kinds: ReadonlyMap<string, NodeKind> = new Map<string, NodeKind>([
  ['major claim', 'position'],
  ['claim', 'argument'],
  ['premise', 'argument'],
])
const intents: ReadonlyMap<string, RelationKind> = new Map<string, RelationKind>([
  ['support', 'supports'],
  ['attack', 'attacks'],
])

const columns = new Set('ac_id ac_text ac_type annotator timestamp ar_id ac_id1 ac_id2 rel_type rel_intent'.split(' '))

type File = { readonly name: string; readonly text: string }

/** Throws `BadFile` with file and line at the first fault. */
export function readArgael(components: File, links: File): FileMap {
  const left = new Leaving()
  const comp = csvTable(components.text, components.name)
  const rel = csvTable(links.text, links.name)
  needColumns(comp, ['ac_id', 'ac_text', 'ac_type'])
  needColumns(rel, ['ac_id1', 'ac_id2', 'rel_intent'])
  // Who annotated is a name: it stays behind.
  const people = new Set([...comp.rows, ...rel.rows].map((row) => row.get('annotator').trim()))
  people.delete('')
  left.note('annotators', people.size)
  left.note('times', [...comp.rows, ...rel.rows].filter((row) => row.get('timestamp') !== '').length)
  left.note('other-columns', [...comp.columns, ...rel.columns].filter((column) => !columns.has(column)).length)
  const needed = (file: string, row: (typeof comp.rows)[number], field: string): string => {
    const value = row.get(field).trim()
    if (value === '') throw new BadFile('missing-field', { field }, { line: row.line }, file)
    return value
  }
  const known = <T>(all: ReadonlyMap<string, T>, file: string, row: (typeof comp.rows)[number], field: string): T => {
    const said = needed(file, row, field)
    const found = all.get(said.toLowerCase())
    if (found === undefined)
      throw new BadFile('unknown-value', { field, value: said.slice(0, 80) }, { line: row.line }, file)
    return found
  }
  return {
    nodes: comp.rows.map((row) => ({
      key: needed(comp.file, row, 'ac_id'),
      kind: known(kinds, comp.file, row, 'ac_type'),
      wording: row.get('ac_text'),
      lang: null,
      where: { line: row.line, file: comp.file },
    })),
    relations: rel.rows.map((row, index) => {
      const label = labelOf(row.get('rel_type'), left)
      return {
        key: `ar${row.get('ar_id').trim() || index + 2}`,
        kind: known(intents, rel.file, row, 'rel_intent'),
        from: needed(rel.file, row, 'ac_id2'),
        to: needed(rel.file, row, 'ac_id1'),
        group: null,
        ...(label === null ? {} : { label }),
        where: { line: row.line, file: rel.file },
      }
    }),
    words: [],
    left,
  }
}
