/** A snapshot as a set of tables with its data dictionary: what an analyst opens in R, Python or a spreadsheet. */
import { nameOf } from '../documents.ts'
import { blockKinds } from '../board/notes/schema.ts'
import { captures, nodeKinds, relationKinds, verbatim, type Capture } from '../board/schema.ts'
import { boardOf, type Texts } from '../snapshot/reading.ts'
import type { Snapshot, SnapshotBoard } from '../snapshot/structure.ts'
import { canvasDictionary, canvasRows } from './csv-canvas.ts'
import { changesCsv, changesTable } from './csv-changes.ts'
import { figuresCsv, figuresTable } from './csv-figures.ts'
import { behind, column, dictionaryText, where, type Column } from './csv-columns.ts'
import { teamCsv, teamTableNames, teamTables, type TeamTable } from './csv-themes.ts'
import { translationsCsv, translationsTable } from './csv-translations.ts'
import { csvText, type Cell } from './csv.ts'

const at = (what: string) =>
  column('at', 'datetime', `When ${what}, by the device's clock (UTC); for display, not for order`)

const textStates = ['kept', 'withdrawn', 'redacted', 'not-quoted', 'erased'] as const

/** One list of columns per table: the dictionary and the rows are made of the same names. */
export const dictionary = {
  'tables.csv': [
    ...where,
    column('table_id', 'string', 'The table, across sessions'),
    column('seats', 'integer', 'Seats at the table'),
    column('lang', 'string', 'Language of the table (BCP 47)'),
    column('question', 'string', "The session's question, as the table read it"),
    column('state', 'string', 'open, open-citizens-edit or closed'),
    column('observation', 'string', 'open or paused'),
    column('consent', 'boolean', 'Whether the table agreed to be observed'),
    column('curtain', 'string', 'open or drawn, at the cut'),
    column('delay_minutes', 'integer', 'Delay of what observers see'),
    column('words_shown', 'boolean', "Whether observers see people's words"),
    column('seq', 'integer', 'Last row of the board’s journal whose effect is in here'),
    column('country', 'string', 'Of the site: two letters (ISO 3166)'),
    column('group', 'string', 'Tables that the organiser compares, beside their site'),
  ],
  'nodes.csv': [
    ...where,
    column('node', 'string', 'The entry'),
    column('number', 'string', 'Spoken number in the outline; empty for what is not linked to an issue'),
    column('depth', 'integer', 'Level in the outline, 0 at the top'),
    column('parent', 'string', 'The entry it stands beneath'),
    column('relation', 'string', 'The relation that places it. Key into relations.csv'),
    column('kind', 'string', 'issue, position, argument, condition, question, experience or source', nodeKinds),
    column('lang', 'string', 'Language of the wording'),
    column('wording', 'string', 'The tidied text, written together. Not a quotation'),
    column('hidden', 'boolean', 'Hidden from observers by the facilitator'),
    at('it was made'),
    behind,
  ],
  'relations.csv': [
    ...where,
    column('relation', 'string', 'The relation'),
    column('kind', 'string', 'answers, supports, attacks, undercuts, qualifies, illustrates or cites', relationKinds),
    column('from', 'string', 'The entry it goes out from'),
    column('to', 'string', 'The entry it speaks to; for undercuts the relation it doubts'),
    column('to_is', 'string', 'node or relation', ['node', 'relation']),
    column('group', 'string', 'Linked premises share a group: together they are one reason'),
    column('label', 'string', 'The finer kind that the file it was imported from gave it'),
    at('it was made'),
    behind,
  ],
  'words.csv': [
    ...where,
    column('words', 'string', 'What somebody said'),
    column('node', 'string', 'The entry it lies beneath; empty when that entry was taken away'),
    column('seat', 'string', 'Seat code; stands for a citizen. Empty when nobody noted it'),
    column('capture', 'string', 'own-typing, dictated, paper, from-notes or paraphrase', captures),
    column('verbatim', 'boolean', 'Whether it may be printed in quotation marks'),
    column('lang', 'string', 'Language of the words'),
    column('text', 'string', 'The words; empty when withdrawn, redacted, not to be quoted or erased'),
    column(
      'text_state',
      'string',
      'kept, withdrawn, redacted, not-quoted (the person does not want to be quoted, at the time of this download) or erased (struck out since the snapshot was taken: errata.csv)',
      textStates,
    ),
    column('corrects', 'string', 'The words that these take the place of'),
    column('withdrawn_at', 'datetime', 'When they were taken back'),
    column('redacted_at', 'datetime', 'When they were blanked'),
    column('block', 'string', 'The block of the notes they were taken from. Key into notes.csv, unless it is gone'),
    at('they were noted'),
    behind,
  ],
  'notes.csv': [
    ...where,
    column('block', 'string', 'A paragraph, heading, item or quotation of the table’s minutes'),
    column('order', 'integer', 'Its place among the blocks of the board, from 0'),
    column('kind', 'string', 'heading, paragraph, bullet, ordered or quote', blockKinds),
    column('level', 'integer', 'Of a heading 1 to 3; of an item how deep it lies, from 1; else 0'),
    column('ordinal', 'integer', 'Number of an item in a numbered list'),
    column(
      'text',
      'string',
      'The text, written together; entries that it names stand in it as they were called then. Empty when erased, or when words were taken out of it whose person does not want to be quoted',
    ),
    column('mentions', 'string', 'Entries that it names, divided by spaces. Keys into nodes.csv, unless they are gone'),
    behind,
  ],
  ...canvasDictionary,
} as const satisfies Record<string, readonly Column[]>

