/** A board over HTTP: its commands, its state beside its document, and what observers may see of it. */
import { z } from 'zod'
import { after } from './changes.ts'
import { templateNames } from '../board/canvas/schema.ts'
import { limits } from '../board/schema.ts'
import { stepKinds } from '../dialogue/programme.ts'
import type { BoardId, NodeId, WordsId } from '../ids.ts'
import { boardStates } from '../roles.ts'
import { course } from './clock.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, lang, localText, photoHash, seat, tag, time } from './terms.ts'

/** Of a step: while it runs, a table's boards of these sessions stand beside each other. */
export const looksBack = z.exactOptional(z.array(z.int())).describe('Earlier sessions whose boards stand side by side')
const step = z.object({
  kind: z.enum(stepKinds),
  title: z.string(),
  minutes: z.number(),
  id: z.exactOptional(z.string()).describe('As rounds name it; a step that asks nobody may have none'),
  looksBack,
})
export type Step = Infer<typeof step>
/** The clock's truth: where it stands by the server's clock, and the session's steps; the screen derives the rest. */
export const clock = z.object({
  session: z.int(),
  sessions: z.int(),
  title: z.string(),
  startedAt: time
    .nullable()
    .describe('For a page of before, which knows no `course`: when a clock that only runs would have begun'),
  /** Server's time when this was sent, so that a device whose clock is a day off still shows the right time left. */
  now: time,
  steps: z.array(step),
  course: z.exactOptional(course),
  alone: z.exactOptional(z.boolean()).describe('The table goes by a clock of its own'),
})
export type Clock = Infer<typeof clock>

const tableSession = z.object({ number: z.int(), title: z.string(), board: id<BoardId>() })
/** The programme in every language that it has: each screen says it in its reader's. */
const programmeTexts = z.object({
  question: localText.nullable().describe('null: this table is asked a question of its own, in its own language'),
  /** Of the running session. */
  title: localText,
  steps: z.array(localText),
  /** Beside `sessions`. */
  sessions: z.array(localText),
})
const status = z
  .object({
    board: id<BoardId>(),
    dialogue: z.string(),
    dialogueTitle: z.string(),
    site: z.string(),
    tableNumber: z.int(),
    seats: z.int(),
    chairs: z
      .exactOptional(z.array(seat.nullable()))
      .describe('Where people change tables in this session: who sits on which chair; null: nobody'),
    question: z.string(),
    lang: tag,
    curtain: z.enum(['open', 'drawn']),
    drawnBy: z
      .exactOptional(z.enum(['room', 'both']))
      .describe('The room drew it over many tables and alone opens it; `both`: the table’s own is drawn beneath it'),
    watching: z.exactOptional(z.int()).describe('How many watch this board, counted anew every few seconds'),
    everybody: z.exactOptional(z.literal(true)).describe('The dialogue is open to the public'),
    held: z.int().describe('Entries written while the curtain was drawn and not yet released to observers'),
    answersBehind: z
      .exactOptional(z.int())
      .describe(
        'What this table answered, about themes and to translators, while the curtain was drawn, and not yet released',
      ),
    observed: z.boolean(),
    state: z.enum(boardStates),
    clock,
    sessions: z
      .exactOptional(z.array(tableSession))
      .describe('This table’s boards: of the sessions that were reached, and this one'),
    texts: z
      .exactOptional(programmeTexts)
      .describe('Left out by a server of before, and where nobody knows more than the table’s language'),
    recovery: z
      .exactOptional(z.boolean())
      .describe('Restored from a backup: devices hand in what the server lacks, until the organiser ends it'),
    large: z.exactOptional(z.boolean()).describe('The document passed 2 MiB: a new board is wanted before it is full'),
    damaged: z
      .exactOptional(z.boolean())
      .describe('Rows are missing, its file was damaged: it can be read, and nothing of it can be changed'),
    locked: z
      .exactOptional(z.array(id<NodeId>()))
      .describe('Entries whose wording is being voted on: it holds still until the round is closed'),
    translated: z
      .exactOptional(z.int())
      .describe('How often translators made something of it: another number, and what they made is another'),
    asked: z
      .exactOptional(z.int())
      .describe(
        'When translators last asked about one of this table’s boards, or were answered: later, and it is another',
      ),
  })
  .meta({ id: 'BoardStatus' })
export type BoardStatus = Infer<typeof status>

export const boardStatus = route('GET /api/boards/:board', {
  action: 'board.open',
  at: 'board',
  summary: 'A board beside its document: question, curtain, clock',
  answer: status,
})

/** From a device that was away when its seat left this table. Nothing of the board is told: only what of this device's is there. */
export const handIn = route('POST /api/boards/:board/hand-in', {
  action: 'board.hand-in',
  at: 'board',
  summary: 'What a seat typed at this board before it left the table: a Yjs v1 update, taken once',
  query: {
    clients: 'The device’s own clientIDs',
    epoch: 'The board’s epoch that it was made in',
  },
  takes: 'application/octet-stream',
  answer: z.object({
    sv: z.string().describe('State vector of the device’s own clientIDs, base64'),
    table: z.int(),
    session: z.int(),
  }),
})
export type HandInAnswer = Infer<typeof handIn.answer>

