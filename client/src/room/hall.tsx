/** The left column: the hall as a plan or a list, and how it is shown. */
import type { Ref, KeyboardEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import type { Acts } from './acts.ts'
import type { Deeds } from './deeds.ts'
import { HallMenu } from './hall-menu.tsx'
import { keepView, type View } from './kept-view.ts'
import { inOrder, List, type Order } from './list.tsx'
import { messages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import type { Places } from './places.ts'
import { Arranging, Plan } from './plan.tsx'
import { seatsIn } from './reading.ts'
import type { Seen } from './words.tsx'

type Props = {
  readonly seen: Seen
  readonly acts: Acts
  readonly deeds: Deeds
  /** A phone: the list, and no arranging. */
  readonly narrow: boolean
  readonly view: View
  readonly chosen: ReadonlySet<string>
  readonly several: boolean
  readonly arranging: boolean
  readonly hall: Ref<HTMLElement>
  readonly onView: (view: View) => void
  readonly onChoose: (id: string | null) => void
  readonly onSeveral: () => void
  readonly onKeys: () => void
  readonly onTable: () => void
  readonly onSeats: () => void
  readonly onQuestion: () => void
  /** Null: whoever is here hands out none of the room's. */
  readonly onLinks: (() => void) | null
  readonly onKey: (event: KeyboardEvent) => void
}

export function Hall(props: Props) {
  const {
    seen,
    acts,
    deeds,
    narrow,
    view,
    chosen,
    several,
    hall,
    onView,
    onChoose,
    onSeveral,
    onKeys,
    onTable,
    onSeats,
    onQuestion,
    onLinks,
    onKey,
  } = props
  const t = useT(messages)
  const { room } = seen
  const [arranging, setArranging] = useState(props.arranging)
  const [moved, setMoved] = useState<Places | null>(null)
  const [order, setOrder] = useState<{ readonly by: Order; readonly ids: readonly string[] }>({ by: 'number', ids: [] })
  const listed = (narrow || view === 'list') && !arranging
  // Tables that were put down stay there while that is on its way, and while it waits to be sent again.
  const waits = acts.busy('plan') || acts.told('plan').some(({ state }) => state === 'waits')
  const places = arranging || waits ? moved : null
  const waiting = room.proposed?.length ?? 0
  const { taken, of } = seatsIn(room.tables)
  function show(next: View): void {
    onView(next)
    keepView(next)
  }
  return (
    <section className="hall" ref={hall} aria-labelledby="hall-title" onKeyDown={onKey}>
      <div className="hall-head">
        <h2 id="hall-title">{t('hall')}</h2>
        <span className="k2">
          {t('tables', { n: room.tables.length })}, {t('seatsTaken', { n: taken, of })}
        </span>
        <span className="push">
          {arranging ? null : (
            <Button className="ask-hall" onClick={onQuestion}>
              {t('askHall')}
              {waiting === 0 ? null : (
                <>
                  {' '}
                  <span className="waiting num" aria-hidden="true">
                    {waiting}
                  </span>
                  <span className="away">{t('teamWaits', { n: waiting })}</span>
                </>
              )}
            </Button>
          )}
          {narrow || arranging ? null : (
            <span className="seg" role="group" aria-label={t('showAs')}>
              {(['plan', 'list'] as const).map((one) => (
                <button key={one} type="button" aria-pressed={view === one} onClick={() => show(one)}>
                  {t(one === 'plan' ? 'asPlan' : 'asList')}
                </button>
              ))}
            </span>
          )}
          <HallMenu
            {...{ narrow, listed, several, onSeveral, onKeys, onTable, onSeats, onLinks }}
            order={order.by}
            onArrange={() => {
              setMoved(null)
              setArranging(true)
            }}
            onOrder={(by) => setOrder({ by, ids: inOrder(room.tables, by, seen) })}
          />
        </span>
      </div>
      {several ? (
        <div className="several">
          <p role="status">{t('severalHow')}</p>
          <Button onClick={() => onChoose(null)}>{t('severalEnd')}</Button>
        </div>
      ) : null}
      <Outcome acts={acts} told={acts.told('plan')} seen={seen} />
      {arranging ? (
        <Arranging
          room={room}
          busy={acts.busy('plan')}
          onArrange={setMoved}
          onLeave={() => setArranging(false)}
          onDone={() => {
            if (moved !== null) deeds.place(moved)
            setArranging(false)
          }}
        />
      ) : null}
      <Shown empty={room.tables.length === 0} taken={taken}>
        {listed ? (
          <List {...{ seen, chosen, several, onChoose }} order={order.ids} />
        ) : (
          <Plan {...{ seen, chosen, several, onChoose, arranging }} moved={places} onArrange={setMoved} />
        )}
      </Shown>
    </section>
  )
}

/** A hall where nobody sits yet says what comes first. */
function Shown({ empty, taken, children }: { empty: boolean; taken: number; children: ReactNode }) {
  const t = useT(messages)
  return (
    <div className="scroll">
      {empty ? <p className="empty">{t('noTables')}</p> : children}
      {!empty && taken === 0 ? (
        <p className="empty" role="status">
          {t('nobodyYet')}
        </p>
      ) : null}
    </div>
  )
}
