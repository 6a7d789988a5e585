/** The right column: the chosen table or tables, or everybody who calls, longest first. */
import { callNames } from '@tablee/shared/i18n/names-messages/index'
import type { Plan } from '@tablee/shared/wire/plan'
import type { Call, RoomTable, SiteClock } from '@tablee/shared/wire/room'
import { useRef, useState } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../ui/menu.tsx'
import { Calls, NextCall } from './calls.tsx'
import type { Deeds } from './deeds.ts'
import { Facts } from './facts.tsx'
import { planMessages } from '../ui/plan/messages/index.ts'
import { clockMessages } from '../ui/messages/index.ts'
import { waited } from '../ui/reading.ts'
import { messages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { backIn, ownFaceAt, peopleAt, standingOf, stateOf, tableAt } from './reading.ts'
import { Sign, type SignName } from './signs.tsx'
import { isFor, type Acts } from './acts.ts'
import { useIsBefore } from './use-seconds.ts'
import { stateSigns, useEntriesWords, useStateWords, useTitle, type Seen } from './words.tsx'

export type PanelDialog = 'message' | 'seats' | 'end-tables' | 'who-sits' | 'add-seats'
export type PanelProps = {
  readonly seen: Seen
  readonly acts: Acts
  readonly deeds: Deeds
  readonly tables: readonly RoomTable[]
  /** Where the day was changed, as it is by now. */
  readonly plan: Plan | null
  /** The letters stand on the buttons. */
  readonly keys: boolean
  readonly onOpen: (dialog: PanelDialog) => void
  readonly onChoose: (id: string | null) => void
}

/** A number and what it counts stand in one line. */
const together = (words: string): string => words.replaceAll(' ', '\u00a0')
const idsOf = (tables: readonly RoomTable[]) => tables.map(({ id }) => id)

export function Panel(props: PanelProps) {
  const [only] = props.tables
  if (only === undefined) return <Calls {...props} onMessage={() => props.onOpen('message')} />
  return <Tables {...props} only={props.tables.length === 1 ? only : null} />
}

function Tables({ seen, acts, deeds, tables, keys, onOpen, onChoose, only }: PanelProps & { only: RoomTable | null }) {
  const t = useT(messages)
  const list = useList()
  const entries = useEntriesWords()
  const { room } = seen
  const call = only === null ? undefined : room.calls.find((one) => one.table === only.id)
  const others = room.calls.filter((one) => one.coming === null && one.id !== call?.id)
  const title = only === null ? t('tablesChosen', { n: tables.length }) : t('table', { n: only.number })
  const next = others[0]
  return (
    <section className="one" aria-label={title}>
      <div className="named">
        {/* On a phone the way back stands above, to all tables. */}
        <Button
          look="quiet"
          className="to-calls"
          aria-label={`${t('calls')}: ${t('toCalls')}`}
          onClick={() => onChoose(null)}
        >
          <Sign name="back" turns />
          <span>{t('calls')}</span>
        </Button>
        <h2 tabIndex={-1}>{title}</h2>
        <span>
          {only === null
            ? list(tables.map(({ number }) => String(number)))
            : list([t('seatsTaken', { n: peopleAt(only), of: only.seats }), together(entries(only))])}
        </span>
        <TableMenu {...{ seen, acts, deeds, tables, onOpen, onChoose }} />
      </div>
      <Need seen={seen} table={only} call={call} />
      <ActTiles {...{ seen, acts, deeds, tables, keys, onOpen }} call={call} />
      <UnderTiles {...{ seen, acts, deeds, tables, keys }} />
      {only === null ? null : <Facts seen={seen} table={only} />}
      {next ? <NextCall call={next} seen={seen} keys={keys} onChoose={onChoose} /> : null}
    </section>
  )
}

/** Why one would go there, in a line that always has its place. */
function Need({ seen, table, call }: { seen: Seen; table: RoomTable | null; call: Call | undefined }) {
  const t = useT(messages)
  const called = useT(callNames)
  const words = useStateWords(seen)
  const { room, now } = seen
  if (table === null) return <p className="need work">{t('forThese')}</p>
  const state = stateOf(table, call, tableAt(seen, table))
  const sign = stateSigns[state]
  const ownFace = ownFaceAt(room, seen.tablesOn, table, now)
  return (
    <p className={`need ${state}`}>
      {sign ? <Sign name={sign} /> : null}
      <span>{call ? called(call.kind) : words(state, table, { call, ownFace, inList: true })}</span>
      {call ? (
        <span className="k2">
          {call.coming ? t('stateComing', { who: call.coming.who }) : t('waiting', { time: waited(call.askedAt, now) })}
        </span>
      ) : null}
    </p>
  )
}

function ActTile({
  sign,
  label,
  letter,
  primary = false,
  pressed,
  off = false,
  busy = false,
  onDo,
}: {
  sign: SignName
  label: string
  letter: string | null
  primary?: boolean
  pressed?: boolean
  /** There is nothing to do: it keeps its place. */
  off?: boolean
  busy?: boolean
  onDo: () => void
}) {
  return (
    <button
      type="button"
      className={[primary && 'primary', pressed && 'pleats'].filter(Boolean).join(' ') || undefined}
      aria-disabled={off || busy || undefined}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(letter === null ? {} : { 'aria-keyshortcuts': letter })}
      onClick={() => off || busy || onDo()}
    >
      <Sign name={sign} />
      <span>{label}</span>
      {letter === null ? null : <kbd aria-hidden="true">{letter}</kbd>}
    </button>
  )
}

