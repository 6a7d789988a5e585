/** A question asked on the day: by a room's console for its tables, or for the tables of several sites at once. */
import { z } from 'zod'
import { limits, nodeKinds } from '../board/schema.ts'
import { units } from '../dialogue/items.ts'
import type { SiteId, TableId } from '../ids.ts'
import { mostDrawn, mostOptions } from '../voices/asks.ts'
import { figure, item, step } from './answers.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, localText, tag, time, writtenText } from './terms.ts'
import { left } from './left.ts'

const short = writtenText(limits.title)
const entryName = z.string().min(1).max(64).describe('Its name for observers: its id never leaves its table')

/** What a theme team would have the hall asked: it waits, in the room and where questions are asked. */
export const proposed = z
  .exactOptional(z.array(z.object({ id: id(), text: localText, at: time })))
  .describe(
    'Themes that who reads along would have the hall asked about, the newest first; `und`: in whichever language',
  )
export type ProposedTold = NonNullable<Infer<typeof proposed>>[number]

export const questionCommands = commands(
  'POST /api/dialogues/:dialogue/questions',
  {
    at: 'dialogue',
    summary: 'Ask tables a question on the day, sealed until it is closed; close it, call it back. Once per id',
    answer: z.object({
      step: z.string().describe('Its id as a step'),
      left: z.array(left).describe('Tables at which it was not done, and why'),
    }),
  },
  {
    ask: command('question.ask', {
      tables: z.array(id<TableId>()).min(1).max(400),
      text: short.describe('In the languages given; who reads none of them reads the first'),
      answer: z
        .enum(['agree', 'choose', 'single', 'ranking', 'recommendation'])
        .describe(
          'Agree or not · choose or reject, several · one of them · in order · a sentence on which each table agrees',
        ),
      most: z.exactOptional(z.int().min(1).max(mostOptions)).describe('Of `choose`: how many at most'),
      unit: z.enum(units).extract(['people', 'tables']),
      options: z.array(short).max(mostOptions).describe('None where people agree or not, or choose among entries'),
      entries: z
        .exactOptional(
          z
            .array(
              z.strictObject({
                table: id<TableId>(),
                entry: entryName,
                also: z.exactOptional(short).describe('In further languages, typed by who asks'),
              }),
            )
            .min(1)
            .max(mostOptions),
        )
        .describe('In place of `options`: entries of maps, in the words in which they may be shown now'),
      proposed: z
        .exactOptional(id())
        .describe('What the theme team put before the console, where this asks it in whichever words'),
    }),
    'vote-on-recommendations': command('question.ask', {
      tables: z
        .array(id<TableId>())
        .min(1)
        .max(400)
        .describe('Whose people vote, and whose recommendations they vote on'),
      from: step.describe('The step in which the tables agreed'),
      most: z.int().min(1).max(mostDrawn).describe('On how many each person votes; drawn where there are more'),
    }),
    /** At all its tables that have it open still. */
    close: command('question.ask', { step }),
    'call-back': command('question.ask', { step }),
  },
)
export type QuestionCommand = CommandOf<typeof questionCommands>

const askable = z.object({
  id: id<TableId>(),
  number: z.int(),
  seated: z.int(),
  why: z.exactOptional(z.enum(['no-board', 'closed'])).describe('It cannot be asked now'),
})
const askedOnce = z.object({
  step,
  at: time,
  title: localText,
  item: item.describe('Of a vote on recommendations the first'),
  closed: z.int(),
  of: z.int().describe('Of all its tables, at how many it is closed'),
  own: z.boolean().describe('All its tables are of sites of who asks, who may close it and call it back'),
  calledBack: z.boolean(),
  sites: z.array(id<SiteId>()),
  tables: z.array(id<TableId>()).describe('Of these sites, those that were asked'),
  figures: z.array(figure).describe('As the wall shows them by now: none before the last table has closed'),
})
const questions = z
  .object({
    version: z.string(),
    langs: z.array(tag).describe('Of the dialogue'),
    sites: z
      .array(
        z.object({
          id: id<SiteId>(),
          name: z.string(),
          lang: tag,
          tables: z.array(askable),
          reads: z
            .array(z.object({ lang: tag, seats: z.int().nullable() }))
            .describe(
              'In which languages those who sit there read their consent, told of five more at a time; null: a number of fewer than five could be worked out',
            ),
        }),
      )
      .describe('Those of who asks'),
    asked: z.array(askedOnce).describe('Of these sites, the newest first'),
    recommended: z
      .array(z.object({ step, title: localText }))
      .describe('Steps open or closed at these tables in which each agrees on a sentence: to be voted on'),
    proposed,
  })
  .meta({ id: 'Questions' })
export type Questions = Infer<typeof questions>
export type AskedOnce = Questions['asked'][number]

export const readQuestions = route('GET /api/dialogues/:dialogue/questions', {
  action: 'question.ask',
  at: 'dialogue',
  summary: 'Whom one may ask now, in which languages they read, and what was asked and came of it; held',
  query: after,
  answer: questions,
})

const pickable = z
  .object({
    tables: z
      .array(
        z.object({
          table: id<TableId>(),
          number: z.int(),
          entries: z.array(z.object({ entry: entryName, kind: z.enum(nodeKinds), wording: z.string(), lang: tag })),
        }),
      )
      .describe('In the order of their maps. What may not be shown is not there, and nothing says that it is'),
  })
  .meta({ id: 'Pickable' })
export type Pickable = Infer<typeof pickable>

export const readPickable = route('GET /api/dialogues/:dialogue/questions/entries', {
  action: 'question.ask',
  at: 'dialogue',
  summary: 'Entries of maps that the hall may be asked about now: what observers see, and what tables released for it',
  answer: pickable,
})
