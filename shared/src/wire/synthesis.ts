/**
 * What a theme team reads and does: the queue of what nobody read yet, themes, and how far they cover what was said. Who
 * analyses and who organises alone; no table, citizen or observer is told of any of it.
 */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import { plainText } from '../board/text.ts'
import type { SiteId, TableId } from '../ids.ts'
import { entryKinds } from '../synthesis/entries.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, tag, time } from './terms.ts'

export const entryName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}\/(words|wording|element|minutes)\/[A-Za-z0-9:_-]{1,100}$/)
  .meta({ description: 'Where it lies: its board, its kind and its id there', examples: ['b1/words/w1'] })
const reader = z
  .int()
  .nullable()
  .describe('By number, in the order in which they began; null: one who has read nothing yet')
/** Letters of a theme's name. */
const longestName = 120
const themeName = z
  .string()
  .max(longestName)
  .refine((text) => text.trim() !== '' && plainText(text) === text, 'empty, or of signs that cannot be seen')
/** Entries that move in one step. */
const mostMoved = limits.nodes

const entry = z.object({
  entry: entryName,
  kind: z.enum(entryKinds),
  text: z.string(),
  lang: tag,
  seat: z.string().nullable(),
  capture: z.string().nullable().describe('How words were caught; null for what nobody said'),
  as: z.string().nullable().describe('The kind of entry or element that it is, or lies beneath'),
  about: z.string().nullable().describe('Of words: the wording that they lie beneath'),
  table: id<TableId>(),
  session: z.int(),
  themes: z.array(id()).describe('In which it is'),
  suggested: z
    .exactOptional(
      z.object({ theme: id(), shared: z.array(z.string()).describe('Words of it that this theme has, too') }),
    )
    .describe('Of what one has open and nobody has read: where it may belong'),
})
export type ThemeEntry = Infer<typeof entry>
const counted = { entries: z.int(), read: z.int(), themed: z.int().describe('In a theme at least') }

const told = z
  .object({
    version: z.string(),
    mine: entry
      .nullable()
      .describe('What this session has open, as it stands; null: nothing, or it is not there any more'),
    queue: z
      .array(entry.extend({ by: z.object({ reader }).nullable().describe('Who has it open; null: nobody else') }))
      .describe('What nobody has read and the filter lets through, the oldest first; the first of them'),
    waiting: z.int().describe('How many that are in all'),
    themes: z.array(
      z.object({
        id: id(),
        name: z.string(),
        entries: z.int(),
        tables: z.array(id<TableId>()).describe('That hold it'),
      }),
    ),
    coverage: z.object({
      ...counted,
      withheld: z.int().describe('Nobody is to quote them: that they are there is all that is told'),
      tables: z.array(
        z.object({
          id: id<TableId>(),
          number: z.int(),
          site: id<SiteId>(),
          curtain: z.boolean().describe('Drawn: nothing of the table is told'),
          ...counted,
        }),
      ),
      langs: z.array(z.object({ lang: tag, ...counted })),
    }),
    readers: z.int(),
    suggestions: z.object({ taken: z.int(), refused: z.int() }),
    steps: z
      .array(
        z.object({
          step: id(),
          kind: z.enum(['theme', 'rename', 'place', 'merge', 'split', 'put', 'out', 'none', 'refuse']),
          at: time,
          reader: reader.describe('Of what was read'),
          name: z.string().nullable().describe('The theme’s, as it was called then'),
          undone: z.boolean(),
          can: z.boolean().describe('It can be taken back, or done again'),
        }),
      )
      .describe('The last ones, the newest first'),
  })
  .meta({ id: 'Themes' })
export type ThemesTold = Infer<typeof told>

/** By what the queue is narrowed; each left out: everything. */
const filter = {
  table: 'Only of this table',
  site: 'Only of this site',
  lang: 'Only in this language',
  session: 'Only of this session, by its number',
  kind: `One of ${entryKinds.join(', ')}`,
}
export const readThemes = route('GET /api/dialogues/:dialogue/themes', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'The queue of what nobody has read, themes and their coverage; held',
  query: { ...after, ...filter },
  answer: told,
})

const inside = z
  .object({ version: z.string(), entries: z.array(entry).describe('The oldest first'), more: z.int() })
  .meta({ id: 'ThemeInside' })
export type ThemeInside = Infer<typeof inside>
export const readTheme = route('GET /api/dialogues/:dialogue/themes/:theme', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'What is in a theme, as it stands on its boards now; `none`: what was read and is in no theme; held',
  query: after,
  answer: inside,
})

const next = z
  .exactOptional(entryName)
  .describe('Opened with it, if nobody has it open or has read it; its own name: none is. Left out, it stays open')
export const themeCommands = commands(
  'POST /api/dialogues/:dialogue/themes',
  { at: 'dialogue', summary: 'What a theme team does. Once per id', status: 204 },
  {
    /** For three minutes nobody else is offered it; said again, for three more. It is no step, and in no log. */
    open: command('themes.work', {
      entry: entryName,
      again: z.exactOptional(z.literal(true)).describe('Read as it is, to put it elsewhere; else `changed`'),
    }),
    put: command('themes.work', {
      entry: entryName,
      theme: id(),
      suggested: z.exactOptional(z.literal(true)).describe('It was suggested'),
      next,
    }),
    /** It is not suggested of this entry again. */
    refuse: command('themes.work', { entry: entryName, theme: id() }),
    out: command('themes.work', { entry: entryName, theme: id() }),
    none: command('themes.work', { entry: entryName, next }),
    /** The new theme has the command's id. */
    theme: command('themes.work', { name: themeName }),
    rename: command('themes.work', { theme: id(), name: themeName }),
    place: command('themes.work', { theme: id(), before: id().nullable() }),
    merge: command('themes.work', { theme: id(), into: id() }),
    split: command('themes.work', {
      theme: id(),
      name: themeName,
      entries: z.array(entryName).min(1).max(mostMoved),
    }),
    /** What each was joined with comes along. The group is named by its oldest join. */
    same: command('themes.work', {
      a: entryName,
      b: entryName,
      suggested: z.exactOptional(z.literal(true)).describe('It was suggested'),
    }),
    /** It is not suggested again. */
    different: command('themes.work', { a: entryName, b: entryName }),
    /** Out of what it is joined with. */
    apart: command('themes.work', { entry: entryName }),
    /** Its wording stands for all that it is joined with. */
    show: command('themes.work', { entry: entryName }),
    undo: command('themes.work', { of: id() }),
    redo: command('themes.work', { of: id() }),
  },
)
export type ThemeCommand = CommandOf<typeof themeCommands>
