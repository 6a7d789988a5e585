/**
 * The head of a table's page that nobody answers: at which table, in which session, on which question, as its last page
 * knew it. No clock and no programme: those are of now.
 */
import { forReader } from '@tablee/shared/wire/editor'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { useEffect, useMemo, useState } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import type { KeptHere, Session } from '../../link/session.ts'
import type { LinkState } from '../../link/states.ts'
import { Around } from '../../ui/clock.tsx'
import { TableMark } from '../../ui/table-mark.tsx'
import { Wordmark } from '../../ui/wordmark.tsx'
import { messages } from '../messages/index.ts'
import { ownSession } from '../own-session.ts'
import { Tongue, Unfold } from './top.tsx'

/** `session` null: only what a session says is known, and its dialogue's title stands in the question's place. */
export type Head = {
  readonly table: number
  readonly seats: number
  readonly site: string
  readonly session: {
    readonly number: number
    readonly of: number
    readonly title: string
    readonly lang: string
  } | null
  readonly question: string
  readonly lang: string
}

/** `known`: what there is to say where nothing was kept. */
export type HeadKept = { readonly kept: KeptHere | null; readonly known: Head | null }

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false
  const { table, seats, site, session, question, lang }: { [key in keyof Head]?: unknown } = value
  if (![table, seats].every(isNumber) || ![site, question, lang].every(isText)) return false
  if (session === null) return true
  if (typeof session !== 'object') return false
  const { number, of, title, lang: spoken }: { [key in keyof NonNullable<Head['session']>]?: unknown } = session
  return [number, of].every(isNumber) && [title, spoken].every(isText)
}

/** What is known of a table by who came in there. */
export const headOf = ({ me }: Session): Head | null =>
  me.tableNumber === null
    ? null
    : {
        table: me.tableNumber,
        seats: me.seats ?? 6,
        site: me.site ?? '',
        session: null,
        question: me.dialogueTitle,
        lang: me.lang,
      }

function headIn(status: BoardStatus, language: string): Head {
  const read = forReader(status, language)
  const { tableNumber, seats, site, clock, question, spoken } = read
  const { number, title } = ownSession(read)
  return {
    table: tableNumber,
    seats,
    site,
    session: { number, of: clock.sessions, title, lang: spoken.programme },
    question,
    lang: spoken.question,
  }
}

/**
 * Keeps the head of what is told, and gives the one that was kept once a try to connect has failed and nothing was told yet;
 * null until then, so that no page begins with what may be of yesterday.
 */
export function useKeptHead(status: BoardStatus | null, state: LinkState, { kept, known }: HeadKept): Head | null {
  const { language } = useLanguage()
  // A board's status is told each second of a busy table; its head is another one a few times a day.
  const told = useMemo(() => (status === null ? null : JSON.stringify(headIn(status, language))), [status, language])
  useEffect(() => {
    if (told !== null) kept?.save(JSON.parse(told))
  }, [told, kept])
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (state === 'waiting' || state === 'barred') setFailed(true)
  }, [state])
  const found = useMemo(() => (failed ? kept?.load() : null), [failed, kept])
  if (status !== null || !failed) return null
  return isHead(found) ? found : known
}

export function StillHead({
  head: { table, seats, site, session, question, lang },
  unfolded,
  onUnfold,
}: {
  head: Head
  unfolded: boolean
  onUnfold: (to: boolean) => void
}) {
  const t = useT(messages)
  return (
    <header className="top">
      <div className="who">
        <Wordmark />
        <p className="at">
          <TableMark seats={seats} whole />
          <b>{t('table', { n: table })}</b> <span>{site}</span>
          <Tongue />
        </p>
      </div>
      <div className="ask">
        {session === null ? null : (
          <p className="eyebrow">
            <Around
              say={(title) => t('session', { session: session.number, sessions: session.of, title })}
              label={session.title}
              lang={session.lang}
            />
          </p>
        )}
        <h1 lang={lang} dir={direction(lang)}>
          {question}
        </h1>
        <Unfold unfolded={unfolded} onUnfold={onUnfold} />
      </div>
    </header>
  )
}
