import { useLanguage, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Notice } from '../ui/notice.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'

/** What is on the screen stays, and its clock goes on: it needs nobody. */
export function Offline({
  problem,
  since,
  zone = null,
}: {
  problem: ClientProblem
  /** When the server answered last. */
  since: number | null
  /** Of the site: its clock, not this device's, says when. */
  zone?: string | null
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  return (
    <Notice tone={problem.code === 'offline' ? 'offline' : 'error'} icon="kept" happened={t('notConnected')}>
      {since === null ? t('notConnectedYet') : t('asOf', { time: timeOfDay(since, language, zone) })}
    </Notice>
  )
}
