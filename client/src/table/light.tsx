/** What the light says: a word and a time or a number, never "error". */
import { useEffect, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { Light as State } from '../link/light.ts'
import { Light } from '../ui/light.tsx'
import { messages } from './messages.ts'

/** Below this a "saving" would flicker with every key. */
const patience = 400

export const timeOfDay = (at: number, language: string): string => new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

export function TableLight({ light, empty }: { light: State; empty: boolean }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [late, setLate] = useState(false)
  const since = light.kind === 'saving' ? light.since : null
  useEffect(() => {
    setLate(false)
    if (since === null) return
    const timer = setTimeout(() => setLate(true), Math.max(0, patience - (Date.now() - since)))
    return () => clearTimeout(timer)
  }, [since])
  switch (light.kind) {
    case 'saved':
      return <Light shape="saved">{t(empty ? 'nothingToSave' : 'allSaved')}</Light>
    case 'saving':
      // Until it is late the word stands as it stood: what was saved before is still saved.
      return late ? <Light shape="saving">{t('saving', { n: light.n })}</Light> : <Light shape="saved">{t(empty ? 'nothingToSave' : 'allSaved')}</Light>
    case 'kept':
      return <Light shape="kept">{light.n > 0 ? t('keptHere', { n: light.n }) : t('offline')}</Light>
    case 'refused':
      return <Light shape="refused">{t('notTaken', { n: light.refused.length })}</Light>
    case 'storage-down':
      return <Light shape="refused">{t('savedUntil', { time: timeOfDay(light.savedUntil, language) })}</Light>
  }
}
