/**
 * The page by keyboard. A digit's key is known by its place, whatever stands on it: on a French keyboard digits want the shift
 * key, on an Arabic one they are others. Where somebody types or chooses, keys are theirs.
 */
import { keyMarks } from '@tablee/shared/synthesis/theme-keys'
import { letterOf, ownsKeys } from '../synthesis/keys.ts'
import type { Coding } from './use-coding.ts'

const marks: Readonly<Record<string, string>> = { Comma: ',', Period: '.', Minus: '-' }

/** What this key does now; null: it is nobody's. `begun`: the first of two keys, kept until the next one. */
export function stepOf(
  event: KeyboardEvent,
  {
    coding,
    newKey,
    begun,
    onNew,
    onMemo,
    onClose,
  }: {
    coding: Coding
    newKey: string
    begun: { current: string }
    onNew: () => void
    onMemo: () => void
    onClose: () => void
  },
): (() => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target) || event.key === 'Shift') return null
  const row = begun.current
  begun.current = ''
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? null
  const letter = letterOf(event)
  const code = coding.codes.find(({ key }) => key !== null && key === row + (digit ?? letter ?? ' '))?.id
  if (code !== undefined) return () => coding.mark(code)
  const mark = keyMarks.some((one) => one === event.key) ? event.key : digit === null ? marks[event.code] : undefined
  if (mark !== undefined)
    return coding.codes.some(({ key }) => key?.startsWith(mark)) ? () => void (begun.current = mark) : null
  if (row !== '') return null
  if (digit === '0') return coding.noneFits
  if (event.key.toLowerCase() === newKey.toLowerCase() || letter === 'N') return onNew
  if (letter === 'S') return onMemo
  if (letter === 'Z') return coding.back
  if (event.key === 'ArrowDown') return coding.next
  return event.key === 'Escape' ? onClose : null
}
