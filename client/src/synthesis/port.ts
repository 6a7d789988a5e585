/** What a theme team's page asks of the server, and its steps, each under an id of its own. */
import { newId } from '@tablee/shared/ids'
import { addressIn, readAddress } from '@tablee/shared/wire/address'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ThemeCommand, ThemeInside, ThemesTold } from '@tablee/shared/wire/synthesis'
import { asAfter } from '../hold/follow.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { sharePort, type SharePort } from './share/port.ts'
import { knownSession, type Session } from '../link/session.ts'
import { openShelf, type Shelf } from './shelf.ts'

/** As many as the server tells where nobody asks for more. */
export const stepsFirst = 30

/** By what the queue is narrowed; empty: by nothing. */
export type Filter = {
  readonly site: string
  readonly table: string
  readonly lang: string
  readonly session: string
  readonly kind: string
}
export const everything: Filter = { site: '', table: '', lang: '', session: '', kind: '' }
export const isNarrowed = (filter: Filter): boolean => Object.values(filter).some((value) => value !== '')

/** A theme, or what is in none; of one table or language alone. */
export type Inside = { readonly theme: string; readonly table?: string; readonly lang?: string }
/** What was read and is in no theme, in the place of a theme. */
export const inNone = 'none'
/** All that is in no theme, read or not. */
export const outside = 'outside'

export type ThemesPort = {
  /** `steps`: how many of the last ones are told. */
  readonly themes: (filter: Filter, steps: number) => AskAfter<ThemesTold>
  readonly inside: (of: Inside) => AskAfter<ThemeInside>
  readonly about: () => Promise<Answer<DialogueAnswer>>
  /** Sent again with the same id, it takes effect once. */
  readonly say: (command: ThemeCommand) => Promise<Answer<null>>
  readonly newId: () => string
  /** Where steps are kept that have not left. */
  readonly shelf: Shelf
  /** Themes that are given back to the hall. */
  readonly shares: SharePort
}

/** Who analyses, in this tab or on this device. */
export const themesSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: ['analyst', 'organiser'] })

export function openThemes(session: Session): ThemesPort {
  const api = openApi(browser(), () => session)
  const dialogue = `/api/dialogues/${session.me.dialogue}`
  const { random, local } = browser()
  const asked = (path: string, query: Readonly<Record<string, string>>): string => {
    const narrowed = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
    return `${dialogue}/${path}${narrowed === '' ? '' : `?${narrowed}`}`
  }
  return {
    themes(filter, steps) {
      const path = asked('themes', { ...filter, steps: steps === stepsFirst ? '' : String(steps) })
      return (after, signal) => api.get(asAfter(path, after), signal)
    },
    inside({ theme, ...query }) {
      const path = asked(`themes/${theme}`, query)
      return (after, signal) => api.get(asAfter(path, after), signal)
    },
    about: () => api.get(dialogue),
    say: (command) => api.post(`${dialogue}/themes`, command),
    newId: () => newId(random),
    shelf: openShelf(local, session.me.dialogue, newId(random)),
    shares: sharePort(
      api,
      session.me.dialogue,
      session.me.role === 'organiser'
        ? (site, question) => addressIn(session.me.dialogue, `/room/${site}#ask-${question}`)
        : null,
    ),
  }
}
