/** Printed sheets as the screens ask for them: begun, followed, fetched, called off. */
import type { PrintJob, PrintRequest } from '@tablee/shared/wire/print'
import { asAfter } from '../hold/follow.ts'
import { addressFor, headersFor, problemOf, type Answer, type Api, type Asker } from './api.ts'
import type { Environment } from './environment.ts'

export type Prints = {
  begin(request: PrintRequest): Promise<Answer<PrintJob>>
  /** Waits until it is further than at this version. */
  look(id: string, after: string | null, signal: AbortSignal): Promise<Answer<PrintJob>>
  cancel(id: string): Promise<unknown>
  file(id: string, part: number): Promise<Answer<Blob>>
}

export function openPrints(
  environment: Pick<Environment, 'origin' | 'fetch'>,
  api: Api,
  who: () => Asker | null,
  dialogue: string,
): Prints {
  const at = `/api/dialogues/${dialogue}/paper`
  return {
    begin: (request) => api.post(at, request),
    look: (id, after, signal) => api.get(asAfter(`${at}/${id}`, after), signal),
    cancel: (id) => api.delete(`${at}/${id}`),
    async file(id, part) {
      try {
        const asker = who()
        const response = await environment.fetch(environment.origin + addressFor(asker, `${at}/${id}/files/${part}`), {
          headers: headersFor(asker),
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
