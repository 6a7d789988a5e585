/**
 * What translators do. They are told texts that observers may read just now, by the names that these have for observers, and
 * nothing else: no board, no seat, no ballot.
 */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import { plainText } from '../board/text.ts'
import type { TableId } from '../ids.ts'
import { translationStates } from '../view/translated.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, lang, tag, time } from './terms.ts'

export const textKinds = ['words', 'wording', 'element', 'minutes', 'answer'] as const

/** A translation may be twice as long as what it is of. */
const most = 2 * limits.words
/** What waits for a text that is not translated. */
const needsTold = ['wall', 'reader', 'theme'] as const
/**
 * `idle`: nothing is asked of it. `working`: drafts are coming. The others end a run, and say why it brought nothing more:
 * `unreachable`, `slow`, `wrong` (no answer, or another engine than the consent text names), `resting` (it failed again
 * and again, and is left alone for half a minute), `cannot` (not between these languages).
 */
export const machineStates = ['idle', 'working', 'unreachable', 'slow', 'wrong', 'resting', 'cannot'] as const
export type MachineState = (typeof machineStates)[number]

const where = {
  table: id<TableId>().nullable().describe('null of an answer, which is told of all tables'),
  session: z.int().min(1).max(1_000),
  entry: z.string().min(1).max(64).describe('The name of the text for observers'),
  into: lang.describe('The language into which it is translated'),
}

/** One of a translator's own, or an answer to it. */
const sentence = z
  .string()
  .max(400)
  .refine((one) => one.trim() !== '' && plainText(one) === one, 'empty, or of signs that cannot be seen')

/** Who of them somebody is: translators have numbers, in the order in which they began. */
const translator = z.int().describe('Translator 1, 2, 3; nobody has a name here')
/** What translators are told beside a text and its translation. */
const aside = {
  takenBy: z.exactOptional(translator),
  wanted: z
    .exactOptional(z.array(z.enum(needsTold)))
    .describe(
      'What waits for it: a wall, which shows it next; somebody who reads that language; a theme in which it is',
    ),
  before: z
    .exactOptional(z.object({ text: z.string(), lang: tag, translation: z.string().nullable() }))
    .describe('Of words: what was said just before, about the same'),
  unclear: z
    .exactOptional(z.object({ by: translator, mine: z.boolean() }))
    .describe('Its meaning is not clear to them'),
  asked: z
    .exactOptional(
      z.object({
        text: z.string(),
        by: translator,
        mine: z.boolean(),
        at: time,
        answer: z.object({ text: z.string(), at: time }).nullable(),
        reworded: z.boolean().describe('It was worded anew since, which answers it, too'),
      }),
    )
    .describe('What its table was asked about it'),
}

const text = z
  .object({
    table: id<TableId>().nullable().describe('null of an answer, which is told of all tables'),
    session: z.int(),
    entry: z.string(),
    kind: z
      .enum(textKinds)
      .describe('What somebody said, how an entry is worded, on a canvas, in the minutes, what came out of a step'),
    part: z.string().describe('Which kind of element or paragraph; else empty'),
    number: z.int().describe('Of the table; 0 of all'),
    site: z.string(),
    text: z.string(),
    lang: tag,
    capture: z.string().nullable().describe('Of words: how they were caught'),
    at: time.nullable().describe('Of words, to the minute'),
    beneath: z
      .object({ text: z.string(), lang: tag })
      .nullable()
      .describe('Of words: the entry beneath which they stand. Of an answer: what was asked'),
    mentions: z
      .exactOptional(z.array(z.object({ text: z.string(), lang: tag })))
      .describe('Entries that a paragraph names: in its text, and in what is made of it, the first is [1]'),
    translation: z
      .object({
        text: z.string(),
        state: z.enum(translationStates),
        at: time,
        who: z.string().describe('What is written on the card of who made it'),
        mine: z.boolean().describe('Made on this device'),
        earlier: z.string().nullable().describe('It is of this earlier wording, and shown to nobody'),
        engine: z
          .exactOptional(z.object({ name: z.string(), version: z.string(), edited: z.boolean() }))
          .describe('The machine draft of which somebody made it, and whether they put it right first'),
      })
      .nullable(),
    draft: z
      .exactOptional(z.object({ text: z.string(), engine: z.string(), version: z.string(), at: time }))
      .describe('What an engine gave, of the wording that stands: shown to nobody until somebody takes it as theirs'),
    taken: z.boolean().describe('Somebody else has it open'),
    ...aside,
  })
  .meta({ id: 'TextToTranslate' })
export type TextToTranslate = Infer<typeof text>

const machine = z
  .object({
    name: z.string().describe('Of the engine, as it calls itself'),
    version: z.string().nullable().describe('null: it has not answered yet'),
    from: z.array(z.string()).describe('The languages of which it can make drafts in this one'),
    state: z.enum(machineStates),
    done: z.int().describe('Drafts that this run has made'),
    of: z.int().describe('Texts of this run'),
    left: z
      .int()
      .describe('Texts that were not given to it: somebody who said them does not wish it, or they are gone'),
  })
  .meta({ id: 'MachineDrafts' })
export type MachineDrafts = Infer<typeof machine>

