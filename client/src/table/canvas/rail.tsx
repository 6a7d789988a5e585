/**
 * The rail beneath the canvas: what can be put on it (look 02). A tap takes a kind in hand, the next one on the canvas
 * puts it; a drag puts it where it is let go, two quick taps or the keyboard where there is room. The tools beside the
 * kinds draw. On a narrow screen the tools share one button.
 */
import { elementKinds, type ElementKind } from '@tablee/shared/board/canvas/schema'
import { useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import type { Spot, Tool } from './handle.ts'
import { canvasMessages } from './messages/index.ts'

/** Drawn in this order; `photo` opens the device's own picker. */
const drawing = ['note', 'text', 'geometry', 'arrow', 'stroke'] as const satisfies readonly Tool[]
/** A finger trembles this much (px) without meaning to drag. */
const tremble = 8

/** In hand for the next click; at once, where there is room; or where it was let go in the window. */
export type Put = 'choose' | 'middle' | Spot

export function Rail({
  armed,
  tool,
  draws,
  mayFrame,
  onKind,
  onTool,
  onPhoto,
  undo,
}: {
  /** The kind that is in hand. */
  armed: ElementKind | null
  tool: Tool
  /** Is there a surface to draw on? In the list only what has words is offered. */
  draws: boolean
  mayFrame: boolean
  onKind: (kind: ElementKind, how: Put) => void
  onTool: (tool: Tool) => void
  onPhoto: () => void
  /** Undo and redo, always in sight at its end. */
  undo: ReactNode
}) {
  const kinds = useT(visionMessages)
  const t = useT(canvasMessages)
  const [more, setMore] = useState<Anchor | null>(null)
  const tools: readonly Exclude<Tool, 'kind'>[] = draws ? (mayFrame ? [...drawing, 'frame'] : drawing) : ['note']
  const menu: MenuEntry[] = [
    ...tools.map(
      (one): MenuEntry => ({
        label: t(one),
        mark: <VisionIcon name={one === 'hand' ? 'select' : one} />,
        run: () => onTool(one),
      }),
    ),
    { label: t('photo'), mark: <VisionIcon name="photo" />, run: onPhoto },
  ]
  return (
    <nav className="kinds" aria-label={t('place')}>
      {draws ? (
        <button type="button" className="tool" aria-pressed={tool === 'select'} onClick={() => onTool('select')}>
          <VisionIcon name="select" />
          {t('select')}
        </button>
      ) : null}
      {elementKinds.map((kind) => (
        <Kind
          key={kind}
          icon={<VisionIcon name={kind} />}
          label={kinds(kind)}
          drags={draws}
          chosen={draws ? armed === kind : null}
          onPut={(how) => onKind(kind, how)}
        />
      ))}
      {tools.map((one) => (
        <button
          key={one}
          type="button"
          className={draws ? 'tool wide' : 'tool'}
          aria-pressed={tool === one}
          onClick={() => onTool(one)}
        >
          <VisionIcon name={one === 'hand' ? 'select' : one} />
          {t(one)}
        </button>
      ))}
      {draws ? (
        <button type="button" className="tool wide" onClick={onPhoto}>
          <VisionIcon name="photo" />
          {t('photo')}
        </button>
      ) : null}
      {draws ? (
        <button
          type="button"
          className="tool narrow"
          aria-haspopup="menu"
          aria-expanded={more !== null}
          onClick={(event) => setMore(anchorOf(event.currentTarget))}
        >
          <VisionIcon name="tools" />
          {t('more')}
        </button>
      ) : null}
      {undo}
      {more ? <Menu label={t('more')} entries={menu} at={more} onClose={() => setMore(null)} /> : null}
    </nav>
  )
}

function Kind({
  icon,
  label,
  drags,
  chosen,
  onPut,
}: {
  icon: ReactNode
  label: string
  drags: boolean
  /** Null where nothing is chosen for later. */
  chosen: boolean | null
  onPut: (how: Put) => void
}) {
  const ghost = useRef<HTMLSpanElement>(null)
  const dragged = useRef(false)
  function onPointerDown(event: PointerEvent<HTMLButtonElement>) {
    if (!drags || event.button !== 0) return
    const from = { x: event.clientX, y: event.clientY }
    const button = event.currentTarget
    dragged.current = false
    const hand = ghost.current
    button.setPointerCapture(event.pointerId)
    const follow = (move: globalThis.PointerEvent) => {
      if (!dragged.current && Math.hypot(move.clientX - from.x, move.clientY - from.y) < tremble) return
      dragged.current = true
      if (!hand) return
      hand.hidden = false
      hand.style.transform = `translate(${move.clientX + 8}px, ${move.clientY + 8}px)`
    }
    const end = (up: globalThis.PointerEvent) => {
      button.removeEventListener('pointermove', follow)
      button.removeEventListener('pointerup', end)
      button.removeEventListener('pointercancel', end)
      if (hand) hand.hidden = true
      if (dragged.current && up.type === 'pointerup') onPut({ x: up.clientX, y: up.clientY })
    }
    button.addEventListener('pointermove', follow)
    button.addEventListener('pointerup', end)
    button.addEventListener('pointercancel', end)
  }
  return (
    <button
      type="button"
      className="kind"
      aria-pressed={chosen ?? undefined}
      onPointerDown={onPointerDown}
      onClick={({ detail }) => {
        // Enter, or a screen reader's tap: nobody is going to point at a place.
        if (!dragged.current) onPut(detail === 1 ? 'choose' : 'middle')
        dragged.current = false
      }}
    >
      {icon}
      {label}
      <span ref={ghost} className="in-hand" aria-hidden="true" hidden>
        {label}
      </span>
    </button>
  )
}
