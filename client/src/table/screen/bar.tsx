/** The bar above the panel: its tabs, who is here, undo, the light, and what observers see. */
import { useMemo, useRef } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import { CopiesNow } from '../../ui/copies/copies-now.tsx'
import { CurtainButton } from '../../ui/curtain.tsx'
import { useChairs } from '../../ui/seats-here.ts'
import { TableMark } from '../../ui/table-mark.tsx'
import { TableLight, useFirst } from './light.tsx'
import { messages } from '../messages/index.ts'
import { ObserversButton } from '../observers/observers.tsx'
import { Bell } from '../calls/bell.tsx'
import { HistoryButton } from '../history/button.tsx'
import type { HistoryPort } from '../history/port.ts'
import { Tabs } from './tabs.tsx'
import { Tongue } from './top.tsx'
import { TableUndo } from '../undo.tsx'
import { useTight } from './use-tight.ts'
import { freshId } from '../board/verbs.ts'
import { can } from '@tablee/shared/roles'
import { useTable } from '../context.ts'
import type { Shows } from './frame.tsx'

export function Bar({ tabs, tab, history }: Shows & { history: HistoryPort | null }) {
  const t = useT(messages)
  const list = useList()
  const { link, entries, status, ui, act, seats, nameOf, ownDrawn, voicing, own } = useTable()
  const bar = useRef<HTMLDivElement>(null)
  useTight(bar)
  const { state: linkState } = link.status()
  const light = link.light()
  /** The way in has ended: nothing here can be said of the board, its light or its curtain any more. */
  const barred = linkState === 'barred'
  const away = linkState !== 'live'
  const connecting = useFirst(linkState)
  const others = link.presence.others()
  const chairs = useChairs()
  const here = others.length + 1
  const writing = others.filter((one) => one.writing).length + (ui.editing ? 1 : 0)
  const inked = useMemo(
    () => chairs(others.flatMap((one) => (one.writing && one.seat ? [one.seat] : []))),
    [others, chairs],
  )

  const curtain = (to: 'open' | 'drawn') => link.command({ id: freshId(), kind: 'curtain', to })
  return (
    <div ref={bar} className="bar">
      <Tabs tabs={tabs} tab={tab} open={voicing?.open ?? 0} onChoose={(tab) => act.set({ tab })} />
      <span className="here push" title={list(others.map(nameOf))}>
        <TableMark seats={seats} spoke={inked} width={29} />
        <span>
          {away
            ? t('hereAlone')
            : writing > 0
              ? t('hereWriting', { n: writing, here: t('here', { n: here }) })
              : t('here', { n: here })}
        </span>
      </span>
      {tab === 'map' || ui.side === 'outline' ? <TableUndo /> : null}
      {barred && !('n' in light && light.n > 0) ? null : (
        <TableLight light={light} empty={entries.list.length === 0} entries={own.size} first={connecting} />
      )}
      {away ? null : <CopiesNow amber />}
      {/* On a phone these open with the question. */}
      <div className="extras">
        <HistoryButton port={history} first={ui.replay} />
        <ObserversButton />
        <Tongue />
      </div>
      {can(link.me.role, 'curtain.move', status?.state ?? 'open') && !barred ? (
        <CurtainButton drawn={ownDrawn} room={status?.drawnBy !== undefined} onMove={curtain} />
      ) : null}
      {barred ? null : <Bell />}
    </div>
  )
}
