/**
 * What all tables' maps say together: one graph of what they joined and what stands by itself, who holds it, who objects and
 * who only under a condition; and one card of it opened down to every table's words. Who analyses and who organises alone.
 */
import { z } from 'zod'
import { nodeKinds, relationKinds } from '../board/schema.ts'
import type { BoardId, SiteId, TableId } from '../ids.ts'
import { stances } from '../synthesis/board-map.ts'
import { translationStates } from '../view/translated.ts'
import { after } from './changes.ts'
import { route, type Infer } from './declare.ts'
import { entryName } from './synthesis.ts'
import { id, tag, time } from './terms.ts'

const card = z.string().meta({
  description: 'The first entry of it that may be told, or the question of a session',
  examples: ['question/1'],
})
const tables = z.array(id<TableId>())
const translations = z
  .exactOptional(z.array(z.object({ lang: tag, text: z.string(), state: z.enum(translationStates) })))
  .describe('What people made of it in other languages; left out where nobody did')
const text = { text: z.string(), lang: tag, translations }
const drawn = z.int().describe('How many tables draw it; 0: the team alone says so')

const words = z.object({
  entry: entryName,
  ...text,
  seat: z.string().nullable(),
  capture: z.string().nullable(),
  at: time.nullable(),
})

const suggestion = z.object({
  a: entryName,
  b: entryName,
  cardA: card.describe('It stays where it is when the two are joined'),
  cardB: card,
  kind: z.enum(nodeKinds),
  tableA: id<TableId>(),
  tableB: id<TableId>(),
  numberA: z.string().describe('By which its table speaks of it'),
  numberB: z.string(),
  textA: z.string(),
  langA: tag,
  translationsA: translations,
  textB: z.string(),
  langB: tag,
  translationsB: translations,
  over: tag.nullable().describe('The language of the translations over which they were compared; null: their own'),
  shared: z.array(z.string()).describe('Words that both have'),
  differs: z
    .tuple([z.array(z.string()), z.array(z.string())])
    .describe('Runs of words that the other has not, as they stand in what was compared'),
  ifSame: z.object({ tables: z.int(), people: z.int() }).describe('What the card would have'),
  words: words.nullable().describe('The first words beneath `b`'),
})

const told = z
  .object({
    version: z.string(),
    session: z.int().nullable().describe('Which is told; null: nothing may be told of any'),
    sessions: z.array(z.int()).describe('Of which something may be told'),
    tables: z.array(
      z.object({
        id: id<TableId>(),
        number: z.int(),
        site: id<SiteId>(),
        curtain: z.boolean().describe('Drawn: nothing of the table is told'),
      }),
    ),
    entries: z.int().describe('Before joining; what the session asks is none'),
    withheld: z
      .int()
      .describe(
        'Nobody is to quote them, or what lies beside them on their boards: that they are there is all that is told',
      ),
    cards: z
      .array(
        z.object({
          id: card,
          kind: z.enum(nodeKinds),
          entry: entryName.nullable().describe('Whose wording it shows; null: what the session asks'),
          ...text,
          number: z.string().describe('As it is spoken: 2.1; empty of what the session asks'),
          parent: card.nullable(),
          relation: z
            .object({ kind: z.enum(relationKinds), tables: drawn })
            .nullable()
            .describe('To its parent; of an undercut the parent is what the doubted relation comes from'),
          also: z
            .array(z.object({ kind: z.enum(relationKinds), to: card, tables: drawn }))
            .describe('Relations beside the one that places it'),
          holds: tables,
          objects: tables,
          onlyIf: tables,
          people: z.int().describe('Whose words lie beneath it, at most'),
          wordings: z.int().describe('Entries that are joined in it'),
        }),
      )
      .describe('Parents before what lies beneath them, what the session asks first'),
    asked: z.array(suggestion).describe('Which two may be the same; the first of them'),
    waiting: z.int().describe('How many that are in all'),
    taken: z.int().describe('Suggestions that were taken, as it stands'),
    refused: z.int(),
    steps: z
      .array(
        z.object({
          step: id(),
          kind: z.enum(['same', 'different', 'qualifies', 'apart', 'show']),
          at: time,
          a: z.string().nullable().describe('The wording of the first entry; null: it may not be told now'),
          b: z.string().nullable(),
          undone: z.boolean(),
          can: z.boolean().describe('It can be taken back, or done again'),
        }),
      )
      .describe('The last ones, the newest first'),
  })
  .meta({ id: 'HallMap' })
export type HallMapTold = Infer<typeof told>
export type HallCard = HallMapTold['cards'][number]
export type HallSuggestion = HallMapTold['asked'][number]

export const readHallMap = route('GET /api/dialogues/:dialogue/hall-map', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'What all tables’ maps of a session say together, as one graph; held',
  query: { ...after, session: 'By its number; left out, the last one of which anything may be told' },
  answer: told,
})

const saying = z.object({ text: z.string(), lang: tag })
const opened = z
  .object({
    version: z.string(),
    card,
    wordings: z
      .array(
        z.object({
          entry: entryName,
          table: id<TableId>(),
          board: id<BoardId>(),
          session: z.int(),
          number: z.string().describe('By which its table speaks of it'),
          kind: z.enum(nodeKinds),
          ...text,
          stance: z.enum(stances),
          objections: z.array(saying).describe('That lie against it there and are not answered'),
          conditions: z.array(saying).describe('Under which alone it stands there'),
          words: z.array(words).describe('The oldest first'),
        }),
      )
      .describe('In the order of tables'),
    qualifiedBy: z
      .array(
        z.object({
          step: id().describe('By which it can be taken back'),
          card,
          entry: entryName,
          table: id<TableId>(),
          ...text,
        }),
      )
      .describe('What the team says it stands under alone, the oldest first'),
  })
  .meta({ id: 'HallCard' })
export type HallCardOpened = Infer<typeof opened>

export const readHallCard = route('GET /api/dialogues/:dialogue/hall-map/card', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'One card of the hall’s map, down to every table’s wording and its people’s words; held',
  query: {
    ...after,
    entry: 'Any entry of it, or the question of a session: `question/1`; left out, the first card of the last session',
  },
  answer: opened,
})
