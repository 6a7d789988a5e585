/** Session 4, "Who decides": to come. The boards hold their question and wait. */
import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = [
  { table: 1, session: 4, nodes: [] },
  { table: 2, session: 4, nodes: [] },
  { table: 3, session: 4, nodes: [] },
  { table: 4, session: 4, nodes: [] },
  { table: 5, session: 4, nodes: [] },
  { table: 6, session: 4, nodes: [] },
]
