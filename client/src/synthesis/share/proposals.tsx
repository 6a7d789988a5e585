/** What the team put before consoles as questions, and what these made of each. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { SharesTold } from '@tablee/shared/wire/shares'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { useTimeOfDay } from '../../ui/hall/zone.ts'
import { shareMessages } from './messages/index.ts'

type Proposal = SharesTold['proposed'][number]

/** That it waits, that it was asked, or why not, each with its time. */
export function Ended({ of: { at, ended } }: { of: Pick<Proposal, 'at' | 'ended'> }) {
  const t = useT(shareMessages)
  const time = useTimeOfDay()
  return (
    <span className="meta">
      {ended === null ? t('proposed', { time: time(at) }) : t(`ended-${ended.as}`, { time: time(ended.at) })}{' '}
      {ended === null ? null : <bdi>{ended.said}</bdi>}
    </span>
  )
}

export function Proposals({ told: { proposed, lang } }: { told: SharesTold }) {
  const t = useT(shareMessages)
  const { language } = useLanguage()
  return (
    <section className="proposals" aria-labelledby="proposals">
      <h2 id="proposals" className="hh">
        {t('proposals')}
      </h2>
      <ul aria-live="polite">
        {proposed.toReversed().map((one) => (
          <li key={one.id}>
            <b lang={tagFor(one.text, language, lang)} dir="auto">
              {shownIn(one.text, language, lang) || t('erased')}
            </b>
            <Ended of={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}
