/** Conditions of *yes, if*, counted; which of them are the same is said as of any two entries (`synthesis.ts`). */
import { z } from 'zod'
import { after } from './changes.ts'
import { route, type Infer } from './declare.ts'
import { localText } from './terms.ts'

export const conditionName = z
  .string()
  .regex(/^[a-z0-9-]{1,80}\/condition\/[A-Za-z0-9:._-]{1,200}$/)
  .meta({
    description: 'Its step, its recommendation and its option, or a digest',
    examples: ['q-vote/condition/r1.if.o1'],
  })
const group = z.object({
  name: conditionName,
  text: localText,
  people: z.int(),
  least: z.boolean().describe('Some of it is not told: there are no fewer'),
  tables: z.array(z.int()).describe('To whose recommendations it was said'),
  members: z.array(
    z.object({
      name: conditionName,
      text: localText,
      people: z.int().nullable().describe('Null: not told'),
      table: z.int(),
      recommendation: localText,
      picked: z.boolean().describe('From a map; else typed'),
    }),
  ),
  near: z.array(conditionName).describe('Those that say nearly the same in the same language, the nearest first'),
})
const told = z
  .object({
    version: z.string(),
    groups: z.array(group).describe('Of five people at least, the most first'),
    rest: z.array(group).describe('Of fewer, or of a number that is not told'),
    all: z.int().nullable().describe('People who said yes with a condition; null: not told'),
    unread: z.int().nullable().describe('Of what they typed, how many are read by nobody; null: not told'),
  })
  .meta({ id: 'Conditions' })
export type ConditionsAnswer = Infer<typeof told>
export type ConditionTold = ConditionsAnswer['groups'][number]
export const readConditions = route('GET /api/dialogues/:dialogue/conditions', {
  action: 'themes.read',
  at: 'dialogue',
  summary:
    'Under which conditions people said yes, by people and tables; what is told of it in results, added up; held',
  query: after,
  answer: told,
})
