/** A phone's screen: whose seat it is and how much time is left, one thing in the middle, what to do at the thumb. */
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { Clock } from '@tablee/shared/wire/board'
import type { SeatRound } from '@tablee/shared/wire/seat'
import { useLanguage, useT } from '../i18n/index.tsx'
import { useAdded, useReading, useServerNow, useTurning } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { faceOf, restOfSecond } from '../ui/reading.ts'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Text } from '../ui/voices/text.tsx'
import { said, type TextInLang } from '../ui/voices/texts.ts'
import { GoneNote } from './gone.tsx'
import { isGuest } from './hall.ts'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'
import { timeLeft } from './state.ts'

export type SeatPlace = { readonly table: number; readonly seat: string | null; readonly seats: number }
export type Timed = Parameters<typeof timeLeft>[0] & Pick<SeatRound, 'session'> & { readonly offset: () => number }

/** What is said above whatever somebody does: something new to do, something that was not taken. */
export const AboveAll = createContext<ReactNode>(null)
/** The clock of the table; null where its server says nothing of it. */
export const HallClock = createContext<{ readonly clock: Clock; readonly offset: () => number } | null>(null)
/** Whether this phone keeps what is done on it: its storage may be full, or blocked. */
export const Keeps = createContext(true)

export function Frame({
  place,
  timed = null,
  children,
  actions,
  atEnd = false,
  onHome,
}: {
  place: SeatPlace | null
  timed?: Timed | null
  children: ReactNode
  actions?: ReactNode
  /** What to do comes after all that is to be read, not at the foot of the window. */
  atEnd?: boolean
  /** The way to the overview, below what is to do: what comes by itself is never the only page. */
  onHome?: () => void
}) {
  const t = useT(messages)
  const above = useContext(AboveAll)
  const keeps = useContext(Keeps)
  const hall = useContext(HallClock)
  const guest = place !== null && place.seat !== null && isGuest(place.seat, place.table)
  // At another table than its own no chair of it is the seat's: its code says whose it is.
  const number = guest ? null : seatNumber(place?.seat ?? null)
  return (
    <div className="phone">
      <header className="head">
        {place === null ? (
          <Wordmark />
        ) : (
          <p>
            <TableMark seats={place.seats} width={29} {...(number === null ? {} : { spoke: new Set([number]) })} />
            <b>{t('table', { table: place.table })}</b>
            {guest && place.seat !== null ? (
              <span>{t('seat', { seat: place.seat })}</span>
            ) : number === null ? null : (
              <span>{t('seat', { seat: number })}</span>
            )}
          </p>
        )}
        {/* Every screen of a hall shows the same time left; what is open still of another session has its own. */}
        {hall !== null && place !== null && timed?.session === undefined ? (
          <HallTime {...hall} />
        ) : timed === null ? null : (
          <TimeLeft timed={timed} />
        )}
      </header>
      {hall !== null && place !== null && timed?.session === undefined ? (
        <HallThread {...hall} />
      ) : (
        <Thread timed={timed} />
      )}
      <main className="do">
        {keeps ? null : (
          <Note icon="refused" tone="error" live>
            {t('keepsNothingWhy')}
          </Note>
        )}
        {place === null ? null : <GoneNote />}
        {above}
        {timed?.session === undefined ? null : <Earlier session={timed.session} state={timed.state} />}
        {children}
        {onHome === undefined ? null : (
          <nav className="also" aria-label={t('more')}>
            <button type="button" onClick={onHome}>
              {t('toHome')}
            </button>
          </nav>
        )}
      </main>
      {actions === undefined ? null : <footer className={atEnd ? 'acts end' : 'acts'}>{actions}</footer>}
    </div>
  )
}

export const seatNumber = (seat: string | null): number | null => {
  const number = Number(seat?.split('-')[1])
  return seat === null || !Number.isInteger(number) ? null : number
}

/** It turns with the round's own second, as other clocks do; nothing runs where nothing is timed. */
function useTime(timed: Timed | null): ReturnType<typeof timeLeft> {
  const now = useServerNow(null, timed?.offset)
  const since = timed?.openedAt ?? null
  const turns = useMemo(() => (since === null ? null : (at: number) => restOfSecond(since - at)), [since])
  const at = useTurning(now, turns)
  return timed === null ? null : timeLeft(timed, at)
}
function TimeLeft({ timed }: { timed: Timed }) {
  const t = useT(messages)
  const left = useTime(timed)
  if (left === null) return null
  return (
    <p className="left">
      <span className="away">{t(left.over ? 'timeOver' : 'timeLeft')}</span>{' '}
      <span className="num">{faceOf({ seconds: left.seconds, late: left.over })}</span>
    </p>
  )
}
function Thread({ timed }: { timed: Timed | null }) {
  const left = useTime(timed)
  return (
    <div className="thread" aria-hidden="true">
      {left === null ? null : <i style={{ inlineSize: `${left.done * 100}%` }} />}
    </div>
  )
}

type Hall = { readonly clock: Clock; readonly offset: () => number }
function HallTime({ clock, offset }: Hall) {
  const t = useT(clockMessages)
  const reading = useReading(clock, offset)
  const added = useAdded(clock, offset)
  if (!('seconds' in reading)) return null
  const { state, late, step } = reading
  return (
    <p className="left">
      {state === 'held' ? <Icon name="pause" /> : null}
      <span className="num">{faceOf(reading)}</span>{' '}
      <span className="away">{t(late ? 'over' : `left-${step.kind}`)}</span>
      <span className="away" role="status">
        {state === 'held' ? t('held') : added === null ? null : t('added', { n: added })}
      </span>
    </p>
  )
}
function HallThread({ clock, offset }: Hall) {
  const reading = useReading(clock, offset)
  return (
    <div className="thread" aria-hidden="true">
      {'done' in reading ? <i style={{ inlineSize: `${reading.done * 100}%` }} /> : null}
    </div>
  )
}

/** The heading takes the focus when it is another one: a screen reader and a keyboard begin where the eye does. */
export function Heading({
  children,
  said,
  quiet = false,
}: {
  children?: ReactNode
  said?: TextInLang
  quiet?: boolean
}) {
  const ref = useRef<HTMLHeadingElement>(null)
  const text = said?.text ?? (typeof children === 'string' ? children : '')
  useEffect(() => {
    if (quiet || text === '') return
    ref.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [quiet, text])
  return (
    <h1 ref={ref} tabIndex={-1} {...(said === undefined ? {} : { lang: said.lang, dir: said.dir })}>
      {said?.text ?? children}
    </h1>
  )
}

/** What is open still though its session is over, or was left unsent there: where it comes from stands above it. */
function Earlier({ session, state }: { session: NonNullable<SeatRound['session']>; state: SeatRound['state'] }) {
  const t = useT(messages)
  const { language } = useLanguage()
  return (
    <p className="meta">
      {t('session', { session: session.number })} · <Text said={said(session.title, language)} /> ·{' '}
      <b>{t(state === 'open' ? 'stillOpen' : 'sessionOver')}</b>
    </p>
  )
}
