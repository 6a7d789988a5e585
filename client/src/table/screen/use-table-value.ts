/** The table as its screen has it: board, rights, voices, what observers see, and what this person does. */
import { roleNames } from '@tablee/shared/i18n/names-messages/index'
import { can } from '@tablee/shared/roles'
import { isLang, type Lang, type NodeId } from '@tablee/shared/ids'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import type { Present, TableLink } from '../../link/link.ts'
import type { KeptHere } from '../../link/session.ts'
import type { MapHandle } from '../../ui/map/map-view.tsx'
import { createActions } from '../actions/actions.ts'
import type { CallsPort } from '../calls/port.ts'
import { useCalls } from '../calls/use-calls.ts'
import { type Table } from '../context.ts'
import { entriesOf, type Entries } from '../board/entries.ts'
import { messages, foldingMessages } from '../messages/index.ts'
import { useSearch } from '../search-panel.tsx'
import { ancestorsOf, onMapOf, shownOf } from '../board/shown.ts'
import { useLooking, useTurnBack } from '../back/looking.ts'
import type { BackPort } from '../back/port.ts'
import type { MaterialsPort } from '../materials/port.ts'
import { useMaterials, type Showing } from '../materials/use-materials.ts'
import type { PaperPort } from '../paper/port.ts'
import type { PolicyPort } from '../observers/policy.ts'
import { useBoard } from '../board/use-board.ts'
import { usePolicy } from '../observers/use-policy.ts'
import { useTaken } from '../actions/taken.ts'
import { firstUi, type Tab, type Ui, type World } from '../actions/ui.ts'
import type { VoicesPort } from '../voices/port.ts'
import { hasVoices, useVoices, type Voicing } from '../voices/use-voices.ts'
import { useServerNow } from '../../ui/clock.tsx'
import { useGoing, type GoingParts } from '../../ui/going.ts'

/** What an on-going command asks of the curtain; undefined where none does. */
export function pendingCurtain(link: TableLink): 'open' | 'drawn' | undefined {
  const command = link.pendingCommands().findLast(({ command }) => command.kind === 'curtain')?.command
  return command?.kind === 'curtain' ? command.to : undefined
}

function writersIn(others: readonly Present[]): ReadonlyMap<NodeId, readonly Present[]> {
  const map = new Map<NodeId, Present[]>()
  for (const present of others) {
    if (!present.writing || present.node === null) continue
    const id = present.node as NodeId
    const list = map.get(id)
    if (list) list.push(present)
    else map.set(id, [present])
  }
  return map
}

/** Where the hall is stands in these; all else of a board counts at once. */
const goingOf: GoingParts<BoardStatus> = {
  courseOf: ({ clock }) => clock.course,
  hold: ({ clock, texts, sessions }, { texts: _texts, sessions: _sessions, ...told }) => ({
    ...told,
    clock,
    ...(texts === undefined ? {} : { texts }),
    ...(sessions === undefined ? {} : { sessions }),
  }),
}

const made = ['map', 'canvas', 'notes'] as const
const withVoices = [...made, 'voices'] as const
const back = ['back'] as const
const materials = ['materials'] as const

const nothing: ReadonlySet<NodeId> = new Set()

/** Those that there are, and of them the one in sight. */
function useTabs(voicing: Voicing | null, looks: boolean, showing: Showing | null, wished: Tab) {
  const works = voicing && hasVoices(voicing) ? withVoices : made
  const shows = showing !== null && showing.all.length > 0
  const tabs: readonly Tab[] = useMemo(
    () => [...works, ...(looks ? back : []), ...(shows ? materials : [])],
    [looks, works, shows],
  )
  return { tabs, tab: tabs.find((one) => one === wished) ?? 'map' }
}

export type TableParts = {
  readonly link: TableLink
  /** Reads and changes what observers see; null where there is nothing to ask. */
  readonly policy?: PolicyPort | null
  /** What is asked of each person, and what they said. */
  readonly voices?: VoicesPort | null
  /** Calls for somebody, and hears what the room says. */
  readonly calls?: CallsPort | null
  /** Types paper in, and prints it. */
  readonly paper?: PaperPort | null
  /** The map as it may leave the table. */
  readonly print?: Table['printing']
  /** Opens the table's earlier boards, for a step that looks back. */
  readonly back?: BackPort | null
  /** Films, slides and leaflets. */
  readonly materials?: MaterialsPort | null
  /** Which entries are not saved yet, over a reload. */
  readonly unsaved?: KeptHere | null
  /** State of the screen to begin with (the gallery, the address). */
  readonly first?: Partial<Ui>
}

