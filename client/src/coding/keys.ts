/**
 * The page by keyboard. A digit's key is known by its place, whatever stands on it: on a French keyboard digits want the shift
 * key, on an Arabic one they are others. Where somebody types or chooses, keys are theirs.
 */
import { keyMarks } from '@tablee/shared/synthesis/theme-keys'
import { letterOf, ownsKeys } from '../synthesis/keys.ts'

const marks: Readonly<Record<string, string>> = { Comma: ',', Period: '.', Minus: '-' }

/** What keys do things to. `entry`: the one whose words are in sight; null: none is, and nothing is put on any. */
export type Keyed = {
  readonly entry: object | null
  readonly codes: readonly { readonly id: string; readonly key: string | null }[]
  readonly mark: (code: string) => void
  readonly noneFits: () => void
  readonly next: () => void
  readonly back: () => void
}

/** What this key does now; null: it is nobody's. `begun`: the first of two keys, kept until the next one. */
export function stepOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'target' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  {
    coding,
    newKey,
    begun,
    onNew,
    onMemo,
    onClose,
  }: {
    coding: Keyed
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
  const sees = coding.entry !== null
  if (code !== undefined) return sees ? () => coding.mark(code) : null
  const mark = keyMarks.some((one) => one === event.key) ? event.key : digit === null ? marks[event.code] : undefined
  if (mark !== undefined)
    return coding.codes.some(({ key }) => key?.startsWith(mark)) ? () => void (begun.current = mark) : null
  if (row !== '') return null
  if (digit === '0') return sees ? coding.noneFits : null
  if (event.key.toLowerCase() === newKey.toLowerCase() || letter === 'N') return onNew
  if (letter === 'S') return sees ? onMemo : null
  if (letter === 'Z') return coding.back
  // With something else in the middle it scrolls.
  if (event.key === 'ArrowDown') return sees ? coding.next : null
  return event.key === 'Escape' ? onClose : null
}
