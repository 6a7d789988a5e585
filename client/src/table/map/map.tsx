/** The map of the table: the same entries as the outline, laid out; a card dragged onto another is moved beneath it. */
import type { NodeId } from '@tablee/shared/ids'
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useT } from '../../i18n/index.tsx'
import { arrowFrom } from '../../ui/map/arrows.ts'
import { FarLayer } from '../../ui/map/far-layer.tsx'
import type { Face, Faces } from '../../ui/map/far-card.ts'
import { hit } from '../../ui/map/hit.ts'
import { MapView, type MapHandle } from '../../ui/map/map-view.tsx'
import { useFonts } from '../../ui/map/measure.ts'
import { Minimap } from '../../ui/map/minimap.tsx'
import { useLayout } from '../../ui/map/use-layout.ts'
import { useMeasured } from '../../ui/map/use-measured.ts'
import { Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { Branch } from '../entry/branch-path.tsx'
import { MoveMark } from '../entry/mark-of.tsx'
import { TableCard } from './card.tsx'
import { useTable } from '../context.ts'
import { SaveMap } from './save.tsx'
import { AddBeneath } from './add.tsx'
import { useHand, type Dropped } from './hand.ts'
import { beneathAt, mapInput, type Shown } from '../board/shown.ts'
import { readable } from '../../ui/map/camera.ts'
import { Depths, useDepth } from './depth.tsx'
import { messages, foldingMessages } from '../messages/index.ts'
import { SearchButton } from '../search-panel.tsx'
import { moveOf, movesAt, relationUnder } from '../board/moves.ts'

export function TableMap({ handle, empty }: { handle: RefObject<MapHandle | null>; empty: ReactNode }) {
  const t = useT(messages)
  const folding = useT(foldingMessages)
  const { entries, onMap: shown, found, byOthers, ui, act, mayEdit } = useTable()
  const { measured, onMeasure } = useMeasured()
  // Estimates follow the fonts, so they are an input too.
  const fonts = useFonts()
  const bare = ui.depth !== 'all' && ui.focus === null
  const inWindow = useDepth(handle, measured)
  /** Who wished to see all of it sees the shape of a window, and not a tower of a window's width. */
  const [whole, setWhole] = useState(false)
  useEffect(() => setWhole(false), [ui.depth, ui.focus, ui.deeper])
  const room = whole ? 0 : inWindow
  const input = useMemo(
    () => mapInput(shown, measured, bare, bare && room > 0 ? room : null),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shown, measured, bare, room, fonts],
  )
  /** What this person does composes the map anew; what others do, and heights that become known, move nothing in sight. */
  const was = useRef({ entries, shown, room })
  const sight = useCallback(() => {
    const before = was.current
    was.current = { entries, shown, room }
    if (before.room !== room) return null
    const mine = before.entries !== entries ? !byOthers() : before.shown !== shown
    return mine ? 'own' : (handle.current?.held() ?? null)
  }, [entries, shown, room, byOthers, handle])
  const { layout, own, compose } = useLayout(input, sight)
  const onWhole = useCallback(() => {
    setWhole(true)
    compose()
  }, [compose])
  const faces = useMemo(() => facesOf(shown, found), [shown, found])
  const keep = useMemo(
    () => new Set([ui.selected, ui.editing?.id].filter((id) => typeof id === 'string')),
    [ui.selected, ui.editing],
  )
  const kindOf = useCallback((id: string) => faces.get(id)?.kind, [faces])
  const [drop, setDrop] = useState<Drop | null>(null)
  const hand = useRef<HTMLDivElement>(null)

  const world = useRef({ entries, act })
  world.current = { entries, act }
  const within = useCallback((id: NodeId): ReadonlySet<string> => {
    const { list } = world.current.entries
    const at = list.findIndex((entry) => entry.node.id === id)
    return new Set(list.slice(at, at + 1 + beneathAt(list, at)).map((entry) => entry.node.id))
  }, [])
  const onDrop = useCallback((dropped: Dropped) => {
    const { x, y } = dropped.on === 'card' ? dropped : { x: 0, y: 0 }
    if (dropped.on === 'card') setDrop({ ...dropped, at: { x, y, width: 0, height: 0 } })
    else if (world.current.entries.byId.get(dropped.card)?.node.kind !== 'issue')
      world.current.act.drop(dropped.card, dropped.onto, 'undercut')
  }, [])
  const grab = useHand(hand, mayEdit, within, onDrop)

  /** Arrows go from card to card: up and down along the lines, sideways to the nearest. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement) || !event.target.classList.contains('card'))
      return
    const rtl = getComputedStyle(event.target).direction === 'rtl'
    const entry = ui.selected === null ? undefined : entries.byId.get(ui.selected)
    if (!entry || !layout || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    const { parent, children } = entry.item
    const to = arrowFrom(event.key, entry.node.id, layout, rtl, { parent, first: children[0] ?? null })
    if (to === null) return
    const id = to as NodeId
    act.select(id, 'map')
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-card="${id}"] > .card`)?.focus({ preventScroll: true }),
    )
  }

  /** From afar cards are painted: a tap finds the one that lies there. */
  const onPaper = useCallback(
    (x: number, y: number) => act.select((hit(layout, handle.current, x, y) as NodeId | null) ?? null, 'outline'),
    [act, layout, handle],
  )
  const card = useCallback((id: string, far: boolean) => <TableCard id={id as NodeId} far={far} />, [])
  useEffect(() => () => document.querySelector('.aimed')?.classList.remove('aimed'), [])

  return (
    <>
      {entries.list.length === 0 ? (
        empty
      ) : (
        <MapView
          ref={handle}
          layout={layout}
          label={t('map')}
          card={card}
          onMeasure={onMeasure}
          anchor={ui.editing?.id ?? ui.selected}
          keep={keep}
          onKeyDown={onKeyDown}
          onPaper={onPaper}
          onWhole={onWhole}
          onGrab={grab}
          painted
          whole={ui.focus}
          fresh={bare ? 'positions' : 'all'}
          own={own}
          legibleFrom={readable}
          kindOf={kindOf}
          backdrop={<FarLayer layout={layout} faces={faces} selected={ui.selected} />}
          overlay={
            <>
              <Branch overMap />
              <SearchButton />
              <Depths />
              <SaveMap />
              <AddBeneath layout={layout} />
              <Minimap
                layout={layout}
                faces={faces}
                label={folding('overview')}
                tell={(n, all) => folding('inSight', { n, all })}
              />
            </>
          }
        />
      )}
      <div ref={hand} className="in-hand" hidden />
      {drop ? <DropMenu drop={drop} onClose={() => setDrop(null)} /> : null}
    </>
  )
}

