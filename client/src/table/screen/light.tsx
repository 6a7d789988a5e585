/** What the light says: a word and a time or a number, never "error". */
import { useEffect, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { Light as State } from '../../link/light.ts'
import type { LinkState } from '../../link/states.ts'
import { Light } from '../../ui/light.tsx'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { composerMessages, messages } from '../messages/index.ts'

/** A first connection that takes longer than this is told as what it is. */
const firstPatience = 2_000

/** Below this a "saving" would flicker with every key. */
const patience = 400

/** True once something has lasted since then for longer than a glance. */
export function useLate(since: number | null, glance = patience): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (since === null) return
    const timer = setTimeout(() => setLate(true), Math.max(0, glance - (Date.now() - since)))
    return () => clearTimeout(timer)
  }, [since, glance])
  return late
}

/** Since when a page connects for the first time; null once it was connected or could not: from then on *offline* is true. */
export function useFirst(state: LinkState): number | null {
  const [since, setSince] = useState<number | null>(() => Date.now())
  const over = state === 'live' || state === 'waiting' || state === 'barred' || state === 'closed'
  useEffect(() => {
    if (over) setSince(null)
  }, [over])
  return over ? null : since
}

export function TableLight({
  light,
  empty,
  entries,
  first,
}: {
  light: State
  empty: boolean
  /** Entries changed here and not saved: what people count, where the link counts its steps. */
  entries: number
  /** Since when this page connects for the first time; null once it was connected, or a try has failed. */
  first: number | null
}) {
  const t = useT(messages)
  const own = useT(composerMessages)
  const { language } = useLanguage()
  // Not there yet is not offline: on a healthy network it takes a moment at each load.
  const slow = useLate(first, firstPatience)
  const connecting = (
    <Light shape="saving" busy>
      {own('connecting')}
    </Light>
  )
  const late = useLate(
    light.kind === 'saving' || light.kind === 'unread'
      ? light.since
      : light.kind === 'kept'
        ? (light.writing?.since ?? null)
        : null,
  )
  switch (light.kind) {
    case 'saved':
      return <Light shape="saved">{t(empty ? 'nothingToSave' : 'allSaved')}</Light>
    case 'saving':
      // Until it is late the word stands as it stood: what was saved before is still saved.
      return late ? (
        <Light shape="saving">{t('saving', { n: light.n })}</Light>
      ) : (
        <Light shape="saved">{t(empty ? 'nothingToSave' : 'allSaved')}</Light>
      )
    case 'kept': {
      // The number is what this device's disk holds; what is on its way there joins it some milliseconds later.
      const n = Math.max(0, light.n - (light.writing?.n ?? 0))
      if (light.writing && late)
        return (
          <Light shape="saving" busy>
            {t('saving', { n: light.writing.n })}
          </Light>
        )
      if (n === 0 && first !== null && !slow) return connecting
      // Nothing is on its way to a disk that takes nothing.
      const pageOnly = !light.onDisk && light.writing === null
      return (
        <Light shape="kept" busy={light.writing !== null}>
          {n === 0
            ? t('offline')
            : pageOnly
              ? t('pageOnly')
              : entries > 0
                ? t('keptHere', { n: entries })
                : t('keptWriting')}
        </Light>
      )
    }
    case 'unread':
      // A store that answers at once is no news: until then the word is the one that a page begins with.
      return late ? (
        <Light shape="saving" busy>
          {light.n > 0 ? t('saving', { n: light.n }) : t('readingDevice')}
        </Light>
      ) : first !== null ? (
        connecting
      ) : (
        <Light shape="kept" busy>
          {t('offline')}
        </Light>
      )
    case 'refused':
      return <Light shape="refused">{t('notTaken', { n: light.refused.length })}</Light>
    case 'storage-down':
      return <Light shape="refused">{t('savedUntil', { time: timeOfDay(light.savedUntil, language) })}</Light>
  }
}
