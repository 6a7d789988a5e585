/** What a table and its room say to one another: followed and said over HTTP, or by the gallery in its own memory. */
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import { final, type Answer, type Api } from '../../link/api.ts'

/** What was told last, and when by the server's clock. */
export type ToldLast = { readonly told: TableCalls; readonly at: number }
export type CallsPort = {
  /** With the version one has: answered when there is another, 20 s later at the latest. */
  readonly read: AskAfter<TableCalls>
  act(command: CallCommand): Promise<Answer<unknown>>
  /** Also by a page before this one: the same object until something else is told. */
  readonly last?: () => ToldLast | null
}
/** Where this device keeps it for who sits here in this role; null: no longer. */
export type Keeping = { load(): unknown; save(last: ToldLast | null): void }

function lastIn(kept: unknown): ToldLast | null {
  if (typeof kept !== 'object' || kept === null || !('told' in kept) || !('at' in kept)) return null
  const { told, at } = kept
  const whole = typeof told === 'object' && told !== null && 'call' in told && 'messages' in told
  return whole && Array.isArray(told.messages) && typeof at === 'number' ? { told: told as TableCalls, at } : null
}

export function callsPort(api: Api, board: string, keeping: Keeping, now: () => number): CallsPort {
  let last = lastIn(keeping.load())
  const keep = (next: ToldLast | null): void => {
    last = next
    keeping.save(next)
  }
  return {
    async read(after, signal) {
      const answer = await api.get<TableCalls>(asAfter(`/api/boards/${board}/calls`, after), signal)
      if (answer.ok) keep({ told: answer.value, at: now() })
      // Who may not hear it any more finds none of it on the device either.
      else if (final.has(answer.problem.code)) keep(null)
      return answer
    },
    act: (command) => api.post(`/api/boards/${board}/calls`, command),
    last: () => last,
  }
}
