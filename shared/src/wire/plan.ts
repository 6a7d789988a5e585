/** The day as it is by now, and what of it nobody foresaw: told with its reason, and changed without founding anew. */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import { plainText } from '../board/text.ts'
import { inserted, mostAdded } from '../dialogue/changes.ts'
import type { SiteId, TableId } from '../ids.ts'
import { cards } from './access.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, lang, localText, tag, time, writtenText } from './terms.ts'

const step = z.object({
  kind: z.string(),
  title: localText,
  minutes: z.number(),
  id: z.string().nullable().describe('Of a step that asks people for something'),
  skipped: z.boolean(),
  runs: z.boolean().describe('At some table just now'),
  open: z.boolean().describe('At some table people write, vote or answer in it just now'),
  items: z
    .array(z.object({ id: z.string(), text: localText, answered: z.boolean().describe('At some table, by somebody') }))
    .describe('Questions whose words can be changed'),
})
const change = z.object({
  do: z.enum(['site', 'table', 'seats', 'step', 'minutes', 'skip', 'word']),
  why: z.string(),
  by: z.string().describe('The role of who decided it: never a name'),
  at: time,
  site: z.exactOptional(z.string()),
  table: z.exactOptional(z.int()).describe('Its number'),
  seats: z.exactOptional(z.int()),
  session: z.exactOptional(z.int()),
  title: z.exactOptional(localText).describe('Of the step; of a question its words before'),
  minutes: z.exactOptional(z.number()),
  before: z.exactOptional(z.number()).describe('Minutes, or seats, as they were before'),
  text: z.exactOptional(localText).describe('The question in its new words'),
})
const plan = z
  .object({
    version: z.int().describe('How many changes there were; sent back as `seen`'),
    lang: tag,
    langs: z.array(tag).describe('Of the dialogue: words that all are asked are given in each of them'),
    sessions: z.array(
      z.object({
        number: z.int(),
        title: localText,
        begins: z.exactOptional(z.string()).describe('Planned, `HH:MM` of the site'),
        steps: z.array(step),
      }),
    ),
    changes: z.array(change).describe('What was not planned when it was founded, the oldest first'),
  })
  .meta({ id: 'Plan' })
export type Plan = Infer<typeof plan>
export type PlanChangeTold = Plan['changes'][number]

export const readPlan = route('GET /api/dialogues/:dialogue/plan', {
  action: 'plan.read',
  at: 'dialogue',
  summary: 'The day as it is by now, and what of it was added since it was founded: by whom, when and why',
  answer: plan,
})

const why = z
  .string()
  .trim()
  .min(1)
  .max(limits.title)
  .refine((text) => plainText(text) === text, 'signs that cannot be seen')
  .describe('The reason, as it stands in the report: no names in it')
const seen = z.int().min(0).describe('`version` of the plan that was on the screen')
const session = z.int().min(1).max(99)
const at = z.int().min(0).max(99)
const minutes = z.int().min(1).max(mostAdded.minutes)
const seats = z.int().min(1).max(mostAdded.seats)
const text = writtenText(mostAdded.question)

/** Each takes effect once for each id; who may which stands in the matrix. */
export const planCommands = commands(
  'POST /api/dialogues/:dialogue/plan',
  {
    at: 'dialogue',
    summary: 'What nobody foresaw: a table, seats, a site, a step put in, of another length or left out, other words',
    answer: z.object({
      version: z.int(),
      links: cards.describe('New cards, of those that one hands out; of a repeated command the same'),
    }),
  },
  {
    'add-site': command('plan.change', {
      why,
      name: z.string().trim().min(1).max(limits.label),
      country: z.string().regex(/^[A-Z]{2}$/),
      lang,
      zone: z.exactOptional(z.string().max(limits.label)),
    }),
    'add-table': command('hall.extend', {
      why,
      site: id<SiteId>(),
      seats,
      lang,
      citizensEdit: z.exactOptional(z.boolean()),
    }),
    'add-seats': command('hall.extend', { why, table: id<TableId>(), seats }),
    'add-step': command('plan.change', {
      why,
      seen,
      session,
      at,
      step: z.enum(inserted),
      title: text,
      minutes,
      prompt: z.exactOptional(text).describe('Of private writing, and of no other: what people write about'),
      signature: z.exactOptional(z.enum(['anonymous', 'seat-code'])).describe('Of private writing; left out: the seat'),
    }),
    'set-minutes': command('plan.change', { why, seen, session, step: at, minutes }),
    'skip-step': command('plan.change', { why, seen, session, step: at }),
    reword: command('plan.change', { why, step: z.string().max(100), item: z.string().max(100), text }),
  },
)
export type PlanCommand = CommandOf<typeof planCommands>
export type PlanAnswer = Infer<typeof planCommands.answer>
