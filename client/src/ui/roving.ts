/** A list of buttons that Tab passes in one stop: within it arrows lead up and down, Home and End to its ends. */
import { useRef, useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react'

const buttonsOf = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('button:not(:disabled)')]

/**
 * For an `ol` or `ul` whose rows have the same buttons each. `reachable`: by row, whether any of its buttons can be pressed.
 * `stop(row)` is the `tabIndex` of the buttons of a row.
 */
export function useRoving(reachable: readonly boolean[]) {
  const [last, setLast] = useState(0)
  /** Pressed by hand, what has the focus leaves arrows to the page. */
  const hand = useRef<'presses' | 'pressed' | null>(null)
  const first = reachable.indexOf(true)
  const at = reachable[last] === true ? last : first
  const rowsOf = (list: Element): Element[] => [...list.children]
  return {
    stop: (row: number): 0 | -1 => (row === at ? 0 : -1),
    list: {
      onFocus({ currentTarget, target }: FocusEvent<HTMLElement>): void {
        const row = rowsOf(currentTarget).findIndex((one) => one.contains(target))
        if (row >= 0) setLast(row)
        hand.current = hand.current === 'presses' ? 'pressed' : null
      },
      onPointerDown({ target }: PointerEvent<HTMLElement>): void {
        const button = target instanceof Element ? target.closest('button') : null
        hand.current = button === document.activeElement ? 'pressed' : 'presses'
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>): void {
        const rows = rowsOf(event.currentTarget)
        const own = rows.find((one) => one.contains(event.target as Node))
        if (
          hand.current !== null ||
          own === undefined ||
          event.ctrlKey ||
          event.metaKey ||
          event.altKey ||
          event.shiftKey
        )
          return
        const column = buttonsOf(own).indexOf(event.target as HTMLElement)
        const here = rows.indexOf(own)
        const way = {
          ArrowDown: rows.slice(here + 1),
          ArrowUp: rows.slice(0, here).toReversed(),
          Home: rows,
          End: rows.toReversed(),
        }[event.key]
        if (way === undefined) return
        // Within the list an arrow is the list's, also at its end: elsewhere it passes the entry over.
        event.preventDefault()
        event.stopPropagation()
        const to = way.map(buttonsOf).find((buttons) => buttons.length > 0)
        ;(to?.[column] ?? to?.[0])?.focus()
      },
    },
  }
}
