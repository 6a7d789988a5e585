/**
 * The page by keyboard. A digit's key is known by its place, whatever stands on it: on a French keyboard digits want the shift
 * key, on an Arabic one they are others. Where somebody types or chooses, keys are theirs.
 */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import type { Desk } from './use-desk.ts'

const ownsKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [role=menu]') !== null

const isPressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null

/** What this key does now; null: it is nobody's. */
export function stepOf(
  event: KeyboardEvent,
  {
    told,
    desk,
    newKey,
    onNew,
    onClose,
  }: { told: ThemesTold; desk: Desk; newKey: string; onNew: () => void; onClose: () => void },
): (() => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target)) return null
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  if (digit === '0') return desk.none
  if (digit !== undefined) {
    const theme = told.themes[Number(digit) - 1]?.id
    if (theme === undefined) return null
    return () => (event.shiftKey ? desk.also(theme) : desk.put(theme))
  }
  const suggested = desk.open?.suggested?.theme
  // On a button Enter is the button's.
  if (event.key === 'Enter' && suggested !== undefined && !isPressable(event.target)) return () => desk.put(suggested)
  const key = event.key.toLowerCase()
  // A keyboard of another script has no letter of ours: then by where it lies.
  const is = (letter: string, code: string): boolean => key === letter || (event.code === code && !/^[a-z]$/.test(key))
  if (is(newKey.toLowerCase(), 'KeyN')) return onNew
  if (is('z', 'KeyZ')) return desk.back
  if (suggested !== undefined && is('x', 'KeyX')) return desk.refuse
  if (event.key === 'ArrowDown') return desk.pass
  return event.key === 'Escape' ? onClose : null
}
