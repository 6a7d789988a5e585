/** What people are asked, what they answer and what comes out of it, as both sides speak of it: `shared/voices` as schemas. */
import { z } from 'zod'
import type { Change, Figure, Results } from '../voices/figure.ts'
import {
  bases,
  itemTypes,
  noAnswers,
  supports,
  units,
  type Answer,
  type Item,
  type ItemKey,
} from '../dialogue/items.ts'
import type { Consent, VotedOn } from '../voices/rows.ts'
import { translationStates } from '../view/translated.ts'
import { limits, nodeKinds } from '../board/schema.ts'
import { engineUses, type Signature } from '../dialogue/programme.ts'
import { isId, type NodeId } from '../ids.ts'
import { id, localText, spokenLang as lang, tag } from './terms.ts'

/** A step in which people are asked something: of the programme, or named by the command that asked it on the day. */
export const step = z.string().min(1).max(66)
/** A sheet's id becomes one of words, and `-2` … is added when it is moved. */
export const sheet = z
  .custom<string>((value) => isId(value) && value.length <= 56, 'not the id of a sheet')
  .meta({ type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,55}$' })
export const text = z.string().max(limits.words)

/** One yes or no each: nothing is assumed of what was not said. */
export const consent = z.strictObject({
  version: z.string().min(1).max(limits.title),
  quoted: z.boolean(),
  observed: z.boolean(),
  lang,
})
export const how = z.enum(['phone', 'paper'])
export const consentGiven: z.ZodType<Consent> = z.object({ ...consent.shape, lang: tag, how })
export const consentPage = z.object({
  version: z.string(),
  intro: localText,
  taking: localText,
  quoted: localText,
  observed: localText,
  engine: z
    .exactOptional(z.object({ name: z.string(), uses: z.array(z.enum(engineUses)).readonly(), text: localText }))
    .describe(
      'The engine that may be given what is said, and for what; who says no to one of the two keeps theirs from it',
    ),
})

const option = z.string().min(1).max(64)
const options = z.array(option).max(100)
/** Whether an answer is one to its item is asked by the verb (`shared/voices/answer`). */
export const answer: z.ZodType<Answer> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('agree'), value: z.enum(['agree', 'disagree', 'pass']) }),
  z.strictObject({ type: z.literal('choose'), chosen: options, rejected: options, indifferent: options }),
  z.strictObject({ type: z.literal('single'), option }),
  z.strictObject({ type: z.literal('ranking'), order: options }),
  z.strictObject({ type: z.literal('scale'), value: z.number() }),
  z.strictObject({ type: z.literal('placement'), x: z.number(), y: z.number() }),
  z.strictObject({ type: z.literal('number'), value: z.number() }),
  z.strictObject({ type: z.literal('text'), text, lang }),
  z.strictObject({
    type: z.literal('recommendation'),
    sentence: text,
    lang,
    reasons: z.array(z.strictObject({ node: id<NodeId>(), wording: text, lang })).max(100),
  }),
  z.strictObject({
    type: z.literal('support'),
    value: z.enum(supports),
    why: z.exactOptional(z.union([z.strictObject({ option }), z.strictObject({ text, lang })])),
  }),
  z.strictObject({ type: z.literal('none'), why: z.enum(noAnswers) }),
])
export const itemKey = z.custom<ItemKey>(
  (value) => typeof value === 'string' && /^[A-Za-z0-9._-]{1,130}$/.test(value),
  'no key',
)
export const answers = z
  .record(itemKey, answer)
  .refine((given) => Object.keys(given).length <= 500, 'too many answers')
  .meta({ description: 'answers by item, or by `item.node` for an item on entries' })

const axis = z.object({ low: localText, high: localText })
const common = {
  id: z.string(),
  text: localText,
  help: z.exactOptional(localText),
  unit: z.enum(units),
  base: z.enum(bases),
  showIf: z.exactOptional(z.object({ item: z.string(), is: z.array(z.string()) })),
  meaning: z.exactOptional(z.int()).describe('Which of its meanings; left out: the first'),
}
const entry = z
  .exactOptional(z.object({ kind: z.enum(nodeKinds), table: z.int() }))
  .describe('It was picked from the map of this table, and may be shown still')
const choices = z.array(z.object({ id: z.string(), text: localText, entry }))
const number = z.exactOptional(z.number())
const recommended = {
  table: z.int().describe('The number of the table that recommends it'),
  reasons: z.array(z.object({ wording: z.string(), lang: tag })),
  conditions: choices.describe('Of maps, to be picked by who says *yes, if*'),
  objections: choices.describe('Of its map, to be picked by who says no'),
}
/** Each person is asked so many of the items, drawn by the seed. */
export const drawn = z.object({ seed: z.string(), most: z.int() })
export const item: z.ZodType<Item> = z
  .discriminatedUnion('type', [
    z.object({
      ...common,
      type: z.literal('agree'),
      on: z.enum(['statement', 'nodes']).describe('Asked once, or of each entry that is voted on'),
    }),
    z.object({ ...common, type: z.literal('choose'), options: choices, most: z.exactOptional(z.int()) }),
    z.object({ ...common, type: z.literal('single'), options: choices }),
    z.object({ ...common, type: z.literal('ranking'), options: choices }),
    z.object({ ...common, type: z.literal('scale'), min: z.number(), max: z.number(), ...axis.shape }),
    z.object({ ...common, type: z.literal('placement'), x: axis, y: axis }),
    z.object({ ...common, type: z.literal('number'), min: number, max: number, suffix: z.exactOptional(localText) }),
    z.object({ ...common, type: z.literal('text') }),
    z.object({ ...common, type: z.literal('recommendation') }),
    z.object({ ...common, type: z.literal('support'), ...recommended }),
  ])
  .meta({ id: 'Item' })
