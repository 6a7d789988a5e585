/**
 * The session's clock. Its truth is the server's (wire Clock): `now` there against this device's `Date.now()` at
 * arrival gives the offset, so a tablet whose clock is a day off shows the right time left.
 */
import type { Clock as ClockState, Step } from '@tablee/shared/wire/board'
import { useEffect, useMemo, useState, type CSSProperties } from 'react'
import { direction, useList, useT } from '../i18n/index.tsx'
import { clockMessages } from './messages/index.ts'

export type Reading =
  | { readonly state: 'not-started' }
  | {
      readonly state: 'running' | 'over' /** Seconds left, or since the end. */
      readonly seconds: number
      readonly step: Step
      readonly index: number /** 0..1 of this step */
      readonly done: number
    }

const minute = 60_000

/** Which step it is and how long it lasts, `at` by the server's clock. Over time it stays at the last step. */
export function readClock(clock: ClockState, at: number): Reading {
  const last = clock.steps.at(-1)
  if (clock.startedAt === null || !last) return { state: 'not-started' }
  let end = clock.startedAt
  for (const [index, step] of clock.steps.entries()) {
    const start = end
    end += step.minutes * minute
    if (at < end) {
      const seconds = Math.ceil((end - at) / 1000)
      return {
        state: 'running',
        seconds,
        step,
        index,
        done: Math.max(0, Math.min(1, (at - start) / (step.minutes * minute))),
      }
    }
  }
  return { state: 'over', seconds: Math.floor((at - end) / 1000), step: last, index: clock.steps.length - 1, done: 1 }
}

export const clockFace = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The reading now, once a second. `known`: server's clock minus this device's, where the link measured it; else it is fixed when a clock arrives. */
export function useReading(clock: ClockState, known?: number): Reading {
  const measured = useMemo(() => clock.now - Date.now(), [clock])
  const offset = known ?? measured
  const [at, setAt] = useState(() => Date.now() + offset)
  useEffect(() => {
    setAt(Date.now() + offset)
    const timer = setInterval(() => setAt(Date.now() + offset), 1000)
    return () => clearInterval(timer)
  }, [offset])
  return readClock(clock, at)
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

/** `lang`: of the table, and so of its programme. */
export function Clock({ reading, lang }: { reading: Reading; lang: string | null }) {
  const t = useT(clockMessages)
  if (reading.state === 'not-started') {
    return (
      <div className="clock" role="timer">
        <b className="num" aria-hidden="true">
          –:––
        </b>
        <span>{t('notStarted')}</span>
      </div>
    )
  }
  const over = reading.state === 'over'
  const last = !over && reading.seconds < 60
  return (
    <div className="clock" role="timer">
      <b className="num">
        {over ? '+' : ''}
        {clockFace(reading.seconds)}
      </b>
      <span>
        {last ? (
          <Around say={(step) => t('lastMinute', { step })} label={reading.step.title} lang={lang} />
        ) : (
          t(over ? 'over' : `left-${reading.step.kind}`)
        )}
      </span>
    </div>
  )
}

/** Steps as long as their minutes: past in ink, elapsed in accent, to come in rule. */
export function Programme({ steps, reading, lang }: { steps: readonly Step[]; reading: Reading; lang: string | null }) {
  const t = useT(clockMessages)
  const list = useList()
  const at = reading.state === 'not-started' ? -1 : reading.index
  return (
    <ol className="programme" aria-label={t('programme')}>
      {steps.map((step, index) => {
        const over = reading.state === 'over'
        const place = index < at || over ? 'past' : index === at ? 'now' : ''
        const style: CSSProperties & Record<'--min' | '--done', string> = {
          '--min': String(step.minutes),
          '--done': `${reading.state === 'running' && index === at ? reading.done * 100 : 0}%`,
        }
        return (
          <li
            key={index}
            className={place}
            style={style}
            {...(place === 'now' ? { 'aria-current': 'step' as const } : {})}
            title={list([step.title, t('minutes', { n: step.minutes })])}
          >
            <span {...(lang === null ? {} : { lang, dir: direction(lang) })}>{step.title}</span>{' '}
            <em>{t('min', { n: step.minutes })}</em>
          </li>
        )
      })}
    </ol>
  )
}
