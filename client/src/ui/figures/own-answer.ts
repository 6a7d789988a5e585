/** What one table answered as a table, in words; empty where it did not, or where no words say it. */
import type { Figure } from '@tablee/shared/voices/figure'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'
import { decimal } from './words.ts'

export function ownAnswer({ type, valid, rows, mean, texts }: Figure, language: Language): readonly string[] {
  if (valid !== 1) return []
  const names = (some: Figure['rows']) => some.map(({ text }) => shownIn(text, language))
  switch (type) {
    case 'number':
      return mean === null ? [] : [decimal(mean, language)]
    case 'text':
      return texts.map(({ text }) => text)
    case 'ranking': {
      const placed = rows.flatMap((row) => (typeof row.rank === 'number' ? [{ row, rank: row.rank }] : []))
      return names(placed.toSorted((a, b) => a.rank - b.rank).map(({ row }) => row))
    }
    default:
      if (rows.length === 0 && mean !== null) return [decimal(mean, language)]
      return names(rows.filter(({ key, count }) => count === 1 && !key.includes(':')))
  }
}