const texts = z
  .object({
    version: z.string(),
    since: z.string().nullable().describe('What it goes on from, part by part; null: all that there is'),
    title: z.string().describe('Of the dialogue'),
    langs: z.array(tag).describe('Of the dialogue'),
    here: z.int().describe('How many others have a text open just now'),
    machine: z
      .exactOptional(machine)
      .describe('The engine that drafts may be asked of, where there is one for this dialogue'),
    terms: z
      .exactOptional(z.array(z.object({ from: tag, term: z.string(), say: z.string() })))
      .describe('How terms of the dialogue are said in this language: the translators’ own list'),
    parts: z
      .array(
        z.object({
          table: id<TableId>().nullable().describe('null: what came out of the steps of this session'),
          session: z.int(),
          number: z.int(),
          texts: z
            .array(
              text.extend({
                behind: z
                  .exactOptional(z.string().nullable())
                  .describe('A new one stands behind this entry, null: first; left out of one that has changed'),
              }),
            )
            .describe('New ones and such as changed, in the order of the map, the canvas and the minutes'),
          gone: z.array(z.string()).describe('Entries that may be read no more'),
          whole: z.exactOptional(z.literal(true)).describe('These are all of it'),
        }),
      )
      .describe('What changed, of texts that are not in that language; a board that cannot be read now is as before'),
  })
  .meta({ id: 'TextsToTranslate' })
export type TextsTold = Infer<typeof texts>
/** All of them, in the order of sessions, tables and maps: as a page has them, put together (`translations-parts.ts`). */
export type TextsToTranslate = Omit<TextsTold, 'since' | 'parts'> & { readonly texts: readonly TextToTranslate[] }

export const readTranslations = route('GET /api/dialogues/:dialogue/translations', {
  action: 'translation.read',
  at: 'dialogue',
  summary: 'Texts that observers may read now, and what they say in another language; held',
  query: { ...after, into: 'The language into which is translated' },
  answer: texts,
})

export const readTranslationsAround = route('GET /api/dialogues/:dialogue/translations/table', {
  action: 'translation.read',
  at: 'dialogue',
  summary: 'All that may be read of one board, in every language, in its order',
  query: { table: 'The table', session: 'The session', into: 'The language into which is translated' },
  answer: z
    .object({
      texts: z.array(
        text
          .pick({ entry: true, kind: true, text: true, lang: true, capture: true })
          .extend({ translation: z.string().nullable() }),
      ),
    })
    .meta({ id: 'TableToTranslate' }),
})
export type TableToTranslate = Infer<typeof readTranslationsAround.answer>

/** For the table itself, whoever watches it: by the ids of its entries and words. */
export const boardTranslations = route('GET /api/boards/:board/translations', {
  action: 'board.open',
  at: 'board',
  summary: 'What translators made of a board: beneath words that were not taken back, and of which wording',
  answer: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          text: z.string(),
          state: z.enum(translationStates),
          wording: z.string().nullable().describe('Of an entry: it is of this one alone'),
          at: time,
          unclear: z.exactOptional(z.literal(true)).describe('What the original means is not clear to its translator'),
        }),
      ),
    )
    .meta({ id: 'BoardTranslations' }),
})

export const translationCommands = commands(
  'POST /api/dialogues/:dialogue/translations',
  {
    at: 'dialogue',
    summary:
      'Open a text for two minutes, leave it, put a translation beneath it, stand by another’s, ask its table; ask the engine for drafts, and stop it. Once per id',
    status: 204,
  },
  {
    open: command('translation.write', where),
    leave: command('translation.write', {}),
    translate: command('translation.write', {
      ...where,
      original: z.string().max(most).describe('As it was read'),
      before: z.string().max(most).nullable().describe('The translation that stood there when it was read'),
      text: z
        .string()
        .max(most)
        .refine((one) => one.trim() !== '' && plainText(one) === one, 'empty, or of signs that cannot be seen'),
      draft: z.exactOptional(z.string().max(most)).describe('The machine draft of which it was made, as it was read'),
    }),
    unclear: command('translation.write', {
      ...where,
      original: z.string().max(most).describe('As it was read'),
      on: z.boolean().describe('False: it is clear by now'),
    }),
    ask: command('translation.write', {
      ...where,
      original: z.string().max(most).describe('As it was read'),
      text: sentence.describe('What its table is asked'),
    }),
    term: command('translation.write', {
      into: where.into,
      from: lang.describe('The language of the term'),
      term: sentence,
      say: z.union([sentence, z.literal('')]).describe('Empty: it is none any more'),
    }),
    check: command('translation.write', {
      ...where,
      original: z.string().max(most).describe('As it was read'),
      text: z.string().max(most).describe('The translation as it was read'),
    }),
    draft: command('translation.write', {
      into: where.into,
      from: lang.nullable().describe('null: of all languages'),
      only: z.strictObject({ table: where.table, session: where.session, entry: where.entry }).nullable(),
    }),
    stopDrafts: command('translation.write', { into: where.into }),
  },
)
export type TranslationCommand = CommandOf<typeof translationCommands>

/** For who runs a table: what translators do not understand of what stands on it. */
export const translatorsAsk = route('GET /api/boards/:board/translations/asked', {
  action: 'translation.answer',
  at: 'board',
  summary: 'What translators asked about a board and nobody answered, by the ids of its texts',
  answer: z
    .record(
      z.string(),
      z.array(
        z.object({
          lang: lang.describe('Into which they translate'),
          text: z.string(),
          about: z.string().describe('The text that is asked about, as it stands'),
          at: time,
        }),
      ),
    )
    .meta({ id: 'AskedOfTable' }),
})
export type AskedOfTable = Infer<typeof translatorsAsk.answer>

export const translatorsAnswered = commands(
  'POST /api/boards/:board/translations',
  { at: 'board', summary: 'Answer what translators asked, in a sentence; once per id', status: 204 },
  {
    answer: command('translation.answer', {
      of: z.string().min(1).max(120).describe('The text that was asked about, by its id'),
      lang: lang.describe('For whom'),
      text: sentence,
    }),
  },
)
export type AnswerToTranslators = CommandOf<typeof translatorsAnswered>