const day = (ms: number | null): string | null => (ms === null || ms > 8.64e15 ? null : new Date(ms).toISOString())

export type CsvFile = { readonly name: string; readonly text: string }

/** `withheld`: texts that are kept and not handed out, because their people do not want to be quoted. */
export function csvSet(
  snapshot: Snapshot,
  texts: Texts,
  withheld: ReadonlySet<string> = new Set(),
): readonly CsvFile[] {
  const rows: Record<keyof typeof dictionary, Cell[][]> = {
    'tables.csv': [],
    'nodes.csv': [],
    'relations.csv': [],
    'words.csv': [],
    'notes.csv': [],
    'elements.csv': [],
    'leads.csv': [],
    'shapes.csv': [],
  }
  const text = (digest: string | null) => (digest === null ? null : (texts.get(digest) ?? null))
  for (const board of snapshot.boards) {
    const here: Cell[] = [board.id, board.site, board.number, board.session]
    const { policy } = board
    rows['tables.csv'].push([
      ...here,
      board.table,
      board.seats,
      board.lang,
      text(board.question),
      board.state,
      policy.observation,
      policy.consent,
      policy.curtain,
      policy.delayMinutes,
      policy.showWords,
      snapshot.cut[nameOf('board', board.id)]?.seq ?? null,
      board.country ?? null,
      board.group ?? null,
    ])
    rows['nodes.csv'].push(...nodeRows(board, here, texts))
    for (const one of board.relations) {
      rows['relations.csv'].push([
        ...here,
        one.id,
        one.kind,
        one.from,
        one.to,
        one.kind === 'undercuts' ? 'relation' : 'node',
        one.group,
        text(one.label ?? null),
        day(one.at),
        one.curtain,
      ])
    }
    for (const one of board.words) {
      const kept = text(one.text)
      const state =
        one.redacted !== null
          ? 'redacted'
          : one.withdrawn !== null
            ? 'withdrawn'
            : kept !== null
              ? 'kept'
              : one.text !== null && withheld.has(one.text)
                ? 'not-quoted'
                : 'erased'
      rows['words.csv'].push([
        ...here,
        one.id,
        one.node,
        one.seat,
        one.capture,
        verbatim.has(one.capture as Capture),
        one.lang,
        kept,
        state,
        one.corrects,
        day(one.withdrawn),
        day(one.redacted),
        one.block ?? null,
        day(one.at),
        one.curtain,
      ])
    }
    for (const one of (board.notes ?? []).toSorted((a, b) => a.order - b.order)) {
      rows['notes.csv'].push([
        ...here,
        one.id,
        one.order,
        one.kind,
        one.level,
        one.ordinal,
        text(one.text),
        one.mentions.join(' '),
        one.curtain,
      ])
    }
    for (const [name, made] of Object.entries(canvasRows(board.canvas, texts, here)))
      rows[name as keyof typeof dictionary].push(...made)
  }
  const files = Object.entries(dictionary).map(([name, columns]) => ({
    name,
    text: csvText(
      columns.map((one) => one.name),
      rows[name as keyof typeof dictionary],
    ),
  }))
  const figures = figuresCsv(snapshot, texts)
  const changes = changesCsv(snapshot)
  const translations = translationsCsv(snapshot, texts)
  const team = teamCsv(snapshot, texts)
  const meant = {
    ...dictionary,
    ...(changes === null ? {} : { 'changes.csv': changesTable }),
    ...(figures === null ? {} : { 'figures.csv': figuresTable }),
    ...(translations === null ? {} : { 'translations.csv': translationsTable }),
    ...Object.fromEntries(team.map(({ name }) => [name, teamTables[name]])),
  }
  return [
    ...files,
    ...(changes === null ? [] : [{ name: 'changes.csv', text: changes }]),
    ...(figures === null ? [] : [{ name: 'figures.csv', text: figures }]),
    ...(translations === null ? [] : [{ name: 'translations.csv', text: translations }]),
    ...team,
    { name: 'dictionary.csv', text: dictionaryText(meant) },
  ]
}

function nodeRows(board: SnapshotBoard, here: readonly Cell[], texts: Texts): Cell[][] {
  const read = boardOf(board, texts)
  const item = new Map(read.outline.map((one) => [one.node as string, one]))
  const place = new Map(read.outline.map((one, index) => [one.node as string, index]))
  const hidden = new Set(board.policy.hidden)
  return [...board.nodes]
    .sort((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity))
    .map((node) => {
      const at = item.get(node.id)
      return [
        ...here,
        node.id,
        at?.number ?? null,
        at?.depth ?? null,
        at?.parent ?? null,
        at?.relation ?? null,
        node.kind,
        node.lang,
        texts.get(node.wording) ?? null,
        hidden.has(node.id),
        day(node.at),
        node.curtain,
      ]
    })
}

