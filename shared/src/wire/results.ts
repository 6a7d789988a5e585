/**
 * Asking of answers. By address what may leave the house: the same numbers for whoever has the address and may read results, as
 * JSON, CSV or XLSX, of the newest cut or of one that was told before. Inside, exact, by POST alone: in no address and no file.
 */
import { z } from 'zod'
import { bases, itemTypes, units } from '../dialogue/items.ts'
import { isItemName, type AddressName } from '../results/address.ts'
import type { Listed } from '../results/listed.ts'
import { places, type ItemName, type Question } from '../results/question.ts'
import type { Pairs, Refused, Told } from '../results/told.ts'
import { after } from './changes.ts'
import { route, type Infer } from './declare.ts'
import { localText, time } from './terms.ts'

/** Null: a number that is not said. */
const count = z.int().nullable()
const number = z.number().nullable()
const interval = z.object({ low: z.number(), high: z.number() })
const withInterval = interval.nullable().describe('95 %, with the table as what was drawn; null where none can be told')

const name = z
  .custom<ItemName>((value) => typeof value === 'string' && isItemName(value), 'no item: <step>/<item>')
  .meta({ type: 'string', examples: ['before/trust'] })
const cut = z.int().min(0).describe('As it was told: the same cut has the same figures for ever. Left out: the newest')
const keys = z.array(z.string()).max(200)
const margin = z.object({
  item: name,
  shares: z
    .record(z.string().max(200), z.number().min(0).max(1))
    .describe('By answer, what its share is meant to be; they sum to 1'),
})
const where = z.union([
  z.strictObject({ place: z.enum(places), is: z.string().max(200) }),
  z.strictObject({ item: name, is: z.string().max(200) }),
])
const question = z
  .strictObject({
    of: name,
    with: z.exactOptional(z.array(name).max(20)).describe('Counted together with it: the same item of other steps'),
    unit: z.enum(units),
    base: z.enum(bases),
    by: z.union([z.enum(['all', ...places]), z.strictObject({ item: name })]),
    weight: z.union([z.enum(['none', 'given']), z.strictObject({ margins: z.array(margin).min(1).max(20) })]),
    where: z.exactOptional(z.array(where).max(20)).describe('Of these people alone. Inside only'),
  })
  .meta({ id: 'ResultsQuestion' }) satisfies z.ZodType<Question>

const against = z.exactOptional(
  z.object({ says: z.enum(['specific', 'none-seen', 'too-few']), difference: number, interval: interval.nullable() }),
)
const mean = z.object({ value: number, spread: number, median: number, interval: withInterval, against })
const item = z.object({
  text: localText,
  type: z.enum(itemTypes),
  range: z.exactOptional(z.object({ min: z.number(), max: z.number() })),
  ends: z.exactOptional(z.object({ low: localText, high: localText })),
})
const option = z.object({ key: z.string(), text: localText })
const merged = z.exactOptional(keys).describe('Told as one, so that no small number can be worked out')
const told = z
  .object({
    cut: z.int(),
    question,
    way: z.enum(['inside', 'outside']),
    item,
    other: z.exactOptional(z.object({ text: localText, type: z.enum(itemTypes) })),
    unit: z.enum(units),
    base: z.enum(bases),
    asked: count,
    valid: count,
    none: z.object({ refused: count, notAsked: count, illegible: count }),
    columns: z
      .array(
        z.object({
          key: z.string(),
          text: localText,
          base: count,
          tables: count,
          mean: z.exactOptional(mean),
          centre: z.exactOptional(z.object({ x: number, y: number })),
          merged,
        }),
      )
      .describe('The first is all'),
    rows: z.array(
      z.object({
        key: z.string(),
        text: localText,
        cells: z
          .array(
            z.object({
              count,
              share: number,
              interval: withInterval,
              rank: z.exactOptional(number),
              withheld: z.exactOptional(z.enum(['few', 'covered'])),
              against,
            }),
          )
          .describe('One for each column'),
        merged,
      }),
    ),
    weight: z.exactOptional(
      z.object({
        how: z.enum(['given', 'raked']),
        sum: z.number(),
        effective: z.number().describe('So many people without weights say as much'),
        designEffect: z.number(),
        without: z.int(),
      }),
    ),
    stands: z
      .object({
        tables: z.int(),
        moves: number.describe('By how much leaving out one table moves a share or the mean at most'),
        order: z.boolean().describe('Whether the rows stay in their order, whichever table is left out'),
        falls: z
          .array(z.int())
          .describe('Tables without which the order or something specific changes. Outside: none is named'),
      })
      .nullable(),
    clusters: z.int().describe('Tables that the intervals rest on'),
  })
  .meta({ id: 'ResultsTold' }) satisfies z.ZodType<Told>

