/**
 * The page by keyboard. A digit's key is known by its place, whatever stands on it: on a French keyboard digits want the shift
 * key, on an Arabic one they are others. Where somebody types or chooses, keys are theirs.
 */
import { keyMarks } from '@tablee/shared/synthesis/theme-keys'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import type { Desk } from './use-desk.ts'

/** Somebody types or chooses there: keys are theirs. */
export const ownsKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [role=menu]') !== null

const isPressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null

const marks: Readonly<Record<string, string>> = { Comma: ',', Period: '.', Minus: '-' }

/** A letter as it stands on the key; a keyboard of another script has none of ours: then by where it lies. */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  return key.length === 1 && key > '~' ? (/^Key([A-Z])$/.exec(code)?.[1] ?? null) : null
}

/** What this key does now; null: it is nobody's. `begun`: the first of two keys, kept until the next one. */
export function stepOf(
  event: KeyboardEvent,
  {
    told,
    desk,
    newKey,
    begun,
    onNew,
    onClose,
  }: {
    told: ThemesTold
    desk: Desk
    newKey: string
    begun: { current: string }
    onNew: () => void
    onClose: () => void
  },
): (() => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target) || event.key === 'Shift') return null
  const row = begun.current
  begun.current = ''
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? null
  const letter = letterOf(event)
  const theme = told.themes.find(({ key }) => key === row + (digit ?? letter ?? ' '))?.id
  if (theme !== undefined) return () => (event.shiftKey ? desk.also(theme) : desk.put(theme))
  const mark = keyMarks.some((one) => one === event.key) ? event.key : digit === null ? marks[event.code] : undefined
  if (mark !== undefined)
    return told.themes.some(({ key }) => key?.startsWith(mark)) ? () => void (begun.current = mark) : null
  if (row !== '') return null
  if (digit === '0') return desk.none
  const suggested = desk.open?.suggested?.theme
  // On a button Enter is the button's.
  if (event.key === 'Enter' && suggested !== undefined && !isPressable(event.target)) return () => desk.put(suggested)
  if (event.key.toLowerCase() === newKey.toLowerCase() || letter === 'N') return onNew
  if (letter === 'Z') return desk.back
  if (letter === 'S' && desk.unreadNear.length > 0) return desk.takeAlong
  if (suggested !== undefined && letter === 'X') return desk.refuse
  if (event.key === 'ArrowDown') return desk.pass
  return event.key === 'Escape' ? onClose : null
}
