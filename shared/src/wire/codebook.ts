/**
 * What coders read and do: entries that nobody coded yet, the codebook, passages, memos, rounds in which they do not know of one
 * another, and how often which code is where. Who analyses and who organises alone; of a round that is open each is told only
 * what they did in it themselves.
 */
import { z } from 'zod'
import { plainText } from '../board/text.ts'
import { codeColors } from '../codebook/rows.ts'
import { limits } from '../board/schema.ts'
import type { SiteId, TableId } from '../ids.ts'
import { entryKinds } from '../synthesis/entries.ts'
import { saidPattern } from '../synthesis/reading.ts'
import { translationStates } from '../view/translated.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, localText, spokenLang, tag, time } from './terms.ts'

/** An answer in somebody's own words is coded, too; it lies on no board and is in no theme team's queue. */
export const codableKinds = [...entryKinds, 'answer'] as const
export type CodableKind = (typeof codableKinds)[number]

export const codableName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}\/(words|wording|element|minutes|recommendation|answer)\/[A-Za-z0-9:._-]{1,200}$/)
  .meta({ description: 'Where it lies: its board, its kind and its id there', examples: ['b1/words/w1'] })
const coder = z.int().describe('By number, in the order in which they began')
const said = z
  .string()
  .regex(saidPattern)
  .describe('Handed back with what is coded: `changed` where it is worded otherwise by now')

/** Letters of a code’s name, of what is said of it, and of a memo. */
const longestName = 120
const longestText = 2_000
const longestMemo = 4_000
/** Codes of a round, entries of it, and who codes in it. */
const mostInRound = 200
const mostEntries = limits.nodes
const mostCoders = 5

const readable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => plainText(text) === text, 'of signs that cannot be seen')
const written = (most: number) => readable(most).refine((text) => text.trim() !== '', 'empty')
const name = written(longestName)
const color = z.enum(codeColors).nullable()

const entry = z.object({
  entry: codableName,
  kind: z.enum(codableKinds),
  text: z.string(),
  lang: tag,
  seat: z.string().nullable(),
  capture: z.string().nullable().describe('How words were caught; null for what nobody said'),
  as: z.string().nullable().describe('The kind of entry or element that it is, or lies beneath'),
  about: z.string().nullable().describe('Of words: the wording that they lie beneath'),
  item: z.exactOptional(z.object({ name: z.string(), text: localText })).describe('Of an answer: what was asked'),
  table: id<TableId>()
    .nullable()
    .describe('Null of what people answered each for themselves: with a table it may be somebody’s'),
  number: z.int().nullable().describe('The table’s'),
  site: id<SiteId>().nullable(),
  session: z.int(),
  translations: z
    .exactOptional(z.record(z.string(), z.object({ text: z.string(), state: z.enum(translationStates) })))
    .describe('As translators have it, by language'),
  said: z.exactOptional(said),
})
export type CodableEntry = Infer<typeof entry>

const place = z
  .enum(['there', 'moved', 'unsure', 'lost'])
  .describe(
    'Of what may be worded anew: it stands where it stood, elsewhere by now (`start` and `end` say where), nobody can say since something was erased there, or nowhere (`start` and `end` are as it was coded)',
  )
const passage = { start: z.int().min(0).describe('Code points of the text'), end: z.int().min(1) }
const coding = z.object({
  coding: id(),
  code: id(),
  ...passage,
  place,
  coder,
  mine: z.boolean(),
  round: z.exactOptional(id()).describe('In which it was coded'),
})
export type CodingTold = Infer<typeof coding>
const on = z.union([z.object({ code: id() }), z.object({ coding: id() }), z.object({ entry: codableName })])
const memo = z.object({
  memo: id(),
  on,
  text: z.string().nullable().describe('Null: it says again what is not to be told'),
  lang: tag,
  coder,
  mine: z.boolean(),
  at: time,
})
export type MemoTold = Infer<typeof memo>

const note = z.string().nullable().describe('Null: it says again what is not to be told')
const code = z.object({
  id: id(),
  parent: id().nullable(),
  depth: z.int(),
  name: note,
  definition: note,
  includes: note,
  excludes: note,
  color,
  key: z.string().nullable().describe('Which codes with it, at every desk; null: there are more than there are keys'),
  version: z.int().describe('How often it was said what it is'),
  earlier: z
    .array(z.object({ name: note, definition: note, includes: note, excludes: note }))
    .describe('What it said before, the oldest first; of many the newest'),
  examples: z.array(z.object({ example: id(), entry, ...passage, place }).describe('As far as they may be told now')),
  memos: z.array(memo),
  codings: z.int().describe('Passages; one that several coded alike counts once'),
  entries: z.int(),
  beneath: z.int().describe('Entries with it, or with a code beneath it'),
  tables: z.array(id<TableId>()),
  frozen: z.boolean().describe('In a round that is open: it is not changed'),
})
export type CodeTold = Infer<typeof code>

