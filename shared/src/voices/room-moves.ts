/** What a room's console may do with a step at many tables at once, as its protocol says. */
import type { ProgrammeStep, StepTask } from '../dialogue/programme.ts'

export type RoomMove = 'open' | 'closed' | 'revealed'

/**
 * A protocol that says nothing leaves opening and revealing to each table; closing is everybody's who runs anything. Entries
 * that are voted on are picked at the table, and only writing is revealed.
 */
export function roomMoves({ opens }: Pick<ProgrammeStep, 'opens'>, task: StepTask): readonly RoomMove[] {
  const picked = task.kind !== 'write' && task.items.some((item) => item.type === 'agree' && item.on === 'nodes')
  return [
    ...(opens === 'room' && !picked ? (['open'] as const) : []),
    'closed',
    ...(opens === 'room' && task.kind === 'write' ? (['revealed'] as const) : []),
  ]
}