const words = id<WordsId>()
/** Kept in the client's outbox while offline. */
export const boardCommands = commands(
  'POST /api/boards/:board/commands',
  {
    at: 'board',
    more: 'passed over',
    summary: 'Withdraw, redact, correct, curtain, release, template, put back; once per id',
    answer: z.object({ seq: z.int() }),
  },
  {
    withdraw: command('words.withdraw', { words }),
    redact: command('words.redact', { words }),
    /** Withdraws `words` and adds `newWords` with the new text, linked to it, in one step. */
    correct: command('words.correct', {
      words,
      newWords: id<WordsId>(),
      text: z.string().min(1).max(limits.words),
      lang,
      at: time,
    }),
    curtain: command('curtain.move', { to: z.enum(['open', 'drawn']) }),
    release: command('curtain.release', {}),
    /** Lays a template beneath the canvas, from the present year to `horizon`. What people made stays. */
    template: command('canvas.arrange', { template: z.enum(templateNames), horizon: z.int().min(1900).max(2300) }),
    /** Restores what one person (`Movers`) moved or deleted on the canvas since then, where nobody else did since. */
    'put-back': command('canvas.put-back', { hand: z.string().regex(/^[0-9a-f]{16}$/), since: time }),
  },
)
export type BoardCommand = CommandOf<typeof boardCommands>

export const hands = route('GET /api/boards/:board/hands', {
  action: 'canvas.put-back',
  at: 'board',
  summary: 'Who moved or deleted something on the canvas that can be put back',
  query: { since: 'Milliseconds since 1970; else the last 30 minutes' },
  answer: z.object({
    hands: z.array(
      z.object({
        hand: z.string().describe('Stands for one device at this board; says nothing outside it'),
        author: z.string().describe('A role, or a role and a seat'),
        moved: z.int(),
        deleted: z.int(),
        last: time,
      }),
    ),
  }),
})
export type Movers = Infer<typeof hands.answer>

const delayMinutes = z.int().min(0).max(15)
const changes = {
  observation: z.enum(['open', 'paused']),
  consent: z.boolean(),
  delayMinutes,
  hidden: z.array(id<NodeId>()).max(limits.nodes),
  showWords: z.boolean(),
  showNotes: z.boolean(),
  showCanvas: z.boolean(),
  photos: z.array(photoHash).max(limits.photos),
}
/** `ceiling`: how far the table may open itself, as its dialogue says. */
const policy = z
  .object({
    ...changes,
    curtain: z.enum(['open', 'drawn']),
    pausedBy: z.exactOptional(z.literal('room')).describe('Left out: a pause is the table’s own'),
    ceiling: z.object({
      consent: z.boolean(),
      delayMinutes,
      showWords: z.boolean(),
      showNotes: z.boolean(),
      showCanvas: z.boolean(),
    }),
  })
  .meta({ id: 'ViewPolicy' })
export const readPolicy = route('GET /api/boards/:board/policy', {
  action: 'policy.read',
  at: 'board',
  summary: 'What observers may see of a board',
  answer: policy,
})
/** What is named is changed. The curtain is the table's own command and no part of it. */
export const changePolicy = route('PUT /api/boards/:board/policy', {
  action: 'policy.write',
  at: 'board',
  summary: 'Pause, delay, hide, show; in effect within a second',
  body: z.strictObject({
    observation: z.exactOptional(changes.observation),
    consent: z.exactOptional(changes.consent),
    delayMinutes: z.exactOptional(delayMinutes),
    hidden: z.exactOptional(changes.hidden),
    showWords: z.exactOptional(changes.showWords),
    showNotes: z.exactOptional(changes.showNotes),
    showCanvas: z.exactOptional(changes.showCanvas),
    photos: z.exactOptional(changes.photos),
  }),
  answer: policy,
})
export const changeAccess = route('PUT /api/boards/:board/access', {
  action: 'board.access',
  at: 'board',
  summary: 'Close a board with whatever is open on it, or let the citizens of its table edit',
  body: z.strictObject({ closed: z.exactOptional(z.boolean()), citizensEdit: z.exactOptional(z.boolean()) }),
  answer: status,
})

const withheld = z.object({ entries: z.int(), words: z.int(), elements: z.int(), photos: z.int(), paragraphs: z.int() })
export const observed = route('GET /api/boards/:board/observed', {
  action: 'view.look',
  at: 'board',
  summary: 'What observers get of this board just now, and how much of it is withheld, never whose',
  query: after,
  answer: z.object({
    version: z.string(),
    view: z.looseObject({ state: z.enum(['open', 'paused', 'curtain', 'no-consent']) }),
    withheld: z.object({ asked: withheld, facilitator: withheld, curtain: withheld, unreleased: withheld }),
  }),
})
