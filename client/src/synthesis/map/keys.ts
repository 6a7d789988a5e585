/** The hall's map by keyboard. Where somebody types or chooses, keys are theirs. */
import type { Joining } from './use-joining.ts'

const ownsKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [role=menu]') !== null

/** What a key is called in the reader's language: the first letter of what its button says. */
export type KeyNames = { readonly same: string; readonly different: string; readonly qualifies: string }

/** What this key does now; null: it is nobody's. A keyboard of another script goes by where the English letter lies. */
export function stepOf(event: KeyboardEvent, joining: Joining, keys: KeyNames): (() => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target)) return null
  const { byHand, asked } = joining
  if (event.key === 'Escape') return byHand === null ? null : () => joining.setByHand(null)
  const key = event.key.toLowerCase()
  const is = (name: string, code: string): boolean =>
    key === name.toLowerCase() || (event.code === code && !/^[a-z]$/.test(key))
  if (is('z', 'KeyZ')) return joining.back
  if (byHand !== null) {
    if (byHand.b === null) return null
    if (is(keys.same, 'KeyS')) return () => joining.join('same')
    return is(keys.qualifies, 'KeyQ') ? () => joining.join('qualifies') : null
  }
  const [now] = asked
  if (now === undefined) return null
  if (is(keys.same, 'KeyS')) return () => joining.same(now)
  if (is(keys.qualifies, 'KeyQ')) return () => joining.qualifies(now)
  return is(keys.different, 'KeyD') ? () => joining.different(now) : null
}