/** Six tiles that never change places, for a thumb that stands. */
function ActTiles({
  seen,
  acts,
  deeds,
  tables,
  keys,
  call,
  onOpen,
}: Pick<PanelProps, 'seen' | 'acts' | 'deeds' | 'tables' | 'keys' | 'onOpen'> & { call: Call | undefined }) {
  const t = useT(messages)
  const key = (letter: string): string | null => (keys ? letter : null)
  const busy = acts.busy('table', idsOf(tables))
  const one = tables.length === 1
  const hall = seen.room.clock
  const held = isHeld(tables, hall)
  const still = !canMove(tables, hall)
  const curtain = curtainOf(tables)
  return (
    <div className="tile-acts" role="group" aria-label={t('doHere')}>
      <ActTile
        sign="help"
        letter={key('C')}
        primary={call !== undefined && call.coming === null}
        off={call === undefined}
        busy={call !== undefined && acts.busy('call', [call.table])}
        label={t(call?.coming ? 'callDone' : 'coming')}
        onDo={() => call && (call.coming ? deeds.done(call) : deeds.coming(call))}
      />
      <ActTile
        sign={held ? 'play' : 'hold'}
        letter={key('H')}
        off={still}
        busy={busy}
        label={t(held ? 'goOnHere' : 'holdHere')}
        onDo={() => deeds.tables(held ? 'go-on' : 'hold', tables)}
      />
      <ActTile
        sign="plus"
        letter={key('5')}
        off={still}
        busy={busy}
        label={t('minutes', { n: 5 })}
        onDo={() => deeds.tablesMore(5, tables)}
      />
      <ActTile sign="message" letter={key('M')} label={t('message')} onDo={() => onOpen('message')} />
      <ActTile sign="seat" letter={key('S')} off={!one} label={t('seats')} onDo={() => onOpen('seats')} />
      <ActTile
        sign={curtain === 'open' ? 'curtain-open' : 'curtain-drawn'}
        letter={key('D')}
        pressed={curtain !== 'open'}
        off={curtain === 'drawn'}
        busy={busy}
        label={t(curtain === 'open' ? 'curtainOpen' : 'curtainDrawn')}
        onDo={() => deeds.curtains(curtain === 'open' ? 'drawn' : 'open', tables)}
      />
    </div>
  )
}

/** By their own clocks, or by the hall's where they go by it. */
export const isHeld = (tables: readonly RoomTable[], hall: SiteClock): boolean =>
  tables.length > 0 && tables.every(({ clock }) => (clock ?? hall).course.heldAt !== null)
/** Nothing is held or gets minutes that has not begun, or is over. */
export const canMove = (tables: readonly RoomTable[], hall: SiteClock): boolean =>
  tables.some(({ clock }) => {
    const { since, ended } = (clock ?? hall).course
    return since !== null && !ended
  })
/** `drawn`: the tables drew it themselves, and only they open it. */
export const curtainOf = (tables: readonly RoomTable[]): 'open' | 'drawn' | 'drawn-here' =>
  tables.some(({ curtain }) => curtain === 'open')
    ? 'open'
    : tables.some(({ curtain }) => curtain === 'drawn-here')
      ? 'drawn-here'
      : 'drawn'

