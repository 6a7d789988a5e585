/**
 * What phones, tables, walls and analysts are told of people's voices, for `/openapi.json`: `shared/wire/seat`, `voices` and
 * `paper` as schemas. Nothing is checked with them at run time; the tests hold every answer against them.
 */
import { bases, itemTypes, units } from '@tablee/shared/ballot/items'
import { roundStates } from '@tablee/shared/problem'
import { paperKinds, paperLangs } from '@tablee/shared/wire/paper'
import { z } from 'zod'
import { consentPage, lang, said, seat, texts } from './seat-schemas.ts'
import { answer, answers } from './voices-schemas.ts'

const option = z.object({ id: z.string(), text: texts })
const ends = z.object({ low: texts, high: texts })
const item = z
  .looseObject({
    id: z.string(),
    type: z.enum(itemTypes),
    text: texts,
    help: texts.optional(),
    unit: z.enum(units),
    base: z.enum(bases),
    showIf: z.object({ item: z.string(), is: z.array(z.string()) }).optional(),
    on: z.enum(['statement', 'nodes']).optional().describe('agree: asked once, or of each entry that is voted on'),
    options: z.array(option).optional().describe('choose, single, ranking'),
    most: z.int().optional().describe('choose: how many'),
    min: z.number().optional().describe('scale, number'),
    max: z.number().optional().describe('scale, number'),
    low: texts.optional().describe('scale: what its ends are called'),
    high: texts.optional(),
    x: ends.optional().describe('placement: its axes'),
    y: ends.optional(),
    suffix: texts.optional(),
  })
  .meta({ id: 'Item' })
const votedOn = z.object({ node: z.string(), wording: z.string(), lang })
const signature = z.string().meta({ description: 'Under whose name: seat-code or anonymous' })

const seatTask = z.union([
  z.looseObject({
    kind: z.literal('write'),
    prompt: texts,
    signature,
    sheets: z.array(z.object({ id: z.string(), text: z.string(), lang, sent: z.boolean(), takenBack: z.boolean() })),
  }),
  z.looseObject({
    kind: z.enum(['ballot', 'questionnaire']),
    items: z.array(item),
    nodes: z.array(votedOn),
    answers: z.record(z.string(), z.object({ answer, sent: z.boolean() })),
  }),
])
const round = { step: z.string(), title: texts, minutes: z.number(), state: z.enum(roundStates) }
export const seatAnswer = z
  .object({
    version: z.string(),
    seat,
    dialogueTitle: z.string(),
    site: z.string(),
    tableNumber: z.int(),
    board: z.string().nullable(),
    mayEdit: z.boolean(),
    now: z.int().optional().describe('The server’s clock when it answered'),
    session: z.object({ number: z.int(), title: texts, question: texts }).nullable(),
    langs: z.array(lang),
    consent: said.extend({ how: z.enum(['phone', 'paper']) }),
    consentPage,
    rounds: z.array(
      z.looseObject({
        ...round,
        board: z.string(),
        session: z.object({ number: z.int(), title: texts }).optional(),
        openedAt: z.int().nullable().optional(),
        task: seatTask,
      }),
    ),
  })
  .meta({ id: 'Seat' })

const count = z.int().nullable()
const number = z.number().nullable()
const figure = z
  .looseObject({
    item: z.string(),
    type: z.enum(itemTypes),
    text: texts,
    wording: votedOn.optional(),
    unit: z.enum(units),
    base: z.enum(bases),
    asked: count,
    valid: count,
    none: z.object({ refused: count, notAsked: count, illegible: count }),
    denominator: count,
    rows: z.array(
      z.looseObject({
        key: z.string(),
        text: texts,
        count,
        share: number,
        withheld: z.enum(['few', 'covered']).optional(),
        rank: number.optional(),
      }),
    ),
    mean: number,
    median: number,
    centre: z.object({ x: z.number(), y: z.number() }).nullable(),
    points: z.array(z.object({ x: z.number(), y: z.number() })),
    texts: z.array(z.object({ text: z.string(), lang })),
    axes: z.object({ x: ends, y: ends }).optional(),
    ends: ends.optional(),
  })
  .meta({ id: 'Figure', description: 'A null is a number that is not said: it, or one it would give away, is below 5' })

