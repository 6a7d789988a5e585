/** What a table's screen asks and is told of its people's voices, and what walls and analysts are told. */
import { z } from 'zod'
import { canvasLimits, elementKinds, type ShapeId } from '../board/canvas/schema.ts'
import { limits, nodeKinds, relationKinds } from '../board/schema.ts'
import type { BoardId, NodeId, RelationId } from '../ids.ts'
import { roundStates } from '../problem.ts'
import * as ballot from './answers.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { tableShare } from './shares.ts'
import { id, localText, seat, spokenLang as lang, tag, time } from './terms.ts'

const sheet = z.object({
  id: z.string(),
  text: z.string(),
  lang: tag,
  seat: seat.nullable(),
  capture: z.enum(['own-typing', 'paper']),
  /** Where it lies: beneath an entry, on the canvas (`element`: the shape's id), or nowhere yet. */
  placed: z
    .union([
      z.object({ on: z.literal('map'), node: id<NodeId>() }),
      z.object({ on: z.literal('canvas'), element: z.exactOptional(z.custom<ShapeId>().meta({ type: 'string' })) }),
    ])
    .nullable(),
})
export type RevealedSheet = Infer<typeof sheet>

const closed = z.object({
  closedAt: time,
  /** Seats at the table that take part; ballots that count; begun and not sent. */
  seats: z.int(),
  ballots: z.int(),
  unsent: z.int(),
  missing: z.array(seat).nullable().describe('Seats whose sheet is missing, for who types paper in'),
  figures: z.array(ballot.figure),
  few: z
    .exactOptional(z.literal(true))
    .describe('Closed from afar, fewer than three answered and others did not: figures of people are not told'),
  conflicts: z.array(
    z.object({
      seat,
      item: z.string(),
      phone: ballot.answer,
      paper: ballot.answer,
      settled: z.enum(['phone', 'paper']).nullable(),
    }),
  ),
})
export type RoundResults = Infer<typeof closed>

const round = z.object({
  step: z.string(),
  title: localText,
  minutes: z.number(),
  state: z.enum(roundStates),
  opens: z
    .exactOptional(z.literal('room'))
    .describe('The room’s console opens it for all tables; the table may close it'),
  asked: z.exactOptional(z.literal(true)).describe('On the day, and no step of the programme'),
  calledBack: z.exactOptional(z.literal(true)).describe('It was asked by mistake: closed, and never counted'),
  turnout: z
    .exactOptional(z.object({ handedIn: z.int().nullable(), of: z.int() }))
    .describe(
      'While it is open or lies sealed: how many of those seated have handed in, as at the last tick of 10 s; null below five who do so by themselves, and within 10 s of a start. For who runs the table',
    ),
  task: z.union([
    z.object({
      kind: z.literal('write'),
      prompt: localText,
      signature: ballot.signature,
      handedIn: z.int().nullable().describe('As `turnout` says it; once revealed, how many seats handed in'),
      alone: z
        .exactOptional(z.array(tag))
        .describe('Languages in which one sheet alone was handed in, where none may say who wrote it'),
      few: z
        .exactOptional(z.literal(true))
        .describe('Closed, and fewer than three handed in, where none may say who wrote it: for who reveals it'),
      unsent: z.int().describe('Seats that had begun and not sent when it was closed: a number, never the text'),
      /** Empty before the reveal; in an order that says nothing of who wrote or when. */
      sheets: z.array(sheet),
    }),
    z.object({
      kind: z.enum(['ballot', 'questionnaire']),
      items: z.array(ballot.item),
      nodes: z.array(ballot.votedOn),
      tableAnswers: z
        .exactOptional(ballot.answers)
        .describe('The table’s own (unit tables), for who may give them: not sealed from it'),
      results: closed.nullable().describe('null until it is closed. A questionnaire has turnout only'),
    }),
  ]),
})
export type TableRound = Infer<typeof round>

const tableSeat = z.object({
  seat,
  state: z.enum(['free', 'phone', 'paper']),
  consent: z
    .object({ quoted: z.boolean(), observed: z.boolean(), how: ballot.how })
    .nullable()
    .describe('null until somebody sits. Only for who runs the table'),
})
export type TableSeat = Infer<typeof tableSeat>

