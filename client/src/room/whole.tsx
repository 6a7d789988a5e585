/** Beneath the hall: what was handed in, and the clock of all; for ten seconds, the way back. */
import type { Room } from '@tablee/shared/wire/room'
import { useCallback, useRef, useState } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useTurning } from '../ui/clock.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../ui/menu.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { restOfSecond } from '../ui/reading.ts'
import type { Deeds } from './deeds.ts'
import { messages, questionMessages } from './messages/index.ts'
import { MoreMenu } from './more-menu.tsx'
import { Outcome } from './outcome.tsx'
import {
  comingIn,
  isAskedOnce,
  isLong,
  nextIn,
  roundWord,
  sentIn,
  standingOf,
  tablesMove,
  type Coming,
  type RoomStep,
} from './reading.ts'
import { Sign } from './signs.tsx'
import type { Acts } from './acts.ts'
import { useIsBefore } from './use-seconds.ts'
import { Said, useStepWord, useTitle, type Seen } from './words.tsx'

type Round = Room['rounds'][number]
export type WholeDialog = 'end' | { readonly round: string; readonly to: 'closed' | 'revealed' }
type Props = {
  readonly seen: Seen
  readonly acts: Acts
  readonly deeds: Deeds
  readonly onAsk: (what: WholeDialog) => void
}

/** What people handed in; while an act can be taken back, that, in the same place: nothing else moves. */
export function Beneath(props: Props) {
  const { seen, acts } = props
  const { room } = seen
  const until = room.clock.takesBack
  // To the moment: a way back that has passed could only fail.
  const back = useIsBefore(until, seen.time)
  const told = acts.told('hall')
  if (told.length > 0)
    return (
      <section className="sent">
        <Outcome acts={acts} told={told} seen={seen} />
      </section>
    )
  if (until !== null && back) return <TakeBack {...props} until={until} />
  return <Sent {...props} />
}

function TakeBack({ seen: { room, time }, acts, deeds, until }: Props & { until: number }) {
  const t = useT(messages)
  const titled = useTitle(room.site.lang)
  const now = useTurning(
    time,
    useCallback((at: number) => restOfSecond(until - at), [until]),
  )
  const { session, reading, step } = standingOf(room.sessions, room.clock, now)
  const what =
    reading.state === 'ended' ? t('dayEnds') : step !== null ? titled(step.title) : session ? titled(session.title) : ''
  const seconds = Math.max(1, Math.ceil((until - now) / 1_000))
  return (
    <section className="sent take-back" aria-label={t('takeBack')}>
      {/* Said once, not each second. */}
      <p className="away" role="status">
        {t('canTakeBack', { what })}
      </p>
      <p aria-hidden="true">
        <b>{what}</b>
        <span>{t('beginsIn', { n: seconds })}</span>
      </p>
      <Button
        aria-disabled={acts.busy('hall') || undefined}
        onClick={() => acts.busy('hall') || deeds.hall('take-back')}
      >
        <Sign name="undo" />
        {t('takeBack')}
      </Button>
    </section>
  )
}

/** The rounds that say something now: the last two that were opened, among them that of the step that runs, else what waits. */
export function shownRounds(rounds: readonly Round[], running: string | null = null): readonly Round[] {
  const opened = rounds.filter(({ open, closed, revealed }) => open + closed + revealed > 0)
  const last = (opened.length > 0 ? opened : rounds).slice(-2)
  const now = opened.find(({ step }) => step === running)
  return now === undefined || last.includes(now) ? last : [now, ...last.slice(-1)]
}

