/** What the hall's map asks of the server; its steps are a theme team's. */
import { newId } from '@tablee/shared/ids'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import { openApi } from '../../link/api.ts'
import { browser } from '../../link/environment.ts'
import type { Session } from '../../link/session.ts'
import type { ThemesPort } from '../port.ts'
import { openShelf } from '../shelf.ts'
import type { HallCardTold, HallMapTold } from './told.ts'

export type HallMapPort = Pick<ThemesPort, 'about' | 'say' | 'newId' | 'shelf'> & {
  /** Of a session, by its number; null: of the one that runs. */
  readonly map: (session: number | null) => AskAfter<HallMapTold>
  /** What is in a card: each table's own wording, and its words. */
  readonly card: (id: string) => AskAfter<HallCardTold>
}

export function openHallMap(session: Session): HallMapPort {
  const api = openApi(browser(), () => session)
  const dialogue = `/api/dialogues/${session.me.dialogue}`
  const { random, local } = browser()
  return {
    map(of) {
      const path = `${dialogue}/hall-map${of === null ? '' : `?session=${of}`}`
      return (after, signal) => api.get(asAfter(path, after), signal)
    },
    card: (id) => (after, signal) =>
      api.get(asAfter(`${dialogue}/hall-map/card?entry=${encodeURIComponent(id)}`, after), signal),
    about: () => api.get(dialogue),
    say: (command) => api.post(`${dialogue}/themes`, command),
    newId: () => newId(random),
    shelf: openShelf(local, session.me.dialogue, newId(random)),
  }
}
