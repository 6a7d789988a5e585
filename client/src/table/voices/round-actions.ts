import type { TableRound } from '@tablee/shared/wire/voices'

/** What comes next, where something does: writing may be opened again until it is revealed, a closed vote stays closed. */
export type RoundAction = 'open' | 'again' | 'close' | 'reveal'
export function actionsOf({ state, task, opens }: TableRound, dayOver = false): readonly RoundAction[] {
  // After the day nothing begins: nobody could hand in.
  if (dayOver) return state === 'open' ? ['close'] : state === 'closed' && task.kind === 'write' ? ['reveal'] : []
  // What the room opens for all tables the table closes and reveals.
  if (state === 'waiting') return opens === 'room' ? [] : ['open']
  if (state === 'open') return ['close']
  return state === 'closed' && task.kind === 'write' ? ['reveal', 'again'] : []
}

/** Nothing opens it again, whoever steps back to it: what was told of it cannot be untold. */
export const isOver = ({ state, task }: TableRound): boolean =>
  state === 'revealed' || (state === 'closed' && task.kind !== 'write')
