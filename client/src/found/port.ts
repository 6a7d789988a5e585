/** What the founding page asks of the server, by the server's own link: it stays in this tab and stands in no address. */
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { Checked, Standing } from '@tablee/shared/wire/founding'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'

/** Texts travel as UTF-8; `name` is what is said of the file. */
export type FoundPort = {
  check(text: string, name: string): Promise<Answer<Checked>>
  found(text: string, name: string): Promise<Answer<FoundedAnswer>>
  standing(): Promise<Answer<readonly Standing[]>>
  link(dialogue: string): Promise<Answer<LinkEntry>>
}

const kept = 'tablee.server-link'

/** From the address, which it leaves at once, else as this tab has it. */
export function takeToken(): string | null {
  const { tab } = browser()
  const shown = location.hash.slice(1)
  if (shown !== '') {
    history.replaceState(null, '', location.pathname)
    try {
      tab?.setItem(kept, shown)
    } catch {
      // Full or blocked: it then lives as long as this page.
    }
    return shown
  }
  try {
    return tab?.getItem(kept) ?? null
  } catch {
    return null
  }
}

/** In nobody's name and in no dialogue's address. */
export function openFounding(token: string): FoundPort {
  const api = openApi(browser(), () => ({ session: token, me: { dialogue: null } }))
  const send = <T>(path: string, text: string, name: string) =>
    api.send<T>(`${path}?file=${encodeURIComponent(name)}`, new TextEncoder().encode(text))
  return {
    check: (text, name) => send('/api/dialogues/check', text, name),
    found: (text, name) => send('/api/dialogues', text, name),
    standing: () => api.get('/api/server/dialogues'),
    link: (dialogue) => api.get(`/api/server/dialogues/${encodeURIComponent(dialogue)}/link`),
  }
}
