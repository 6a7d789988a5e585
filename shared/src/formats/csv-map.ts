/**
 * Our own CSV set read back: nodes.csv and relations.csv, words.csv where it is there. The same two tables made in a
 * spreadsheet will do: `node` and `wording`, `from` and `to` are needed, the rest has a meaning if it is there.
 */
import { nodeKinds, relationKinds } from '../board/schema.ts'
import { BadFile, Leaving } from '../file.ts'
import { isLang, isSeatCode, type Lang, type SeatCode } from '../ids.ts'
import { dictionary } from './csv-set.ts'
import { withoutApostrophe } from './csv.ts'
import { csvTable, needColumns, type Table } from './csv-read.ts'
import { isCapture, labelOf, type FileMap, type FileNode, type FileRelation, type FileWords } from './file-map.ts'

/** 2100: a time above it is a mistake, and no relation may be dated where no later one can follow. */
const latest = 4_102_444_800_000

/** Files by name. Throws `BadFile` with file and line at the first fault. */
export function readCsvMap(files: ReadonlyMap<string, string>): FileMap {
  const left = new Leaving()
  const open = (name: string): Table | null => {
    const text = files.get(name)
    return text === undefined ? null : csvTable(text, name)
  }
  const nodesTable = open('nodes.csv')
  const linksTable = open('relations.csv')
  if (nodesTable === null) throw new BadFile('pair-missing', { file: 'nodes.csv' })
  if (linksTable === null) throw new BadFile('pair-missing', { file: 'relations.csv' })
  const wordsTable = open('words.csv')
  needColumns(nodesTable, ['node', 'wording'])
  needColumns(linksTable, ['from', 'to'])
  if (wordsTable !== null) needColumns(wordsTable, ['node', 'text'])
  if (files.has('tables.csv')) left.note('board-settings')
  for (const name of files.keys()) if (!(name in dictionary)) left.note('other-files')
  const boards = new Set<string>()
  for (const table of [nodesTable, linksTable, wordsTable]) {
    if (table === null) continue
    const known: readonly string[] = Object.entries(dictionary).flatMap(([name, columns]) =>
      name === table.file ? columns.map((one) => one.name) : [],
    )
    left.note('other-columns', table.columns.filter((one) => !known.includes(one)).length)
    if (table.columns.includes('board')) for (const row of table.rows) boards.add(row.get('board'))
  }
  if (boards.size > 1) throw new BadFile('several-boards', { n: boards.size })

  const cell = (row: Table['rows'][number], name: string): string => withoutApostrophe(row.get(name))
  const when = (row: Table['rows'][number]): { at?: number } => {
    const said = row.get('at').trim()
    const at = Date.parse(said)
    if (Number.isFinite(at) && at >= 0 && at <= latest) return { at }
    if (said !== '') left.note('times')
    return {}
  }
  const unknown = (table: Table, line: number, field: string, value: string): BadFile =>
    new BadFile('unknown-value', { field, value: value.slice(0, 80) }, { line }, table.file)
  const langIn = (table: Table, row: Table['rows'][number]): Lang | null => {
    const lang = row.get('lang').trim()
    if (lang === '') return null
    if (!isLang(lang)) throw unknown(table, row.line, 'lang', lang)
    return lang
  }
  const keyIn = (table: Table, row: Table['rows'][number], name: string): string => {
    const key = cell(row, name).trim()
    if (key === '') throw new BadFile('missing-field', { field: name }, { line: row.line }, table.file)
    return key
  }
  const onto = (table: Table, row: Table['rows'][number]) => ({ line: row.line, file: table.file })

  const speaks = new Set(linksTable.rows.map((row) => cell(row, 'from').trim()))
  const aimedAt = new Set(linksTable.rows.map((row) => cell(row, 'to').trim()))
  const placing = new Set<string>()
  const row = new Map<string, number>()
  const nodes = nodesTable.rows.map((one, index): FileNode => {
    const key = keyIn(nodesTable, one, 'node')
    const said = one.get('kind').trim()
    const kind = nodeKinds.find((known) => known === said)
    if (said !== '' && kind === undefined) throw unknown(nodesTable, one.line, 'kind', said)
    if (one.get('hidden') === 'true') left.note('hidden-entries')
    if (one.get('curtain') === 'true') left.note('curtain-marks')
    const relation = cell(one, 'relation').trim()
    if (relation !== '') placing.add(relation)
    row.set(key, index)
    return {
      key,
      kind: kind ?? (aimedAt.has(key) && !speaks.has(key) ? 'position' : 'argument'),
      wording: cell(one, 'wording'),
      lang: langIn(nodesTable, one),
      ...when(one),
      where: onto(nodesTable, one),
    }
  })
  const links = linksTable.rows.map((one, index): FileRelation => {
    const said = one.get('kind').trim()
    const kind = said === '' ? 'supports' : relationKinds.find((known) => known === said)
    if (kind === undefined) throw unknown(linksTable, one.line, 'kind', said)
    if (one.get('curtain') === 'true') left.note('curtain-marks')
    const key = cell(one, 'relation').trim() || `row ${index + 2}`
    const group = cell(one, 'group').trim()
    const label = labelOf(cell(one, 'label'), left)
    return {
      key,
      kind,
      from: keyIn(linksTable, one, 'from'),
      to: keyIn(linksTable, one, 'to'),
      group: group === '' ? null : group,
      ...(label === null ? {} : { label }),
      ...when(one),
      places: placing.has(key),
      where: onto(linksTable, one),
    }
  })
  // Siblings stand in the order of the entries, as the outline shows them.
  const relations = links
    .map((one, index) => ({ one, index, at: row.get(one.from) ?? 0 }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ one }) => one)
  const words = (wordsTable?.rows ?? []).flatMap((one, index): FileWords[] => {
    const table = wordsTable
    if (table === null) return []
    const state = one.get('text_state').trim()
    if (state === 'withdrawn' || state === 'redacted' || state === 'erased') {
      left.note(`${state}-words`)
      return []
    }
    if (state === 'not-quoted') {
      left.note('withheld-words')
      return []
    }
    const node = cell(one, 'node').trim()
    if (node === '') {
      left.note('unplaced-words')
      return []
    }
    if (one.get('corrects').trim() !== '') left.note('corrections')
    const seat = one.get('seat').trim()
    if (seat !== '' && !isSeatCode(seat)) throw unknown(table, one.line, 'seat', seat)
    const capture = one.get('capture').trim()
    if (capture !== '' && !isCapture(capture)) throw unknown(table, one.line, 'capture', capture)
    return [
      {
        key: cell(one, 'words').trim() || `row ${index + 2}`,
        node,
        text: cell(one, 'text'),
        lang: langIn(table, one),
        seat: seat === '' ? null : (seat satisfies SeatCode),
        capture: capture === '' ? 'from-notes' : capture,
        ...when(one),
        where: onto(table, one),
      },
    ]
  })
  return { nodes, relations, words, left }
}
