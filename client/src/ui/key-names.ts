import type { Language } from '@tablee/shared/i18n/index'
import { keyNames } from './messages/index.ts'

/** `Ctrl Shift 8` as its reader finds it: each key between spaces. */
export function keysSaid(language: Language, keys: string): string {
  const names: Readonly<Record<string, string>> = keyNames[language]
  return keys
    .split(' ')
    .map((key) => names[key] ?? key)
    .join(' ')
}
