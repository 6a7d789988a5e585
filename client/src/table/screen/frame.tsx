/** The frame of a table's screen: clock and notices, the outline's column, the bar, and the panel that is in sight. */
import { type NodeId, type RelationId } from '@tablee/shared/ids'
import { forReader } from '@tablee/shared/wire/editor'
import { Suspense, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Valance } from '../../ui/curtain.tsx'
import { useUndone } from '../../ui/gone-strip.tsx'
import type { MapHandle } from '../../ui/map/map-view.tsx'
import { type Actions } from '../actions/actions.ts'
import { RoomLines } from '../calls/lines.tsx'
import { AskedLine } from '../asked.tsx'
import { Composer } from '../composer/composer.tsx'
import { Dialogs } from './dialogs.tsx'
import { DoneLine } from './done-line.tsx'
import { EntryMenu } from '../entry/menu.tsx'
import { useKeys, useOneHalf } from '../glass.ts'
import { Branch } from '../entry/branch-path.tsx'
import { TableMap } from '../map/map.tsx'
import { HallAsks } from '../shares/line.tsx'
import { HallPlays } from '../materials/line.tsx'
import { StillHead, useKeptHead, type HeadKept } from './kept-head.tsx'
import { messages, marksMessages } from '../messages/index.ts'
import { Notices } from './notices.tsx'
import { Outline } from '../outline/outline.tsx'
import { SearchButton, SearchPanel } from '../search-panel.tsx'
import type { HistoryPort } from '../history/port.ts'
import { Tabs } from './tabs.tsx'
import { Top } from './top.tsx'
import type { TypedElsewhere } from './typed-elsewhere.tsx'
import { type Ui } from '../actions/ui.ts'
import { TableUndo } from '../undo.tsx'
import { Vacant } from './vacant.tsx'
import { freshId } from '../board/verbs.ts'
import { NotPlaced } from '../voices/marks.tsx'
import { part } from '../../ui/part.tsx'
import { can } from '@tablee/shared/roles'
import { useTable, type Table } from '../context.ts'
import { Bar } from './bar.tsx'
import { pendingCurtain } from './use-table-value.ts'

const Canvas = part(() => import('../canvas/panel.tsx'))
const Notes = part(() => import('../notes/panel.tsx'))
const Voices = part(() => import('../voices/panel.tsx'))
const Back = part(() => import('../back/panel.tsx'))
const Materials = part(() => import('../materials/panel.tsx'))

export type Tab = Parameters<typeof Tabs>[0]['tab']
export type Shows = { readonly tabs: readonly Tab[]; readonly tab: Tab }