const counted = {
  entries: z.int(),
  coded: z.int(),
  none: z.int().describe('Read, and no code fits'),
}
const round = z.object({
  id: id(),
  state: z.enum(['open', 'closed', 'dropped']),
  entries: z.int(),
  codes: z.array(id()),
  coders: z.int().describe('How many code in it'),
  joined: z.array(z.object({ coder, closed: z.boolean() })),
  mine: z
    .object({ done: z.int(), closed: z.boolean() })
    .nullable()
    .describe('Of how many of its entries one has said something; null: one does not code in it'),
  before: z.int().describe('Of its entries so many were coded already when it began'),
})
export type RoundTold = Infer<typeof round>

const stepKind = z.enum([
  'code',
  'code-define',
  'code-example',
  'code-unexample',
  'code-move',
  'code-merge',
  'code-drop',
  'coding',
  'uncode',
  'no-code',
  'memo',
  'memo-change',
  'codes-in',
  'round',
  'round-join',
  'round-close',
  'round-drop',
  'round-settle',
])

const told = z
  .object({
    version: z.string(),
    coder: coder.nullable().describe('Who asks; null: they have done nothing yet'),
    coders: z.int(),
    queue: z
      .array(entry)
      .describe(
        'What nobody coded and the filter lets through, the oldest first; of a round, what one has said nothing of yet',
      ),
    waiting: z.int().describe('How many that are in all'),
    codes: z.array(code).describe('Each with what lies beneath it right after it'),
    coverage: z.object({
      ...counted,
      withheld: z.int().describe('Nobody is to quote them: that they are there is all that is told'),
      sealed: z.int().describe('In a round that is open: what is coded of them is not counted'),
      tables: z.array(
        z.object({ id: id<TableId>(), number: z.int(), site: id<SiteId>(), curtain: z.boolean(), ...counted }),
      ),
      langs: z.array(tag).describe('Of what may be read, the most first'),
    }),
    rounds: z.array(round),
    steps: z
      .array(
        z.object({
          step: id(),
          kind: stepKind,
          at: time,
          coder: coder.nullable(),
          name: z.string().nullable().describe('The code’s'),
          text: z.string().nullable().describe('The passage, or the entry, as far as it may be told now'),
          lang: tag.nullable(),
          undone: z.boolean(),
          can: z.boolean().describe('It can be taken back, or done again, by who asks'),
        }),
      )
      .describe('The last ones, the newest first'),
    earlier: z.int().describe('Steps before these'),
  })
  .meta({ id: 'Codebook' })
export type CodebookTold = Infer<typeof told>

const filter = {
  table: 'Only of this table',
  site: 'Only of this site',
  session: 'Only of this session, by its number',
  lang: 'Only in this language',
  kind: `One of ${codableKinds.join(', ')}`,
  item: 'Only answers to this one, `<step>/<item>`',
}
export const readCodebook = route('GET /api/dialogues/:dialogue/codebook', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'What nobody coded yet, the codebook, rounds and coverage; held',
  query: {
    ...after,
    ...filter,
    round: 'Only entries of this round',
    steps: 'So many of what was done; left out, thirty',
  },
  answer: told,
})

const codedEntry = z
  .object({
    version: z.string(),
    entry: entry.nullable().describe('As it stands; null: it is not there any more, or may not be told'),
    codings: z.array(coding).describe('In the order of the text; of an open round one’s own'),
    memos: z.array(memo),
    none: z.boolean().describe('It was read, and no code fits; of an open round, as one said oneself'),
    round: id().nullable().describe('The round that is open in which it is'),
    closed: z.boolean().describe('One cannot code it now: one does not code in its round, or has closed it'),
  })
  .meta({ id: 'CodedEntry' })
export type CodedEntry = Infer<typeof codedEntry>
export const readCodedEntry = route('GET /api/dialogues/:dialogue/codebook/entry', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'An entry with what is coded of it; held',
  query: { ...after, entry: 'Its name' },
  answer: codedEntry,
})

const inCode = z
  .object({
    version: z.string(),
    passages: z.array(z.object({ entry, codings: z.array(coding) })).describe('The oldest first'),
    more: z.int(),
  })
  .meta({ id: 'InCode' })
export type InCode = Infer<typeof inCode>
export const readInCode = route('GET /api/dialogues/:dialogue/codebook/codes/:code', {
  action: 'themes.read',
  at: 'dialogue',
  summary:
    'What is coded with it, as it stands now: what a cell of the matrix opens to; `none`: read, and no code fits; held',
  query: { ...after, ...filter, beneath: '`1`: with what is coded with those beneath it, too' },
  answer: inCode,
})

