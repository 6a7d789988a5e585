import { useLanguage, useT } from '../i18n/index.tsx'
import { Notice } from '../ui/notice.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'

export function Offline({ since }: { since: number }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const time = timeOfDay(since, language)
  return (
    <Notice tone="offline" icon="kept" happened={t('offline')}>
      {t('offlineWhat', { time })}
    </Notice>
  )
}
