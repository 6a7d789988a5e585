/** The field's formats over HTTP: into a board, all of it or nothing, and out of boards and snapshots. */
import { z, type ZodType } from 'zod'
import { leftCodes } from '../file.ts'
import type { DialogueId } from '../ids.ts'
import { cards } from './access.ts'
import { route, type Infer } from './declare.ts'
import { encodings, mapFormats, mapTypes, readable, voicesFormats, type MapFormat } from './exchange.ts'
import { problemAnswer } from './service.ts'
import { id } from './terms.ts'

const progress = z.object({ progress: z.number(), writing: z.literal(true).optional() })
/** For anyone who asks for progress: what each line is. */
export const progressLines = (answer: ZodType): ZodType => z.union([progress, answer, problemAnswer])

const file = 'Its name'
const encoding = `Of what is not UTF-8: one of ${encodings.join(', ')}; else the likeliest is offered, with a line as it would read`
const look = '1: only say what is in it'
/** What found no place, and how much of it. */
const left = z.partialRecord(z.enum(leftCodes), z.int())

const imported = z
  .object({
    seq: z.int().nullable().describe('null when it was only looked at'),
    format: z.enum(readable),
    nodes: z.int(),
    relations: z.int(),
    words: z.int(),
    shapes: z.int().describe('On the vision canvas: boxes, frames, arrows'),
    left,
  })
  .meta({ id: 'Imported' })
export type Imported = Infer<typeof imported>
export const importFile = route('POST /api/boards/:board/import', {
  action: 'board.import',
  at: 'board',
  summary: 'Read a file, or a zip of files that belong together, into a board: all of it, or nothing',
  query: {
    file,
    format: `One of ${readable.join(', ')}; else it is found out`,
    lang: 'Language of texts that name none; else the table’s',
    encoding,
    look,
  },
  takes: 'application/octet-stream',
  answer: imported,
  lines: progressLines(imported),
})

const importedVoices = z
  .object({
    dialogue: id<DialogueId>().nullable().describe('null when it was only looked at'),
    format: z.enum(['polis', 'survey']),
    title: z.string(),
    people: z.int(),
    tables: z.int(),
    items: z.int(),
    answers: z.int().describe('Votes that were ever logged; valid answers of a survey'),
    columns: z
      .object({ id: z.string().nullable(), weight: z.string().nullable(), table: z.string().nullable() })
      .nullable()
      .describe('Of a survey: those that were taken for who, weight and table; null: none'),
    left,
    links: cards.describe('Keys to the new dialogue, for who imported it'),
  })
  .meta({ id: 'ImportedVoices' })
export type ImportedVoices = Infer<typeof importedVoices>
export const importVoices = route('POST /api/voices/import', {
  action: 'voices.import',
  at: 'none',
  summary: 'A Polis set, or a survey with its codebook, as a dialogue of its own: all of it, or nothing',
  query: {
    file,
    title: 'What the dialogue is called; else what the files call it',
    lang: 'Language of what is said in it; else English',
    id: 'Column that says who; else it is found by its name; none: there is none',
    weight: 'Column of weights; else it is found by its name',
    table: 'Column that says who sat together',
    wave: 'Column that says when a row was asked, where each person has a row before and a row after; none: every row is another person',
    after: 'What stands before the name of a question that was asked a second time',
    missing: 'What means no answer, with commas between: 77, 98, -8; a number only where it lies outside of all others',
    encoding,
    observers: '1: a link for observers too; else there is none. They get figures only: no text that anybody wrote',
    look,
  },
  takes: 'application/octet-stream',
  answer: importedVoices,
  lines: progressLines(importedVoices),
})

export const boardFiles = mapFormats.map((format) => ({
  format,
  route: route(`GET /api/boards/:board/export/${format}`, {
    action: 'board.export',
    at: 'board',
    summary: `A board as it stands now, as ${format}`,
    gives: [mapTypes[format]],
  }),
}))

const summaries = {
  package: 'Everything as a Frictionless Data Package',
  polis: 'The votes of a snapshot as Polis sets: five files each',
  survey: 'The questionnaires of a snapshot as CSV, Table Schema and DDI-Codebook 2.5, by pair',
  qdpx: 'What was said, with codes and themes, as a project for coding texts (REFI-QDA)',
  qdc: 'The codebook of a snapshot, with themes as codes (REFI-QDA)',
} as const
const leaves = {
  license: 'Of the index: a name (CC-BY-4.0) or an address; else not specified',
  bom: '1: a byte order mark before each table, for spreadsheets',
} as const
const zip = 'application/zip'
const codebookType = 'application/xml'
const ofSnapshot = { action: 'board.export', at: 'snapshot', query: leaves } as const
const maps = mapFormats.map((format: MapFormat) => ({
  format,
  route: route(`GET /api/snapshots/:hash/${format}`, {
    ...ofSnapshot,
    summary: `The maps of a snapshot as ${format}`,
    // One text for a board, a zip of texts for a dialogue.
    gives: [mapTypes[format], zip],
  }),
}))
const rest = ([...voicesFormats, 'package', 'qdpx', 'qdc'] as const).map((format) => ({
  format,
  route: route(`GET /api/snapshots/:hash/${format}`, {
    ...ofSnapshot,
    summary: summaries[format],
    gives: [format === 'qdc' ? codebookType : zip],
  }),
}))
export const snapshotFiles = [...maps, ...rest]

export const snapshotTables = route('GET /api/snapshots/:hash/csv', {
  action: 'snapshot.read',
  at: 'snapshot',
  summary: 'Tables as CSV with a data dictionary, zipped',
  gives: [zip],
  query: leaves,
})
