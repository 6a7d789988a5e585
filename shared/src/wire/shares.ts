/**
 * Themes given back to the hall: shared to walls and tables, answered by each table, closed and taken off again; and a theme
 * that is put before the console as a question.
 */
import { z } from 'zod'
import { plainText } from '../board/text.ts'
import type { SiteId } from '../ids.ts'
import { proposalEnds, tableSays } from '../synthesis/rows.ts'
import { longestReason, longestShared, mostShared } from '../synthesis/shares.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, localText, tag, time, writtenText } from './terms.ts'

const cell = z
  .enum([...tableSays, 'silent', 'curtain', 'kept'])
  .describe('`silent`: no answer, or not closed yet; `kept`: not told just now (paused, delayed, not observed)')
const board = z.object({
  at: time,
  closedAt: time.nullable().describe('Null: tables may answer still, and nothing of it is told'),
  themes: z.array(
    z.object({
      name: localText.describe('As it was shared'),
      cells: z.array(cell).describe('In the order of `tables`'),
    }),
  ),
  tables: z.array(z.object({ number: z.int(), site: id<SiteId>() })),
})

const watched = z
  .object({
    version: z.string(),
    boards: z
      .array(board.extend({ sites: z.array(id<SiteId>()).describe('On whose walls it stands') }))
      .describe('At most one for each site'),
  })
  .meta({ id: 'SharedThemes' })
export type SharedThemes = Infer<typeof watched>
export type SharedBoard = SharedThemes['boards'][number]
export const watchedShares = route('GET /api/watch/:link/themes', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'Themes that were shared to the walls, and once answers are closed what each table says of them; held',
  query: after,
  answer: watched,
})

const told = z
  .object({
    version: z.string(),
    lang: tag.describe('The dialogue’s own'),
    langs: z.array(tag).describe('Of the dialogue: a name may be given in each'),
    sites: z.array(z.object({ id: id<SiteId>(), name: z.string() })),
    shares: z
      .array(
        board.extend({
          id: id(),
          themes: z.array(z.object({ theme: id(), name: localText, cells: z.array(cell) })),
          sites: z.array(id<SiteId>()).describe('To whose walls it was given'),
          stands: z.array(id<SiteId>()).describe('On which of these it is; none: it was taken off'),
        }),
      )
      .describe('The newest first, with what tables say so far'),
    proposed: z
      .array(
        z.object({
          id: id(),
          theme: id(),
          text: localText,
          at: time,
          ended: z
            .object({ as: z.enum(proposalEnds), said: z.string(), at: time })
            .nullable()
            .describe('That it was asked, or why it will not be; null: it waits at the console'),
        }),
      )
      .describe('Themes that were put before the console as questions, the oldest first; the last of them'),
  })
  .meta({ id: 'ThemesShared' })
export type SharesTold = Infer<typeof told>
export type ShareTold = SharesTold['shares'][number]
export const readShares = route('GET /api/dialogues/:dialogue/shares', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'What was shared to walls and tables, and which tables said what; held',
  query: after,
  answer: told,
})

/** By language; `und` where nobody says which. */
const sharedName = writtenText(longestShared)
export const shareCommands = commands(
  'POST /api/dialogues/:dialogue/shares',
  {
    at: 'dialogue',
    summary: 'Share themes to walls and tables, close the answers, take it off. Once per id',
    status: 204,
  },
  {
    share: command('themes.share', {
      sites: z.array(id<SiteId>()).min(1).max(100),
      themes: z
        .array(z.object({ theme: id(), name: sharedName }))
        .min(1)
        .max(mostShared),
    }),
    close: command('themes.share', { share: id() }),
    off: command('themes.share', { share: id() }),
    /** A theme is put before who may ask the hall, as a question that they may ask. */
    propose: command('themes.share', { theme: id(), text: writtenText(200) }),
  },
)
export type ShareCommand = CommandOf<typeof shareCommands>

export const proposalCommands = commands(
  'POST /api/dialogues/:dialogue/proposed',
  {
    at: 'dialogue',
    summary: 'What becomes of a question that a theme team put before the console. Once per id',
    status: 204,
  },
  {
    /** `changed`: somebody has decided it. */
    decide: command('question.ask', {
      proposed: id(),
      as: z.enum(proposalEnds).describe('`asked`: also in other words; `other`: for the reason that is said'),
      said: z
        .string()
        .max(longestReason)
        .refine((text) => plainText(text) === text, 'of signs that cannot be seen')
        .describe('Read by the team'),
    }),
  },
)
export type ProposalCommand = CommandOf<typeof proposalCommands>

/** What a table's screen is told of it, for who may answer. */
export const tableShare = z.object({
  share: id(),
  closedAt: time.nullable(),
  themes: z.array(
    z.object({
      theme: id(),
      name: localText,
      says: z.enum(tableSays).nullable().describe('This table’s own answer'),
      behind: z
        .exactOptional(z.literal(true))
        .describe('Given behind its curtain: told to nobody else before the table releases what it wrote there'),
    }),
  ),
})
export type TableShare = Infer<typeof tableShare>

export const answerCommands = commands(
  'POST /api/boards/:board/shares',
  {
    at: 'board',
    summary: 'What a table says of a theme, as one; another answer takes its place. Once per id',
    status: 204,
  },
  {
    answer: command('themes.answer', { share: id(), theme: id(), says: z.enum(tableSays) }),
  },
)
export type AnswerCommand = CommandOf<typeof answerCommands>
