import { useLanguage, useT } from '../i18n/index.tsx'
import { Notice } from '../ui/notice.tsx'
import { messages } from './messages.ts'

export function Offline({ since }: { since: number }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(since)
  return (
    <Notice tone="offline" icon="kept" happened={t('offline')}>
      {t('offlineWhat', { time })}
    </Notice>
  )
}
