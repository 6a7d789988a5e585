/** Dialogues over HTTP: which there are, their sessions, tables and boards, and the session that runs. */
import { z } from 'zod'
import type { BoardId, CommandId, DialogueId, SiteId, TableId } from '../ids.ts'
import { cards } from './access.ts'
import { clock } from './board.ts'
import { siteClock, siteTold } from './clock.ts'
import { route, type Infer } from './declare.ts'
import { id, localText, tag, time } from './terms.ts'

export const dialogueList = route('GET /api/dialogues', {
  action: 'dialogue.read',
  at: 'none',
  summary: 'The dialogues this session may read',
  answer: z.array(z.object({ id: id<DialogueId>(), title: z.string() })),
})
export type DialogueList = Infer<typeof dialogueList.answer>

const session = z.object({
  number: z.int(),
  title: z.string(),
  /** In all the dialogue's languages: an organiser may read another one than its own. */
  titles: localText,
  question: z.string(),
  steps: z.exactOptional(z.array(localText)).describe('What each of its steps is called, as `titles`'),
  minutes: z.number(),
  begins: z.exactOptional(z.string()).describe('Planned, `HH:MM` of each site'),
  ran: z
    .exactOptional(z.object({ startedAt: time, leftAt: time }))
    .describe(
      'At the first site: the tables were in it and left: its clock can go on as it ran. Left out: never, or it runs now',
    ),
})
const table = z.object({
  id: id<TableId>(),
  number: z.int(),
  site: z.string(),
  siteId: z.exactOptional(id<SiteId>()),
  clock: z.exactOptional(siteClock).describe('Only of a table that does not go by its site’s'),
  seats: z.int(),
  lang: tag,
  citizensEdit: z.boolean(),
  /** The board of the session in which the table is now. */
  current: id<BoardId>().nullable(),
  boards: z.array(
    z.object({
      id: id<BoardId>(),
      session: z.int(),
      question: z.string(),
      closed: z.boolean(),
      open: z.int().describe('How many of its steps are open: results of all tables wait for them'),
      reached: z.exactOptional(z.boolean()).describe('Its table has been there'),
    }),
  ),
})
const sealing = z.object({
  key: z.string().describe('Ed25519, base64url of the public 32 bytes'),
  fingerprint: z.string().describe('Its short form, in groups of four'),
  since: time,
})
const dialogue = z
  .object({
    id: id<DialogueId>(),
    title: z.string(),
    lang: tag,
    window: z
      .exactOptional(z.object({ opensAt: time, closesAt: time }))
      .describe('When the codes of its cards count: before, on the day, after'),
    clock: clock.describe('Of the asker’s table; of who has none, of the first site listed'),
    sites: z.exactOptional(z.array(siteTold)).describe('Those whose tables are listed, each with its own clock'),
    sessions: z.array(session),
    tables: z.array(table),
    seal: z
      .exactOptional(sealing.extend({ earlier: z.array(sealing) }))
      .describe(
        'The public key that its snapshots are sealed with, and those of before; told to whoever reads snapshots',
      ),
  })
  .meta({ id: 'Dialogue' })
export type TableEntry = Infer<typeof table>
export type DialogueAnswer = Infer<typeof dialogue>

export const readDialogue = route('GET /api/dialogues/:dialogue', {
  action: 'dialogue.read',
  at: 'dialogue',
  summary: 'Sessions, tables and boards; a table’s people see their own',
  answer: dialogue,
})
/** Without `clock` a session that ran before goes on as `dialogue/ran.goesOn` says. */
export const moveSession = route('POST /api/dialogues/:dialogue/session', {
  action: 'session.move',
  at: 'dialogue',
  summary: 'Move all tables to a session and start its clock',
  body: z.object({
    session: z.int().min(1).max(99),
    id: z.exactOptional(id<CommandId>()),
    clock: z
      .exactOptional(z.enum(['on', 'anew']))
      .describe('Of a session that ran before: goes on as it ran, or begins anew'),
  }),
  answer: dialogue,
})
export type MoveRequest = Infer<typeof moveSession.body>

/** From a file `tablee-dialogue/1`. */
export const found = route('POST /api/dialogues', {
  action: 'dialogue.found',
  at: 'none',
  summary: 'Found a dialogue from a file (tablee-dialogue/1); once for each id',
  takes: 'application/json',
  query: { file: 'What the file is called, for what is said of it' },
  answer: z
    .object({
      founded: z
        .boolean()
        .describe('false: a dialogue of this id stands already, unchanged; its cards are its organiser’s'),
      id: id<DialogueId>(),
      title: z.string(),
      links: cards,
    })
    .meta({ id: 'Founded' }),
  status: 201,
  also: [200],
})
export type FoundedAnswer = Infer<typeof found.answer>
