/** The map of the table: the same entries as the outline, laid out; a card dragged onto another is moved beneath it. */
import type { NodeId } from '@tablee/shared/ids'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { useT } from '../i18n/index.tsx'
import { kindMessages } from '../ui/messages.ts'
import { MapView, type MapHandle } from '../ui/map/map-view.tsx'
import { useLayout } from '../ui/map/use-layout.ts'
import { Menu, type Anchor, type MenuEntry } from '../ui/menu.tsx'
import { RelationMark } from '../ui/relation-mark.tsx'
import { TableCard } from './card.tsx'
import { useTable } from './context.ts'
import { mapInput } from './entries.ts'
import { messages } from './messages.ts'
import { moveOf, movesAt, relationUnder } from './moves.ts'

export function TableMap({ handle, empty }: { handle: Ref<MapHandle>; empty: ReactNode }) {
  const t = useT(messages)
  const kinds = useT(kindMessages)
  const { entries, ui, act, mayEdit } = useTable()
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(() => new Map())
  const gathering = useRef<Map<string, number> | null>(null)
  const onMeasure = useCallback((id: string, height: number) => {
    // All that one frame measured is one new layout.
    if (gathering.current) return void gathering.current.set(id, height)
    gathering.current = new Map([[id, height]])
    requestAnimationFrame(() => {
      const found = gathering.current
      gathering.current = null
      if (found)
        setMeasured((before) =>
          [...found].some(([key, value]) => Math.abs((before.get(key) ?? -9) - value) > 1)
            ? new Map([...before, ...found])
            : before,
        )
    })
  }, [])
  const input = useMemo(() => mapInput(entries, measured), [entries, measured])
  const layout = useLayout(input)
  const keep = useMemo(
    () => new Set([ui.selected, ui.editing?.id].filter((id) => typeof id === 'string')),
    [ui.selected, ui.editing],
  )
  const [drop, setDrop] = useState<{ card: NodeId; onto: NodeId; at: Anchor } | null>(null)
  const hand = useRef<HTMLDivElement>(null)

  const grab = useCallback(
    (card: string, event: PointerEvent): boolean => {
      const ghost = hand.current
      const source = document.querySelector<HTMLElement>(`[data-card="${card}"]`)
      if (
        !mayEdit ||
        !ghost ||
        !source ||
        (document.activeElement instanceof HTMLTextAreaElement && source.contains(document.activeElement))
      )
        return false
      const from = card as NodeId
      ghost.textContent = source.querySelector('.text')?.textContent ?? ''
      ghost.hidden = false
      let onto: HTMLElement | null = null
      const follow = (move: PointerEvent) => {
        ghost.style.transform = `translate(${move.clientX + 10}px, ${move.clientY + 10}px)`
        const under = document
          .elementsFromPoint(move.clientX, move.clientY)
          .find((element) => element instanceof HTMLElement && element.closest('[data-card]') !== null)
        const target = under?.closest<HTMLElement>('[data-card]') ?? null
        if (target === onto) return
        onto?.classList.remove('aimed')
        onto = target !== null && target.dataset['card'] !== card ? target : null
        onto?.classList.add('aimed')
      }
      const finish = (how: Event) => {
        removeEventListener('pointermove', follow)
        removeEventListener('pointerup', finish)
        removeEventListener('pointercancel', finish)
        removeEventListener('keydown', cancel, true)
        ghost.hidden = true
        onto?.classList.remove('aimed')
        const target = onto?.dataset['card']
        if (how instanceof PointerEvent && how.type === 'pointerup' && target)
          setDrop({ card: from, onto: target as NodeId, at: { x: how.clientX, y: how.clientY, width: 0, height: 0 } })
      }
      const cancel = (key: globalThis.KeyboardEvent) => {
        if (key.key === 'Escape') finish(key)
      }
      addEventListener('pointermove', follow)
      addEventListener('pointerup', finish)
      addEventListener('pointercancel', finish)
      addEventListener('keydown', cancel, true)
      follow(event)
      return true
    },
    [mayEdit],
  )

  /** Arrows go from card to card: up and down along the lines, sideways to the nearest. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement) || !event.target.classList.contains('card'))
      return
    const rtl = getComputedStyle(event.target).direction === 'rtl'
    const entry = ui.selected === null ? undefined : entries.byId.get(ui.selected)
    const box = layout?.cards.find((card) => card.id === ui.selected)
    if (!entry || !box || !layout || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const forward = sideways ? (event.key === 'ArrowRight') !== rtl : event.key === 'ArrowDown'
    let to: string | null = null
    if (!sideways) to = forward ? (entry.item.children[0] ?? null) : entry.item.parent
    if (to === null) {
      let least = Number.POSITIVE_INFINITY
      for (const other of layout.cards) {
        const dx = other.x + other.w / 2 - box.x - box.w / 2
        const dy = other.y - box.y
        const along = (sideways ? dx : dy) * (forward ? 1 : -1)
        const away = along + 3 * Math.abs(sideways ? dy : dx)
        if (along > 4 && away < least) {
          least = away
          to = other.id
        }
      }
    }
    if (to === null) return
    const id = to as NodeId
    act.select(id, 'map')
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-card="${id}"] > .card`)?.focus({ preventScroll: true }),
    )
  }

  const card = useCallback((id: string, far: boolean) => <TableCard id={id as NodeId} far={far} />, [])
  useEffect(() => () => document.querySelector('.aimed')?.classList.remove('aimed'), [])

  const onto = drop ? entries.byId.get(drop.onto) : undefined
  const moved = drop ? entries.byId.get(drop.card) : undefined
  const wished = moved ? moveOf(moved.node.kind, moved.relation?.kind ?? null) : null
  const choices: MenuEntry[] = []
  if (drop && onto && moved) {
    choices.push({ head: t('dropHead', { entry: onto.item.number || onto.node.wording.slice(0, 24) }) })
    const options = movesAt({ kind: onto.node.kind, hasRelation: onto.relation !== null }).toSorted(
      (a, b) => Number(b === wished) - Number(a === wished),
    )
    for (const option of options) {
      const relation = relationUnder(option, onto.node.kind)
      if (relation === null) continue
      choices.push({
        label: `${t(`move-${option}`)} (${kinds(relation)})`,
        mark: <RelationMark kind={relation} bare />,
        run: () => act.drop(drop.card, drop.onto, option),
      })
    }
    choices.push('line', { label: t('dropNothing'), icon: 'reject', run: () => undefined })
  }

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
          onPaper={() => act.select(null)}
          onGrab={grab}
        />
      )}
      <div ref={hand} className="in-hand" hidden />
      {drop ? <Menu label={t('dropLabel')} entries={choices} at={drop.at} onClose={() => setDrop(null)} /> : null}
    </>
  )
}
