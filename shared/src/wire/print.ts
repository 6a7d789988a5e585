/** Paper over HTTP: sheets are asked for, followed, fetched or cancelled; a typed id says what its sheet holds. */
import { z } from 'zod'
import type { TableId } from '../ids.ts'
import { roundStates, type Problem } from '../problem.ts'
import * as ballot from './answers.ts'
import { after } from './changes.ts'
import { route, type Infer } from './declare.ts'
import { languages } from '../i18n/index.ts'
import { paperKinds } from './paper.ts'
import { localText, seat } from './terms.ts'

const tableId = z.custom<TableId>((value) => typeof value === 'string' && value.length <= 64, 'not an id')
const problem: z.ZodType<Problem> = z.custom<Problem>().meta({
  type: 'object',
  properties: { code: { type: 'string' } },
  required: ['code'],
  additionalProperties: {},
})
const job = z
  .object({
    version: z.string().describe('Of how far it is'),
    id: z.string(),
    state: z.enum(['waiting', 'printing', 'done', 'failed']),
    progress: z.number().describe('0 to 1'),
    sheets: z.int(),
    pages: z.int(),
    files: z
      .array(z.object({ from: z.int(), to: z.int(), pages: z.int(), bytes: z.int() }))
      .describe('One, or for a large hall several, each of whole tables: the numbers of its first and last'),
    seconds: z.number().nullable().describe('From being asked to being done'),
    problem: problem.nullable(),
  })
  .meta({ id: 'PrintJob' })
export type PrintJob = Infer<typeof job>
export type PrintFile = PrintJob['files'][number]

export const print = route('POST /api/dialogues/:dialogue/paper', {
  action: 'paper.print',
  at: 'dialogue',
  summary: 'Begin a print: sheets by table and seat. A table’s own people get those of their table',
  body: z.strictObject({
    session: z
      .int()
      .min(1)
      .max(99)
      .nullable()
      .describe('null: the sheets of all sessions, and the consent sheets, which belong to none'),
    kinds: z.array(z.enum(paperKinds)).min(1).max(paperKinds.length),
    tables: z.array(tableId).max(500).nullable().describe('null: every table'),
    langs: z
      .array(z.enum(languages))
      .max(languages.length)
      .describe('Empty: each table in its own language. Several: every sheet once in each'),
  }),
  answer: job,
  status: 202,
})
export type PrintRequest = Infer<typeof print.body>
export const printJob = route('GET /api/dialogues/:dialogue/paper/:job', {
  action: 'paper.print',
  at: 'dialogue',
  summary: 'How far a print is',
  query: after,
  answer: job,
})
export const printFile = route('GET /api/dialogues/:dialogue/paper/:job/files/:file', {
  action: 'paper.print',
  at: 'dialogue',
  summary: 'Printed sheets, by the number of the file',
  gives: ['application/pdf'],
})
export const cancelPrint = route('DELETE /api/dialogues/:dialogue/paper/:job', {
  action: 'paper.print',
  at: 'dialogue',
  summary: 'Cancel a print, or forget one that is done',
  status: 204,
})

const holds = z.union([
  z.object({ kind: z.literal('consent'), consent: ballot.consentPage }),
  z.object({
    kind: z.literal('write'),
    prompt: localText,
    signature: ballot.signature,
    sheet: z.string().describe('The id its text gets, every time it is typed'),
  }),
  z.object({
    kind: z.enum(['ballot', 'questionnaire']),
    items: z.array(ballot.item),
    /** The entries that are voted on. */
    nodes: z.array(ballot.votedOn),
    byHand: z
      .boolean()
      .describe('Printed before the vote was opened: its rows for entries were filled in by hand, perhaps not all'),
    words: z
      .exactOptional(
        z.object({
          printed: z.int().nullable().describe('Which of the choices; null: an older sheet does not say'),
          choices: z.array(z.object({ texts: z.array(z.object({ item: z.string(), text: localText })) })),
        }),
      )
      .describe('Where some of it was put in other words on the day: all there were, the first as it was founded'),
  }),
  z.object({ kind: z.literal('map') }),
])
export type PaperHolds = Infer<typeof holds>
/** What a printed sheet is, by its short id: the form shows this and nothing else. */
export const paperSheet = route('GET /api/boards/:board/paper/:sheet', {
  action: 'paper.enter',
  at: 'board',
  summary: 'What a printed sheet of this table holds, by its short id',
  answer: z
    .object({
      id: z.string(),
      kind: z.enum(paperKinds),
      seat: seat
        .nullable()
        .describe('null on an anonymous sheet (the server knows whose it is and tells nobody) and on the table’s map'),
      step: z.string().nullable(),
      title: localText,
      lang: z.enum(languages),
      state: z.enum(roundStates),
      entered: z.boolean().describe('Already typed in: a second time is a correction'),
      holds,
    })
    .meta({ id: 'PaperSheet' }),
})
export type PaperSheet = Infer<typeof paperSheet.answer>
