/** The head of the screen: table, question, clock, and the programme's ruler beneath. The clock never changes its place. */
import type { BoardStatus } from '@tablee/shared/wire/editor'
import { direction, languageNames, languages, useLanguage, useT } from '../i18n/index.tsx'
import { Around, Clock, Programme, useReading } from '../ui/clock.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages.ts'

export function Top({ status, offset }: { status: BoardStatus; offset: number }) {
  const t = useT(messages)
  const { language, choose } = useLanguage()
  const reading = useReading(status.clock, offset)
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
            <Around
              say={(title) => t('session', { session: status.clock.session, sessions: status.clock.sessions, title })}
              label={status.clock.title}
              lang={status.lang}
            />
          </p>
          <h1 lang={status.lang} dir={direction(status.lang)}>
            {status.question}
          </h1>
        </div>
        <Clock reading={reading} lang={status.lang} />
      </header>
      <Programme steps={status.clock.steps} reading={reading} lang={status.lang} />
    </>
  )
}
