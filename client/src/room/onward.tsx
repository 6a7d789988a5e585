/** The one large button: what comes, done by it; while a notice runs, what is coming, and off. */
import { useCallback, useRef } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useTurning } from '../ui/clock.tsx'
import { restOfSecond } from '../ui/reading.ts'
import type { Deeds } from './deeds.ts'
import { messages } from './messages/index.ts'
import { againIn, isLong, standingOf, type Coming, type RoomStep } from './reading.ts'
import { Sign } from './signs.tsx'
import { useIsBefore } from './use-seconds.ts'
import type { WholeDialog } from './whole.tsx'
import { Said, useStepWord, useTitle, type Seen } from './words.tsx'

/** For so long after it means something else it is off: the second of two taps was meant for what stood there before. */
const restMs = 1_000

type Notice = {
  readonly what: string
  /** The same, short enough for the button. */
  readonly short: string
  /** Where it leads back: the time that the step gets again. */
  readonly again: string | null
  readonly seconds: number
}
/** What a notice announces that runs until then, told anew with each of its seconds. */
export function useNotice({ room, shown, time }: Seen, until: number): Notice {
  const t = useT(messages)
  const titled = useTitle(room.site.lang)
  const word = useStepWord()
  const now = useTurning(
    time,
    useCallback((at: number) => restOfSecond(until - at), [until]),
  )
  const { session, reading, step } = standingOf(room.sessions, room.clock, now)
  const ends = reading.state === 'ended'
  const what = ends ? t('dayEnds') : step !== null ? titled(step.title) : session ? titled(session.title) : ''
  const elsewhere = !ends && session !== null && session.number !== shown.course.session
  const named = step !== null && isLong(what) ? (word(step) ?? t('nextStep')) : what
  const minutes = againIn(room.sessions, shown, room.clock, now)
  return {
    what,
    short: elsewhere ? t('toSession', { n: session.number }) : named,
    again: minutes === null ? null : t('timeAgain', { n: minutes }),
    seconds: Math.max(1, Math.ceil((until - now) / 1_000)),
  }
}

type Props = {
  readonly seen: Seen
  readonly coming: Coming | null
  readonly busy: boolean
  readonly deeds: Deeds
  readonly onAsk: (what: WholeDialog) => void
}

export function Onward({ seen, coming, busy, deeds, onAsk }: Props) {
  const { room, time } = seen
  const { goesAt } = room.clock.course
  const notice = useIsBefore(goesAt, time)
  const meaning = notice ? 'notice' : meant(coming)
  const last = useRef<{ readonly meaning: string; readonly rests: number | null }>({ meaning, rests: null })
  if (last.current.meaning !== meaning) last.current = { meaning, rests: time() + restMs }
  const rests = useIsBefore(last.current.rests, time)
  const off = busy || notice || rests || coming === null
  return (
    <Button
      look="primary"
      className="onward"
      aria-disabled={off || undefined}
      // A key that is held down is one press.
      onKeyDown={(event) => event.repeat && event.preventDefault()}
      onClick={() => off || go(coming, deeds, onAsk)}
    >
      <span>
        {notice && goesAt !== null ? (
          <NoticeWords seen={seen} until={goesAt} />
        ) : (
          <ComingWords coming={coming} lang={room.site.lang} />
        )}
      </span>
      <Sign name="next" turns />
    </Button>
  )
}

const meant = (coming: Coming | null): string =>
  coming === null
    ? ''
    : 'step' in coming
      ? `${coming.what} ${coming.step.id ?? JSON.stringify(coming.step.title)}`
      : 'session' in coming
        ? `${coming.what} ${coming.session.number}`
        : coming.what

/** What is coming already, and that nothing can be pressed until it is there. */
function NoticeWords({ seen, until }: { seen: Seen; until: number }) {
  const t = useT(messages)
  const { what, short, seconds } = useNotice(seen, until)
  return (
    <>
      <span aria-hidden="true">{t('comesIn', { what: short, n: seconds })}</span>
      <span className="away">{t('offUntil', { what })}</span>
    </>
  )
}

function go(coming: Coming, deeds: Deeds, onAsk: (what: WholeDialog) => void): void {
  switch (coming.what) {
    case 'begin':
      return deeds.begin(coming.session.number)
    case 'open':
      return deeds.round(coming.step.id, 'open')
    case 'step':
    case 'session':
      return deeds.hall('next')
    case 'end':
      return onAsk('end')
  }
}

/** The button says what comes, never only that something does. */
function ComingWords({ coming, lang }: { coming: Coming | null; lang: string }) {
  const t = useT(messages)
  if (coming === null) return t('dayOver')
  switch (coming.what) {
    case 'begin':
      return t('beginSession', { n: coming.session.number })
    case 'open':
      return coming.step.kind === 'ballot'
        ? t('open-ballot')
        : coming.step.kind === 'private-writing'
          ? t('open-writing')
          : t('open-questions')
    case 'step':
      return <StepWords step={coming.step} lang={lang} />
    case 'session':
      return t('toSession', { n: coming.session.number })
    case 'end':
      return t('endDay')
  }
}

/** Its title; where that is long, what kind of step it is, and the title for who hears the screen. */
function StepWords({ step, lang }: { step: RoomStep; lang: string }) {
  const t = useT(messages)
  const titled = useTitle(lang)
  const word = useStepWord()
  if (!isLong(titled(step.title))) return <Said text={step.title} of={lang} />
  const short = word(step) ?? t('nextStep')
  return (
    <>
      <span aria-hidden="true">{short}</span>
      <span className="away">
        {short}: <Said text={step.title} of={lang} />
      </span>
    </>
  )
}
