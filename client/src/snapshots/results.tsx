/** What people answered, as a snapshot holds it: figures of all tables, what each said alone, and before and after. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { importOf } from '@tablee/shared/snapshot/imports'
import { resultsOfSnapshot } from '@tablee/shared/snapshot/results'
import { keyOf, type Figure, type PlaceFigures } from '@tablee/shared/voices/figure'
import { useMemo, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { ChangeView } from '../ui/figures/change.tsx'
import { Crossed } from '../ui/figures/crossed.tsx'
import { Told } from '../ui/figures/told.tsx'
import { told } from '../ui/figures/range.ts'
import type { Read } from './data.ts'
import { importedMessages, resultsMessages } from './messages/index.ts'
import { Imported } from './imported.tsx'

export default function Results({ read, by }: { read: Read; by: PlaceFigures['by'] | null }) {
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
      {imports.length > 0 && snapshot.voices.steps.length === 0 ? null : <Ours read={read} first={by} />}
    </>
  )
}

/** What was asked here: small numbers are not said, because they are shown and passed on. */
function Ours({ read, first }: { read: Read; first: PlaceFigures['by'] | null }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const { steps, change } = useMemo(() => resultsOfSnapshot(read.snapshot, read.texts), [read])
  const [by, setBy] = useState(first)
  const ways = (['country', 'site', 'group'] as const).filter((one) =>
    steps.some(({ byPlace }) => byPlace?.some((cut) => cut.by === one)),
  )
  return (
    <section className="section answers" aria-labelledby="answers-title">
      <h2 id="answers-title">{t('title')}</h2>
      <p className="meta">{steps.length + change.length === 0 ? t('none') : t('about')}</p>
      {ways.length === 0 ? null : (
        <div className="dividing">
          <label>
            <span className="label">{t('divide')}</span>
            <select
              className="pick"
              value={by ?? ''}
              onChange={(event) => setBy(ways.find((one) => one === event.target.value) ?? null)}
            >
              <option value="">{t('everybody')}</option>
              {ways.map((one) => (
                <option key={one} value={one}>
                  {t(one)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {steps.map(({ step, title, session, tables, figures, byTable, byPlace }) => (
        <section key={step} aria-labelledby={`answers-${step}`}>
          <h3 id={`answers-${step}`}>
            {shownIn(title, language)}{' '}
            <span className="meta">
              {t('session', { n: session })} · {t('tables', { closed: tables.closed, n: tables.of })}
            </span>
          </h3>
          {figures.length > 0 ? (
            <Figures figures={figures} cut={byPlace?.find((one) => one.by === by) ?? null} />
          ) : null}
          {byTable.map(({ table, figures: own }) => (
            <details key={table}>
              <summary>{t('own', { n: table })}</summary>
              <div className="figs">
                {own.map((figure) => (
                  <Told key={keyOf(figure)} figure={figure} level={4} />
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

/** All together, or side by side; what cannot be told by parts stands as it is. */
function Figures({ figures, cut }: { figures: readonly Figure[]; cut: PlaceFigures | null }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const nameOf = (by: PlaceFigures['by'], part: string): string =>
    by === 'country' ? (new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(part) ?? part) : part
  return (
    <div className={cut === null ? 'figs' : 'figs wide'}>
      {figures.map((figure) => {
        const parts = cut?.figures.find(({ item }) => item === figure.item)?.parts
        return cut === null || parts === undefined ? (
          <Told key={keyOf(figure)} figure={figure} level={4} />
        ) : (
          <Crossed
            key={keyOf(figure)}
            level={4}
            all={told(figure)}
            by={t(cut.by)}
            parts={cut.parts.map((part, n) => ({ key: part, name: nameOf(cut.by, part), figure: parts[n] ?? null }))}
          />
        )
      })}
    </div>
  )
}
