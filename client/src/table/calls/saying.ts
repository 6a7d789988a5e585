/**
 * What a table has said to its room and how far it is: each command by itself, so that reading a message forgets no call.
 * Of what did not arrive the next answer may show that it did after all.
 */
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import { openQueue, type Entry } from '../../link/queue.ts'
import type { CallsPort } from './port.ts'

export type Saying = Entry<CallCommand, unknown, null>

/** A table has one call at a time: the next call is the one that is meant, and so with taking it back. */
const inItsPlace = (next: CallCommand, { command, state }: Saying): boolean =>
  state !== 'sending' &&
  command.id !== next.id &&
  command.kind === next.kind &&
  (command.kind !== 'read' || next.kind !== 'read' || command.message === next.message)

export function openSaying(port: Pick<CallsPort, 'act'>) {
  const queue = openQueue<CallCommand, unknown, null>(port.act)
  const { heard, entries } = queue
  return {
    heard,
    entries,
    /** Again, as it is, too: it takes effect once. */
    say(command: CallCommand): void {
      if (entries().some((one) => one.command.id === command.id && one.state === 'sending')) return
      queue.drop((one) => one.state === 'done' || inItsPlace(command, one))
      void queue.send(command, null)
    },
    leave: (id: string): void => queue.drop(({ command }) => command.id === id),
  }
}

/** After these it is as the next answer says: somebody else of the table, or the room, was faster. */
const settled = (one: Saying): boolean => one.problem?.code === 'changed' || one.problem?.code === 'not-found'

/** Whether what is told shows that it was done, or is needed no more. */
function stands({ command }: Saying, told: TableCalls | null): boolean {
  if (told === null) return false
  switch (command.kind) {
    case 'call':
      return told.call?.id === command.id
    case 'take-back':
      return told.call?.id !== command.call
    case 'read':
      return told.messages.every(({ id }) => id !== command.message)
  }
}

/** What has to be said: that waits to be sent again, or was refused; the oldest first. */
export const lostOf = (entries: readonly Saying[], told: TableCalls | null): readonly Saying[] =>
  entries.filter((one) => (one.state === 'waits' || (one.state === 'refused' && !settled(one))) && !stands(one, told))
