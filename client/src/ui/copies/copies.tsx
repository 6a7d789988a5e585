/** One disc for each laptop that holds the day, and the sentence that says so. */
import './copies.css'
import type { CopiesTold } from '@tablee/shared/wire/second'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { timeOfDay } from '../time-of-day.ts'
import { copiesMessages } from './messages/index.ts'

export function Copies({ told, live = false }: { told: CopiesTold /** A change of it is said. */; live?: boolean }) {
  const t = useT(copiesMessages)
  const { language } = useLanguage()
  const { state, since, behind } = told
  const sentence =
    state === 'behind'
      ? t('behind', { n: Math.max(1, Math.round(behind / 1_000)) })
      : state === 'one' && since !== null
        ? t('one', { time: timeOfDay(since, language) })
        : t(state === 'two' ? 'two' : 'none')
  return (
    <span className={`copies is-${state}`} role={live ? 'status' : undefined}>
      <span className="discs" aria-hidden="true">
        <i />
        <i className="other" />
      </span>
      {sentence}
    </span>
  )
}
