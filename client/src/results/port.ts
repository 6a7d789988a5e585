/** What the page of results asks of the server: which items there are, figures in two ways, pairs, what is newer, files. */
import { addressOf } from '@tablee/shared/results/address'
import type { Language } from '@tablee/shared/i18n/index'
import type { Cut, ItemName, Question } from '@tablee/shared/results/question'
import type { Told } from '@tablee/shared/results/told'
import { readAddress } from '@tablee/shared/wire/address'
import type { ConditionsAnswer } from '@tablee/shared/wire/conditions'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ResultsAnswered, ResultsChanged, ResultsItems, ResultsSince } from '@tablee/shared/wire/results'
import { asAfter } from '../hold/follow.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { addressFor, headersFor, openApi, problemOf, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { knownSession, type Session } from '../link/session.ts'

export type ItemTold = ResultsItems['items'][number]
/** Whether a figure can be divided by another item; outside by those alone that leave the house with it. */
export const crosses = (other: ItemTold, of: ItemName, item: ItemTold | null, outside: boolean): boolean =>
  other.item !== of &&
  other.crosses &&
  (!outside || item === null || item.leaves?.crossed.includes(other.item) !== false)
export type Way = Told['way']
export type FileKind = 'json' | 'csv' | 'xlsx'

export type ResultsPort = {
  readonly about: () => Promise<Answer<DialogueAnswer>>
  readonly items: AskAfter<ResultsItems>
  readonly newer: (cut: Cut) => AskAfter<ResultsSince>
  readonly ask: (question: Question, way: Way, cut: Cut | null) => Promise<Answer<ResultsAnswered>>
  readonly change: (of: ItemName, way: Way, cut: Cut | null) => Promise<Answer<ResultsChanged>>
  readonly conditions: AskAfter<ConditionsAnswer>
  /** The same question as an address, as it leaves the house. */
  readonly url: (question: Question, cut: Cut | null, kind: FileKind, lang: Language) => string
  readonly save: (url: string) => Promise<Answer<Blob>>
}

/** Who analyses, in this tab or on this device. */
export const resultsSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: ['analyst', 'organiser'] })

export function openResults(session: Session): ResultsPort {
  const { fetch: ask, origin } = browser()
  const api = openApi(browser(), () => session)
  const dialogue = `/api/dialogues/${session.me.dialogue}`
  const results = `${dialogue}/results`
  const cutOf = (cut: Cut | null): { readonly cut?: Cut } => (cut === null ? {} : { cut })
  return {
    about: () => api.get(dialogue),
    items: (after, signal) => api.get(asAfter(`${results}/items`, after), signal),
    newer: (cut) => (after, signal) => api.get(asAfter(`${results}/since?cut=${cut}`, after), signal),
    ask: (question, way, cut) =>
      way === 'inside'
        ? api.post(`${results}/ask`, { question, ...cutOf(cut) })
        : api.get(`${results}/ask?${addressOf(question, cut)}`),
    change: (of, way, cut) =>
      way === 'inside'
        ? api.post(`${results}/change`, { of, ...cutOf(cut) })
        : api.get(`${results}/change?${new URLSearchParams({ of, ...(cut === null ? {} : { cut: String(cut) }) })}`),
    conditions: (after, signal) => api.get(asAfter(`${dialogue}/conditions`, after), signal),
    url: (question, cut, kind, lang) =>
      addressFor(
        session,
        kind === 'json'
          ? `${results}/ask?${addressOf(question, cut)}`
          : `${results}/ask.${kind}?${addressOf(question, cut)}&lang=${lang}`,
      ),
    async save(url) {
      try {
        const answer = await ask(origin + url, {
          headers: headersFor(session),
          credentials: 'omit',
          cache: 'no-store',
        })
        if (answer.ok) return { ok: true, value: await answer.blob() }
        return { ok: false, problem: problemOf(await answer.json().catch(() => null), answer.status) }
      } catch {
        return { ok: false, problem: { code: 'offline' } }
      }
    },
  }
}