/** `map`: what moves the window of the map. */
export function Frame({
  tabs,
  tab,
  map,
  led,
  left,
  typed,
  onMove,
  onOpen,
  history,
  onSight,
  secure,
  head,
}: Shows & {
  map: RefObject<MapHandle | null>
  led: boolean
  left: string | null
  typed: TypedElsewhere | null
  onMove: (board: string, wrote: boolean) => void
  onOpen: (board: string) => void
  history: HistoryPort | null
  onSight: ((sight: Pick<Ui, 'tab' | 'side'>, narrow: boolean) => void) | undefined
  secure: boolean
  head: HeadKept
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const { link, board, entries, status, ui, act, voicing, refused } = useTable()
  const { seen } = link.status()
  const whole = useRef<HTMLElement>(null)
  const keys = useKeys(whole)
  const [unfolded, setUnfolded] = useState(false)
  const still = useKeptHead(status, link.status().state, head)
  // The list grew shorter, or the composer taller: what is being written, or written under, stands in it still.
  useEffect(() => {
    if (keys === 'outline') document.querySelector('.tree .row.sel')?.scrollIntoView({ block: 'center' })
  }, [keys])

  // A row that is removed leaves the focus nowhere until the next frame: taken back at once, that is heard all the same.
  useEffect(() => {
    if (tab !== 'map') return
    const nowhere = (event: Pressed & Event) => {
      if (event.target !== document.body || document.querySelector('dialog[open]') !== null) return
      if (turnsBack(event, act)) event.preventDefault()
    }
    document.addEventListener('keydown', nowhere)
    return () => document.removeEventListener('keydown', nowhere)
  }, [tab, act])

  const narrow = useOneHalf()
  useEffect(() => onSight?.({ tab: ui.tab, side: ui.side }, narrow), [onSight, ui.tab, ui.side, narrow])

  // The name of the page is the table's; a tab among many is found by it.
  useEffect(() => {
    if (status) document.title = `${t('table', { n: status.tableNumber })} · ${forReader(status, language).question}`
    else if (still) document.title = `${t('table', { n: still.table })} · ${still.question}`
  }, [status, still, t, language])

  const releasing = link.pendingCommands().some(({ command }) => command.kind === 'release')
  const release =
    can(link.me.role, 'curtain.release', status?.state ?? 'open') && !releasing
      ? () => link.command({ id: freshId(), kind: 'release' })
      : null

  return (
    <main
      ref={whole}
      className="table"
      data-side={ui.side}
      data-tab={tab}
      data-keys={keys ?? undefined}
      data-head={unfolded ? 'open' : undefined}
      onKeyDown={(event) => onScreenKey(event, tab, { act, ui, entries })}
    >
      {/* The first Tab: past clock, programme and bar, straight to where one writes. */}
      {entries.list.length > 0 && seen ? (
        <button type="button" className="skip" onClick={() => toOutline(act)}>
          {t('toOutline')}
        </button>
      ) : null}
      {status ? (
        <Top
          status={status}
          offset={link.clockOffset}
          onOpen={onOpen}
          unfolded={unfolded}
          onUnfold={setUnfolded}
          open={voicing?.elsewhere}
          // Who reads along on their own phone has a page of their own.
          seated={voicing !== null && link.me.role === 'citizen' && link.me.seat !== null}
        />
      ) : still !== null ? (
        <StillHead head={still} unfolded={unfolded} onUnfold={setUnfolded} />
      ) : (
        <header className="top" />
      )}
      <div
        className={
          [...refused].some((id) => board.nodes.has(id as NodeId) || board.relations.has(id as RelationId))
            ? 'notices on-card'
            : 'notices'
        }
      >
        <RoomLines />
        <AskedLine />
        <HallPlays />
        <HallAsks />
        <Notices
          led={led}
          left={left}
          typed={typed}
          onMove={onMove}
          onOpen={onOpen}
          release={release}
          secure={secure}
        />
      </div>
      <Sides tabs={tabs} tab={tab} />
      <Column keys={keys !== null} />
      <Bar tabs={tabs} tab={tab} history={history} />
      <Ground tab={tab} map={map} />
      <EntryMenu />
      <Dialogs />
      <p className="told" role="status">
        {ui.told}
      </p>
    </main>
  )
}

/** Which side a phone shows. */
function Sides({ tabs, tab }: Shows) {
  const t = useT(messages)
  const marks = useT(marksMessages)
  const { ui, act } = useTable()
  // On a phone five names may be wider than the screen: the one in sight is in sight there too.
  const sidesNav = useRef<HTMLElement>(null)
  useEffect(() => {
    sidesNav.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    // Which one is pressed follows from these.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [tab, ui.side])
  return (
    <nav ref={sidesNav} className="sides" aria-label={t('sides')}>
      {(['outline', ...tabs] as const).map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={side === 'outline' ? ui.side === side : ui.side === 'map' && tab === side}
          onClick={() => act.set(side === 'outline' ? { side } : { side: 'map', tab: side })}
        >
          {side === 'voices' || side === 'back' || side === 'materials' ? marks(side) : t(side)}
        </button>
      ))}
    </nav>
  )
}

/** The outline's column: the list, what was done last, and where one writes. */
function Column({ keys }: { keys: boolean }) {
  const t = useT(messages)
  const { link, entries, status, ui, maySay } = useTable()
  const { seen, state } = link.status()
  const off = state === 'barred'
  return (
    <section className="outline" aria-label={t('outline')}>
      <h2>
        {t('outline')}{' '}
        <span className="meta">{entries.list.length > 0 ? t('entries', { n: entries.list.length }) : ''}</span>
        {entries.list.length > 0 ? <SearchButton /> : null}
        {/* One pair for outline and map; on a phone, which has no room for this line, it stands in the bar. */}
        <TableUndo />
      </h2>
      <div className="listing">
        {ui.query === null ? null : <SearchPanel />}
        <Branch />
        {seen ? <Outline /> : <p className="first">{t(state === 'barred' ? 'barred' : 'opening')}</p>}
      </div>
      <DoneLine />
      {maySay || (off && can(link.me.role, 'words.add', status?.state ?? 'open', true)) ? (
        <Composer keys={keys} off={off} />
      ) : (
        <p className="reading">
          {t(status?.damaged === true ? 'damagedReading' : status?.state === 'closed' ? 'closed' : 'readingAlong')}
        </p>
      )}
    </section>
  )
}

/** What the panel beneath shows: map, vision, minutes or voices. */
function Ground({ tab, map }: { tab: Tab; map: RefObject<MapHandle | null> }) {
  const t = useT(messages)
  const marks = useT(marksMessages)
  const { link, seats, drawn, status } = useTable()
  const { seen, state } = link.status()
  const nameOfTab = tab === 'voices' || tab === 'back' || tab === 'materials' ? marks(tab) : t(tab)
  const pending = pendingCurtain(link) !== undefined && state !== 'live'
  const room = status?.drawnBy !== undefined
  const undone = useUndone()
  return (
    <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={drawn ? 'ground drawn' : 'ground'}>
      {drawn ? (
        <Valance>
          {(pending ? undone?.() : undefined) ?? t(room ? 'valanceRoom' : pending ? 'valancePending' : 'valance')}
        </Valance>
      ) : null}
      {!seen ? (
        <section className="map" aria-label={nameOfTab} />
      ) : tab === 'map' ? (
        <>
          <TableMap handle={map} empty={<Vacant seats={seats} />} />
          <NotPlaced />
        </>
      ) : (
        <Suspense fallback={<section className="map" aria-busy="true" aria-label={nameOfTab} />}>
          <Panel tab={tab} />
        </Suspense>
      )}
    </div>
  )
}

function Panel({ tab }: { tab: Exclude<Tab, 'map'> }) {
  switch (tab) {
    case 'canvas':
      return <Canvas />
    case 'notes':
      return <Notes />
    case 'back':
      return <Back />
    case 'materials':
      return <Materials />
    case 'voices':
      return <Voices />
  }
}

/** To the row that the Tab key would reach. On a phone the outline may be out of sight. */
function toOutline(act: Actions): void {
  act.set({ side: 'outline' })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus())
}

