/**
 * The table's screen: outline and map of one board side by side (on a phone one at a time), its light, its curtain.
 * It knows only a TableLink, so the gallery shows the real thing on a local document.
 */
import '../table.css'
import '../folding.css'
import { can } from '@tablee/shared/roles'
import { isLang, type Lang, type NodeId, type RelationId } from '@tablee/shared/ids'
import { forReader } from '@tablee/shared/wire/editor'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useLanguage, useList, useT, direction } from '../../i18n/index.tsx'
import type { Present, TableLink } from '../../link/link.ts'
import { CurtainButton, Valance } from '../../ui/curtain.tsx'
import type { MapHandle } from '../../ui/map/map-view.tsx'
import { TableMark } from '../../ui/table-mark.tsx'
import { createActions, type Actions } from '../actions/actions.ts'
import { Composer } from '../composer/composer.tsx'
import { TableProvider, type Table } from '../context.ts'
import { Dialogs } from './dialogs.tsx'
import { DoneLine } from './done-line.tsx'
import { entriesOf, type Entries } from '../board/entries.ts'
import { EntryMenu } from '../entry/menu.tsx'
import { useKeys, useNarrow } from '../glass.ts'
import { TableLight, useFirst } from './light.tsx'
import { Branch } from '../entry/branch-path.tsx'
import { TableMap } from '../map/map.tsx'
import { messages, foldingMessages, marksMessages } from '../messages/index.ts'
import { Notices } from './notices.tsx'
import { ObserversButton } from '../observers/observers.tsx'
import { Outline } from '../outline/outline.tsx'
import { SearchButton, SearchPanel, useSearch } from '../search-panel.tsx'
import { ancestorsOf, onMapOf, shownOf } from '../board/shown.ts'
import type { PaperPort } from '../paper/port.ts'
import { HistoryButton } from '../history/button.tsx'
import type { HistoryPort } from '../history/port.ts'
import type { PolicyPort } from '../observers/policy.ts'
import { Tabs } from './tabs.tsx'
import { Tongue, Top } from './top.tsx'
import { useBoard, useLink } from '../board/use-board.ts'
import { usePolicy } from '../observers/use-policy.ts'
import { useTaken } from '../actions/taken.ts'
import { firstUi, type Ui, type World } from '../actions/ui.ts'
import { TableUndo } from '../undo.tsx'
import { useTight } from './use-tight.ts'
import { Vacant } from './vacant.tsx'
import { freshId } from '../board/verbs.ts'
import { NotPlaced } from '../voices/marks.tsx'
import type { VoicesPort } from '../voices/port.ts'
import { hasVoices, useVoices } from '../voices/use-voices.ts'
import { part } from '../../ui/part.tsx'

const Canvas = part(() => import('../canvas/panel.tsx'))
const Notes = part(() => import('../notes/panel.tsx'))
const Voices = part(() => import('../voices/panel.tsx'))

const made = ['map', 'canvas', 'notes'] as const
const withVoices = [...made, 'voices'] as const

const nothing: ReadonlySet<NodeId> = new Set()

