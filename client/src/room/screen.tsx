/** The console as a whole: what is chosen, how it is shown, and what is asked. */
import type { Room, RoomTable } from '@tablee/shared/wire/room'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { deedsOf } from './deeds.ts'
import { Hall } from './hall.tsx'
import { Head, Ruler } from './head.tsx'
import { keptView, type View } from './kept-view.ts'
import { onKeyIn } from './keys.ts'
import type { Draft } from './message.tsx'
import { messages } from './messages/index.ts'
import { useGone } from '../ui/gone.tsx'
import { Offline } from './offline.tsx'
import { Opened, type Dialogue } from './opened.tsx'
import { Panel } from './panel.tsx'
import type { RoomPort } from './port.ts'
import { ProposedNews } from './proposed.tsx'
import { AskTheHall, type QuestionStart } from './question.tsx'
import { stateOf, tableAt } from './reading.ts'
import { Sign } from './signs.tsx'
import { Strip } from './strip.tsx'
import { UnplannedNews, useUnplanned } from './unplanned.tsx'
import { useActs } from './use-acts.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useSeconds } from './use-seconds.ts'
import { useShowing } from './use-showing.ts'
import { useShown } from './use-shown.ts'
import { Beneath, Whole } from './whole.tsx'
import type { Seen } from './words.tsx'

/** What is chosen, shown and asked to begin with (the gallery). */
export type Start = QuestionStart & {
  readonly chosen?: readonly string[]
  readonly view?: View
  readonly dialog?: Dialogue
  readonly arranging?: boolean
  /** Asking the hall; a step: what was asked under it. */
  readonly asking?: true | string
}