/** One line beneath the tiles: what became of an act, a clock of their own and the way back to the hall's, else what the tiles are for. */
function UnderTiles({
  seen,
  acts,
  deeds,
  tables,
  keys,
}: Pick<PanelProps, 'seen' | 'acts' | 'deeds' | 'tables' | 'keys'>) {
  const t = useT(messages)
  const list = useList()
  const titled = useTitle(seen.room.site.lang)
  const soonAt = useSoon(seen)
  const { room, now } = seen
  const own = tables.filter(({ clock }) => clock !== null)
  const clock = own[0]?.clock
  // Of several the first whose way back closes closes it for all.
  const back = useIsBefore(
    own.length === 0 ? null : Math.min(...own.map((one) => one.clock?.takesBack ?? 0)),
    seen.time,
  )
  const told = acts.told('call', 'table')
  const here = told.filter((act) => isFor(act, tables))
  if (here.length > 0) return <Outcome acts={acts} told={here} seen={seen} />
  if (clock) {
    const busy = acts.busy('table', idsOf(own))
    const on = own[0] && seen.tablesOn.get(own[0].id)
    const { step } = standingOf(room.sessions, on?.shown ?? clock, now)
    return (
      <div className="own-clock">
        <p>
          <Sign name={clock.course.heldAt === null ? 'clock' : 'hold'} />
          <span>
            {own.length > 1
              ? t('ownClocks', { n: own.length })
              : list([
                  t('ownClock', {
                    step: step === null ? '' : titled(step.title),
                    time: own[0] ? ownFaceAt(room, seen.tablesOn, own[0], now) : '',
                  }),
                  ...(on?.next ? [soonAt(on.next)] : []),
                ])}
          </span>
        </p>
        {back ? (
          <Button aria-disabled={busy || undefined} onClick={() => busy || deeds.tables('take-back', own)}>
            {t('takeBack')}
          </Button>
        ) : (
          <Button aria-disabled={busy || undefined} onClick={() => busy || deeds.tables('join', own)}>
            {t('joinHall')}
            {keys ? <kbd aria-hidden="true">J</kbd> : null}
          </Button>
        )}
      </div>
    )
  }
  // In the place of words alone: what waits at another table, by its number.
  if (told.length > 0) return <Outcome acts={acts} told={told} seen={seen} />
  if (keys)
    return (
      <p className="keys">
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>
          {t('keyTable')}
        </span>
        <span>
          <kbd>Q</kbd>
          {t('keyQuiet')}
        </span>
        <span>
          <kbd>/</kbd>
          {t('keyNumber')}
        </span>
        <span>
          <kbd>?</kbd>
          {t('keyAll')}
        </span>
      </p>
    )
  return (
    <p className="note">
      {tables.length === 1 ? t('forThisAlone', { n: tables[0]?.number ?? 0 }) : t('forTheseAlone')}
    </p>
  )
}

/** What its screens announce, while a notice runs. */
function useSoon({ room, now }: Seen): (next: { readonly to: SiteClock; readonly at: number }) => string {
  const clocks = useT(clockMessages)
  const titled = useTitle(room.site.lang)
  return ({ to, at }) => {
    const { session, step } = standingOf(room.sessions, to, at)
    const title = to.course.ended ? null : (step ?? session)?.title
    return clocks('next', { what: title ? titled(title) : clocks('nextEnd'), n: Math.ceil((at - now) / 1_000) })
  }
}

/** What is seldom done at one table: two taps from it. */
function TableMenu({
  acts,
  deeds,
  tables,
  seen,
  onOpen,
  onChoose,
}: Pick<PanelProps, 'acts' | 'deeds' | 'tables' | 'seen' | 'onOpen' | 'onChoose'>) {
  const t = useT(messages)
  const plan = useT(planMessages)
  const [at, setAt] = useState<Anchor | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useList()
  const titled = useTitle(seen.room.site.lang)
  const own = tables.filter(({ clock }) => clock !== null)
  const off = acts.busy('table', idsOf(tables))
  const [one, ...others] = tables
  const back = one && others.length === 0 ? backIn(seen.room.sessions, one.clock ?? seen.room.clock, seen.now) : null
  const again = back && list([titled(back.title), t('timeAgain', { n: back.minutes })])
  const entries: readonly MenuEntry[] = [
    { label: t('plusMinutes', { n: 1 }), icon: 'plus', off, run: () => deeds.tablesMore(1, tables) },
    { label: t('nextStep'), icon: 'next', off, run: () => deeds.tables('next', tables) },
    {
      label: t('stepBack'),
      icon: 'back',
      ...(again === null ? {} : { about: again }),
      off,
      run: () => deeds.tables('back', tables),
    },
    ...(own.length > 0 ? [{ label: t('joinHall'), off, run: () => deeds.tables('join', own) }] : []),
    'line',
    ...(tables.length === 1
      ? [
          { label: t('links'), icon: 'link' as const, run: () => onOpen('seats') },
          { label: plan('do-add-seats'), icon: 'plus' as const, run: () => onOpen('add-seats') },
        ]
      : []),
    { label: t('moveSeats'), icon: 'move' as const, run: () => onOpen('who-sits') },
    { label: t('endHere'), destroys: true, off, run: () => onOpen('end-tables') },
    'line',
    { label: t('chooseNone'), run: () => onChoose(null) },
  ]
  const name =
    tables.length === 1 ? t('moreAtTable', { n: tables[0]?.number ?? 0 }) : t('moreAtTables', { n: tables.length })
  return (
    <>
      <button
        ref={button}
        type="button"
        className="dots"
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={() => button.current && setAt(anchorOf(button.current))}
      >
        <Sign name="more" />
      </button>
      {at && seen.room ? <Menu label={name} entries={entries} at={at} onClose={() => setAt(null)} /> : null}
    </>
  )
}
