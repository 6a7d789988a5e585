/** Films, slides and leaflets as a table is told of them, and where their bytes are; or the gallery's memory. */
import type { Materials } from '@tablee/shared/wire/materials'
import { addressFor, type Answer, type Api, type Asker } from '../../link/api.ts'

export type MaterialsPort = {
  readonly read: () => Promise<Answer<Materials>>
  /** For the bytes: this session's, and no longer good than it. */
  readonly ticket: () => Promise<Answer<{ readonly ticket: string }>>
  readonly src: (ticket: string, hash: string) => string
}

export function materialsPort(api: Api, origin: string, dialogue: string, who: () => Asker | null): MaterialsPort {
  const at = `/api/dialogues/${dialogue}`
  return {
    read: () => api.get<Materials>(`${at}/materials`),
    ticket: () => api.get(`${at}/media`),
    src: (ticket, hash) => origin + addressFor(who(), `${at}/media/${ticket}/${hash}`),
  }
}
