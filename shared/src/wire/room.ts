/**
 * The room of a site: what the head facilitator's console is told and does. Numbers and states only: nothing that anybody
 * wrote, and of seats only whether they are taken.
 */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import { mostMore } from '../dialogue/clock.ts'
import type { SiteId, TableId } from '../ids.ts'
import { roundStates } from '../problem.ts'
import { callKinds } from '../room/rows.ts'
import { after } from './changes.ts'
import { siteClock } from './clock.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { left } from './left.ts'
import { proposed } from './questions.ts'
import { id, localText, seat, tag, time } from './terms.ts'

export type { Left } from './left.ts'

export type { SiteClock } from './clock.ts'

const call = z.object({
  id: id(),
  table: id<TableId>(),
  kind: z.enum(callKinds),
  askedAt: time,
  coming: z.object({ who: z.string().describe('What is written on the card of who comes'), at: time }).nullable(),
})
export type Call = Infer<typeof call>

const roomTable = z.object({
  id: id<TableId>(),
  number: z.int(),
  lang: tag,
  seats: z.int(),
  taken: z.array(z.int()).describe('Numbers of its own seats on which somebody sits'),
  guests: z.exactOptional(z.array(seat)).describe('Who sits here from other tables'),
  away: z.exactOptional(z.array(z.int())).describe('Numbers of its own seats whose people sit at other tables'),
  spoken: z.int().describe('How many seats have words in this session: never which'),
  entries: z.int(),
  lastAt: time.nullable().describe('When something was last written on its board'),
  curtain: z.enum(['open', 'drawn', 'drawn-here']).describe('`drawn-here`: by the console, which alone opens it'),
  shown: z.boolean().describe('Whether observers see anything of it'),
  paused: z.boolean(),
  delayMinutes: z.number(),
  watching: z.int(),
  online: z.boolean().describe('Whether a screen of the table is connected'),
  offlineSince: time.nullable(),
  unsaved: z.boolean().describe('A screen of it has said that something is not saved yet'),
  clock: siteClock
    .nullable()
    .describe('null: it goes by the hall’s. While it joins the hall, which can be taken back, it is told'),
  seen: z
    .exactOptional(z.int())
    .describe('What an act on this table alone has seen, where neither its own clock says it nor the hall’s'),
  /** Handed in per step that is open or sealed; null below five who hand in by themselves, and within 10 s of a start. */
  turnout: z.array(
    z.object({ step: z.string(), state: z.enum(roundStates), handedIn: z.int().nullable(), of: z.int() }),
  ),
})
export type RoomTable = Infer<typeof roomTable>

const message = z.object({
  id: id(),
  to: z.enum(['facilitators', 'tables']),
  tables: z.array(id<TableId>()).nullable().describe('null: all of the site'),
  text: localText,
  sentAt: time,
  read: z.int(),
  of: z.int(),
  /** Numbers: of the largest site’s tables they are a few bytes each. */
  readAt: z.exactOptional(z.array(z.int())).describe('Numbers of the tables at which it was read'),
})
const room = z
  .object({
    version: z.string(),
    dialogue: z.string(),
    title: z.string(),
    site: z.object({ id: id<SiteId>(), name: z.string(), lang: tag, zone: z.string().nullable() }),
    now: time,
    /** Only where the answer is `whole`. */
    sessions: z.array(
      z.object({
        number: z.int(),
        title: localText,
        question: localText,
        begins: z.string().nullable().describe('Planned, `HH:MM` of the site'),
        steps: z.array(
          z.object({ kind: z.string(), title: localText, minutes: z.number(), id: z.string().nullable() }),
        ),
      }),
    ),
    clock: siteClock,
    others: z
      .array(z.object({ id: id<SiteId>(), name: z.string(), clock: siteClock }))
      .describe('Sites this session may see'),
    changed: z
      .exactOptional(z.int())
      .describe('How often the day was changed since it was founded: its plan says what, why and by whom'),
    langs: z.array(tag).describe('Of the tables'),
    /** Only those that changed since `after`, where that is known; `whole` says which it is. */
    tables: z.array(roomTable),
    whole: z.boolean(),
    calls: z.array(call).describe('Longest wait first'),
    messages: z.array(message).describe('The newest four, newest first'),
    places: z
      .record(z.string(), z.object({ x: z.number(), y: z.number() }))
      .describe('Where the tables stand, 0 to 1, by id'),
    watching: z.int(),
    proposed,
    rounds: z
      .array(
        z.object({
          step: z.string(),
          title: localText,
          session: z.int(),
          open: z.int(),
          closed: z.int(),
          revealed: z.int(),
          of: z.int(),
          may: z.array(z.enum(['open', 'closed', 'revealed'])).describe('To what the console may move it'),
          asked: z
            .exactOptional(z.object({ at: time, calledBack: z.boolean() }))
            .describe('A question that was asked on the day, and is no step of the programme'),
        }),
      )
      .describe('Of the running session, over all tables'),
  })
  .meta({ id: 'Room' })
