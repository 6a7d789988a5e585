/** The page by keyboard. Where somebody types or chooses, keys are theirs. */
import type { InHand } from './use-in-hand.ts'

const ownsKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [role=menu]') !== null

/** What this key does now; null: it is nobody's. A keyboard of another script has no letter of ours: then by where it lies. */
export function stepOf(event: KeyboardEvent, joining: InHand, sameKey: string): (() => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target)) return null
  const key = event.key.toLowerCase()
  const is = (letter: string, code: string): boolean =>
    key === letter.toLowerCase() || (event.code === code && !/^[a-z]$/.test(key))
  if (is('z', 'KeyZ')) return joining.canGoBack ? joining.back : null
  if (is(sameKey, 'KeyS')) return joining.open === null ? null : joining.look
  return event.key === 'Escape' ? joining.leave : null
}