type Drop = { readonly card: NodeId; readonly onto: NodeId; readonly at: Anchor }
/** A card was let go over another: as what it goes beneath it. */
function DropMenu({ drop, onClose }: { drop: Drop; onClose: () => void }) {
  const t = useT(messages)
  const { entries, act } = useTable()
  const onto = entries.byId.get(drop.onto)
  const moved = entries.byId.get(drop.card)
  const wished = moved ? moveOf(moved.node.kind, moved.relation?.kind ?? null) : null
  const choices: MenuEntry[] = []
  if (onto && moved) {
    choices.push({ head: t('dropHead', { entry: onto.item.number || onto.node.wording.slice(0, 24) }) })
    const options = movesAt({ kind: onto.node.kind, hasRelation: onto.relation !== null }).toSorted(
      (a, b) => Number(b === wished) - Number(a === wished),
    )
    for (const option of options) {
      const relation = relationUnder(option, onto.node.kind)
      if (relation === null) continue
      choices.push({
        label: t(`move-${option}`),
        mark: <MoveMark move={option} parent={onto.node.kind} />,
        run: () => act.drop(drop.card, drop.onto, option),
      })
    }
    choices.push('line', { label: t('dropNothing'), icon: 'reject', run: () => undefined })
  }
  return <Menu label={t('dropLabel')} entries={choices} at={drop.at} onClose={onClose} />
}

function facesOf(shown: Shown, found: ReadonlySet<NodeId> | null): Faces {
  return new Map(
    shown.list.map(({ node, item, relation }): readonly [string, Face] => [
      node.id,
      {
        kind: node.kind,
        relation: relation?.kind ?? null,
        number: item.number,
        wording: node.wording,
        holds: shown.holds.get(node.id) ?? 0,
        sought: found === null ? null : found.has(node.id),
      },
    ]),
  )
}
