/** What the page of conditions asks of the server; its steps are a theme team's. */
import { newId } from '@tablee/shared/ids'
import type { ConditionsAnswer } from '@tablee/shared/wire/conditions'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import { openApi } from '../../link/api.ts'
import { browser } from '../../link/environment.ts'
import type { Session } from '../../link/session.ts'
import type { ThemesPort } from '../port.ts'
import { openShelf } from '../shelf.ts'

export type ConditionsPort = Pick<ThemesPort, 'about' | 'say' | 'newId' | 'shelf'> & {
  readonly read: AskAfter<ConditionsAnswer>
}

export function openConditions(session: Session): ConditionsPort {
  const api = openApi(browser(), () => session)
  const dialogue = `/api/dialogues/${session.me.dialogue}`
  const { random, local } = browser()
  return {
    read: (after, signal) => api.get(asAfter(`${dialogue}/conditions`, after), signal),
    say: (command) => api.post(`${dialogue}/themes`, command),
    about: () => api.get(dialogue),
    newId: () => newId(random),
    shelf: openShelf(local, session.me.dialogue, newId(random)),
  }
}
