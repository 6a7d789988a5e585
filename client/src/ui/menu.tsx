/**
 * A menu by the ARIA pattern: arrows and letters move, Enter chooses, Escape closes and the focus returns to where it
 * came from. It floats beside its opener and stays within the window. A letter that an entry shows chooses it.
 */
import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useLanguage } from '../i18n/index.tsx'
import { Icon, type IconName } from './icon.tsx'
import { keysSaid } from './key-names.ts'

export type MenuEntry =
  | {
      readonly label: string
      readonly run: () => void
      /** A line beneath it: what it does. */
      readonly about?: string
      readonly icon?: IconName
      readonly mark?: ReactNode
      /** The key that chooses it while the menu is open; it is shown, so it must be true. */
      readonly key?: string
      readonly checked?: boolean
      /** No letter leads to it: anyone who types on must not take something away. */
      readonly destroys?: boolean
      /** Not now: it keeps its place and can be read, and does nothing. */
      readonly off?: boolean
      /** Opens a further page of the menu. */
      readonly leads?: boolean
    }
  | { readonly head: string }
  | 'line'
type Item = Exclude<MenuEntry, 'line' | { readonly head: string }>

export type Anchor = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export const anchorOf = (element: Element): Anchor => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x, y, width, height }
}

const named: Readonly<Record<string, string>> = { Delete: 'Del' }
const edge = 8
const gap = 4
/** A menu of less than five entries' height is no menu: then it may cover what it speaks of. */
const least = 220

/** Where a menu of this size goes; `beside`: it must not cover what it speaks of, so it may have to scroll. */
function placeAt(
  at: Anchor,
  { width, height }: { readonly width: number; readonly height: number },
  rtl: boolean,
  beside: boolean,
): { readonly x: number; readonly y: number; readonly most: number | null } {
  const [right, left] = [at.x + at.width + gap, at.x - width - gap]
  const fitsRight = right + width <= innerWidth - edge
  const fitsLeft = left >= edge
  const within = (y: number) => Math.max(edge, Math.min(y, innerHeight - height - edge))
  if (beside && (fitsRight || fitsLeft)) {
    const x = rtl ? (fitsLeft ? left : right) : fitsRight ? right : left
    return { x, y: within(at.y), most: null }
  }
  const wished = rtl ? at.x + at.width - width : at.x
  const x = Math.max(edge, Math.min(wished, innerWidth - width - edge))
  const below = at.y + at.height + gap
  const rooms = { below: innerHeight - edge - below, above: at.y - gap - edge }
  if (rooms.below >= height) return { x, y: below, most: null }
  if (rooms.above >= height) return { x, y: at.y - gap - height, most: null }
  if (!beside || Math.max(rooms.below, rooms.above) < least) return { x, y: within(at.y - gap - height), most: null }
  return rooms.below >= rooms.above ? { x, y: below, most: rooms.below } : { x, y: edge, most: rooms.above }
}

