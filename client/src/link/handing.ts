/** Links and seats as a console and the organiser's page hand them out: each in the name of who asks. */
import { newId, seatCode, type LinkId, type TableId } from '@tablee/shared/ids'
import { fail } from '@tablee/shared/problem'
import type { IssueRequest, LinkEntry } from '@tablee/shared/wire/access'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { openApi, type Answer, type Asker } from './api.ts'
import type { Environment } from './environment.ts'

type Means = Pick<Environment, 'origin' | 'fetch' | 'later' | 'random'>

/** `who` is read at each call. Of another site's links the server tells nothing, and changes none. */
export function openHanding(environment: Means, dialogue: string, who: () => Asker | null) {
  const api = openApi(environment, who)
  const at = `/api/dialogues/${dialogue}`
  return {
    list: (): Promise<Answer<readonly LinkEntry[]>> => api.get(`${at}/links`),
    renew: (link: LinkId): Promise<Answer<LinkEntry>> => api.post(`/api/links/${link}/renew`, {}),
    issue: (wanted: IssueRequest): Promise<Answer<LinkEntry>> => api.post(`${at}/links`, wanted),
    /** A seat is the table's, whichever of its boards names it. */
    async free(
      table: { readonly id: TableId; readonly number: number },
      seat: number,
      id: string,
    ): Promise<Answer<unknown>> {
      const about = await api.get<DialogueAnswer>(at)
      if (!about.ok) return about
      const found = about.value.tables.find((one) => one.id === table.id)
      const board = found?.current ?? found?.boards[0]?.id
      return board === undefined
        ? fail({ code: 'not-found', what: 'table' })
        : api.post(`/api/boards/${board}/voices`, { id, kind: 'free', seat: seatCode(table.number, seat) })
    },
    newId: (): string => newId(environment.random),
  }
}