const keys: Readonly<
  Record<keyof typeof dictionary, { primaryKey: readonly string[]; foreignKeys?: readonly object[] }>
> = {
  'tables.csv': { primaryKey: ['board'] },
  'nodes.csv': {
    primaryKey: ['board', 'node'],
    foreignKeys: [
      joins(['board'], 'tables', ['board']),
      joins(['board', 'parent'], 'nodes', ['board', 'node']),
      joins(['board', 'relation'], 'relations', ['board', 'relation']),
    ],
  },
  'relations.csv': {
    primaryKey: ['board', 'relation'],
    foreignKeys: [joins(['board'], 'tables', ['board']), joins(['board', 'from'], 'nodes', ['board', 'node'])],
  },
  'words.csv': {
    primaryKey: ['board', 'words'],
    foreignKeys: [joins(['board'], 'tables', ['board']), joins(['board', 'node'], 'nodes', ['board', 'node'])],
  },
  'notes.csv': { primaryKey: ['board', 'block'], foreignKeys: [joins(['board'], 'tables', ['board'])] },
  'elements.csv': { primaryKey: ['board', 'element'], foreignKeys: [joins(['board'], 'tables', ['board'])] },
  'leads.csv': {
    primaryKey: ['board', 'arrow'],
    foreignKeys: [
      joins(['board'], 'tables', ['board']),
      joins(['board', 'from'], 'elements', ['board', 'element']),
      joins(['board', 'to'], 'elements', ['board', 'element']),
    ],
  },
  'shapes.csv': { primaryKey: ['board', 'shape'], foreignKeys: [joins(['board'], 'tables', ['board'])] },
}
function joins(fields: readonly string[], resource: string, to: readonly string[]): object {
  return { fields, reference: { resource, fields: to } }
}

/** The tables as resources of a Frictionless Data Package: the same dictionary for machines, and how they hang together. */
export const tableResources = (): readonly Resource[] =>
  (Object.keys(dictionary) as (keyof typeof dictionary)[]).map((path) =>
    resourceOf(path, schemaOf(dictionary[path], keys[path])),
  )

/** A table as a resource; its size and hash are added to it where the bytes are. */
export type Resource = { readonly path: string; readonly [field: string]: unknown }
/** A table as a resource of Data Package 2.0. */
export const resourceOf = (path: string, schema: object): Resource => ({
  name: path.replace('.csv', ''),
  type: 'table',
  path,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: { lineTerminator: '\n' },
  schema,
})

/** Table Schema 2.0; `joined`: its keys. */
export const schemaOf = (columns: readonly Column[], joined: object): object => ({
  fields: columns.map((one) => ({
    name: one.name,
    type: one.type,
    description: one.means,
    ...(one.oneOf === undefined ? {} : { categories: one.oneOf }),
  })),
  missingValues: [{ value: '', label: 'none, or not noted; text_state says what became of a text' }],
  ...joined,
})

/** The head of every data package we write. */
export const packageHead = (hash: string) => ({
  $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
  name: `tablee-${hash.slice(0, 12)}`,
  id: `sha256:${hash}`,
  version: '1.0.0',
  title: 'Snapshot of a citizens’ dialogue',
})

/** The table of figures, which no other one refers to. */
export const figuresResource = (): Resource => resourceOf('figures.csv', schemaOf(figuresTable, {}))
/** The table of what was not planned, which no other one refers to. */
export const changesResource = (): Resource => resourceOf('changes.csv', schemaOf(changesTable, {}))
/** The table of what translators made; what it is of stands in four tables, so that no key leads there for machines. */
export const translationsResource = (): Resource =>
  resourceOf('translations.csv', schemaOf(translationsTable, { foreignKeys: [joins(['board'], 'tables', ['board'])] }))
/** Of what a theme team made the tables that are there. An entry stands in one of four tables: no key leads there for machines. */
export const teamResources = (has: (name: TeamTable) => boolean): readonly Resource[] =>
  teamTableNames.filter(has).map((name) => resourceOf(name, schemaOf(teamTables[name], keysOf(name, has))))

const own: Readonly<Partial<Record<TeamTable, string>>> = {
  'themes.csv': 'theme',
  'codes.csv': 'code',
  'codings.csv': 'coding',
  'memos.csv': 'memo',
}
function keysOf(name: TeamTable, has: (name: TeamTable) => boolean): object {
  const key = own[name]
  const foreign = [
    ...(['coded.csv', 'joined.csv', 'qualified.csv', 'codings.csv'].includes(name)
      ? [joins(['board'], 'tables', ['board'])]
      : []),
    ...(name === 'coded.csv' && has('themes.csv') ? [joins(['theme'], 'themes', ['theme'])] : []),
    ...(name === 'codings.csv' ? [joins(['code'], 'codes', ['code'])] : []),
  ]
  return { ...(key !== undefined && { primaryKey: [key] }), ...(foreign.length > 0 && { foreignKeys: foreign }) }
}
