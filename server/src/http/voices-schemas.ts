/** What people's voices are as HTTP takes them: checked here, at the border, and printed in `/openapi.json`. */
import { noAnswers, type Answer, type ItemKey } from '@tablee/shared/ballot/items'
import { elementKinds, canvasLimits } from '@tablee/shared/board/canvas/schema'
import { limits } from '@tablee/shared/board/schema'
import { isId, type BoardId, type NodeId } from '@tablee/shared/ids'
import { z } from 'zod'
import { consentCommand, lang, said, seat } from './seat-schemas.ts'

const id = <Id extends string>() =>
  z.custom<Id>(isId, 'not an id').meta({ type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
const step = z.string().min(1).max(64)
/** A sheet's id becomes one of words, and `-2` … is added when it is moved. */
const sheet = z
  .custom<string>((value) => isId(value) && value.length <= 56, 'not the id of a sheet')
  .meta({ type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,55}$' })
const text = z.string().max(limits.words)
const option = z.string().min(1).max(64)
const options = z.array(option).max(100)

/** Whether an answer is one to its item is asked by the verb (`shared/ballot/answer`). */
export const answer: z.ZodType<Answer> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('agree'), value: z.enum(['agree', 'disagree', 'pass']) }),
  z.strictObject({ type: z.literal('choose'), chosen: options, rejected: options, indifferent: options }),
  z.strictObject({ type: z.literal('single'), option }),
  z.strictObject({ type: z.literal('ranking'), order: options }),
  z.strictObject({ type: z.literal('scale'), value: z.number() }),
  z.strictObject({ type: z.literal('placement'), x: z.number(), y: z.number() }),
  z.strictObject({ type: z.literal('number'), value: z.number() }),
  z.strictObject({ type: z.literal('text'), text, lang }),
  z.strictObject({ type: z.literal('none'), why: z.enum(noAnswers) }),
])
const key = z.custom<ItemKey>((value) => typeof value === 'string' && /^[A-Za-z0-9._-]{1,130}$/.test(value), 'no key')
export const answers = z
  .record(key, answer)
  .refine((given) => Object.keys(given).length <= 500, 'too many answers')
  .meta({ description: 'answers by item, or by `item.node` for an item on entries' })

const command = { id: id<string>() }
const of = { ...command, board: id<BoardId>(), step }
const writeCommand = z.strictObject({
  ...of,
  kind: z.literal('write'),
  sheet,
  text,
  lang,
  sent: z.boolean(),
})
const takeBackCommand = z.strictObject({ ...of, kind: z.literal('take-back'), sheet })
const answerCommand = z.strictObject({ ...of, kind: z.literal('answer'), answers, sent: z.boolean() })

/** Every command of a seat. */
export const seatCommand = z.discriminatedUnion('kind', [writeCommand, takeBackCommand, answerCommand, consentCommand])

const coordinate = z.number().min(-canvasLimits.coordinate).max(canvasLimits.coordinate)
/** `POST /api/boards/:board/voices`. */
export const voicesCommand = z.discriminatedUnion('kind', [
  z.strictObject({ ...command, kind: z.literal('open'), step, nodes: z.array(id<NodeId>()).max(100) }),
  z.strictObject({ ...command, kind: z.literal('close'), step }),
  z.strictObject({ ...command, kind: z.literal('reveal'), step }),
  z.strictObject({ ...command, kind: z.literal('place'), step, sheet, node: id<NodeId>() }),
  z.strictObject({
    ...command,
    kind: z.literal('place-on-canvas'),
    step,
    sheet,
    element: z.enum(elementKinds),
    x: coordinate,
    y: coordinate,
  }),
  z.strictObject({ ...command, kind: z.literal('table-answer'), step, answers }),
  z.strictObject({ ...command, kind: z.literal('paper-consent'), seat, consent: said }),
  z.strictObject({
    ...command,
    kind: z.literal('paper-sheet'),
    step,
    seat: seat.nullable(),
    sheet,
    text: text.min(1),
    lang,
  }),
  z.strictObject({ ...command, kind: z.literal('paper-answers'), step, seat, answers, again: answers }),
  z.strictObject({ ...command, kind: z.literal('settle'), step, seat, item: key, use: z.enum(['phone', 'paper']) }),
  z.strictObject({ ...command, kind: z.literal('free'), seat }),
  z.strictObject({ ...command, kind: z.literal('let-in'), seat }),
])
