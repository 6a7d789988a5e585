/**
 * The clock of a session. Its truth is the server's: where it stands (wire Clock) and what time it is there
 * (`hold/server-time`), so that a tablet whose own clock is a day off shows the second that all the others show.
 */
import type { Clock as ClockState, Step } from '@tablee/shared/wire/board'
import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react'
import { thisServer } from '../hold/server-time.ts'
import { thisPage } from '../hold/world.ts'
import { direction, useList, useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { clockMessages } from './messages/index.ts'
import { addedMinutes, faceOf, readClock, turnsIn, type Reading } from './reading.ts'
import { turning } from './turning.ts'

/** How long it is said that a step got more minutes. */
const saidFor = 20_000

/**
 * The server's time, whenever it is asked. `known`: server's clock minus this device's, as a link measures it; else what
 * this page has heard; else as the clock said it when it arrived (the gallery).
 */
export function useServerNow(clock: Pick<ClockState, 'now'> | null, known?: () => number): () => number {
  const arrived = useMemo(() => (clock === null ? 0 : clock.now - Date.now()), [clock])
  const latest = useRef({ known, arrived })
  latest.current = { known, arrived }
  const [now] = useState(() => () => {
    const { known: measured, arrived: told } = latest.current
    return Date.now() + (measured?.() ?? thisServer.offset() ?? told)
  })
  return now
}

/** The time now, told again when what is shown turns (`turnsIn`: in so many milliseconds; kept by whoever asks); null: it stands. */
export function useTurning(now: () => number, turnsIn: ((at: number) => number) | null): number {
  const [at, setAt] = useState(now)
  useEffect(() => (turnsIn === null ? undefined : turning(now, turnsIn, setAt, thisPage.later)), [now, turnsIn])
  return at
}

/** What it shows now; it turns when the second does. */
export function useReading(clock: ClockState, known?: () => number): Reading {
  const turns = useCallback((at: number) => turnsIn(clock, at), [clock])
  return readClock(clock, useTurning(useServerNow(clock, known), turns))
}

/** Minutes that the step has just got; null once it was said. */
export function useAdded(clock: ClockState, known?: () => number): number | null {
  const now = useServerNow(clock, known)
  const before = useRef(clock)
  const [added, setAdded] = useState<{ readonly minutes: number } | null>(null)
  useEffect(() => {
    const minutes = addedMinutes(before.current, clock, now())
    before.current = clock
    if (minutes > 0) setAdded({ minutes })
  }, [clock, now])
  useEffect(() => {
    if (added === null) return
    const timer = setTimeout(() => setAdded(null), saidFor)
    return () => clearTimeout(timer)
  }, [added])
  return added?.minutes ?? null
}

/** A programme's own label amid the screen's language: read, ordered and cut short in the language of the table. */
export const Label = ({ lang, children }: { lang: string | null; children: string }) => (
  <bdi {...(lang === null ? {} : { lang, dir: direction(lang) })}>{children}</bdi>
)

/** A sentence of the screen with such a label in it; `say` puts it where it is told to. */
export function Around({ say, label, lang }: { say: (place: string) => string; label: string; lang: string | null }) {
  const [before = '', after = ''] = say('\n').split('\n')
  return (
    <>
      {before}
      <Label lang={lang}>{label}</Label>
      {after}
    </>
  )
}

/** `lang`: of the table, and so of its programme. `own`: the table's, apart from its hall's. `added`: minutes, just now. */
export function Clock({
  reading,
  lang,
  own = false,
  of = null,
  added = null,
}: {
  reading: Reading
  lang: string | null
  own?: boolean
  /** Whose it is, where several are in sight. */
  of?: string | null
  added?: number | null
}) {
  const t = useT(clockMessages)
  if (reading.state === 'ended')
    return (
      <div className="clock">
        <small role="status">{t('ended')}</small>
      </div>
    )
  if (!('seconds' in reading)) {
    return (
      <div className="clock" role="timer">
        <b className="num" aria-hidden="true">
          {faceOf(reading)}
        </b>
        <span>
          {of === null ? null : `${of} · `}
          {t('notStarted')}
        </span>
      </div>
    )
  }
  const { state, late, seconds, step } = reading
  const held = state === 'held'
  return (
    <div className={held ? 'clock held' : 'clock'} role="timer">
      <b className="num">
        {held ? <Icon name="pause" /> : null}
        {faceOf(reading)}
      </b>
      <span>
        {of === null ? null : `${of} · `}
        {!late && seconds < 60 ? (
          <Around say={(place) => t('lastMinute', { step: place })} label={step.title} lang={lang} />
        ) : (
          t(late ? 'over' : `left-${step.kind}`)
        )}
      </span>
      {/* There from the beginning: what is said in it later is then read out, once. */}
      <small role="status">
        {held ? t(own ? 'heldOwn' : 'held') : added === null ? null : t('added', { n: added })}
      </small>
    </div>
  )
}

type Ruled = Pick<Step, 'title' | 'minutes'> & Partial<Pick<Step, 'kind'>> & { readonly lang?: string }
/**
 * Steps as long as their minutes: past in ink, elapsed in accent, to come in rule. `lang`: of those that name none of their
 * own. `ends`: what is said of the step that runs, beyond its name and minutes.
 */
export function Programme({
  steps,
  reading,
  lang: ofAll,
  ends = null,
}: {
  steps: readonly Ruled[]
  reading: Reading<unknown>
  lang: string | null
  ends?: string | null
}) {
  const t = useT(clockMessages)
  const list = useList()
  const at = 'index' in reading ? reading.index : -1
  return (
    <ol className="programme" aria-label={t('programme')}>
      {steps.map((step, index) => {
        // What was left out has no time, and is no part of the day that is ahead.
        if (step.minutes === 0) return null
        const over = reading.state === 'ended' || ('late' in reading && reading.late)
        const place = index < at || over ? 'past' : index === at ? 'now' : ''
        const lang = step.lang ?? ofAll
        const style: CSSProperties & Record<'--min' | '--done', string> = {
          '--min': String(step.minutes),
          '--done': `${'done' in reading && place === 'now' ? reading.done * 100 : 0}%`,
        }
        return (
          <li
            key={index}
            className={place}
            style={style}
            {...(place === 'now' ? { 'aria-current': 'step' as const } : {})}
            title={list([
              step.title,
              t('minutes', { n: step.minutes }),
              ...(place === 'now' && ends !== null ? [ends] : []),
            ])}
          >
            <span {...(lang === null ? {} : { lang, dir: direction(lang) })}>{step.title}</span>{' '}
            <em>{t('min', { n: step.minutes })}</em>
          </li>
        )
      })}
    </ol>
  )
}
