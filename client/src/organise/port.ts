/** What the organiser's pages ask of the server: one way for the page, its rooms and the journal, in the organiser's name. */
import { ok } from '@tablee/shared/problem'
import { everybody } from '@tablee/shared/view/audiences'
import type { IssueRequest, LinkEntry } from '@tablee/shared/wire/access'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { Erasures } from '@tablee/shared/wire/erasures'
import type { JournalQuarantined, JournalDocument, JournalPage } from '@tablee/shared/wire/journal'
import type { Ready } from '@tablee/shared/ready/fact'
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import type { Changes } from '@tablee/shared/wire/changes'
import { asAfter } from '../hold/follow.ts'
import { thisServer } from '../hold/server-time.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { openApi, type Answer } from '../link/api.ts'
import { openBacking } from '../link/backing.ts'
import { browser } from '../link/environment.ts'
import { copiesOf } from '../link/copies.ts'
import { openHanding } from '../link/handing.ts'
import { openPlanning } from '../link/planning.ts'
import { openPrints } from '../link/prints.ts'
import { knownSession, organisedHere, type Session } from '../link/session.ts'
import type { Asking } from './ask.tsx'
import { openMaterials } from './materials/port.ts'

/** Everything the page shows. */
export type Organised = {
  readonly about: DialogueAnswer
  readonly links: readonly LinkEntry[]
  readonly recovery: RecoveryAnswer | null
  /** How far this device's clock is ahead of the server's, which counts (ms). */
  readonly offset: number
}
/** One of the dialogues that this device organises. */
export type Mine = {
  readonly id: string
  readonly title: string
  readonly lang: string
  readonly window: DialogueAnswer['window'] | null
  /** `gone`: its link opens nothing any more; null: nobody answered. */
  readonly stands: 'before' | 'today' | 'after' | 'gone' | null
}
/** What the journal's page shows beside the rows. */
export type Journalled = {
  readonly about: DialogueAnswer
  readonly documents: readonly JournalDocument[]
  readonly asides: readonly JournalQuarantined[]
}
/** `before` and `after` are seqs; without either, the newest. `find`: in whose author, places or command it stands. */
export type Where = { readonly find: string; readonly before?: number; readonly after?: number }
export type OrganiserPort = ReturnType<typeof openOrganiser>

/** As its server knows it now; where nobody answers, as this device knew it. */
async function asked(session: Session): Promise<Mine> {
  const { me } = session
  const answer = await openApi(browser(), () => session).get<DialogueAnswer>(`/api/dialogues/${me.dialogue}`)
  if (!answer.ok) {
    const gone = answer.problem.code === 'not-signed-in' || answer.problem.code === 'not-found'
    return { id: me.dialogue, title: me.dialogueTitle, lang: me.lang, window: null, stands: gone ? 'gone' : null }
  }
  const { title, lang, window = null, clock } = answer.value
  const stands =
    window === null ? null : clock.now < window.opensAt ? 'before' : clock.now <= window.closesAt ? 'today' : 'after'
  return { id: me.dialogue, title, lang, window, stands }
}

/** Who organises this dialogue, as this tab or device knows them; without one, whoever organises in this tab. */
export const organiserSession = (dialogue: string | null): Session | null =>
  knownSession(browser(), { dialogue, roles: ['organiser'] })

export function openOrganiser(dialogue: string) {
  const who = () => organiserSession(dialogue)
  const api = openApi(browser(), who)
  const at = `/api/dialogues/${dialogue}`
  const handing = openHanding(browser(), dialogue, who)
  const changes: AskAfter<Changes> = (after, signal) => api.get(asAfter(`${at}/changes`, after), signal)
  return {
    changes,
    prints: openPrints(browser(), api, who, dialogue),
    handing,
    plan: openPlanning(browser(), dialogue, who),
    materials: () => openMaterials(browser(), dialogue, who),
    async all(): Promise<Answer<Organised>> {
      if (who() === null) return { ok: false, problem: { code: 'not-signed-in' } }
      const [about, links, recovery] = await Promise.all([
        api.get<DialogueAnswer>(at),
        api.get<readonly LinkEntry[]>(`${at}/links`),
        api.get<RecoveryAnswer>('/api/recovery'),
      ])
      if (!about.ok) return about
      if (!links.ok) return links
      const offset = -(thisServer.offset() ?? about.value.clock.now - Date.now())
      return ok({ about: about.value, links: links.value, recovery: recovery.ok ? recovery.value : null, offset })
    },
    backing: openBacking(browser(), dialogue, who),
    copies: copiesOf(api),
    /** How the machine stands. */
    ready: () => api.get<Ready>('/api/ready'),
    /** For the time in it. */
    time: (): Promise<Answer<unknown>> =>
      who() === null ? Promise.resolve({ ok: false, problem: { code: 'not-signed-in' } }) : api.get<DialogueAnswer>(at),
    issue: (link: IssueRequest): Promise<Answer<LinkEntry>> => api.post(`${at}/links`, link),
    async confirm(what: Asking): Promise<Answer<unknown>> {
      switch (what.what) {
        case 'revoke':
          return api.delete(`/api/links/${what.link.id}`)
        case 'renew':
          return handing.renew(what.link.id)
        case 'move':
          return api.post(`${at}/session`, { session: what.session, clock: what.clock })
        case 'close':
          return api.put(`/api/boards/${what.board}/access`, { closed: what.closed })
        case 'recovery':
          return api.post('/api/recovery/confirm', {})
        case 'publish':
          return api.post(`${at}/links`, { role: 'observer', audience: everybody.name } satisfies IssueRequest)
        case 'unpublish': {
          // Whoever opened it at the same moment opened it once more: all of them end.
          const ended = await Promise.all(what.cards.map(({ id }) => api.delete(`/api/links/${id}`)))
          return ended.find(({ ok }) => !ok) ?? ok(null)
        }
      }
    },
    /** All that this device organises, in the order of their days. */
    async mine(): Promise<Answer<readonly Mine[]>> {
      const all = await Promise.all(organisedHere(browser()).map(asked))
      return ok(all.sort((a, b) => (a.window?.opensAt ?? 0) - (b.window?.opensAt ?? 0)))
    },
    erasures: () => api.get<Erasures>(`${at}/erasures`),
    erase: () => api.post<Erasures>(`${at}/erasures`, {}),
    async journal(): Promise<Answer<Journalled>> {
      const [about, documents, asides] = await Promise.all([
        api.get<DialogueAnswer>(at),
        api.get<readonly JournalDocument[]>(`${at}/journal`),
        api.get<readonly JournalQuarantined[]>(`${at}/journal/aside`),
      ])
      if (!about.ok) return about
      if (!documents.ok) return documents
      return asides.ok ? ok({ about: about.value, documents: documents.value, asides: asides.value }) : asides
    },
    /** With `after` it waits for a row. */
    rows(doc: string, where: Where, signal?: AbortSignal) {
      const query = new URLSearchParams({ doc })
      for (const [name, value] of Object.entries(where)) if (value !== '') query.set(name, String(value))
      return api.get<JournalPage>(`${at}/journal/entries?${query}`, signal)
    },
  }
}