/** All that the parts of the screen share (`context.ts`), and which of its tabs is in sight. */
export function useTableValue(
  {
    link,
    policy = null,
    voices = null,
    calls = null,
    paper = null,
    print = null,
    back: port = null,
    materials: shelf = null,
    unsaved = null,
    first,
  }: TableParts,
  map: RefObject<MapHandle | null>,
) {
  const t = useT(messages)
  const roleName = useT(roleNames)
  const folding = useT(foldingMessages)
  const { language } = useLanguage()
  const light = link.light()
  const { seen } = link.status()
  const told = link.boardStatus()
  const now = useServerNow(told?.clock ?? null, link.clockOffset)
  const hall = useGoing(told, goingOf, now)
  const status = hall?.shown ?? null
  const { board, arrived, own, byOthers } = useBoard(link.doc, seen, light.kind === 'saved', unsaved)
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

  const state = status?.state ?? 'open'
  // A link that has ended takes nothing any more: what would be typed could never be sent by it.
  const mayWrite = link.me.mayEdit && status?.damaged !== true && link.status().state !== 'barred'
  const mayEdit = mayWrite && can(link.me.role, 'board.edit', state)
  const maySay = mayWrite && can(link.me.role, 'words.add', state, true)
  const away = link.status().state !== 'live'
  const voicing = useVoices(can(link.me.role, 'voices.read', state) ? voices : null, !away, status)
  const calling = useCalls(
    can(link.me.role, 'message.read', state) && link.status().state !== 'barred' ? calls : null,
    !away,
  )
  const looking = useLooking(port === null ? null : status, now)
  const showing = useMaterials(shelf, voicing?.voices?.materials, !away)
  const { tabs, tab } = useTabs(voicing, looking !== null, showing, ui.tab)
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

  useTurnBack(looking, ui.tab, act.set)
  const taken = useTaken(link, entries, ui, act, byOthers)
  const others = link.presence.others()
  const writers = useMemo(() => writersIn(others), [others])
  const nameOf = useCallback(
    (present: { readonly seat: string | null; readonly role: string }) =>
      present.seat ?? roleName(roleKey(present.role)),
    [roleName],
  )
  const refused = useMemo(
    () => new Set(light.kind === 'refused' ? light.refused.flatMap((one) => one.where) : []),
    [light],
  )
  const seats = status?.chairs?.length ?? status?.seats ?? board.meta.seats ?? 6

  const observation = usePolicy(
    can(link.me.role, 'policy.read', state) ? policy : null,
    can(link.me.role, 'policy.write', state),
    !away,
    status,
  )
  const hidden = observation?.policy?.hidden
  const unseen = useMemo(() => (hidden && hidden.length > 0 ? new Set(hidden) : nothing), [hidden])
  const room = status?.drawnBy !== undefined
  const ownDrawn = (pendingCurtain(link) ?? (status?.drawnBy === 'room' ? 'open' : status?.curtain)) === 'drawn'

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
    hall,
    now,
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
    drawn: ownDrawn || room,
    ownDrawn,
    voicing,
    calling,
    printing: can(link.me.role, 'map.take', state) ? print : null,
    paper,
    locked,
    looking,
    back: port,
    showing,
    own,
    kept: light.kind === 'kept' || light.kind === 'storage-down' ? own : nothing,
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

  return { table, tabs, tab }
}

/** What is chosen from the beginning (the gallery) is in sight from the beginning. */
const pathOf = (entries: Entries, id: NodeId | null): ReadonlySet<NodeId> =>
  id === null ? nothing : new Set(ancestorsOf(entries, id).map((entry) => entry.node.id))

const roleKeys = [
  ...(['organiser', 'facilitator', 'reporter', 'citizen', 'observer', 'analyst'] as const),
  ...(['head', 'coordinator'] as const),
] as const
const roleKey = (role: string): (typeof roleKeys)[number] => roleKeys.find((one) => one === role) ?? 'citizen'
