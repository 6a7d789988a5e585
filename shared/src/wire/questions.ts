/** A question asked on the day: by a room's console for its tables, or for the tables of several sites at once. */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import { units } from '../dialogue/items.ts'
import type { TableId } from '../ids.ts'
import { step } from './answers.ts'
import { command, commands, type CommandOf } from './declare.ts'
import { id, localText } from './terms.ts'
import { left } from './left.ts'

const short = localText.refine(
  (texts) =>
    Object.keys(texts).length > 0 &&
    Object.values(texts).every((one) => one.trim() !== '' && one.length <= limits.title),
  'empty, or too long',
)
/** Most answers to choose from: as many as a phone shows without tiring anybody. */
export const mostOptions = 12
/** On so many recommendations one person votes at most. */
export const mostDrawn = 10

export const questionCommands = commands(
  'POST /api/dialogues/:dialogue/questions',
  {
    at: 'dialogue',
    summary: 'Ask tables a question on the day, sealed until it is closed; call it back. Once per id',
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
      options: z.array(short).max(mostOptions).describe('None where people agree or not'),
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
    'call-back': command('question.ask', { step }),
  },
)
export type QuestionCommand = CommandOf<typeof questionCommands>