const table = z
  .object({
    version: z.string(),
    board: id<BoardId>(),
    seats: z.array(tableSeat),
    shared: z
      .exactOptional(z.array(z.array(seat)))
      .describe('Seats that are on one phone, where there are two and more'),
    asks: z.exactOptional(z.array(seat)).describe('Seats that a phone asks for which has two already'),
    alone: z
      .exactOptional(z.array(tag))
      .describe('Languages in which one seat alone read its consent, where others read another'),
    rounds: z.array(round),
    released: z
      .exactOptional(z.array(ballot.votedOn))
      .describe('Entries about which the hall may be asked, and in which words: for who decides it'),
    elsewhere: z
      .exactOptional(z.array(z.object({ board: id<BoardId>(), session: z.int(), step: z.string(), title: localText })))
      .describe('Steps that are open still on the table’s other boards'),
    materials: z
      .exactOptional(z.string())
      .describe('Another one when what is told of films, slides and leaflets is another; left out: there are none'),
    themes: z
      .exactOptional(tableShare)
      .describe('Themes that the hall is shown, and what this table says of each: for who may answer'),
  })
  .meta({ id: 'TableVoices' })
export type TableVoices = Infer<typeof table>

/** Held like a phone's request. Before a round is closed it says no count, no order, no partial result. */
export const tableVoices = route('GET /api/boards/:board/voices', {
  action: 'voices.read',
  at: 'board',
  summary: 'The table’s seats and rounds; before a ballot is closed, nothing of what came in',
  query: after,
  answer: table,
})

const step = { step: ballot.step }
const onSheet = { ...step, sheet: ballot.sheet }
const coordinate = z.number().min(-canvasLimits.coordinate).max(canvasLimits.coordinate)
const newEntry = z
  .object({
    kind: z.enum(nodeKinds),
    beneath: z.exactOptional(
      z.object({ id: id<RelationId>(), kind: z.enum(relationKinds), to: id<NodeId | RelationId>() }),
    ),
  })
  .describe('`node` is a new entry that says what the sheet says; `to` is an entry, or for an undercut a relation')
/** What the table's facilitator and reporter do. */
export const tableCommands = commands(
  'POST /api/boards/:board/voices',
  {
    at: 'board',
    summary: 'Open, close, reveal, place; the table’s own answer; paper; a lost phone. Once per id',
    answer: table,
    // For who moves rounds and frees seats, and may not read what the table says.
    also: [204],
  },
  {
    open: command('round.move', { ...step, nodes: z.array(id<NodeId>()).max(100) }),
    close: command('round.move', step),
    reveal: command('round.move', step),
    /** A revealed sheet beneath an entry, as words in the citizen's own text; once more moves it. */
    place: command('sheet.place', { ...onSheet, node: id<NodeId>(), entry: z.exactOptional(newEntry) }),
    /** A revealed sheet as an element of the canvas. */
    'place-on-canvas': command('sheet.place', {
      ...onSheet,
      element: z.enum(elementKinds),
      x: coordinate,
      y: coordinate,
    }),
    /** The table's own answer to items of unit `tables`. */
    'table-answer': command('table.answer', { ...step, answers: ballot.answers }),
    /** Paper: a consent, a private sheet (after the reveal), a ballot or a questionnaire of one seat. */
    'paper-consent': command('paper.enter', { seat, consent: ballot.consent }),
    /** `seat` null on an anonymous sheet: the server finds it by `sheet` (`PaperSheet.holds.sheet`) and tells nobody. */
    'paper-sheet': command('paper.enter', { ...onSheet, seat: seat.nullable(), text: ballot.text.min(1), lang }),
    /** `again`: the same typed a second time; a ballot that differs is refused with `differs`. */
    'paper-answers': command('paper.enter', {
      ...step,
      seat,
      answers: ballot.answers,
      again: ballot.answers,
      words: z
        .exactOptional(z.int().min(0).max(10_000))
        .describe('Which of its step’s words stand on the sheet; left out: those of the round'),
    }),
    settle: command('paper.enter', { ...step, seat, item: ballot.itemKey, use: z.enum(['phone', 'paper']) }),
    /** A lost phone: the person who holds the seat is out within a second, and it can be taken anew. */
    free: command('seat.free', { seat }),
    /** A phone that has two seats or more asked for this one: it may sit. */
    'let-in': command('seat.free', { seat }),
    /** The hall may be asked about this entry in these words, whatever the curtain keeps; or not any more. */
    release: command('policy.write', { node: id<NodeId>(), wording: z.string().min(1).max(limits.wording) }),
    'take-in': command('policy.write', { node: id<NodeId>() }),
  },
)
export type VoicesCommand = CommandOf<typeof tableCommands>

const figures = ballot.results.extend({ version: z.string() }).meta({ id: 'Results' })
export type ResultsAnswer = Infer<typeof figures>
export const results = route('GET /api/dialogues/:dialogue/results', {
  action: 'results.read',
  at: 'dialogue',
  summary: 'Figures of all tables, with unit and base; counts below 5 are not said',
  query: after,
  answer: figures,
})
/** Many screens follow one link: they ask every few seconds and are never held. */
export const watchedResults = route('GET /api/watch/:link/results', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'Figures of all tables, as observers may see them',
  query: { after: 'The version at hand: if it is still that one, 204 without a body' },
  answer: figures,
  also: [204],
})
