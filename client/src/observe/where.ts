/** In words: which session it is, and where each city is, if they are apart. */
import type { WatchList } from '@tablee/shared/wire/watch'
import { useCallback, useMemo } from 'react'
import { useT } from '../i18n/index.tsx'
import { apart, siteHere } from './clocks.ts'
import { messages } from './messages/index.ts'

export function useWhere(list: WatchList) {
  const t = useT(messages)
  const of = list.clock.sessions
  /** Empty before the first one. */
  const sessionName = useCallback((n: number) => (n > 0 ? t('session', { n, of }) : ''), [t, of])
  const standing = useMemo(
    () =>
      apart(list, siteHere())?.map(({ site, session: n, ended }) =>
        ended ? t('siteOver', { site }) : n > 0 ? t('siteAt', { site, n, of }) : t('siteWaits', { site }),
      ) ?? null,
    [list, t, of],
  )
  return { sessionName, standing }
}