export function Menu({
  label,
  entries,
  at,
  beside = false,
  onClose,
  onBack,
}: {
  label: string
  entries: readonly MenuEntry[]
  at: Anchor
  /** What `at` is stays in sight: the row or card that the menu speaks of. */
  beside?: boolean
  onClose: () => void
  /** A page further in: Escape leads back to the one before. */
  onBack?: () => void
}) {
  const ref = useRef<HTMLDivElement>(null)
  const { language } = useLanguage()
  const abouts = useId()
  useLayoutEffect(() => {
    const menu = ref.current
    if (!menu) return
    const size = { width: menu.offsetWidth, height: menu.offsetHeight }
    const { x, y, most } = placeAt(at, size, getComputedStyle(menu).direction === 'rtl', beside)
    menu.style.left = `${x}px`
    menu.style.top = `${y}px`
    if (most !== null) menu.style.maxBlockSize = `${most}px`
  }, [at, beside])
  useEffect(() => {
    const before = document.activeElement
    const menu = ref.current
    // Where one of them is, that one: what has the focus looks like what is chosen.
    const chosen = menu?.querySelector('[role=menuitem]')
      ? null
      : menu?.querySelector<HTMLElement>('[aria-checked=true]')
    const first = chosen ?? menu?.querySelector<HTMLElement>('[role^=menuitem]')
    first?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      // The menu is gone by now. What was chosen may have put the focus somewhere already: a new row's field has it
      // before this runs, and an empty row that loses it is thrown away.
      const now = document.activeElement
      const lost = now === null || now === document.body || menu?.contains(now) === true
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
    // Once per opening: the opener mounts a new menu each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const choose = (item: Item) => {
    if (item.off === true) return
    item.run()
    if (!item.leads) onClose()
  }

  function onKeyDown(event: KeyboardEvent) {
    const shown = entries.filter((entry): entry is Item => entry !== 'line' && !('head' in entry))
    const items = [...(ref.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const now = items.findIndex((item) => item === document.activeElement)
    const go = (index: number) => items[(index + items.length) % items.length]?.focus()
    const rtl = ref.current !== null && getComputedStyle(ref.current).direction === 'rtl'
    const chord = event.ctrlKey || event.metaKey || event.altKey
    const pressed = event.key.toLocaleLowerCase()
    const direct = chord ? undefined : shown.find((item) => item.key?.toLocaleLowerCase() === pressed)
    event.stopPropagation()
    if (direct) choose(direct)
    else if (event.key === 'ArrowDown') go(now + 1)
    else if (event.key === 'ArrowUp') go(now < 0 ? -1 : now - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(-1)
    else if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight') && shown[now]?.leads) choose(shown[now])
    else if (event.key === 'Escape' || event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')) (onBack ?? onClose)()
    else if (event.key === 'Tab') onClose()
    else if (event.key === 'Enter' || event.key === ' ') {
      if (shown[now]) choose(shown[now])
    } else if (event.key.length === 1 && !chord) {
      // By the visible label alone: a mark's hidden word is nobody's first letter.
      const order = [...shown.keys()].map((n) => (now + 1 + n) % shown.length)
      const next = order.find(
        (n) => shown[n]?.destroys !== true && shown[n]?.label.toLocaleLowerCase().startsWith(pressed),
      )
      if (next !== undefined) go(next)
    } else return
    event.preventDefault()
  }

  return createPortal(
    <div ref={ref} className="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {entries.map((entry, index) => {
        if (entry === 'line') return <hr key={index} />
        if ('head' in entry)
          return (
            <div key={index} className="head" role="presentation">
              {entry.head}
            </div>
          )
        return (
          <div
            key={index}
            role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
            {...(entry.checked === undefined ? {} : { 'aria-checked': entry.checked })}
            {...(entry.about ? { 'aria-label': entry.label, 'aria-describedby': `${abouts}-${index}` } : {})}
            aria-disabled={entry.off || undefined}
            {...(entry.leads ? { 'aria-haspopup': 'menu' as const } : {})}
            {...(entry.key ? { 'aria-keyshortcuts': entry.key } : {})}
            tabIndex={-1}
            onClick={() => choose(entry)}
          >
            {/* The mark is the drawing of the label: what it says to a screen reader the label says. */}
            {entry.mark ? (
              <span className="mark" aria-hidden="true">
                {entry.mark}
              </span>
            ) : entry.icon ? (
              <Icon name={entry.icon} turns={entry.icon === 'back' || entry.icon === 'next'} />
            ) : (
              <span className="mark" />
            )}
            <span className="label">
              {entry.label}
              {entry.about ? <small id={`${abouts}-${index}`}>{entry.about}</small> : null}
            </span>
            {entry.key ? (
              <kbd aria-hidden="true">{keysSaid(language, named[entry.key] ?? entry.key.toLocaleUpperCase())}</kbd>
            ) : null}
            {entry.leads && !entry.key ? <Icon name="next" turns /> : null}
          </div>
        )
      })}
    </div>,
    document.body,
  )
}