/** Why a question has no answer, as `shared/results/told` says them. */
export const refusals = [
  'no-item',
  'not-closed',
  'other-words',
  'other-meaning',
  'other-unit',
  'not-crossable',
  'not-outside',
  'no-weights',
  'no-pairs',
  'no-margins',
  'margins-do-not-fit',
  'too-few',
] as const satisfies readonly Refused['why'][]
const refused = z
  .object({ why: z.enum(refusals), sentence: z.exactOptional(z.string()) })
  .describe('Why there is no figure; `sentence`: what the organiser wrote') satisfies z.ZodType<Refused>
const at = { cut: z.int(), at: time.describe('When the last row came that is in it; 0: none') }
/** Told or refused: a refusal is an answer. */
const answered = z.union([z.object({ ...at, told }), z.object({ ...at, refused })]).meta({ id: 'ResultsAnswered' })
export type ResultsAnswered = Infer<typeof answered>

const waves = z.object({ before: count, after: count })
const pairs = z
  .object({
    cut: z.int(),
    way: z.enum(['inside', 'outside']),
    from: z.string(),
    to: z.string(),
    item,
    waves: z.object({ from: z.string(), to: z.string() }),
    pairs: count.describe('People who answered both times'),
    once: waves.describe('Who answered one time alone, and is not in here'),
    moved: count,
    up: z.exactOptional(count),
    down: z.exactOptional(count),
    options: z.array(option),
    flows: z.array(z.array(count)).describe('People from option to option, by their places; empty: none are told'),
    net: z.array(
      z.object({ key: z.string(), before: number, after: number, difference: number, interval: interval.nullable() }),
    ),
    mean: z.exactOptional(
      z.object({ before: number, after: number, difference: number, interval: interval.nullable() }),
    ),
    spread: z.object({ how: z.enum(['entropy', 'deviation']), before: number, after: number }),
    clusters: z.int(),
  })
  .meta({ id: 'ResultsPairs' }) satisfies z.ZodType<Pairs>
const changed = z.union([z.object({ ...at, pairs }), z.object({ ...at, refused })]).meta({ id: 'ResultsChanged' })
export type ResultsChanged = Infer<typeof changed>

const listed = z.object({
  item: z.string(),
  text: localText,
  type: z.enum(itemTypes),
  unit: z.enum(units),
  base: z.enum(bases),
  units: z.array(z.enum(units)),
  bases: z.array(z.enum(bases)),
  step: z.string(),
  source: localText,
  entry: z.exactOptional(z.object({ table: z.int() })),
  options: z.array(option),
  crosses: z.boolean().describe('Others can be told by it'),
  margins: z.boolean(),
  weights: z.boolean(),
  waves: z.array(z.object({ item: z.string(), wave: z.string() })),
  twice: z.boolean(),
  answered: count.describe('Null: not every table has closed it, or so few answered that it is not told'),
  tables: z.object({ closed: z.int(), of: z.int() }),
  langs: z.int(),
  worded: z.exactOptional(z.object({ part: z.int(), of: z.int(), why: z.string() })),
}) satisfies z.ZodType<Listed>
const items = z
  .object({
    version: z.string(),
    ...at,
    places: z.object({ country: z.int(), site: z.int(), group: z.int(), table: z.int() }).describe('How many parts'),
    items: z.array(
      listed.extend({
        leaves: z
          .exactOptional(z.object({ places: z.boolean(), crossed: z.array(z.string()) }))
          .describe(
            'Told by address by place, and crossed with these. Left out: all of it leaves, as of an imported set',
          ),
      }),
    ),
  })
  .meta({ id: 'ResultsItems' })
export type ResultsItems = Infer<typeof items>
const news = z
  .object({
    version: z.string(),
    ...at,
    items: z.array(z.string()).describe('Whose figures outside are others than at the cut that was asked'),
    gone: z.array(z.string()).describe('That there are no more'),
  })
  .meta({ id: 'ResultsSince' })