export function TableScreen({
  link,
  onMove,
  onOpen = onMove,
  led = false,
  policy = null,
  history = null,
  voices = null,
  paper = null,
  print = null,
  first,
  onSight,
  secure = isSecureContext,
}: {
  link: TableLink
  /** All tables moved on: open this board. */
  onMove: (board: string) => void
  /** Somebody chose this session's board, to read it again or to come back. */
  onOpen?: (board: string) => void
  /** All tables were led to this board. */
  led?: boolean
  /** Reads and changes what observers see; null where there is nothing to ask. */
  policy?: PolicyPort | null
  /** How the board came about, for the replay. */
  history?: HistoryPort | null
  /** What is asked of each person, and what they said. */
  voices?: VoicesPort | null
  /** Types paper in, and prints it. */
  paper?: PaperPort | null
  /** The map as it may leave the table. */
  print?: Table['printing']
  /** State of the screen to begin with (the gallery, the address). */
  first?: Partial<Ui>
  /** What is in sight now. */
  onSight?: (sight: Pick<Ui, 'tab' | 'side'>, narrow: boolean) => void
  secure?: boolean
}) {
  useLink(link)
  const t = useT(messages)
  const folding = useT(foldingMessages)
  const marks = useT(marksMessages)
  const { language } = useLanguage()
  const list = useList()
  const light = link.light()
  const { seen, state: linkState } = link.status()
  /** The way in has ended: nothing here can be said of the board, its light or its curtain any more. */
  const barred = linkState === 'barred'
  const status = link.boardStatus()
  const { board, arrived, own, byOthers } = useBoard(link.doc, seen, light.kind === 'saved')
  const lastEntries = useRef<Entries | null>(null)
  const entries = useMemo(() => (lastEntries.current = entriesOf(board, lastEntries.current)), [board])
  const [ui, setUi] = useState<Ui>(() => ({ ...firstUi, deeper: pathOf(entries, first?.selected ?? null), ...first }))
  const { folded, focus, depth, deeper } = ui
  const shown = useMemo(() => shownOf(entries, folded, focus), [entries, folded, focus])
  const onMap = useMemo(
    () => onMapOf(entries, shown, { folded, focus, depth, deeper }),
    [entries, shown, folded, focus, depth, deeper],
  )
  const sought = useSearch(entries, ui.query)
  const map = useRef<MapHandle>(null)

  const state = status?.state ?? 'open'
  const mayWrite = link.me.mayEdit && status?.damaged !== true
  const mayEdit = mayWrite && can(link.me.role, 'board.edit', state)
  const maySay = mayWrite && can(link.me.role, 'words.add', state, true)
  const away = link.status().state !== 'live'
  const voicing = useVoices(can(link.me.role, 'voices.read', state) ? voices : null, !away, status)
  const tabs = voicing && hasVoices(voicing) ? withVoices : made
  const tab = tabs.find((one) => one === ui.tab) ?? 'map'
  const locked = voicing?.locked ?? nothing
  const world = useRef<World>(null as never)
  const lang = (status && isLang(status.lang) ? status.lang : language) as Lang
  world.current = {
    link,
    entries,
    shown,
    ui,
    lang,
    mayEdit,
    locked,
    say: (key, values) => t(key, values),
    tell: (key, n) => folding(key, { n }),
    reveal: (id) => map.current?.reveal(id),
    rtl: direction(language) === 'rtl',
  }
  const [act] = useState(() =>
    createActions(
      () => world.current,
      (change) => {
        // Deeds follow one another within one event: what the first set, the second must see.
        const ui = { ...world.current.ui, ...change }
        world.current = { ...world.current, ui, shown: shownOf(world.current.entries, ui.folded, ui.focus) }
        setUi((before) => ({ ...before, ...change }))
      },
    ),
  )

  const taken = useTaken(link, entries, ui, act, byOthers)
  const others = link.presence.others()
  const writers = useMemo(() => {
    const map = new Map<NodeId, Present[]>()
    for (const present of others) {
      if (!present.writing || present.node === null) continue
      const id = present.node as NodeId
      const list = map.get(id)
      if (list) list.push(present)
      else map.set(id, [present])
    }
    return map
  }, [others])
  const nameOf = useCallback(
    (present: { readonly seat: string | null; readonly role: string }) =>
      present.seat ?? t(`role-${roleKey(present.role)}`),
    [t],
  )
  const offline = light.kind === 'kept' || light.kind === 'storage-down'
  const refused = useMemo(
    () => new Set(light.kind === 'refused' ? light.refused.flatMap((one) => one.where) : []),
    [light],
  )
  const seats = status?.seats ?? board.meta.seats ?? 6

  const observation = usePolicy(
    can(link.me.role, 'policy.read', state) ? policy : null,
    can(link.me.role, 'policy.write', state),
    !away,
    status,
  )
  const hidden = observation?.policy?.hidden
  const unseen = useMemo(() => (hidden && hidden.length > 0 ? new Set(hidden) : nothing), [hidden])
  const pendingCurtain = link.pendingCommands().findLast(({ command }) => command.kind === 'curtain')?.command
  const drawn = (pendingCurtain?.kind === 'curtain' ? pendingCurtain.to : status?.curtain) === 'drawn'

  const latest = useRef<Table>(null as never)
  const table: Table = {
    latest: useCallback(() => latest.current, []),
    link,
    board,
    entries,
    shown,
    onMap,
    sought,
    found: sought.ids,
    byOthers,
    status,
    ui,
    act,
    mayEdit,
    maySay,
    seats,
    writers,
    taken,
    nameOf,
    arrived,
    refused,
    observation,
    look: policy !== null && can(link.me.role, 'view.look', state) ? policy.look : null,
    unseen,
    drawn,
    voicing,
    printing: can(link.me.role, 'map.take', state) ? print : null,
    paper,
    locked,
    kept: offline ? own : nothing,
  }
  latest.current = table

  // Anyone who is in the middle of a wording when a vote on it opens: it is read from then on.
  const written = ui.editing?.id
  useEffect(() => {
    if (written !== undefined && locked.has(written)) act.stop()
  }, [written, locked, act])

  // A board made anew has no steps of before, and what was removed last may be erased by now.
  const { renewed } = link.status()
  useEffect(() => {
    if (renewed !== null) setUi((before) => (before.done === null ? before : { ...before, done: null }))
  }, [renewed])

  const whole = useRef<HTMLElement>(null)
  const keys = useKeys(whole)
  const [unfolded, setUnfolded] = useState(false)
  const connecting = useFirst(link.status().state)
  const bar = useRef<HTMLDivElement>(null)
  useTight(bar)
  // The list grew shorter, or the composer taller: what is being written, or written under, stands in it still.
  useEffect(() => {
    if (keys === 'outline') document.querySelector('.tree .row.sel')?.scrollIntoView({ block: 'center' })
  }, [keys])

  const narrow = useNarrow()
  useEffect(() => onSight?.({ tab: ui.tab, side: ui.side }, narrow), [onSight, ui.tab, ui.side, narrow])

  // On a phone five names may be wider than the screen: the one in sight is in sight there too.
  const sidesNav = useRef<HTMLElement>(null)
  useEffect(() => {
    sidesNav.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    // Which one is pressed follows from these.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [tab, ui.side])

  // The name of the page is the table's; a tab among many is found by it.
  useEffect(() => {
    if (status) document.title = `${t('table', { n: status.tableNumber })} · ${forReader(status, language).question}`
  }, [status, t, language])

  const curtain = (to: 'open' | 'drawn') => link.command({ id: freshId(), kind: 'curtain', to })
  const mayRelease = can(link.me.role, 'curtain.release', state)
  const releasing = link.pendingCommands().some(({ command }) => command.kind === 'release')
  const here = others.length + 1
  const writing = others.filter((one) => one.writing).length + (ui.editing ? 1 : 0)
  const inked = useMemo(
    () => new Set(others.flatMap((one) => (one.writing && one.seat ? [Number(one.seat.split('-')[1])] : []))),
    [others],
  )

  function onKeyDown(event: KeyboardEvent) {
    if (
      event.defaultPrevented ||
      event.target instanceof HTMLTextAreaElement ||
      event.target instanceof HTMLInputElement ||
      event.target instanceof HTMLSelectElement
    )
      return
    const command = event.ctrlKey || event.metaKey
    if (command && event.key.toLowerCase() === 'z') act.history(event.shiftKey ? 'redo' : 'undo')
    // On the map's own side of the screen; a canvas and a page of minutes have their own use for keys.
    else if (tab !== 'map') return
    else if (event.key === '?' || event.key === '؟') act.set({ dialog: { kind: 'keys' } })
    else if (entries.list.length === 0) return
    else if (command && !event.altKey && event.key.toLowerCase() === 'f') act.seek(ui.query ?? '')
    else if (event.key === '/' && !command && !event.altKey) act.seek(ui.query ?? '')
    else if (event.key === 'Escape' && ui.query !== null) act.seek(null)
    else if (event.key === 'Escape' && ui.focus !== null) act.alone(null)
    else return
    event.preventDefault()
  }

  const nameOfTab = tab === 'voices' ? marks('voices') : t(tab)
  return (
    <TableProvider value={table}>
      <main
        ref={whole}
        className="table"
        data-side={ui.side}
        data-tab={tab}
        data-keys={keys ?? undefined}
        data-head={unfolded ? 'open' : undefined}
        onKeyDown={onKeyDown}
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
            offset={link.clockOffset()}
            onOpen={onOpen}
            unfolded={unfolded}
            onUnfold={setUnfolded}
            open={voicing?.elsewhere}
            // Who reads along on their own phone has a page of their own.
            seated={voicing !== null && link.me.role === 'citizen' && link.me.seat !== null}
          />
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
          <Notices
            led={led}
            onMove={onMove}
            onOpen={onOpen}
            release={mayRelease && !releasing ? () => link.command({ id: freshId(), kind: 'release' }) : null}
            secure={secure}
          />
        </div>
        <nav ref={sidesNav} className="sides" aria-label={t('sides')}>
          {(['outline', ...tabs] as const).map((side) => (
            <button
              key={side}
              type="button"
              aria-pressed={side === 'outline' ? ui.side === side : ui.side === 'map' && tab === side}
              onClick={() => act.set(side === 'outline' ? { side } : { side: 'map', tab: side })}
            >
              {side === 'voices' ? marks('voices') : t(side)}
            </button>
          ))}
        </nav>
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
            {seen ? <Outline /> : <p className="first">{t(barred ? 'barred' : 'opening')}</p>}
          </div>
          <DoneLine />
          {maySay ? (
            <Composer keys={keys !== null} />
          ) : (
            <p className="reading">
              {t(status?.damaged === true ? 'damagedReading' : state === 'closed' ? 'closed' : 'readingAlong')}
            </p>
          )}
        </section>
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
          {/* On a phone these open with the question. */}
          <div className="extras">
            <HistoryButton port={history} first={ui.replay} />
            <ObserversButton />
            <Tongue />
          </div>
          {can(link.me.role, 'curtain.move', state) && !barred ? (
            <CurtainButton drawn={drawn} onMove={curtain} />
          ) : null}
        </div>
        <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={drawn ? 'ground drawn' : 'ground'}>
          {drawn ? <Valance>{t(pendingCurtain && away ? 'valancePending' : 'valance')}</Valance> : null}
          {!seen ? (
            <section className="map" aria-label={nameOfTab} />
          ) : tab === 'map' ? (
            <>
              <TableMap handle={map} empty={<Vacant seats={seats} />} />
              <NotPlaced />
            </>
          ) : (
            <Suspense fallback={<section className="map" aria-busy="true" aria-label={nameOfTab} />}>
              {tab === 'canvas' ? <Canvas /> : tab === 'notes' ? <Notes /> : <Voices />}
            </Suspense>
          )}
        </div>
        <EntryMenu />
        <Dialogs />
        <p className="told" role="status">
          {ui.told}
        </p>
      </main>
    </TableProvider>
  )
}

/** To the row that the Tab key would reach. On a phone the outline may be out of sight. */
function toOutline(act: Actions): void {
  act.set({ side: 'outline' })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus())
}

/** What is chosen from the beginning (the gallery) is in sight from the beginning. */
const pathOf = (entries: Entries, id: NodeId | null): ReadonlySet<NodeId> =>
  id === null ? nothing : new Set(ancestorsOf(entries, id).map((entry) => entry.node.id))

const roleKeys = ['organiser', 'facilitator', 'reporter', 'citizen', 'observer', 'analyst'] as const
const roleKey = (role: string): (typeof roleKeys)[number] => roleKeys.find((one) => one === role) ?? 'citizen'
