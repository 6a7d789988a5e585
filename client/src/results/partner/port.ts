/** What partners' surveys beside a question ask of the server. */
import { newId } from '@tablee/shared/ids'
import type { PartnerBrought, PartnerCommand, PartnersTold } from '@tablee/shared/wire/partner'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import { openApi, type Answer } from '../../link/api.ts'
import { openShelf, type Shelf } from '../../synthesis/shelf.ts'
import { browser } from '../../link/environment.ts'
import type { Session } from '../../link/session.ts'

type Bring = (name: string, bytes: Uint8Array, lang: string, id: string | null) => Promise<Answer<PartnerBrought>>
export type PartnerPort = {
  readonly read: AskAfter<PartnersTold>
  readonly say: (command: PartnerCommand) => Promise<Answer<null>>
  /** Without an id it is only looked at. */
  readonly bring: Bring
  readonly newId: () => string
  /** What has not left when the page is closed. */
  readonly shelf: Shelf<PartnerCommand>
}

export function openPartners(session: Session): PartnerPort {
  const api = openApi(browser(), () => session)
  const partners = `/api/dialogues/${session.me.dialogue}/partners`
  const { random, local } = browser()
  return {
    read: (after, signal) => api.get(asAfter(partners, after), signal),
    say: (command) => api.post(partners, command),
    bring: (file, bytes, lang, id) =>
      api.send(
        `${partners}/file?${new URLSearchParams({ file, lang, ...(id === null ? { look: '1' } : { id }) })}`,
        bytes,
      ),
    newId: () => newId(random),
    shelf: openShelf(local, session.me.dialogue, newId(random), 'partners'),
  }
}
