/** People's voices at this table: followed and moved over HTTP, or by the gallery in its own memory. */
import type { TableVoices, VoicesCommand } from '@tablee/shared/wire/voices'
import type { Answer, Api } from '../../link/api.ts'

export type VoicesPort = {
  /** With the version one has: answered when there is another, 20 s later at the latest. */
  read(after: string | null): Promise<Answer<TableVoices>>
  act(command: VoicesCommand): Promise<Answer<unknown>>
}

export const voicesPort = (api: Api, board: string): VoicesPort => ({
  read: (after) => api.get(`/api/boards/${board}/voices${after === null ? '' : `?after=${encodeURIComponent(after)}`}`),
  act: (command) => api.post(`/api/boards/${board}/voices`, command),
})
