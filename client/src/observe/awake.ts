/**
 * The wall's buttons: in sight for the first seconds, and again when somebody looks for them, by pointer, by a tap anywhere or by
 * any key. A remote has no pointer and often no Tab: Escape and the arrows lead to the first of them.
 */
import { useEffect, useState } from 'react'

const atFirst = 12_000
const again = 8_000
const leads: ReadonlySet<string> = new Set(['Escape', 'Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'])

/** `first`: in sight when it comes; a film that begins is looked at, not set up. */
export function useAwake(first = true): boolean {
  const [awake, setAwake] = useState(first)
  useEffect(() => {
    const sleep = (): void => setAwake(false)
    let timer = setTimeout(sleep, atFirst)
    const wake = (): void => {
      setAwake(true)
      clearTimeout(timer)
      timer = setTimeout(sleep, again)
    }
    const key = (event: KeyboardEvent): void => {
      wake()
      const at = document.activeElement
      const used = at instanceof HTMLElement && at.matches('a, button, select')
      if (event.defaultPrevented || !leads.has(event.key) || (used && event.key !== 'Escape')) return
      event.preventDefault()
      document.querySelector<HTMLElement>('.wall > .controls button')?.focus()
    }
    const events = ['pointermove', 'pointerdown', 'focusin'] as const
    for (const one of events) addEventListener(one, wake)
    addEventListener('keydown', key)
    return () => {
      clearTimeout(timer)
      for (const one of events) removeEventListener(one, wake)
      removeEventListener('keydown', key)
    }
  }, [])
  return awake
}