/** By what codes are counted. */
export const matrixParts = ['table', 'site', 'session', 'lang', 'item'] as const
export type MatrixPart = (typeof matrixParts)[number]
const matrix = z
  .object({
    version: z.string(),
    by: z.enum(matrixParts),
    columns: z.array(
      z.object({
        key: z.string(),
        text: localText.describe(
          'A site’s or question’s name; of a table or session its number, of a language its tag',
        ),
        entries: z.int().describe('All that may be read, coded or not'),
      }),
    ),
    rows: z
      .array(
        z.object({
          code: id(),
          cells: z
            .array(z.object({ codings: z.int(), entries: z.int(), beneath: z.int() }))
            .describe('One for each column; `beneath`: entries with it, or with a code beneath it'),
        }),
      )
      .describe('In the order of the codebook'),
    sealed: z.int().describe('Entries of rounds that are open: what is coded of them is not counted'),
  })
  .meta({ id: 'CodeMatrix' })
export type CodeMatrix = Infer<typeof matrix>
export const readMatrix = route('GET /api/dialogues/:dialogue/codebook/matrix', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'How often each code is at each table, site, session, language or question; held',
  query: { ...after, by: `One of ${matrixParts.join(', ')}`, round: 'Only entries of this round, once it is closed' },
  answer: matrix,
})

const agreement = z.object({
  units: z.int().describe('That at least two said something of'),
  agree: z.number().nullable().describe('Of pairs of what two said of one unit, the share that is the same'),
  alpha: z.number().nullable().describe('Krippendorff’s; null: it cannot be said'),
  interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 %'),
})
export type AgreementTold = Infer<typeof agreement>
const roundTold = z
  .object({
    version: z.string(),
    round,
    agreement: agreement
      .extend({
        codes: z.array(
          agreement.extend({
            code: id(),
            letters: z
              .number()
              .nullable()
              .describe('Of all letters that anybody coded with it, the share that all of them did'),
          }),
        ),
      })
      .nullable()
      .describe('Of entries that may be told now; null until all have closed it, and of one that was given up'),
    differ: z
      .array(
        z.object({
          entry,
          coders: z.array(
            z.object({
              coder,
              none: z.boolean().describe('No code fits'),
              said: z.boolean().describe('False: they said nothing of it'),
              codings: z.array(coding),
            }),
          ),
          settled: z.boolean(),
        }),
      )
      .describe('Where they do not say the same codes, what is not settled first; the first of them'),
    more: z.int(),
  })
  .meta({ id: 'CodingRound' })
export type CodingRound = Infer<typeof roundTold>
export const readRound = route('GET /api/dialogues/:dialogue/codebook/rounds/:round', {
  action: 'themes.read',
  at: 'dialogue',
  summary: 'How far those who coded blind agree, and where they differ, once all have closed it; held',
  query: after,
  answer: roundTold,
})

const span = { entry: codableName, ...passage, said: z.exactOptional(said) }
const texts = {
  definition: z.exactOptional(readable(longestText)),
  includes: z.exactOptional(readable(longestText)),
  excludes: z.exactOptional(readable(longestText)),
  color: z.exactOptional(color),
}
export const codeCommands = commands(
  'POST /api/dialogues/:dialogue/codebook',
  { at: 'dialogue', summary: 'What coders do. Once per id', status: 204 },
  {
    /** The new code has the command's id. */
    code: command('themes.work', { name, parent: id().nullable(), ...texts }),
    /** A version of it. */
    'code-define': command('themes.work', { code: id(), name: z.exactOptional(name), ...texts }),
    'code-example': command('themes.work', { code: id(), ...span }),
    'code-unexample': command('themes.work', { code: id(), example: id() }),
    'code-move': command('themes.work', { code: id(), parent: id().nullable(), before: id().nullable() }),
    'code-merge': command('themes.work', { code: id(), into: id() }),
    'code-drop': command('themes.work', { code: id() }),
    /** Of an entry of an open round it is of that round; who does not code in it cannot (`refused`, `round`). */
    coding: command('themes.work', { code: id(), ...span }),
    uncode: command('themes.work', { coding: id() }),
    'no-code': command('themes.work', { entry: codableName, said: z.exactOptional(said) }),
    memo: command('themes.work', { on, text: written(longestMemo), lang: spokenLang }),
    /** Of no letters: it is taken away. */
    'memo-change': command('themes.work', { memo: id(), text: readable(longestMemo), lang: spokenLang }),
    /** `every`: every so manyth of what may be read now, by its name alone; else the entries that are named. */
    round: command('themes.work', {
      entries: z.exactOptional(z.array(codableName).min(1).max(mostEntries)),
      every: z.exactOptional(z.int().min(1).max(100)),
      codes: z.array(id()).min(1).max(mostInRound),
      coders: z.int().min(2).max(mostCoders),
    }),
    'round-join': command('themes.work', { round: id() }),
    'round-close': command('themes.work', { round: id() }),
    'round-drop': command('themes.work', { round: id() }),
    'round-settle': command('themes.work', { round: id(), entry: codableName, stands: z.array(id()).max(mostInRound) }),
    undo: command('themes.work', { of: id() }),
    redo: command('themes.work', { of: id() }),
  },
)
export type CodeCommand = CommandOf<typeof codeCommands>