const translations = z
  .exactOptional(z.record(z.string(), z.object({ text: z.string(), state: z.enum(translationStates) })))
  .describe('What translators made of it, by language')
/** What translators made of texts that stand in an item: by the text, in the words in which it is told there. */
export const itemTranslations = z
  .exactOptional(
    z.record(z.string(), z.record(z.string(), z.object({ text: z.string(), state: z.enum(translationStates) }))),
  )
  .describe(
    'What translators made of recommendations and of what their maps say to them: by the text, then by language',
  )
const worded = z.array(z.object({ wording: z.string(), lang: tag, translations }))
export const votedOn: z.ZodType<VotedOn> = z.object({
  node: id<NodeId>(),
  wording: z.string(),
  lang: tag,
  translations,
})
export const signature: z.ZodType<Signature> = z
  .enum(['seat-code', 'anonymous'])
  .meta({ description: 'Under whose name' })

/** Null: a number that is not said. */
const count = z.int().nullable()
const share = z.number().nullable()
const point = z.object({ x: z.number(), y: z.number() })
export const figure: z.ZodType<Figure> = z
  .object({
    item: z.string(),
    type: z.enum(itemTypes),
    text: localText,
    worded: z
      .exactOptional(z.object({ part: z.int(), of: z.int(), why: z.string() }))
      .describe('Of one of several wordings of its question, with why it was put in other words'),
    wording: z.exactOptional(votedOn),
    unit: z.enum(units),
    base: z.enum(bases),
    asked: count,
    valid: count,
    none: z.object({ refused: count, notAsked: count, illegible: count }),
    weight: z.exactOptional(z.object({ sum: z.number(), effective: z.number(), without: z.number() })),
    denominator: share,
    rows: z.array(
      z.object({
        key: z.string(),
        text: localText,
        entry,
        count,
        share,
        withheld: z.exactOptional(z.enum(['few', 'covered'])),
        rank: z.exactOptional(share),
      }),
    ),
    mean: share,
    median: share,
    centre: point.nullable(),
    points: z.array(point),
    texts: z.array(
      z.object({
        text: z.string(),
        lang: tag,
        said: z.exactOptional(z.enum(['yes-if', 'no'])),
        reasons: z.exactOptional(worded),
        translations,
      }),
    ),
    recommended: z.exactOptional(z.object({ ...recommended, reasons: worded })),
    apart: z
      .exactOptional(z.enum(['asked', 'joined']))
      .describe(
        'Not told, or not of all tables: fewer than five people would be told by the difference from another figure',
      ),
    axes: z.exactOptional(z.object({ x: axis, y: axis })),
    ends: z.exactOptional(axis),
  })
  .meta({ id: 'Figure', description: 'A null is a number that is not said: it, or one it would give away, is below 5' })

const change: z.ZodType<Change> = z.object({
  questionnaire: z.string(),
  item: z.string(),
  text: localText,
  worded: z
    .exactOptional(z.object({ why: z.string() }))
    .describe('Its question was put in other words in between, and why: nothing is told of it'),
  unit: z.literal('people'),
  pairs: count,
  before: share,
  after: share,
  difference: share,
  up: count,
  down: count,
  same: count,
  flows: z.array(z.object({ from: z.string(), to: z.string(), count })),
  options: z.exactOptional(z.array(z.object({ key: z.string(), text: localText }))),
  range: z.exactOptional(z.object({ min: z.number(), max: z.number() })),
})
const places = z.object({
  by: z.enum(['country', 'site', 'group']),
  parts: z.array(z.string()),
  figures: z.array(z.object({ item: z.string(), parts: z.array(figure.nullable()) })),
})
export const results = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      session: z.int(),
      title: localText,
      kind: z.enum(['ballot', 'questionnaire']),
      asked: z.exactOptional(z.literal(true)).describe('On the day, and no step of the programme'),
      draw: z.exactOptional(drawn),
      tables: z.object({ closed: z.int(), of: z.int() }),
      figures: z.array(figure),
      byTable: z.array(z.object({ table: z.int(), figures: z.array(figure) })),
      byPlace: z.exactOptional(z.array(places)),
    }),
  ),
  change: z.array(change),
}) satisfies z.ZodType<Results>