const tableTask = z.union([
  z.looseObject({
    kind: z.literal('write'),
    prompt: texts,
    signature,
    handedIn: count,
    alone: z.array(z.string()).optional(),
    unsent: z.int(),
    sheets: z.array(
      z.looseObject({
        id: z.string(),
        text: z.string(),
        lang,
        seat: seat.nullable(),
        capture: z.enum(['own-typing', 'paper']),
        placed: z
          .union([
            z.object({ on: z.literal('map'), node: z.string() }),
            z.object({ on: z.literal('canvas'), element: z.string().optional() }),
          ])
          .nullable(),
      }),
    ),
  }),
  z.looseObject({
    kind: z.enum(['ballot', 'questionnaire']),
    items: z.array(item),
    nodes: z.array(votedOn),
    tableAnswers: answers.optional(),
    results: z
      .looseObject({
        closedAt: z.int(),
        seats: z.int(),
        ballots: z.int(),
        unsent: z.int(),
        missing: z.array(seat).nullable(),
        figures: z.array(figure),
        few: z.literal(true).optional().describe('fewer than three answered, others did not: not told'),
        conflicts: z.array(
          z.object({
            seat,
            item: z.string(),
            phone: answer,
            paper: answer,
            settled: z.enum(['phone', 'paper']).nullable(),
          }),
        ),
      })
      .nullable(),
  }),
])
export const tableVoices = z
  .object({
    version: z.string(),
    board: z.string(),
    seats: z.array(
      z.object({
        seat,
        state: z.enum(['free', 'phone', 'paper']),
        consent: z.object({ quoted: z.boolean(), observed: z.boolean(), how: z.enum(['phone', 'paper']) }).nullable(),
      }),
    ),
    shared: z.array(z.array(seat)).optional().describe('seats that are on one phone'),
    asks: z.array(seat).optional().describe('seats that a phone asks for which has two already'),
    alone: z.array(z.string()).optional(),
    rounds: z.array(z.looseObject({ ...round, task: tableTask })),
    elsewhere: z
      .array(z.object({ board: z.string(), session: z.int(), step: z.string(), title: texts }))
      .optional()
      .describe('steps that are open still on the table’s other boards'),
  })
  .meta({ id: 'TableVoices' })

const change = z.looseObject({
  questionnaire: z.string(),
  item: z.string(),
  text: texts,
  unit: z.literal('people'),
  pairs: count,
  before: number,
  after: number,
  difference: number,
  up: count,
  down: count,
  same: count,
  flows: z.array(z.object({ from: z.string(), to: z.string(), count })),
  options: z.array(z.object({ key: z.string(), text: texts })).optional(),
  range: z.object({ min: z.number(), max: z.number() }).optional(),
})
export const results = z
  .looseObject({
    version: z.string(),
    steps: z.array(
      z.looseObject({
        step: z.string(),
        session: z.int(),
        title: texts,
        kind: z.enum(['ballot', 'questionnaire']),
        tables: z.object({ closed: z.int(), of: z.int() }),
        figures: z.array(figure),
        byTable: z.array(z.object({ table: z.int(), figures: z.array(figure) })),
      }),
    ),
    change: z.array(change),
  })
  .meta({ id: 'Results' })

export const paperSheet = z
  .object({
    id: z.string(),
    kind: z.enum(paperKinds),
    seat: z.string().nullable(),
    step: z.string().nullable(),
    title: texts,
    lang: z.enum(paperLangs),
    state: z.enum(roundStates),
    entered: z.boolean(),
    holds: z.union([
      z.looseObject({ kind: z.literal('consent'), consent: consentPage }),
      z.looseObject({ kind: z.literal('write'), prompt: texts, signature, sheet: z.string() }),
      z.looseObject({
        kind: z.enum(['ballot', 'questionnaire']),
        items: z.array(item),
        nodes: z.array(votedOn),
        byHand: z.boolean(),
      }),
      z.looseObject({ kind: z.literal('map') }),
    ]),
  })
  .meta({ id: 'PaperSheet' })
