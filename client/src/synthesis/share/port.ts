/** What the team asks and does of themes that are given back to the hall. */
import type { ShareCommand, SharesTold } from '@tablee/shared/wire/shares'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import type { Answer, Api } from '../../link/api.ts'

export type SharePort = {
  readonly read: AskAfter<SharesTold>
  /** Sent again with the same id, it takes effect once. */
  readonly say: (command: ShareCommand) => Promise<Answer<null>>
  /** Where a question is asked; null for who may not ask one, whose themes wait at the console. */
  readonly console: ((site: string, question: string) => string) | null
}

export const sharePort = (api: Api, dialogue: string, at: SharePort['console']): SharePort => ({
  read: (after, signal) => api.get(asAfter(`/api/dialogues/${dialogue}/shares`, after), signal),
  say: (command) => api.post(`/api/dialogues/${dialogue}/shares`, command),
  console: at,
})
