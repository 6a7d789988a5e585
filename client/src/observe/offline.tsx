import { useLanguage, useT } from '../i18n/index.tsx'
import { Notice } from '../ui/notice.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { useAway } from './alone.tsx'
import { messages } from './messages/index.ts'

export function Offline({ since }: { since: number }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const { title, link, back } = useAway()
  return (
    <Notice tone="offline" icon="kept" happened={title} actions={link}>
      {back ? t('offlineWhat', { time: timeOfDay(since, language) }) : null}
    </Notice>
  )
}