function Sent({ seen, acts, deeds, onAsk }: Props) {
  const t = useT(messages)
  const { room } = seen
  const rounds = shownRounds(room.rounds, standingOf(room.sessions, seen.shown, seen.now).step?.id ?? null)
  // What was left at some tables belongs to the session it was asked in; what waits or was refused stands until it is left.
  const told = acts
    .told('round')
    .filter(
      ({ state, command }) =>
        state !== 'done' || command.kind !== 'round' || room.rounds.some(({ step }) => step === command.step),
    )
  return (
    <section className="sent" aria-labelledby="sent-title">
      <h2 id="sent-title">{t('sentIn')}</h2>
      <Outcome acts={acts} told={told} seen={seen} />
      {rounds.length === 0 && told.length === 0 ? <p className="k2">{t('nothingAsked')}</p> : null}
      {told.length > 0
        ? null
        : rounds.map((round) => <RoundOf key={round.step} round={round} {...{ seen, acts, deeds, onAsk }} />)}
    </section>
  )
}

/** One round over all tables: its figure, and what can be done with it everywhere at once. */
function RoundOf({ round, seen: { room, shown, now }, acts, deeds, onAsk }: { round: Round } & Props) {
  const t = useT(messages)
  const asking = useT(questionMessages)
  const list = useList()
  const titled = useTitle(room.site.lang)
  const [menuAt, setMenuAt] = useState<Anchor | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { handedIn, of, small } = sentIn(room.tables, round.step)
  const { open, closed, revealed } = round
  const waits = round.of - open - closed - revealed
  const state = open > 0 ? 'open' : waits === round.of ? 'waiting' : revealed > 0 ? 'revealed' : 'closed'
  const back = round.asked?.calledBack === true
  const off = acts.busy('round')
  const entries: readonly MenuEntry[] = [
    ...(waits > 0 && !room.clock.course.ended && round.may.includes('open')
      ? [
          {
            label: t('openAll', { n: waits }),
            icon: 'reveal' as const,
            off,
            run: () => deeds.round(round.step, 'open'),
          },
        ]
      : []),
    ...(open > 0 && round.may.includes('closed')
      ? [
          {
            label: t('closeAll', { n: open }),
            icon: 'sealed' as const,
            off,
            run: () => onAsk({ round: round.step, to: 'closed' }),
          },
        ]
      : []),
    ...(closed > 0 && round.may.includes('revealed')
      ? [
          {
            label: t('revealAll', { n: closed }),
            icon: 'reveal' as const,
            off,
            run: () => onAsk({ round: round.step, to: 'revealed' }),
          },
        ]
      : []),
  ]
  const own = tablesMove(room.sessions, round)
  const askedOnce = isAskedOnce(room, shown, round, now)
  const at = state === 'revealed' ? revealed : round.of - waits
  const over = state === 'open' && shown.course.ended
  const partly = state === 'waiting' || over || at === round.of ? [] : [t('atTables', { n: at, of: round.of })]
  // What was revealed stands at the tables to be read: no figure is missing here.
  const figure =
    state === 'waiting' || (of === 0 && state === 'revealed')
      ? null
      : of === 0
        ? t('noNumber')
        : t('ofSeats', { n: handedIn, of })
  const face = (
    <>
      <span className="what">
        <Said text={round.title} of={room.site.lang} />
        <span className="k2">
          {list([back ? asking('is-back') : t(roundWord(state, shown.course.ended)), ...partly])}
        </span>
      </span>
      <b className="num">{figure}</b>
      {figure === null && state === 'revealed' ? null : (
        <span className="meter" aria-hidden="true">
          <i style={{ inlineSize: `${of === 0 ? 0 : (handedIn / of) * 100}%` }} />
        </span>
      )}
    </>
  )
  return (
    <div className="round">
      {entries.length === 0 ? (
        <div className="face">{face}</div>
      ) : (
        <button
          ref={button}
          type="button"
          className="face"
          aria-haspopup="menu"
          onClick={() => button.current && setMenuAt(anchorOf(button.current))}
        >
          {face}
        </button>
      )}
      {askedOnce ? <p className="k2">{t('askedOnce')}</p> : null}
      {own === null ? null : <p className="k2">{t(own === 'open' ? 'eachOpens' : 'eachReveals')}</p>}
      {small > 0 && of > 0 ? <span className="away">{t('notCounted', { n: small })}</span> : null}
      {menuAt ? (
        <Menu label={titled(round.title)} entries={entries} at={menuAt} onClose={() => setMenuAt(null)} />
      ) : null}
    </div>
  )
}

