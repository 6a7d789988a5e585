/** Beneath a cross: why cells are withheld, what was put together, and what of it can be said. */
import type { Told } from '@tablee/shared/results/told'
import type { ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { resultsMessages } from './messages/index.ts'

export function Why({ told, says }: { told: Told; says: readonly string[] }) {
  const t = useT(resultsMessages)
  const cells = told.rows.flatMap((row) => row.cells)
  const few = cells.some(({ withheld }) => withheld === 'few')
  const covered = cells.some(({ withheld }) => withheld === 'covered')
  const merged = [...told.rows, ...told.columns].some((one) => one.merged !== undefined)
  return (
    <div className="why">
      {few ? (
        <Reason title={t('whyFew')} mark="a">
          {t('whyFewText')}
        </Reason>
      ) : null}
      {covered ? (
        <Reason title={t('whyCovered')} mark="b">
          {t('whyCoveredText')}
        </Reason>
      ) : null}
      {merged ? <Reason title={t('whyMerged')}>{t('whyMergedText')}</Reason> : null}
      <section>
        <h2>{t('whySay')}</h2>
        {(says.length === 0 ? [t('sayNothing')] : says).map((one) => (
          <p key={one}>{one}</p>
        ))}
      </section>
    </div>
  )
}

function Reason({ title, mark, children }: { title: string; mark?: 'a' | 'b'; children: ReactNode }) {
  return (
    <section>
      <h2>
        {mark === undefined ? null : <i className={`sw ${mark}`} aria-hidden="true" />}
        {title}
      </h2>
      <p>{children}</p>
    </section>
  )
}
