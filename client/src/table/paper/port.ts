/** Paper as the table's screen needs it: what a sheet is, what comes of it, and its table's print. */
import type { PaperSheet } from '@tablee/shared/wire/print'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import type { Answer, Api } from '../../link/api.ts'
import type { Prints } from '../../link/prints.ts'

export type PaperPort = {
  find(id: string): Promise<Answer<PaperSheet>>
  send(command: VoicesCommand): Promise<Answer<unknown>>
  readonly prints: Prints
  /** The form stands open at this sheet, or before one was asked for (the gallery). */
  readonly opened?: PaperSheet | null
}

export const paperPort = (api: Api, board: string, prints: Prints): PaperPort => ({
  find: (id) => api.get(`/api/boards/${board}/paper/${id}`),
  send: (command) => api.post(`/api/boards/${board}/voices`, command),
  prints,
})
