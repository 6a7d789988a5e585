/** Printed sheets as the screens ask for them: begun, followed, fetched, called off. */
import type { PrintJob, PrintRequest } from '@tablee/shared/wire/print'
import type { Answer, Api } from './api.ts'
import { problemOf } from './api.ts'
import type { Environment } from './environment.ts'

export type Prints = {
  begin(request: PrintRequest): Promise<Answer<PrintJob>>
  look(id: string): Promise<Answer<PrintJob>>
  cancel(id: string): Promise<unknown>
  file(id: string, part: number): Promise<Answer<Blob>>
}

export function openPrints(
  environment: Pick<Environment, 'origin' | 'fetch'>,
  api: Api,
  bearer: () => string | null,
  dialogue: string,
): Prints {
  const at = `/api/dialogues/${dialogue}/paper`
  return {
    begin: (request) => api.post(at, request),
    look: (id) => api.get(`${at}/${id}`),
    cancel: (id) => api.delete(`${at}/${id}`),
    async file(id, part) {
      try {
        const response = await environment.fetch(`${environment.origin}${at}/${id}/files/${part}`, {
          headers: { authorization: `Bearer ${bearer() ?? ''}` },
          credentials: 'omit',
          cache: 'no-store',
        })
        if (response.ok) return { ok: true, value: await response.blob() }
        return { ok: false, problem: problemOf(await response.json().catch(() => null), response.status) }
      } catch {
        return { ok: false, problem: { code: 'offline' } }
      }
    },
  }
}
