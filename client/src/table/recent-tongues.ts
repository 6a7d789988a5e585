/** The languages that this table speaks: of what was said, the last first; then its own and this screen's. */
import type { Lang } from '@tablee/shared/ids'
import { useMemo } from 'react'
import { useLanguage } from '../i18n/index.tsx'
import { recentTongues } from '../ui/languages-found.ts'
import { useTable } from './context.ts'

export function useRecentTongues(): readonly Lang[] {
  const { board, status } = useTable()
  const { language } = useLanguage()
  const own = status?.lang ?? language
  return useMemo(() => recentTongues(board.words.values(), [own, language]), [board.words, own, language])
}
