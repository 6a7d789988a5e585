/** What a translator's page asks of the server, and what it keeps on its device. */
import { newId } from '@tablee/shared/ids'
import { readAddress } from '@tablee/shared/wire/address'
import type {
  TableToTranslate,
  TextsTold,
  TextsToTranslate,
  TranslationCommand,
} from '@tablee/shared/wire/translations'
import { asAfter } from '../hold/follow.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { knownSession, type Session } from '../link/session.ts'
import { storeAt, type Store } from './drafts.ts'
import { inParts } from './parts.ts'

export type TranslatePort = {
  readonly texts: (into: string) => AskAfter<TextsToTranslate>
  /** All that may be read of the table where a text stands. */
  readonly table: (of: {
    readonly table: string
    readonly session: number
    readonly into: string
  }) => Promise<Answer<TableToTranslate>>
  /** Sent again with the same id, it takes effect once. */
  readonly act: (command: TranslationCommand) => Promise<Answer<unknown>>
  readonly newId: () => string
  readonly store: (into: string) => Store
  /** Into which language this device translates. */
  readonly into: Store
}

/** Who translates in this tab or on this device. */
export const translatorSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: ['translator'] })

export function openTranslating(session: Session): TranslatePort {
  const api = openApi(browser(), () => session)
  const { dialogue } = session.me
  const at = `/api/dialogues/${dialogue}/translations`
  return {
    texts: (into) =>
      inParts((after, signal) => api.get<TextsTold>(asAfter(`${at}?into=${encodeURIComponent(into)}`, after), signal)),
    table: ({ table, session, into }) =>
      api.get(`${at}/table?${new URLSearchParams({ table, session: String(session), into }).toString()}`),
    act: (command) => api.post(at, command),
    newId: () => newId(browser().random),
    store: (into) => storeAt(dialogue ?? '', into),
    into: storeAt(dialogue ?? '', 'into'),
  }
}
