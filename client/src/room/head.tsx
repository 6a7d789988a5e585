/** Above the hall: where and what, the steps as long as their minutes, the hall's own clock and one other. */
import { addressIn } from '@tablee/shared/wire/address'
import type { Room, SiteClock } from '@tablee/shared/wire/room'
import { useState, type CSSProperties } from 'react'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { timeOfDay } from '../ui/time-of-day.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages/index.ts'
import { face, sessionOf, standingOf, type RoomSession } from './reading.ts'
import { Sign } from './signs.tsx'
import { useSeconds, useTimeOf } from './use-now.ts'
import { Said, useLeftFor, useTitle, type Seen } from './words.tsx'

/** `18:40`, `+0:12`, `–:––`. */
export function faceOf(sessions: readonly RoomSession[], clock: Pick<SiteClock, 'course'>, now: number): string {
  const { position } = standingOf(sessions, clock, now)
  if (!('leftMs' in position)) return '–:––'
  // Over time counts up, second by second as time that is left counts down.
  return position.state === 'over' ? `+${face(Math.floor(-position.leftMs / 1_000) * 1_000)}` : face(position.leftMs)
}

/** What a clock says beneath its figures, but for the site's name. */
export function useStandingWords(): (sessions: readonly RoomSession[], clock: SiteClock, now: number) => string {
  const t = useT(messages)
  const clocks = useT(clockMessages)
  const leftFor = useLeftFor()
  return (sessions, clock, now) => {
    const { position, step, noticeMs } = standingOf(sessions, clock, now)
    if (position.state === 'ended') return t('dayOver')
    if (position.state === 'not-begun' || step === null) return clocks('notStarted')
    if (noticeMs > 0) return t('beginsIn', { n: Math.ceil(noticeMs / 1_000) })
    if (position.state === 'held') return t('held')
    return position.state === 'over' ? clocks('over') : leftFor(step)
  }
}

function HallClock({
  name,
  clock,
  sessions,
  lang,
  offset,
  other = false,
}: {
  name: string
  clock: SiteClock
  sessions: readonly RoomSession[]
  lang: string
  offset: number
  other?: boolean
}) {
  const list = useList()
  const titled = useTitle(lang)
  const words = useStandingWords()
  const now = useTimeOf(
    offset,
    (at) => `${faceOf(sessions, clock, at)} ${Math.ceil(Math.max(0, (clock.course.goesAt ?? 0) - at) / 1_000)}`,
  )
  const held = clock.course.heldAt !== null && !clock.course.ended
  const { position, step } = standingOf(sessions, clock, now)
  return (
    <div className={other ? 'clock other' : 'clock'} role="timer">
      <b className="num">
        {held ? <Sign name="hold" /> : null}
        {faceOf(sessions, clock, now)}
      </b>
      <span>
        {list([
          name,
          other && step !== null && position.state === 'running' ? titled(step.title) : words(sessions, clock, now),
        ])}
      </span>
    </div>
  )
}

export function Head({ seen: { room, offset } }: { seen: Seen }) {
  const t = useT(messages)
  const { site, clock, sessions, others, dialogue } = room
  const session = sessionOf(sessions, clock.course)
  const [listing, setListing] = useState(false)
  const [one] = others
  return (
    <header className="top">
      <div className="ask">
        <p className="eyebrow">
          <Wordmark />
          <span>
            <b>{site.name}</b>
            {session ? (
              <>
                {' · '}
                {t('sessionOf', { n: session.number, of: sessions.length })}
                {' · '}
                <Said text={session.title} of={site.lang} />
              </>
            ) : null}
          </span>
        </p>
        <h1>{session ? <Said text={session.question} of={site.lang} /> : room.title}</h1>
      </div>
      {one && others.length === 1 ? (
        <a className="to-site" href={addressIn(dialogue, `/room/${one.id}`)}>
          <HallClock name={one.name} clock={one.clock} sessions={sessions} lang={site.lang} offset={offset} other />
        </a>
      ) : null}
      {others.length > 1 ? (
        <Button className="sites" onClick={() => setListing(true)}>
          {t('sites', { n: others.length + 1 })}
          <Sign name="open" />
        </Button>
      ) : null}
      <HallClock name={site.name} clock={clock} sessions={sessions} lang={site.lang} offset={offset} />
      {listing ? <Sites room={room} offset={offset} onClose={() => setListing(false)} /> : null}
    </header>
  )
}

/** All sites that one may see, in the order in which they came, each the way to its room. */
function Sites({ room, offset, onClose }: { room: Room; offset: number; onClose: () => void }) {
  const t = useT(messages)
  const words = useStandingWords()
  const now = useSeconds(offset)
  const { site, clock, sessions, dialogue } = room
  return (
    <Dialog title={t('sitesTitle')} onClose={onClose}>
      <ul className="site-list">
        {[{ ...site, clock }, ...room.others].map((one) => {
          const { step } = standingOf(sessions, one.clock, now)
          return (
            <li key={one.id}>
              <a
                href={addressIn(dialogue, `/room/${one.id}`)}
                {...(one.id === site.id ? { 'aria-current': 'page' as const } : {})}
              >
                <b>{one.name}</b>
                <span>
                  {step ? <Said text={step.title} of={site.lang} /> : null} {words(sessions, one.clock, now)}
                </span>
                <b className="num">{faceOf(sessions, one.clock, now)}</b>
              </a>
            </li>
          )
        })}
      </ul>
      <div className="acts">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  )
}

/** The steps of the session, as long as their minutes: past in ink, elapsed in accent, to come in rule. */
export function Ruler({ seen: { room, now } }: { seen: Seen }) {
  const t = useT(messages)
  const clocks = useT(clockMessages)
  const list = useList()
  const { language } = useLanguage()
  const titled = useTitle(room.site.lang)
  const { session, position } = standingOf(room.sessions, room.clock, now)
  if (session === null || session.steps.length === 0) return <p className="programme none">{t('noProgramme')}</p>
  const at = 'step' in position ? position.step : position.state === 'ended' ? session.steps.length : -1
  const ends =
    'leftMs' in position && position.state === 'running'
      ? timeOfDay(now + position.leftMs, language, room.site.zone)
      : null
  return (
    <ol className="programme" aria-label={clocks('programme')}>
      {session.steps.map((step, index) => {
        const place = index < at ? 'past' : index === at ? 'now' : ''
        const style: CSSProperties & Record<'--min' | '--done', string> = {
          '--min': String(step.minutes),
          '--done': `${index === at && 'done' in position ? position.done * 100 : 0}%`,
        }
        return (
          <li
            key={index}
            className={place}
            style={style}
            {...(index === at ? { 'aria-current': 'step' as const } : {})}
            title={list([
              titled(step.title),
              clocks('minutes', { n: step.minutes }),
              ...(index === at && ends !== null ? [t('endsAt', { time: ends })] : []),
            ])}
          >
            <span>
              <Said text={step.title} of={room.site.lang} />
            </span>{' '}
            <em>{clocks('min', { n: step.minutes })}</em>
          </li>
        )
      })}
    </ol>
  )
}
