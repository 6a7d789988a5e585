/** What the organiser's page asks of the server for its films, slides and leaflets. */
import { faultyLine } from '@tablee/shared/materials/captions'
import { newId, type MaterialId, type UploadId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { MaterialCommand, Materials } from '@tablee/shared/wire/materials'
import type { Plan } from '@tablee/shared/wire/plan'
import type { MediaTicket, Uploads as Room } from '@tablee/shared/wire/uploads'
import { thisPage } from '../../hold/world.ts'
import { addressFor, headersFor, openApi, type Answer, type Asker } from '../../link/api.ts'
import type { Environment } from '../../link/environment.ts'
import { tusSending } from './sending.ts'
import { keepUnfinished, type Target } from './unfinished.ts'
import { openUploads, type Uploads } from './uploads.ts'

export type Shelf = {
  readonly told: Materials
  /** The day as it is by now: its sessions and steps, and the languages that are promised. */
  readonly plan: Plan
  readonly room: Pick<Room, 'used' | 'limit' | 'free'>
  /** For what is looked at. */
  readonly ticket: string
}
export type MaterialsPort = {
  readonly read: () => Promise<Answer<Shelf>>
  readonly change: (command: MaterialCommand) => Promise<Answer<unknown>>
  readonly newId: () => string
  readonly uploads: Uploads
  /** Where a file's bytes are, with the shelf's ticket. */
  readonly src: (ticket: string, hash: string) => string
}

const lastPart = (url: string): string => url.split(/[?#]/)[0]?.split('/').at(-1) ?? ''

export function openMaterials(environment: Environment, dialogue: string, who: () => Asker | null): MaterialsPort {
  const api = openApi(environment, who)
  const at = `/api/dialogues/${dialogue}`
  const address = (path: string): string => environment.origin + addressFor(who(), path)
  const change = (command: MaterialCommand): Promise<Answer<unknown>> => api.post(`${at}/materials`, command)
  return {
    async read() {
      const [told, plan, room, media] = await Promise.all([
        api.get<Materials>(`${at}/materials`),
        api.get<Plan>(`${at}/plan`),
        api.get<Room>(`${at}/uploads`),
        api.get<MediaTicket>(`${at}/media`),
      ])
      if (!told.ok) return told
      if (!plan.ok) return plan
      if (!room.ok) return room
      if (!media.ok) return media
      return ok({ told: told.value, plan: plan.value, room: room.value, ticket: media.value.ticket })
    },
    change,
    newId: () => newId(environment.random),
    uploads: openUploads({
      send: tusSending(
        () => address(`${at}/uploads`),
        () => ({ ...headersFor(who()) }),
      ),
      put: ({ material, lang, what }: Target, url, id) => {
        const of = { id, material: material as MaterialId, upload: lastPart(url) as UploadId }
        if (what === 'file') return change({ ...of, kind: 'put-file', lang })
        return lang === null
          ? Promise.resolve({ ok: false, problem: { code: 'unexpected' } })
          : change({ ...of, kind: 'put-captions', lang })
      },
      lineOf: async (file) => faultyLine(await file.text()),
      forget: (url) => api.delete(`${at}/uploads/${lastPart(url)}`),
      newId: () => newId(environment.random),
      kept: keepUnfinished(environment.local, dialogue),
      world: thisPage,
    }),
    src: (ticket, hash) => address(`${at}/media/${ticket}/${hash}`),
  }
}
