/** People's voices at this table: followed and moved over HTTP, or by the gallery in its own memory. */
import type { AnswerCommand } from '@tablee/shared/wire/shares'
import type { TableVoices, VoicesCommand } from '@tablee/shared/wire/voices'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import type { Answer, Api } from '../../link/api.ts'

export type VoicesPort = {
  /** With the version one has: answered when there is another, 20 s later at the latest. */
  readonly read: AskAfter<TableVoices>
  act(command: VoicesCommand): Promise<Answer<unknown>>
  /** Of a theme that the hall is shown. Sent again with the same id, it counts once. */
  answer(command: AnswerCommand): Promise<Answer<unknown>>
}

export const voicesPort = (api: Api, board: string): VoicesPort => ({
  read: (after, signal) => api.get(asAfter(`/api/boards/${board}/voices`, after), signal),
  act: (command) => api.post(`/api/boards/${board}/voices`, command),
  answer: (command) => api.post(`/api/boards/${board}/shares`, command),
})
