/** On the lower edge of the chosen card: a button of a finger's size, whatever the scale, that opens what can stand beneath it. */
import { useEffect, useRef, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { legible } from '../../ui/map/camera.ts'
import { useMap } from '../../ui/map/context.ts'
import type { MapLayout } from '../../ui/map/types.ts'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { useTable } from '../context.ts'
import { mapMessages, menuMessages, messages } from '../messages/index.ts'
import { MoveMark } from '../entry/mark-of.tsx'
import { moveTable, relationUnder, usualAt } from '../board/moves.ts'

const side = 48
/** What is seen of it. */
const disc = 34
/** So far it reaches beyond the card: less than any card beneath it, and its mark, are away. */
const beyond = 10

export function AddBeneath({ layout }: { layout: MapLayout | null }) {
  const t = useT(mapMessages)
  const says = useT(messages)
  const menu = useT(menuMessages)
  const map = useMap()
  const { entries, onMap, ui, act, mayEdit, maySay } = useTable()
  const button = useRef<HTMLButtonElement>(null)
  const [at, setAt] = useState<Anchor | null>(null)
  const entry = ui.selected === null || ui.editing !== null || !mayEdit ? undefined : entries.byId.get(ui.selected)
  const id = entry?.node.id ?? null
  const box = layout?.cards.find((card) => card.id === id)
  /** Beside the table's mark where words lie, as long as no line leaves there; else on the corner. */
  const open = entry !== undefined && entry.item.children.length > 0 && !onMap.holds.has(entry.node.id)
  const sorts = open ? new Set(entry.item.children.map((child) => entries.byId.get(child)?.relation?.kind)).size : 0
  const corner = entry === undefined || entry.words.length === 0 || sorts > 2
  useEffect(() => {
    if (!box) return
    return map.follow(({ x, y, scale }, { width, height }) => {
      const element = button.current
      if (!element) return
      const middle = corner ? (box.x + box.w) * scale + beyond - disc / 2 : (box.x + box.w * 0.715) * scale
      const left = x + middle - side / 2
      const top = y + (box.y + box.h) * scale + beyond - side
      element.hidden = scale < legible || top < 0 || top > height - side || left < 0 || left > width - disc
      element.style.insetInlineStart = `${left}px`
      element.style.insetBlockStart = `${top}px`
    })
  }, [map, box, corner])
  if (!entry || !box || id === null) return null
  const name = entry.item.number || entry.node.wording.slice(0, 24)
  const choices: MenuEntry[] = [{ head: t('addBeneath', { entry: name }) }]
  const { first, rest } = usualAt({ kind: entry.node.kind, hasRelation: entry.relation !== null })
  for (const move of [...first, ...rest]) {
    const relation = relationUnder(move, entry.node.kind)
    if (relation)
      choices.push({
        label: says(`move-${move}`),
        mark: <MoveMark move={move} parent={entry.node.kind} />,
        ...(moveTable[move].keys[0] ? { keys: moveTable[move].keys[0] } : {}),
        run: () => act.beneath(id, move),
      })
  }
  // Who looks for what can be added looks here, for words too.
  if (maySay) choices.push('line', { label: menu('words'), icon: 'experience', run: () => act.addWords(id) })
  return (
    <>
      <button
        ref={button}
        type="button"
        className="add-beneath map-overlay"
        aria-haspopup="menu"
        title={t('addBeneath', { entry: name })}
        aria-label={t('addBeneath', { entry: name })}
        onClick={(event) => setAt(anchorOf(event.currentTarget))}
      >
        <span className="disc">
          <Icon name="plus" />
        </span>
      </button>
      {at ? (
        <Menu label={t('addBeneath', { entry: name })} entries={choices} at={at} onClose={() => setAt(null)} />
      ) : null}
    </>
  )
}
