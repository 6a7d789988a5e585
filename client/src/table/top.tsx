/** The head of the screen: table, question, clock, and the programme's ruler beneath. The clock never changes its place. */
import type { BoardStatus } from '@tablee/shared/wire/editor'
import { direction, languageNames, languages, useLanguage, useT } from '../i18n/index.tsx'
import { Around, Clock, Programme, useReading } from '../ui/clock.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages.ts'
import { ownSession } from './own-session.ts'

export function Top({
  status,
  offset,
  onOpen,
}: {
  status: BoardStatus
  offset: number
  onOpen: (board: string) => void
}) {
  const t = useT(messages)
  const { language, choose } = useLanguage()
  const reading = useReading(status.clock, offset)
  const own = ownSession(status)
  const { session: running, sessions } = status.clock
  const reached = status.sessions ?? []
  return (
    <>
      <header className="top">
        <div className="who">
          <Wordmark />
          <p className="at">
            <TableMark seats={status.seats} whole />
            <b>{t('table', { n: status.tableNumber })}</b> <span>{status.site}</span>
            <select
              className="tongue"
              aria-label={t('language')}
              value={language}
              onChange={(event) => choose(languages.find((one) => one === event.currentTarget.value) ?? 'en')}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {languageNames[one]}
                </option>
              ))}
            </select>
          </p>
        </div>
        <div className="ask">
          <p className="eyebrow">
            {reached.length > 1 ? (
              <select
                className="session"
                aria-label={t('sessions')}
                value={status.board}
                onChange={(event) => onOpen(event.currentTarget.value)}
              >
                {reached.map(({ number, title, board }) => (
                  <option key={board} value={board}>
                    {t(number === running ? 'sessionNow' : 'session', {
                      session: number,
                      sessions,
                      title: `\u2068${title}\u2069`,
                    })}
                  </option>
                ))}
              </select>
            ) : (
              <Around
                say={(title) => t('session', { session: own.number, sessions, title })}
                label={own.title}
                lang={status.lang}
              />
            )}
          </p>
          <h1 lang={status.lang} dir={direction(status.lang)}>
            {status.question}
          </h1>
        </div>
        {/* Clock and programme are the running session's. */}
        {own.number === running ? <Clock reading={reading} lang={status.lang} /> : null}
      </header>
      {own.number === running ? <Programme steps={status.clock.steps} reading={reading} lang={status.lang} /> : null}
    </>
  )
}
