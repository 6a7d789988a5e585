/** The head of the screen: table, question, clock, and the programme's ruler beneath. The clock never changes its place. */
import type { BoardStatus } from '@tablee/shared/wire/board'
import { forReader } from '@tablee/shared/wire/editor'
import { useMemo } from 'react'
import { direction, writings, languages, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Around, Clock, Programme, useAdded, useReading } from '../../ui/clock.tsx'
import { Icon } from '../../ui/icon.tsx'
import { TableMark } from '../../ui/table-mark.tsx'
import { Wordmark } from '../../ui/wordmark.tsx'
import { composerMessages, messages, marksMessages } from '../messages/index.ts'
import { ownSession } from '../own-session.ts'

/** On a small screen the head is folded: two lines of its question, until somebody wants all of it. */
export function Unfold({ unfolded, onUnfold }: { unfolded: boolean; onUnfold: (to: boolean) => void }) {
  const own = useT(composerMessages)
  return (
    <button
      type="button"
      className="unfold"
      aria-expanded={unfolded}
      aria-label={own('head')}
      title={own('head')}
      onClick={() => onUnfold(!unfolded)}
    >
      <Icon name={unfolded ? 'up' : 'open'} />
    </button>
  )
}

/** In which language this screen speaks. */
export function Tongue() {
  const t = useT(messages)
  const { language, choose } = useLanguage()
  return (
    <select
      className="tongue"
      aria-label={t('language')}
      value={language}
      onChange={(event) => choose(languages.find((one) => one === event.currentTarget.value) ?? 'en')}
    >
      {languages.map((one) => (
        <option key={one} value={one}>
          {writings[one].name}
        </option>
      ))}
    </select>
  )
}

/**
 * The table's boards so far, one tap each: the one on the screen by its title, the others by their numbers. A phone's
 * folded head has room for the last two of them.
 */
function Sessions({
  status,
  reached,
  open,
  onOpen,
}: {
  status: BoardStatus
  reached: NonNullable<BoardStatus['sessions']>
  open: ReadonlyMap<string, number> | undefined
  onOpen: (board: string) => void
}) {
  const t = useT(messages)
  const marks = useT(marksMessages)
  const listed = useList()
  const { session: running, sessions, course } = status.clock
  const here = course?.ended === true ? 'session' : 'sessionNow'
  const others = reached.filter(({ board }) => board !== status.board)
  const near = others.slice(-2)
  return (
    <nav className="eyebrow sessions" aria-label={t('sessions')}>
      {reached.map((one) => {
        const { number, title, board } = one
        // Beyond the running one: the table was there before it was led back.
        const said = t(number === running ? here : number > running ? 'sessionLeft' : 'session', {
          session: number,
          sessions,
          title: `\u2068${title}\u2069`,
        })
        const n = open?.get(board) ?? 0
        const whole = n > 0 ? listed([said, marks('openNow', { n })]) : said
        return board === status.board ? (
          <b key={board} aria-current="page">
            {said}
          </b>
        ) : (
          <button
            key={board}
            type="button"
            className={near.includes(one) ? undefined : 'far'}
            aria-label={whole}
            title={whole}
            onClick={() => onOpen(board)}
          >
            <span className="num">{number}</span>
            {n > 0 ? <i className="still-open" aria-hidden="true" /> : null}
          </button>
        )
      })}
    </nav>
  )
}

export function Top({
  status: given,
  offset,
  onOpen,
  unfolded,
  onUnfold,
  open,
  seated,
}: {
  status: BoardStatus
  /** Server's clock minus this device's. */
  offset: () => number
  onOpen: (board: string) => void
  /** On a phone the question stands in one line, and opens with whatever else the head holds. */
  unfolded: boolean
  onUnfold: (to: boolean) => void
  /** What is open still on the table's other boards. */
  open?: ReadonlyMap<string, number> | undefined
  /** Somebody who has a seat, and so a page of their own to go back to. */
  seated: boolean
}) {
  const t = useT(messages)
  const own = useT(composerMessages)
  const { language } = useLanguage()
  // The programme has all languages; this screen has its reader's.
  const status = useMemo(() => forReader(given, language), [given, language])
  const reading = useReading(status.clock, offset)
  const added = useAdded(status.clock, offset)
  const at = ownSession(status)
  const { session: running, sessions } = status.clock
  const reached = status.sessions ?? []
  return (
    <>
      <header className="top">
        <div className="who">
          <Wordmark />
          <p className="at">
            {seated ? (
              <a className="home" href="/seat" aria-label={own('ownPage')} title={own('ownPage')}>
                <Icon name="back" turns />
              </a>
            ) : null}
            <TableMark seats={status.seats} whole />
            <b>{t('table', { n: status.tableNumber })}</b> <span>{status.site}</span>
            <Tongue />
          </p>
        </div>
        <div className="ask">
          {reached.length > 1 ? (
            <Sessions status={status} reached={reached} open={open} onOpen={onOpen} />
          ) : (
            <p className="eyebrow">
              <Around
                say={(title) => t('session', { session: at.number, sessions, title })}
                label={at.title}
                lang={status.spoken.programme}
              />
            </p>
          )}
          <h1 lang={status.spoken.question} dir={direction(status.spoken.question)}>
            {status.question}
          </h1>
          <Unfold unfolded={unfolded} onUnfold={onUnfold} />
        </div>
        {/* Clock and programme are the running session's. */}
        {at.number === running ? (
          <Clock reading={reading} lang={status.spoken.programme} own={status.clock.alone === true} added={added} />
        ) : null}
      </header>
      {at.number === running ? (
        <Programme steps={status.clock.steps} reading={reading} lang={status.spoken.programme} />
      ) : null}
    </>
  )
}
