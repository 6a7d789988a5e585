/**
 * What a theme team reads and does: the queue of what nobody read yet, themes, and how far they cover what was said. Who
 * analyses and who organises alone; no table, citizen or observer is told of any of it.
 */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import { plainText } from '../board/text.ts'
import type { SiteId, TableId } from '../ids.ts'
import { entryKinds } from '../synthesis/entries.ts'
import { saidPattern } from '../synthesis/reading.ts'
import { samples } from '../synthesis/sample.ts'
import { translationStates } from '../view/translated.ts'
import { after } from './changes.ts'
import { conditionName } from './conditions.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, tag, time } from './terms.ts'

export const entryName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}\/(words|wording|element|minutes|recommendation)\/[A-Za-z0-9:._-]{1,200}$/)
  .meta({ description: 'Where it lies: its board, its kind and its id there', examples: ['b1/words/w1'] })
/** What may be said to be the same: an entry, or a condition of *yes, if*. */
const joinable = z.union([entryName, conditionName])
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
/** As many as stand beneath an entry, with some to spare. */
const mostAlong = 10
/** Themes of one entry, said at once. */
const mostOfOne = 20
/** Entries that move in one step. */
const mostMoved = limits.nodes

const said = z
  .string()
  .regex(saidPattern)
  .describe('Handed back with what is put: by it, what is worded otherwise later is known to be unread')

const plain = z.object({
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
  translations: z
    .exactOptional(z.record(z.string(), z.object({ text: z.string(), state: z.enum(translationStates) })))
    .describe('As translators have it, by language'),
  said: z.exactOptional(said),
  unread: z.exactOptional(z.literal(true)).describe('Nobody has read it, as it is worded now'),
  reworded: z.exactOptional(z.literal(true)).describe('It was read, and is worded otherwise by now'),
  second: z.exactOptional(z.literal(true)).describe('Another has read it, and where they put it is not told'),
})
const entry = plain.extend({
  suggested: z
    .exactOptional(
      z.object({
        theme: id(),
        shared: z.array(z.string()).describe('Words of it that this theme has, too'),
        like: z.exactOptional(entryName).describe('It says nearly the same as this one, which is in it'),
      }),
    )
    .describe('Of what one has open and nobody has read: where it may belong'),
  near: z.exactOptional(z.array(plain)).describe('Of what one has open: what says nearly the same, wherever'),
})
export type ThemeEntry = Infer<typeof entry>
const counted = {
  entries: z.int(),
  read: z.int(),
  themed: z.int().describe('In a theme at least'),
  none: z.int().describe('Read, and in none'),
  translated: z.int().describe('Into some language'),
}

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
        key: z
          .string()
          .nullable()
          .describe('Which puts an entry in it, at every desk; null: there are more than there are keys'),
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
    twice: z
      .object({
        every: z.int().describe('Every so manyth entry is read by two; 0: none is'),
        waiting: z.int().describe('Read by one, and to be read by another'),
        twice: z.int(),
        alike: z.int().describe('Put in the same themes by both'),
        alpha: z.number().nullable().describe('Krippendorff’s, for names; null: it cannot be said yet'),
        differ: z
          .array(
            z.object({
              entry,
              first: z.array(id()),
              second: z.array(id()),
              readers: z.tuple([reader, reader]),
            }),
          )
          .describe('Where the two differ and nobody has said where it belongs; the first of them'),
      })
      .describe('What is read by two, the second of whom does not know where the first put it'),
    suggestions: z.object({ taken: z.int(), refused: z.int() }),
    steps: z
      .array(
        z.object({
          step: id(),
          kind: z.enum([
            'theme',
            'rename',
            'place',
            'merge',
            'split',
            'put',
            'out',
            'none',
            'refuse',
            'sample',
            'second',
            'settle',
          ]),
          at: time,
          reader: reader.describe('Of what was read'),
          name: z.string().nullable().describe('The theme’s, as it was called then'),
          text: z.string().nullable().describe('What was read, as far as it may be told now'),
          lang: tag.nullable(),
          undone: z.boolean(),
          can: z.boolean().describe('It can be taken back, or done again'),
        }),
      )
      .describe('The last ones, the newest first'),
    earlier: z.int().describe('Steps before these'),
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
  steps: 'So many of what was done; left out, thirty',
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
  summary:
    'What is in a theme, as it stands on its boards now; `none`: what was read and is in no theme; `outside`: all that is in none; held',
  query: { ...after, table: filter.table, lang: filter.lang },
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
      said: z.exactOptional(said),
      along: z
        .exactOptional(z.array(z.object({ entry: entryName, said: z.exactOptional(said) })).max(mostAlong))
        .describe('What says nearly the same and nobody has read is read with it'),
      next,
    }),
    /** It is not suggested of this entry again. */
    refuse: command('themes.work', { entry: entryName, theme: id() }),
    out: command('themes.work', { entry: entryName, theme: id() }),
    none: command('themes.work', { entry: entryName, said: z.exactOptional(said), next }),
    /** As the second to read it; `changed` where it is not wanted, or somebody else was. No theme: in none. */
    second: command('themes.work', { entry: entryName, themes: z.array(id()).max(mostOfOne), next }),
    /** Where two put it in different themes, where it belongs. */
    settle: command('themes.work', { entry: entryName, themes: z.array(id()).max(mostOfOne) }),
    /** Of everything: what was read by two stays so. */
    sample: command('themes.work', { every: z.literal(samples) }),
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
      a: joinable,
      b: joinable,
      suggested: z.exactOptional(z.literal(true)).describe('It was suggested'),
    }),
    /** It is not suggested again. */
    different: command('themes.work', { a: joinable, b: joinable }),
    /** `a` says under which condition alone `b` is so: of two wordings, and they are not suggested as the same again. */
    qualifies: command('themes.work', { a: entryName, b: entryName }),
    /** Out of what it is joined with. */
    apart: command('themes.work', { entry: joinable }),
    /** Its wording stands for all that it is joined with. */
    show: command('themes.work', { entry: entryName }),
    undo: command('themes.work', { of: id() }),
    redo: command('themes.work', { of: id() }),
  },
)
export type ThemeCommand = CommandOf<typeof themeCommands>