/** The clock of the whole site. */
export function Whole({ seen, acts, deeds, onAsk }: Props) {
  const t = useT(messages)
  const clocks = useT(clockMessages)
  const { room, now } = seen
  const coming = comingIn(room, now)
  const { course } = room.clock
  const { reading } = standingOf(room.sessions, room.clock, now)
  const runs = 'seconds' in reading
  const held = course.heldAt !== null
  const busy = acts.busy('hall') || acts.busy('round')
  const off = busy || !runs || undefined
  return (
    <div className="whole" role="group" aria-label={t('wholeHall')}>
      <Button aria-disabled={off} onClick={() => off || deeds.hall(held ? 'go-on' : 'hold')}>
        {t(held ? 'goOnAll' : 'holdAll')}
      </Button>
      {[2, 5].map((n) => (
        <Button key={n} className="plus" aria-disabled={off} onClick={() => off || deeds.hallMore(n)}>
          <Sign name="plus" />
          <span aria-hidden="true">{clocks('min', { n })}</span>
          <span className="away">{t('plusMinutes', { n })}</span>
        </Button>
      ))}
      <Button
        look="primary"
        className="onward"
        aria-disabled={busy || coming === null || undefined}
        onClick={() => !busy && coming && go(coming, deeds, onAsk)}
      >
        <span>
          <ComingWords coming={coming} lang={room.site.lang} />
        </span>
        <Sign name="next" turns />
      </Button>
      <MoreOfAll {...{ seen, acts, deeds, onAsk }} coming={coming} />
    </div>
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

function MoreOfAll({ seen: { room, now }, acts, deeds, onAsk, coming }: Props & { coming: Coming | null }) {
  const t = useT(messages)
  const list = useList()
  const titled = useTitle(room.site.lang)
  const { sessions, clock } = room
  const { course } = clock
  const { session, reading } = standingOf(sessions, clock, now)
  const next = nextIn(sessions, course, session, reading)
  const nextName =
    next?.what === 'step'
      ? list([t('nextStep'), titled(next.step.title)])
      : next?.what === 'session'
        ? t('toSession', { n: next.session.number })
        : null
  const runs = 'seconds' in reading
  const off = acts.busy('hall')
  const all = (lead: () => void): readonly MenuEntry[] => [
    // Where the large button opens a round, going on without it is here.
    ...(coming?.what === 'open' && nextName !== null
      ? [{ label: nextName, icon: 'next' as const, off, run: () => deeds.hall('next') }]
      : []),
    ...(runs ? [{ label: t('plusMinutes', { n: 1 }), icon: 'plus' as const, off, run: () => deeds.hallMore(1) }] : []),
    ...(runs || course.ended
      ? [
          {
            label: t(course.ended ? 'openDayAgain' : 'stepBack'),
            icon: 'back' as const,
            off,
            run: () => deeds.hall('back'),
          },
        ]
      : []),
    ...(session && runs
      ? [
          {
            label: t('beginAgain', { n: session.number }),
            icon: 'replay' as const,
            off,
            run: () => deeds.begin(session.number, 'anew'),
          },
        ]
      : []),
    { label: t('otherSession'), leads: true, run: lead },
    ...(course.ended ? [] : ['line' as const, { label: t('endDay'), destroys: true, off, run: () => onAsk('end') }]),
  ]
  const others: readonly MenuEntry[] = [
    { head: t('otherSession') },
    ...sessions.map(({ number, title, begins }) => ({
      label: list([String(number), titled(title)]),
      ...(begins === null ? {} : { about: t('plannedAt', { time: begins }) }),
      checked: number === course.session,
      off,
      run: () => deeds.begin(number),
    })),
  ]
  return <MoreMenu label={t('more')} className="btn dots" first={all} second={others} />
}
