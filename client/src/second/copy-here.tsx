import type { SecondTold } from '@tablee/shared/wire/second'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { secondOfDay } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'

/**
 * A code is asked for although a copy is here: another machine has the first one's address by now, or that one forgot this
 * laptop. If the first is dead, nobody has its code, and the copy is what the day goes on from.
 */
export function CopyHere({
  told: { until },
  refused,
  onTakeOver,
}: {
  told: SecondTold
  refused: boolean
  onTakeOver: () => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  return (
    <section className="copy-here">
      <p>
        <b>{until === null ? t('copyHere') : t('until', { time: secondOfDay(until, language) })}</b>
      </p>
      {refused ? (
        <p role="alert" className="trouble">
          {t('refused')}
        </p>
      ) : null}
      <p>{t('ifTakeSays')}</p>
      <p>
        <Button onClick={onTakeOver}>{t('takeOver')}</Button>
      </p>
    </section>
  )
}
