/** What the page of codes asks of the server, and its steps, each under an id of its own. */
import { newId } from '@tablee/shared/ids'
import { readAddress } from '@tablee/shared/wire/address'
import type {
  CodebookTold,
  CodeCommand,
  CodedEntry,
  CodeMatrix,
  CodingRound,
  InCode,
  MatrixPart,
} from '@tablee/shared/wire/codebook'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { asAfter } from '../hold/follow.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { knownSession, type Session } from '../link/session.ts'
import { draftsIn, type DraftsKept } from './drafts.ts'
import { openShelf, type Shelf } from '../synthesis/shelf.ts'

/** By what the queue is narrowed; empty: by nothing. */
export type Filter = { readonly table: string; readonly lang: string; readonly round: string }
export const everything: Filter = { table: '', lang: '', round: '' }
export const isNarrowed = ({ table, lang }: Filter): boolean => table !== '' || lang !== ''

/** A code's words: all of them, or those of one cell of the matrix. */
export type WordsOf = { readonly code: string } & { readonly [part in MatrixPart]?: string }

export type CodingPort = {
  readonly codes: (filter: Filter) => AskAfter<CodebookTold>
  readonly entry: (entry: string) => AskAfter<CodedEntry>
  /** These are asked again when the codebook is another, and hold no connection: a browser has six for all pages. */
  readonly inside: (of: WordsOf) => Promise<Answer<InCode>>
  readonly matrix: (by: MatrixPart) => Promise<Answer<CodeMatrix>>
  readonly round: (round: string) => Promise<Answer<CodingRound>>
  readonly about: () => Promise<Answer<DialogueAnswer>>
  /** Sent again with the same id, it takes effect once. */
  readonly say: (command: CodeCommand) => Promise<Answer<null>>
  readonly newId: () => string
  /** Where steps are kept that have not left. */
  readonly shelf: Shelf<CodeCommand>
  readonly drafts: DraftsKept
}

/** Who analyses, in this tab or on this device. */
export const codingSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: ['analyst', 'organiser'] })

export function openCoding(session: Session): CodingPort {
  const api = openApi(browser(), () => session)
  const codebook = `/api/dialogues/${session.me.dialogue}/codebook`
  const { random, local, tab } = browser()
  const asked = (path: string, query: Readonly<Record<string, string>> = {}): string => {
    const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
    return `${codebook}${path}${said === '' ? '' : `?${said}`}`
  }
  return {
    codes: (filter) => (after, signal) => api.get(asAfter(asked('', filter), after), signal),
    entry: (entry) => (after, signal) => api.get(asAfter(asked('/entry', { entry }), after), signal),
    inside: ({ code, ...query }) => api.get(asked(`/codes/${code}`, query)),
    matrix: (by) => api.get(asked('/matrix', { by })),
    round: (round) => api.get(asked(`/rounds/${round}`)),
    about: () => api.get(`/api/dialogues/${session.me.dialogue}`),
    say: (command) => api.post(codebook, command),
    newId: () => newId(random),
    shelf: openShelf(local, session.me.dialogue, newId(random), 'codes'),
    drafts: draftsIn(tab, session.me.dialogue),
  }
}
