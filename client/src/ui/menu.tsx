/**
 * A menu by the ARIA pattern: arrows and letters move, Enter chooses, Escape closes and the focus returns to where it
 * came from. It floats at its opener and stays within the window.
 */
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Icon, type IconName } from './icon.tsx'

export type MenuEntry =
  | {
      readonly label: string
      readonly run: () => void
      readonly icon?: IconName
      readonly mark?: ReactNode
      readonly keys?: string
      readonly checked?: boolean
    }
  | { readonly head: string }
  | 'line'

export type Anchor = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export const anchorOf = (element: Element): Anchor => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x, y, width, height }
}

export function Menu({
  label,
  entries,
  at,
  onClose,
}: {
  label: string
  entries: readonly MenuEntry[]
  at: Anchor
  onClose: () => void
}) {
  const ref = useRef<HTMLDivElement>(null)
  const chosen = useRef(false)
  useLayoutEffect(() => {
    const menu = ref.current
    if (!menu) return
    const { offsetWidth: width, offsetHeight: height } = menu
    const rtl = getComputedStyle(menu).direction === 'rtl'
    const wished = rtl ? at.x + at.width - width : at.x
    menu.style.left = `${Math.max(8, Math.min(wished, innerWidth - width - 8))}px`
    const below = at.y + at.height + 4
    menu.style.top = `${below + height <= innerHeight - 8 ? below : Math.max(8, Math.min(at.y - height - 4, innerHeight - height - 8))}px`
  }, [at])
  useEffect(() => {
    const before = document.activeElement
    const menu = ref.current
    const first = menu?.querySelector<HTMLElement>('[role^=menuitem]')
    first?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      // What an entry did may have moved the focus on purpose; only a closed menu gives it back.
      if (!chosen.current && before instanceof HTMLElement && before.isConnected) before.focus()
    }
    // Once per opening: the opener mounts a new menu each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    const items = [...(ref.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const now = items.findIndex((item) => item === document.activeElement)
    const go = (index: number) => items[(index + items.length) % items.length]?.focus()
    event.stopPropagation()
    if (event.key === 'ArrowDown') go(now + 1)
    else if (event.key === 'ArrowUp') go(now - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(-1)
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLocaleLowerCase()
      const order = [...items.slice(now + 1), ...items.slice(0, now + 1)]
      order.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus()
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
        const choose = () => {
          // Kept when the entry moved the focus itself; given back when it did not.
          const menu = ref.current
          entry.run()
          chosen.current = document.activeElement !== document.body && !menu?.contains(document.activeElement)
          onClose()
        }
        return (
          <div
            key={index}
            role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
            {...(entry.checked === undefined ? {} : { 'aria-checked': entry.checked })}
            tabIndex={-1}
            onClick={choose}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              event.stopPropagation()
              choose()
            }}
          >
            {entry.mark ?? (entry.icon ? <Icon name={entry.icon} /> : null)}
            <span>{entry.label}</span>
            {entry.keys ? <kbd aria-hidden="true">{entry.keys}</kbd> : null}
          </div>
        )
      })}
    </div>,
    document.body,
  )
}
