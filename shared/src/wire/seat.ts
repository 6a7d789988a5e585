/** What a citizen's phone asks and is told. All of it is this seat's own; nothing here says anything of another's. */
import { z } from 'zod'
import { stepKinds } from '../dialogue/programme.ts'
import type { BoardId } from '../ids.ts'
import { roundStates } from '../problem.ts'
import * as ballot from './answers.ts'
import { after } from './changes.ts'
import { course } from './clock.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, localText, seat, spokenLang as lang, tag, time } from './terms.ts'

export const seats = route('GET /api/seats', {
  action: 'seat.look',
  at: 'none',
  summary: 'The seats of this session’s table, and what is asked before one is taken',
  query: { ...after, waits: 'The seat that this phone waits to be let in to' },
  answer: z
    .object({
      version: z.string(),
      dialogueTitle: z.string(),
      site: z.string(),
      tableNumber: z.int(),
      langs: z.array(tag),
      seats: z.array(
        z.object({
          seat,
          taken: z.boolean(),
          waits: z.exactOptional(z.boolean()).describe('This phone has to be let in there first'),
        }),
      ),
      consent: ballot.consentPage
        .nullable()
        .describe('null: this dialogue asks for no consent and has no private tasks'),
    })
    .meta({ id: 'Seats' }),
})
export type SeatsAnswer = Infer<typeof seats.answer>
export type ConsentPage = Infer<typeof ballot.consentPage>

const round = {
  step: z.string(),
  title: localText,
  minutes: z.number(),
  state: z.enum(roundStates),
}
const own = z.object({
  ...round,
  board: id<BoardId>(),
  session: z
    .exactOptional(z.object({ number: z.int(), title: localText }))
    .describe('Where another one runs: an open step outlives its session until the table closes it'),
  calledBack: z.exactOptional(z.literal(true)).describe('Asked on the day by mistake: closed, and never counted'),
  openedAt: z.exactOptional(time.nullable()).describe('So that the phone can say how much of its minutes is left'),
  closed: z
    .exactOptional(z.string())
    .describe(
      'Of a vote or questionnaire: signed, that it was closed then. A server that lacks it takes it from the phone',
    ),
  task: z.union([
    z.object({
      kind: z.literal('write'),
      prompt: localText,
      signature: ballot.signature,
      /** Own sheets, oldest first. */
      sheets: z.array(
        z.object({ id: z.string(), text: z.string(), lang: tag, sent: z.boolean(), takenBack: z.boolean() }),
      ),
    }),
    z.object({
      kind: z.enum(['ballot', 'questionnaire']),
      items: z.array(ballot.item),
      /** For items on entries: the wordings that are voted on. */
      nodes: z.array(ballot.votedOn),
      translations: ballot.itemTranslations,
      /** Own answers that reached the server. */
      answers: z.record(z.string(), z.object({ answer: ballot.answer, sent: z.boolean() })),
    }),
  ]),
})
export type SeatRound = Infer<typeof own>
export type SeatTask = SeatRound['task']

const now = z
  .object({
    version: z.string(),
    seat,
    dialogueTitle: z.string(),
    site: z.string(),
    tableNumber: z.int(),
    seats: z.exactOptional(z.int()).describe('Of that table, as many as it has by now'),
    /** The table's board of the session that runs, and whether this seat may edit it. */
    board: id<BoardId>().nullable(),
    mayEdit: z.boolean(),
    now: z.exactOptional(time).describe('The server’s clock when it answered: a phone’s own may be wrong'),
    era: z
      .exactOptional(z.string())
      .describe(
        'Another one: the server was restored, or another laptop has taken over. What was taken before is handed in again',
      ),
    receipt: z
      .exactOptional(z.string())
      .describe('Of the command that is answered: with it the same is handed in again, where it is missing'),
    session: z.object({ number: z.int(), title: localText, question: localText }).nullable(),
    clock: z
      .exactOptional(
        z.object({
          course,
          steps: z.array(z.object({ kind: z.enum(stepKinds), title: localText, minutes: z.number() })),
        }),
      )
      .describe('Of the table'),
    sits: z
      .exactOptional(z.array(z.object({ session: z.int(), table: z.int() })))
      .describe('Of a seat that changes tables: at which it sits in each session, by their numbers'),
    materials: z
      .exactOptional(z.string())
      .describe('Another one when what this seat may see of films, slides and leaflets is another; left out: nothing'),
    langs: z.array(tag),
    consent: ballot.consentGiven,
    consentPage: ballot.consentPage,
    rounds: z
      .array(own)
      .describe(
        'Open ones first; those of other sessions than the running one only while they hold something unsent, or where it looks back at what they hold',
      ),
  })
  .meta({ id: 'Seat' })
export type SeatAnswer = Infer<typeof now>

/** It is the first thing that is recorded of a person; who declines sends nothing and leaves. 409 `seat-taken`. */
export const sit = route('POST /api/seats', {
  action: 'seat.take',
  at: 'none',
  summary: 'Take part: consent, and the seat is this device’s; once per id',
  body: z.strictObject({ id: id(), seat, consent: ballot.consent }),
  answer: now,
  status: 201,
})
export type SitRequest = Infer<typeof sit.body>

/** Held, so that a step that opens is on the phone at once and nothing but HTTP is needed. */
export const ownSeat = route('GET /api/seat', {
  action: 'seat.own',
  at: 'none',
  summary: 'What this seat has to do now, and what it said',
  query: after,
  answer: now,
})

const of = { board: id<BoardId>(), step: ballot.step }
/** What a seat does, each kept in the phone's outbox until it is answered. */
export const seatCommands = commands(
  'POST /api/seat/commands',
  { at: 'none', summary: 'What a seat says; once per id', answer: now },
  {
    write: command('seat.own', { ...of, sheet: ballot.sheet, text: ballot.text, lang, sent: z.boolean() }),
    'take-back': command('seat.own', { ...of, sheet: ballot.sheet }),
    answer: command('seat.own', { ...of, answers: ballot.answers, sent: z.boolean() }),
    consent: command('seat.own', { consent: ballot.consent }),
  },
)
export type SeatCommand = CommandOf<typeof seatCommands>

const given = z.strictObject({ command: seatCommands.body, receipt: z.string().max(100) })
/** What a phone hands in again, as it was taken. */
export type SeatGiven = Infer<typeof given>
const closedThere = z.strictObject({ board: id<BoardId>(), step: ballot.step, mark: z.string().max(100) })
/** What a phone knows to have been closed. */
export type ClosedThere = Infer<typeof closedThere>
const became = z
  .enum(['there', 'waits', 'asked-anew', 'refused', 'unsigned'])
  .describe(
    'there: it counts, or something newer of this seat does. waits: its step is not open here yet. asked-anew: about other wordings. unsigned: no receipt of this seat for just this',
  )
export type Became = Infer<typeof became>
/** Once per id of a command, as if it had been sent now: also where its step is closed by now, for it was taken in time. */
export const seatAgain = route('POST /api/seat/again', {
  action: 'seat.own',
  at: 'none',
  summary: 'What a server that is gone had taken from this seat and closed for it, with its receipts',
  body: z.strictObject({ given: z.array(given).max(20), closed: z.exactOptional(z.array(closedThere).max(40)) }),
  answer: now.extend({ again: z.array(z.object({ id: id(), became })) }),
})
export type SeatAgainAnswer = Infer<typeof seatAgain.answer>
