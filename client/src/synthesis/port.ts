/** What a theme team's page asks of the server, and its steps, each under an id of its own. */
import { newId } from '@tablee/shared/ids'
import { readAddress } from '@tablee/shared/wire/address'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ThemeCommand, ThemeInside, ThemesTold } from '@tablee/shared/wire/synthesis'
import { asAfter } from '../hold/follow.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { knownSession, type Session } from '../link/session.ts'

/** By what the queue is narrowed; empty: by nothing. */
export type Filter = { readonly table: string; readonly lang: string; readonly session: string; readonly kind: string }
export const everything: Filter = { table: '', lang: '', session: '', kind: '' }

export type ThemesPort = {
  readonly themes: (filter: Filter) => AskAfter<ThemesTold>
  readonly inside: (theme: string) => AskAfter<ThemeInside>
  readonly about: () => Promise<Answer<DialogueAnswer>>
  /** Sent again with the same id, it takes effect once. */
  readonly say: (command: ThemeCommand) => Promise<Answer<null>>
  readonly newId: () => string
}

/** Who analyses, in this tab or on this device. */
export const themesSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: ['analyst', 'organiser'] })

export function openThemes(session: Session): ThemesPort {
  const api = openApi(browser(), () => session)
  const dialogue = `/api/dialogues/${session.me.dialogue}`
  return {
    themes(filter) {
      const narrowed = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString()
      const path = `${dialogue}/themes${narrowed === '' ? '' : `?${narrowed}`}`
      return (after, signal) => api.get(asAfter(path, after), signal)
    },
    inside: (theme) => (after, signal) => api.get(asAfter(`${dialogue}/themes/${theme}`, after), signal),
    about: () => api.get(dialogue),
    say: (command) => api.post(`${dialogue}/themes`, command),
    newId: () => newId(browser().random),
  }
}