export type ResultsSince = Infer<typeof news>

const read = { action: 'results.read', at: 'dialogue' } as const
const csv = 'text/csv'
/** What a workbook is called. */
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What may stand behind the `?` of a question, each with what it means. */
const query = {
  of: 'The item: <step>/<item>, as /results/items names them',
  with: 'Items counted together with it, with commas between them',
  unit: `What is counted: ${units.join(', ')}; else people`,
  base: `What shares are of: ${bases.join(', ')}; else valid`,
  by: `all, ${places.join(', ')}, or another item (<step>/<item>): a cross-table`,
  weight: 'none, given (as the file has them) or raked (to `margins`)',
  margins: 'Raked: <step>/<item>:<answer>=<share>,… with semicolons between items',
  where: 'Only some people: told inside alone, so by address it is refused',
  cut: 'As an answer told it: the same figures for ever. Left out: the newest',
} as const satisfies Record<AddressName, string>

const described = 'Its columns: /results/columns.csv'
const asTable = {
  lang: 'Of questions and answers; else the dialogue’s',
  bom: '1: a byte order mark before a CSV, for spreadsheets',
} as const
export const ask = route('GET /api/dialogues/:dialogue/results/ask', {
  ...read,
  summary:
    'A figure, as it may leave the house: nothing in it says what fewer than five did. CSV by `Accept: text/csv`',
  query: { ...query, ...asTable },
  answer: answered,
  gives: [csv],
})
export const askCsv = route('GET /api/dialogues/:dialogue/results/ask.csv', {
  ...read,
  summary: `The same as CSV, a row for each answer and part. ${described}`,
  query: { ...query, ...asTable },
  gives: [csv],
})
export const askXlsx = route('GET /api/dialogues/:dialogue/results/ask.xlsx', {
  ...read,
  summary: 'The same as a workbook, with what its columns mean on a sheet of its own',
  query: { ...query, ...asTable },
  gives: [xlsx],
})

const times = { of: query.of, to: 'The same item at its other time; left out: the last', cut: query.cut } as const
export const change = route('GET /api/dialogues/:dialogue/results/change', {
  ...read,
  summary: 'Before and after, of who answered both, as it may leave the house. CSV by `Accept: text/csv`',
  query: { ...times, ...asTable },
  answer: changed,
  gives: [csv],
})
export const changeCsv = route('GET /api/dialogues/:dialogue/results/change.csv', {
  ...read,
  summary: `The same as CSV. ${described}`,
  query: { ...times, ...asTable },
  gives: [csv],
})
export const changeXlsx = route('GET /api/dialogues/:dialogue/results/change.xlsx', {
  ...read,
  summary: 'The same as a workbook',
  query: { ...times, ...asTable },
  gives: [xlsx],
})
export const columns = route('GET /api/dialogues/:dialogue/results/columns.csv', {
  ...read,
  summary:
    'What the columns of these tables mean, by which methods their numbers are made, and where these are published',
  gives: [csv],
})

/** Held: what can be asked is another thing when a step is closed everywhere. */
export const listItems = route('GET /api/dialogues/:dialogue/results/items', {
  ...read,
  summary: 'What can be asked: each item with its units, bases, times, and what it can be crossed with',
  query: after,
  answer: items,
})
/** Held: a tool of an analyst that has a cut hears what it has to read anew, and nothing of what does not leave. */
export const since = route('GET /api/dialogues/:dialogue/results/since', {
  ...read,
  summary: 'Of which items something else is told by address than at a cut, and which cut it is now',
  query: { ...after, cut: 'As an answer told it' },
  answer: news,
})

/** Inside: exact. It changes nothing, and is no GET so that no number stands behind an address. */
export const askInside = route('POST /api/dialogues/:dialogue/results/ask', {
  ...read,
  summary: 'A figure with its exact numbers, for the session of who asks: not to be kept, and in no file',
  body: z.strictObject({ question, cut: z.exactOptional(cut) }),
  answer: answered,
})
export const changeInside = route('POST /api/dialogues/:dialogue/results/change', {
  ...read,
  summary: 'Before and after with exact numbers, on the same terms',
  body: z.strictObject({ of: name, to: z.exactOptional(name), cut: z.exactOptional(cut) }),
  answer: changed,
})
