/** What the page of the hall's vision asks of the server, and its steps. */
import { newId } from '@tablee/shared/ids'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import { openApi, type Answer } from '../../link/api.ts'
import { browser } from '../../link/environment.ts'
import type { Session } from '../../link/session.ts'
import { openShelf, type Shelf } from '../shelf.ts'

export type VisionPort = {
  /** Empty: of all sessions. */
  readonly vision: (session: string) => AskAfter<HallVisionTold>
  readonly about: () => Promise<Answer<DialogueAnswer>>
  /** Sent again with the same id, it takes effect once. */
  readonly say: (command: ThemeCommand) => Promise<Answer<null>>
  readonly newId: () => string
  /** What has not left when the page is closed. */
  readonly shelf: Shelf
}

export function openVision(session: Session): VisionPort {
  const api = openApi(browser(), () => session)
  const dialogue = `/api/dialogues/${session.me.dialogue}`
  const { random, local } = browser()
  return {
    vision: (of) => (after, signal) =>
      api.get(asAfter(`${dialogue}/hall-vision${of === '' ? '' : `?session=${of}`}`, after), signal),
    about: () => api.get(dialogue),
    say: (command) => api.post(`${dialogue}/themes`, command),
    newId: () => newId(random),
    shelf: openShelf(local, session.me.dialogue, newId(random)),
  }
}
