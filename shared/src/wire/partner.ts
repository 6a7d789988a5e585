/** A partner's own survey beside what people said here: its figures, brought as a file, and which question is beside which. */
import { z } from 'zod'
import { bases, units } from '../dialogue/items.ts'
import { wordings } from '../partner/rows.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { encodings } from './exchange.ts'
import { id, localText, time } from './terms.ts'

const unit = z.enum(units).nullable().describe('What its shares are of; null: nobody says it')
const base = z.enum(bases).nullable().describe('Of all, or of who answered; null: nobody says it')
/** As many people as there are, and no more than a number can hold exactly. */
const people = z
  .int()
  .min(1)
  .max(10_000_000_000)
  .nullable()
  .describe('How many the shares are of; null: nobody says it')
/** `<step>/<item>`, as in an address. */
const itemName = z
  .string()
  .max(300)
  .regex(/^[^/]+\/.+$/)
  .meta({ examples: ['q-after/mood'] })
const key = z.string().min(1).max(300)

const match = z.object({
  ours: itemName.describe('Our question: its step and its item'),
  words: z.enum(wordings),
  options: z
    .array(z.tuple([key, key]))
    .max(100)
    .describe('Keys of theirs and of ours that say the same'),
  unit,
  base,
  people,
})

const survey = z.object({
  id: id(),
  title: z.string(),
  at: time,
  items: z.array(
    z.object({
      key: z.string(),
      text: localText,
      of: z.string().describe('Of which survey, where the file has several'),
      stated: z.string().describe('What its figures are of, in the file’s own words'),
      source: z.string(),
      unit,
      base,
      people,
      effective: z.exactOptional(z.number()).describe('Weighted: how many people without weights say as much'),
      options: z.array(
        z.object({
          key: z.string(),
          text: localText,
          share: z.number(),
          least: z.exactOptional(z.literal(true)).describe('As published it is no less'),
        }),
      ),
      match: match.nullable(),
    }),
  ),
})

const told = z
  .object({ version: z.string(), surveys: z.array(survey).describe('In the order in which they came') })
  .meta({ id: 'Partners' })
export type PartnersTold = Infer<typeof told>
export const readPartners = route('GET /api/dialogues/:dialogue/partners', {
  action: 'themes.read',
  at: 'dialogue',
  summary:
    'Surveys of partners, with what they published, and which of their questions is set beside which of ours; held',
  query: after,
  answer: told,
})

const brought = z
  .object({
    title: z.string(),
    items: z.int(),
    options: z.int(),
    left: z.int().describe('Rows or questions that are no share: they are not taken'),
  })
  .meta({ id: 'PartnerBrought' })
export type PartnerBrought = Infer<typeof brought>
export const bringPartner = route('POST /api/dialogues/:dialogue/partners/file', {
  action: 'themes.work',
  at: 'dialogue',
  summary:
    'Published figures as a table, or a survey with its codebook, which is counted here and not kept person by person: all of it, or nothing. Once per id',
  query: {
    id: 'Of the command',
    file: 'Its name',
    lang: 'Language of what it asks; else the dialogue’s own',
    encoding: `Of what is not UTF-8: one of ${encodings.join(', ')}; else the likeliest is offered, with a line as it would read`,
    weight: 'Column of weights of a survey; else it is found by its name',
    look: '1: only say what is in it',
  },
  takes: 'application/octet-stream',
  answer: brought,
})

export const partnerCommands = commands(
  'POST /api/dialogues/:dialogue/partners',
  {
    at: 'dialogue',
    summary: 'Set a partner’s question beside ours, or beside nothing; put a survey away. Once per id',
    status: 204,
  },
  {
    /** `changed`: there is no such question any more. */
    set: command('themes.work', { survey: id(), item: key, match: match.nullable() }),
    off: command('themes.work', { survey: id() }),
  },
)
export type PartnerCommand = CommandOf<typeof partnerCommands>
