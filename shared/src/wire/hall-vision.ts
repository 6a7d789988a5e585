/**
 * What all tables' canvases say together: elements on one axis of years, those that were joined as one card. Who analyses and
 * who organises reads it.
 */
import { z } from 'zod'
import { elementKinds, elementLevels } from '../board/canvas/schema.ts'
import type { SiteId, TableId } from '../ids.ts'
import { translationStates } from '../view/translated.ts'
import { after } from './changes.ts'
import { route, type Infer } from './declare.ts'
import { id, tag } from './terms.ts'

const kind = z.enum(elementKinds)
const level = z.enum(elementLevels).nullable().describe('Null: nobody said')
const year = z.int().nullable().describe('Null: nobody said, and it lies in no year')
const tables = z.array(id<TableId>()).describe('By their numbers')
const card = z.string().describe('A card’s id: the name of what was joined first, or of the one that stands alone')
const share = z.number().min(0).max(1)
const spot = { desirable: share.describe('1: wanted'), probable: share.describe('1: likely') }
const counts = { elements: z.int(), cards: z.int().describe('What they come to once joined') }
const span = { tables: tables.describe('That name an obstacle in it, each once'), cards: z.array(card) }

const element = z.object({
  entry: z.string(),
  table: id<TableId>(),
  kind,
  text: z.string(),
  lang: tag,
  seat: z.string().nullable(),
  capture: z.string().nullable().describe('How it was caught; null for what nobody said'),
  year,
  level,
  translations: z.array(z.object({ lang: tag, text: z.string(), state: z.enum(translationStates) })),
  spot: z.object(spot).nullable().describe('Where its table put it; null: on no field'),
})
const told = z
  .object({
    version: z.string(),
    tables: z.array(
      z.object({
        id: id<TableId>(),
        number: z.int(),
        site: id<SiteId>(),
        curtain: z.boolean().describe('Drawn: nothing of the table is told'),
      }),
    ),
    sessions: z.array(z.int()).describe('In which there is a canvas with something on it'),
    canvases: z.int(),
    withheld: z.int().describe('Elements that somebody does not want quoted: that they are there is all that is told'),
    ...counts,
    axis: z
      .object({
        from: z.int(),
        to: z.int(),
        today: z.int().nullable(),
        goal: z.int().nullable().describe('The year that most canvases look at'),
        marks: z.array(z.int()),
      })
      .nullable()
      .describe('Null: nothing has a year'),
    kinds: z.array(z.object({ kind, ...counts })),
    lanes: z.array(z.object({ level, ...counts })),
    cards: z
      .array(
        z.object({
          id: card,
          kind,
          year,
          level,
          tables,
          elements: z.array(element).describe('The one that is shown for all first'),
          spot: z
            .object({ ...spot, tables: z.int() })
            .nullable()
            .describe('The middle of what tables answered; null: it lies on no field'),
          lifted: z
            .array(z.object({ card, tables }))
            .describe('Of an obstacle: conditions that an arrow joins to it, the most tables first'),
        }),
      )
      .describe('By level, year and tables'),
    links: z
      .array(
        z.object({
          from: card,
          to: card,
          tables: tables.describe('On whose canvas an arrow leads so'),
          merged: z.int().describe('Steps at its ends that stand in a card of several'),
        }),
      )
      .describe('Arrows back in time: from what is later to what had to be there before'),
    obstacles: z.array(z.object({ from: z.int(), to: z.int(), ...span })).describe('By the year that each table gave'),
    undated: z.object(span).describe('Obstacles of no year'),
  })
  .meta({ id: 'HallVision' })
export type HallVisionTold = Infer<typeof told>

export const readHallVision = route('GET /api/dialogues/:dialogue/hall-vision', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'The elements of all canvases on one axis of years, as they may be read now; held',
  query: { ...after, session: 'Only of this session, by its number' },
  answer: told,
})
