/** What the page asks of the server. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { JournalAside, JournalDocument, JournalPage } from '@tablee/shared/wire/journal'
import { openApi, type Answer } from '../../link/api.ts'
import { browser } from '../../link/environment.ts'
import { knownSession, type Session } from '../../link/session.ts'

export type Where = { readonly find: string; readonly before?: number; readonly after?: number }

export type JournalPort = {
  about(): Promise<Answer<DialogueAnswer>>
  documents(): Promise<Answer<readonly JournalDocument[]>>
  /** `before` and `after` are seqs; without either, the newest. `find`: in whose author, places or command it stands. */
  rows(doc: string, where: Where): Promise<Answer<JournalPage>>
  asides(): Promise<Answer<readonly JournalAside[]>>
}

export function organiserSession(): Session | null {
  const session = knownSession(browser())
  return session?.me.role === 'organiser' ? session : null
}

export function openJournal(session: Session): JournalPort {
  const api = openApi(browser(), () => session)
  const at = `/api/dialogues/${session.me.dialogue}`
  return {
    about: () => api.get(at),
    documents: () => api.get(`${at}/journal`),
    rows(doc, where) {
      const query = new URLSearchParams({ doc })
      for (const [name, value] of Object.entries(where)) if (value !== '') query.set(name, String(value))
      return api.get(`${at}/journal/entries?${query}`)
    },
    asides: () => api.get(`${at}/journal/aside`),
  }
}
