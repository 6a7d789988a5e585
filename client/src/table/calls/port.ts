/** What a table and its room say to one another: followed and said over HTTP, or by the gallery in its own memory. */
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import type { Answer, Api } from '../../link/api.ts'

export type CallsPort = {
  /** With the version one has: answered when there is another, 20 s later at the latest. */
  readonly read: AskAfter<TableCalls>
  act(command: CallCommand): Promise<Answer<unknown>>
}

export const callsPort = (api: Api, board: string): CallsPort => ({
  read: (after, signal) => api.get(asAfter(`/api/boards/${board}/calls`, after), signal),
  act: (command) => api.post(`/api/boards/${board}/calls`, command),
})