type Pressed = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'key'>
/** One step of this person's own, there or back. */
function turnsBack({ ctrlKey, metaKey, shiftKey, key }: Pressed, act: Actions): boolean {
  const is = (ctrlKey || metaKey) && key.toLowerCase() === 'z'
  if (is) act.history(shiftKey ? 'redo' : 'undo')
  return is
}

type Keyed = Pick<Table, 'act' | 'ui' | 'entries'>
function onScreenKey(event: KeyboardEvent, tab: Tab, { act, ui, entries }: Keyed): void {
  if (
    event.defaultPrevented ||
    event.target instanceof HTMLTextAreaElement ||
    event.target instanceof HTMLInputElement ||
    event.target instanceof HTMLSelectElement
  )
    return
  const command = event.ctrlKey || event.metaKey
  if (turnsBack(event, act)) return event.preventDefault()
  // In the outline, and beside its map; a canvas and a page of minutes have their own use for keys.
  if (tab !== 'map' && !(event.target instanceof Element && event.target.closest('.entries') !== null)) return
  else if (event.key === '?' || event.key === '؟') act.set({ dialog: { kind: 'keys' } })
  else if (entries.list.length === 0) return
  else if (command && !event.altKey && event.key.toLowerCase() === 'f') act.seek(ui.query ?? '')
  else if (event.key === '/' && !command && !event.altKey) act.seek(ui.query ?? '')
  else if (event.key === 'Escape' && ui.query !== null) act.seek(null)
  else if (event.key === 'Escape' && ui.focus !== null) act.alone(null)
  else return
  event.preventDefault()
}