export type Room = Infer<typeof room>

export const readRoom = route('GET /api/dialogues/:dialogue/sites/:site/room', {
  action: 'room.see',
  at: 'site',
  summary: 'A site’s room: clock, tables, calls, messages, numbers; held until something is another',
  query: after,
  answer: room,
})

/** People who are moved at once: those of a large site. */
const mostMoved = 2_000

/** Asked when somebody looks who sits where: of a whole hall it is too long to be told with every second of its room. */
export const readSeating = route('GET /api/dialogues/:dialogue/sites/:site/seats', {
  action: 'seat.move',
  at: 'site',
  summary: 'Who sits where in each session, and what was decided of it on the day',
  answer: z
    .object({
      seats: z.array(
        z.object({
          seat,
          taken: z.boolean().describe('Somebody took it'),
          session: z.int().describe('In which session it is'),
          tables: z
            .array(z.int())
            .describe('Numbers of the tables at which it sits, session by session of the programme'),
        }),
      ),
      moves: z
        .array(z.object({ session: z.int(), seats: z.array(seat), why: z.string(), by: z.string(), at: time }))
        .describe('By hand, the newest first; `by`: a role'),
    })
    .meta({ id: 'Seating' }),
})
export type SeatingAnswer = Infer<typeof readSeating.answer>

const someTables = z.array(id<TableId>()).min(1).max(400)
/** `tables` left out: the site. */
const whose = {
  tables: z.exactOptional(someTables),
  seen: z.int().describe('`version` of the clock that was on the screen; of several tables’ the highest'),
  /** A step goes on by itself without another version; a moment says it of several tables, each in a step of its own. */
  shownAt: z
    .exactOptional(time)
    .describe(
      'The server’s time for which the screen showed it: `next` and `back` are refused where another step runs now',
    ),
}
const text = localText.refine((texts) =>
  Object.values(texts).every((one) => one.length > 0 && one.length <= limits.title),
)

/** What the console does. An act on a clock that has moved since is refused with `changed`, and nothing is done twice. */
export const roomCommands = commands(
  'POST /api/dialogues/:dialogue/sites/:site/room',
  {
    at: 'site',
    summary: 'Clock, calls, messages, curtains, rounds of all tables. Once per id',
    answer: z.object({
      seq: z.int(),
      left: z
        .exactOptional(z.array(left))
        .describe('Of rounds, pause and delay of many tables: those at which it was not done, and why'),
    }),
  },
  {
    begin: command('clock.move', {
      ...whose,
      session: z.int().min(1).max(99),
      clock: z.exactOptional(z.enum(['on', 'anew'])),
    }),
    hold: command('clock.move', whose),
    'go-on': command('clock.move', whose),
    more: command('clock.move', { ...whose, minutes: z.int().min(1).max(mostMore) }),
    next: command('clock.move', whose),
    back: command('clock.move', whose),
    end: command('clock.move', whose),
    join: command('clock.move', whose),
    'take-back': command('clock.move', whose),
    coming: command('call.answer', { call: id() }),
    done: command('call.answer', { call: id() }),
    message: command('message.send', {
      to: z.enum(['facilitators', 'tables']),
      tables: z.exactOptional(someTables),
      text,
    }),
    'draw-curtains': command('curtain.all', { to: z.enum(['open', 'drawn']), tables: z.exactOptional(someTables) }),
    watched: command('observation.set', {
      tables: z.exactOptional(someTables),
      observation: z.exactOptional(z.enum(['open', 'paused'])),
      delayMinutes: z.exactOptional(z.int().min(0).max(15)),
    }),
    round: command('round.all', {
      step: z.string(),
      to: z.enum(['open', 'closed', 'revealed']),
      tables: z.exactOptional(someTables),
    }),
    'move-seats': command('seat.move', {
      session: z.int().min(1).max(99).describe('From which on'),
      moves: z
        .array(z.strictObject({ seat, table: id<TableId>() }))
        .min(1)
        .max(mostMoved)
        .refine((moves) => new Set(moves.map(({ seat }) => seat)).size === moves.length, 'a seat twice')
        .describe('At which table each seat sits then; nobody beyond a table’s places'),
      why: z.string().trim().min(1).max(limits.title),
    }),
    place: command('hall.arrange', {
      places: z.record(z.string(), z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })),
    }),
  },
)
export type RoomCommand = CommandOf<typeof roomCommands>
