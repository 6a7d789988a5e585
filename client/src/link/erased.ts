/** Words that were erased for good: what this device keeps of the board is folded at once, so that no old row holds them. */
import { isBlack } from '@tablee/shared/board/blacken'
import { rootsToRead } from '@tablee/shared/board/doc'
import type * as Y from 'yjs'

export function erases({ doc, changed }: Y.Transaction): boolean {
  const { words } = rootsToRead(doc)
  const keys = [...changed].find(([type]) => (type as unknown) === words)?.[1]
  for (const key of keys ?? []) {
    const value: unknown = key === null ? null : words.get(key)
    if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
      if (isBlack(value.text)) return true
  }
  return false
}
