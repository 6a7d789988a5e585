/** Beneath the hall: what was handed in, and the clock of all; for ten seconds, the way back. */
import type { Room } from '@tablee/shared/wire/room'
import { useRef, useState } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../ui/menu.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import type { Deeds } from './deeds.ts'
import { messages, questionMessages } from './messages/index.ts'
import { MoreMenu } from './more-menu.tsx'
import { Onward, useNotice } from './onward.tsx'
import { Outcome } from './outcome.tsx'
import {
  backIn,
  comingIn,
  isAskedOnce,
  nextIn,
  roundWord,
  sentIn,
  shownRounds,
  standingOf,
  tablesMove,
  type Coming,
} from './reading.ts'
import { Sign } from './signs.tsx'
import type { Acts } from './acts.ts'
import { useIsBefore } from './use-seconds.ts'
import { Said, useTitle, type Seen } from './words.tsx'

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

function TakeBack({ seen, acts, deeds, until }: Props & { until: number }) {
  const t = useT(messages)
  const list = useList()
  const { what, again, seconds } = useNotice(seen, until)
  return (
    <section className="sent take-back" aria-label={t('takeBack')}>
      {/* Said once, not each second. */}
      <p className="away" role="status">
        {t('canTakeBack', { what: again === null ? what : list([what, again]) })}
      </p>
      <p aria-hidden="true">
        <b>{what}</b>
        <span>{list([...(again === null ? [] : [again]), t('beginsIn', { n: seconds })])}</span>
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
  const { handedIn, of, small, few } = sentIn(room.tables, round.step)
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
  // Of what was revealed, and of a vote that is closed, no number is told: none is missing where no table withholds one.
  const figure =
    state === 'waiting' || of + small === 0 ? null : of === 0 ? t('noNumber') : t('ofSeats', { n: handedIn, of })
  const everywhere = at === round.of && !(state === 'closed' && figure === null)
  const partly = state === 'waiting' || over || everywhere ? [] : [t('atTables', { n: at, of: round.of })]
  const face = (
    <>
      <span className="what">
        <Said text={round.title} of={room.site.lang} />
        <span className="k2">
          {list([back ? asking('is-back') : t(roundWord(state, shown.course.ended)), ...partly])}
        </span>
      </span>
      <b className="num">{figure}</b>
      {of === 0 ? null : (
        <span className="meter" aria-hidden="true">
          <i style={{ inlineSize: `${(handedIn / of) * 100}%` }} />
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
      {own === null || (own === 'open' && shown.course.ended) ? null : (
        <p className="k2">{t(own === 'open' ? 'eachOpens' : 'eachReveals')}</p>
      )}
      {small > 0 ? <p className="k2 why">{t(few ? 'fewNotCounted' : 'notCounted', { n: small })}</p> : null}
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
      {/* Seen last; by Tab before the large button, so that the way back follows on that. */}
      <MoreOfAll {...{ seen, acts, deeds, onAsk }} coming={coming} />
      <Onward {...{ seen, busy, deeds, onAsk }} coming={coming} />
    </div>
  )
}

function MoreOfAll({ seen: { room, now }, acts, deeds, onAsk, coming }: Props & { coming: Coming | null }) {
  const t = useT(messages)
  const list = useList()
  const titled = useTitle(room.site.lang)
  const { sessions, clock } = room
  const { course } = clock
  const { session, reading, noticeMs } = standingOf(sessions, clock, now)
  const back = backIn(sessions, clock, now)
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
    // Where the large button opens a round, or is off while a notice runs, going on without it is here.
    ...((coming?.what === 'open' || noticeMs > 0) && nextName !== null
      ? [{ label: nextName, icon: 'next' as const, off, run: () => deeds.hall('next') }]
      : []),
    ...(runs ? [{ label: t('plusMinutes', { n: 1 }), icon: 'plus' as const, off, run: () => deeds.hallMore(1) }] : []),
    ...(runs || course.ended
      ? [
          {
            label: t(course.ended ? 'openDayAgain' : 'stepBack'),
            icon: 'back' as const,
            ...(back === null ? {} : { about: list([titled(back.title), t('timeAgain', { n: back.minutes })]) }),
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
