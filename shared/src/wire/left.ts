/** Of what was done to many tables at once: those at which it was not, and why. */
import { z } from 'zod'
import type { TableId } from '../ids.ts'
import type { Infer } from './declare.ts'
import { id } from './terms.ts'

/** Why something that was done to many tables was not done to one of them. */
export const leftWhy = [
  'no-board', // it has none in that session
  'closed', // its board is
  'elsewhere', // it is in another session
  'not-open', // nobody opened it there
  'done-already', // by the table, or another console
  'thin', // so few wrote there without names that the table, which is told so, reveals it itself
  'beyond-dialogue', // its dialogue lets it not
  'not-agreed', // it recommends nothing yet
  'not-shown', // observers may not read what it recommends
  'own-pause', // it paused itself, and opens itself again
] as const
export const left = z.object({ table: id<TableId>(), why: z.enum(leftWhy) })
export type Left = Infer<typeof left>
