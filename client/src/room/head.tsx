/** Above the hall: where and what, the steps as long as their minutes, the hall's own clock and one other. */
import { addressIn } from '@tablee/shared/wire/address'
import type { SiteClock } from '@tablee/shared/wire/room'
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import { useCallback, useState } from 'react'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { CopiesNow } from '../ui/copies/copies-now.tsx'
import { Programme, useTurning } from '../ui/clock.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { faceOf } from '../ui/reading.ts'
import { timeOfDay } from '../ui/time-of-day.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages/index.ts'
import { hallTurnsIn, sessionOf, standingOf, type RoomSession } from './reading.ts'
import { Sign } from './signs.tsx'
import { useSeconds } from './use-seconds.ts'
import { Said, useLeftFor, useTitle, type Seen } from './words.tsx'

/** What a clock says beneath its figures, but for the site's name. */
export function useStandingWords(): (sessions: readonly RoomSession[], clock: SiteClock, now: number) => string {
  const t = useT(messages)
  const clocks = useT(clockMessages)
  const leftFor = useLeftFor()
  return (sessions, clock, now) => {
    const { reading, step, noticeMs } = standingOf(sessions, clock, now)
    if (reading.state === 'ended') return t('dayIsOver')
    if (step === null) return clocks('notStarted')
    if (noticeMs > 0) return t('beginsIn', { n: Math.ceil(noticeMs / 1_000) })
    if (reading.state === 'held') return t('held')
    return reading.state === 'over' ? clocks('over') : leftFor(step)
  }
}

function HallClock({
  name,
  clock,
  sessions,
  lang,
  time,
  other = false,
}: {
  name: string
  clock: SiteClock
  sessions: readonly RoomSession[]
  lang: string
  time: Seen['time']
  other?: boolean
}) {
  const list = useList()
  const titled = useTitle(lang)
  const words = useStandingWords()
  const turns = useCallback((at: number) => hallTurnsIn(sessions, clock, at), [sessions, clock])
  const now = useTurning(time, turns)
  const held = clock.course.heldAt !== null && !clock.course.ended
  const { reading, step } = standingOf(sessions, clock, now)
  return (
    // Within a link a timer would leave it without a name.
    <div className={other ? 'clock other' : 'clock'} {...(other ? {} : { role: 'timer' })}>
      <b className="num">
        {held ? <Sign name="hold" /> : null}
        {faceOf(reading)}
      </b>
      <span>
        {list([
          name,
          other && step !== null && reading.state === 'running' ? titled(step.title) : words(sessions, clock, now),
        ])}
      </span>
    </div>
  )
}

export function Head({ seen: { room, shown, time } }: { seen: Seen }) {
  const t = useT(messages)
  const { site, sessions, others, dialogue } = room
  const session = sessionOf(sessions, shown.course)
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
          <CopiesNow />
        </p>
        <h1>{session ? <Said text={session.question} of={site.lang} /> : room.title}</h1>
      </div>
      {one && others.length === 1 ? (
        <a className="to-site" href={addressIn(dialogue, `/room/${one.id}`)}>
          <HallClock name={one.name} clock={one.clock} sessions={sessions} lang={site.lang} time={time} other />
        </a>
      ) : null}
      {others.length > 1 ? (
        <Button className="sites" onClick={() => setListing(true)}>
          {t('sites', { n: others.length + 1 })}
          <Sign name="open" />
        </Button>
      ) : null}
      <HallClock name={site.name} clock={shown} sessions={sessions} lang={site.lang} time={time} />
      {listing ? <Sites room={room} shown={shown} time={time} onClose={() => setListing(false)} /> : null}
    </header>
  )
}

/** All sites that one may see, in the order in which they came, each the way to its room. */
function Sites({
  room,
  shown,
  time,
  onClose,
}: Pick<Seen, 'room' | 'shown' | 'time'> & {
  onClose: () => void
}) {
  const t = useT(messages)
  const words = useStandingWords()
  const now = useSeconds(time)
  const { site, sessions, dialogue } = room
  return (
    <Dialog title={t('sitesTitle')} onClose={onClose}>
      <ul className="site-list">
        {[{ ...site, clock: shown }, ...room.others].map((one) => {
          const { step, reading } = standingOf(sessions, one.clock, now)
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
                <b className="num">{faceOf(reading)}</b>
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

/** The steps of the session, each named as its reader reads it. */
export function Ruler({ seen: { room, shown, now } }: { seen: Seen }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const { session, reading } = standingOf(room.sessions, shown, now)
  if (session === null || session.steps.length === 0) return <p className="programme none">{t('noProgramme')}</p>
  const steps = session.steps.map(({ title, minutes }) => ({
    minutes,
    title: shownIn(title, language, room.site.lang),
    lang: tagFor(title, language, room.site.lang),
  }))
  const ends =
    reading.state === 'running'
      ? t('endsAt', { time: timeOfDay(now + reading.seconds * 1_000, language, room.site.zone) })
      : null
  return <Programme steps={steps} reading={reading} lang={null} ends={ends} />
}
