/** What people answered, as a snapshot holds it: figures of all tables, what each said alone, and before and after. */
import { inLang } from '@tablee/shared/dialogue/programme'
import { importOf } from '@tablee/shared/snapshot/imports'
import { resultsOfSnapshot } from '@tablee/shared/snapshot/results'
import { useMemo } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { ChangeView } from '../ui/figures/change.tsx'
import { Told } from '../ui/figures/told.tsx'
import type { Read } from './data.ts'
import { importedMessages } from './imported-messages.ts'
import { Imported } from './imported.tsx'
import { resultsMessages } from './results-messages.ts'

export default function Results({ read }: { read: Read }) {
  const { snapshot, texts } = read
  const imports = useMemo(() => (snapshot.voices?.imports ?? []).map((one) => importOf(one, texts)), [snapshot, texts])
  const i = useT(importedMessages)
  if (snapshot.voices === undefined) return null
  return (
    <>
      {imports.length === 0 ? null : (
        <section className="section answers" aria-labelledby="imported-title">
          <h2 id="imported-title">{i('title')}</h2>
          {imports.map((set, n) => (
            <Imported key={n} set={set} />
          ))}
        </section>
      )}
      {imports.length > 0 && snapshot.voices.steps.length === 0 ? null : <Ours read={read} />}
    </>
  )
}

/** What was asked here: small numbers are not said, because they are shown and passed on. */
function Ours({ read }: { read: Read }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const { steps, change } = useMemo(() => resultsOfSnapshot(read.snapshot, read.texts), [read])
  return (
    <section className="section answers" aria-labelledby="answers-title">
      <h2 id="answers-title">{t('title')}</h2>
      <p className="meta">{steps.length + change.length === 0 ? t('none') : t('about')}</p>
      {steps.map(({ step, title, session, tables, figures, byTable }) => (
        <section key={step} aria-labelledby={`answers-${step}`}>
          <h3 id={`answers-${step}`}>
            {inLang(title, language)}{' '}
            <span className="meta">
              {t('session', { n: session })} · {t('tables', { closed: tables.closed, n: tables.of })}
            </span>
          </h3>
          {figures.length > 0 ? (
            <div className="figs">
              {figures.map((figure) => (
                <Told key={figure.item} figure={figure} level={4} />
              ))}
            </div>
          ) : null}
          {byTable.map(({ table, figures: own }) => (
            <details key={table}>
              <summary>{t('own', { n: table })}</summary>
              <div className="figs">
                {own.map((figure) => (
                  <Told key={figure.item} figure={figure} level={4} />
                ))}
              </div>
            </details>
          ))}
        </section>
      ))}
      {change.length > 0 ? (
        <section aria-labelledby="answers-change">
          <h3 id="answers-change">{t('change')}</h3>
          <div className="figs">
            {change.map((one) => (
              <ChangeView key={`${one.questionnaire} ${one.item}`} change={one} level={4} />
            ))}
          </div>
        </section>
      ) : null}
    </section>
  )
}
