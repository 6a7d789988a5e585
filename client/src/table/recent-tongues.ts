/** The languages that this table speaks: of what was said and written, the last first; then its own, this screen's and the dialogue's. */
import type { Lang } from '@tablee/shared/ids'
import { useMemo } from 'react'
import { useLanguage } from '../i18n/index.tsx'
import { recentTongues } from '../ui/languages-found.ts'
import { useTable } from './context.ts'

export function useRecentTongues(): readonly Lang[] {
  const { board, status } = useTable()
  const { language } = useLanguage()
  const own = status?.lang ?? language
  const others = status?.texts === undefined ? '' : Object.keys(status.texts.title).join(' ')
  return useMemo(
    () => recentTongues([...board.words.values(), ...board.nodes.values()], [own, language, ...others.split(' ')]),
    [board.words, board.nodes, own, language, others],
  )
}