export function Screen({
  port,
  room: told,
  heardAt,
  time,
  problem,
  start,
}: {
  port: RoomPort
  room: Room
  /** When the server answered last, by its clock: also that nothing is another. */
  heardAt: number
  time: Seen['time']
  /** Why nothing newer is here. */
  problem: ClientProblem | null
  start: Start
}) {
  const gone = useGone()
  const t = useT(messages)
  const now = useSeconds(time)
  const { room, shown, tablesOn } = useShown(told, time)
  const seen: Seen = { room, shown, tablesOn, now, time }
  const acts = useActs(port, room.version)
  const deeds = deedsOf(room, acts, now)
  const plan = useUnplanned(port.plan, room.changed ?? 0)
  const showing = useShowing(port, room.site.id)
  const narrow = useNarrow(760)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(start.chosen))
  const [several, setSeveral] = useState(chosen.size > 1)
  const [view, setView] = useState<View>(() => start.view ?? keptView())
  const [dialog, setDialog] = useState<Dialogue | null>(start.dialog ?? null)
  const [asking, setAsking] = useState<true | string | null>(start.asking ?? null)
  const [draft, setDraft] = useState<Draft>({})
  // Wherever it was sent again from: what is sent is no draft any more.
  const sent = acts.sent('message')
  useEffect(() => {
    if (sent !== null) setDraft({})
  }, [sent])
  const [focus, setFocus] = useState<string | null>(null)
  const page = useRef<HTMLElement>(null)
  useKeptFocus(page, asking === null ? 'hall' : 'question')
  const hall = useRef<HTMLElement>(null)
  const column = useRef<HTMLDivElement>(null)
  const tables = room.tables.filter(({ id }) => chosen.has(id))
  const listed = narrow || view === 'list'
  // On a phone the chosen table is a page of its own, with its acts at the thumb.
  const alone = narrow && tables.length > 0 && !several

  function choose(id: string | null): void {
    if (id === null) {
      setSeveral(false)
      return setChosen(new Set())
    }
    if (!several) return setChosen(new Set([id]))
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  function go(id: string | null): void {
    choose(id)
    setFocus(id ?? [...chosen].at(-1) ?? null)
  }
  // Once a dialog has given the focus back, and once the page of one table has come or gone.
  useEffect(() => {
    if (focus === null || dialog !== null) return
    if (alone) {
      column.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
      scrollTo(0, 0)
    } else hall.current?.querySelector<HTMLElement>(`[data-table="${focus}"]`)?.focus()
    setFocus(null)
  }, [focus, dialog, alone])
  // Where one left from.
  const [back, setBack] = useState(false)
  useEffect(() => {
    if (!back || asking !== null) return
    hall.current?.querySelector<HTMLElement>('.ask-hall')?.focus()
    setBack(false)
  }, [back, asking])
  const onKey = (event: KeyboardEvent): void => onKeyIn(event, { seen, tables, deeds, acts, go, open: setDialog })
  if (asking !== null)
    return (
      <AskTheHall
        {...{ port, seen, page }}
        step={asking === true ? null : asking}
        start={start}
        onBack={() => {
          setAsking(null)
          setBack(true)
        }}
      />
    )
  return (
    <main ref={page} className={['console', alone && 'alone', listed && 'listed'].filter(Boolean).join(' ')}>
      <Spoken seen={seen} tables={tables} />
      <Head seen={seen} />
      <Ruler seen={seen} />
      {problem === null || gone !== null ? (
        <div className="trouble-slot">
          <UnplannedNews plan={plan} changed={room.changed ?? 0} />
          <ProposedNews proposed={room.proposed ?? []} own={room.site.lang} onOpen={() => setAsking(true)} />
        </div>
      ) : (
        <Offline problem={problem} since={heardAt} zone={room.site.zone} />
      )}
      {alone ? null : (
        <Hall
          {...{ seen, acts, deeds, narrow, view, chosen, several, hall, onKey }}
          arranging={start.arranging === true}
          onView={setView}
          onChoose={narrow && !several ? go : choose}
          onSeveral={() => {
            setSeveral(!several)
            if (several) setChosen(new Set([...chosen].slice(-1)))
          }}
          onKeys={() => setDialog('keys')}
          onTable={() => setDialog('add-table')}
          onSeats={() => setDialog('who-sits')}
          onQuestion={() => setAsking(true)}
          onLinks={port.handsRooms ? () => setDialog('room-links') : null}
        />
      )}
      <div className="column" ref={column} onKeyDown={onKey}>
        {alone ? (
          <Button look="quiet" className="to-all" onClick={() => go(null)}>
            <Sign name="back" turns />
            {t('allTables')}
          </Button>
        ) : null}
        <Panel {...{ seen, acts, deeds, tables, plan }} keys={listed && !narrow} onOpen={setDialog} onChoose={go} />
      </div>
      {/* In this order by Tab: the way back follows on the large button. */}
      <Whole {...{ seen, acts, deeds }} onAsk={setDialog} />
      <Beneath {...{ seen, acts, deeds }} onAsk={setDialog} />
      <Strip {...{ seen, acts, deeds, showing }} onAsk={setDialog} onShowing={() => setDialog('showing')} />
      {dialog === null ? null : (
        <Opened
          {...{ dialog, port, seen, acts, deeds, showing, tables, draft }}
          onDraft={setDraft}
          onFound={(id) => {
            setDialog(null)
            go(id)
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </main>
  )
}

/** What changed, for who does not see it: which table is chosen and how it is, and how many call. Never each second. */
function Spoken({ seen, tables }: { seen: Seen; tables: readonly RoomTable[] }) {
  const t = useT(messages)
  const list = useList()
  const only = tables.length === 1 ? tables[0] : undefined
  const { room } = seen
  const calling = room.calls.filter(({ coming }) => coming === null).length
  return (
    <>
      <p className="away" role="status">
        {only
          ? list([
              t('table', { n: only.number }),
              t(
                `word-${stateOf(
                  only,
                  room.calls.find((one) => one.table === only.id),
                  tableAt(seen, only),
                )}`,
              ),
            ])
          : null}
      </p>
      <p className="away" role="status">
        {calling > 0 ? t('callsWaiting', { n: calling }) : null}
      </p>
    </>
  )
}
