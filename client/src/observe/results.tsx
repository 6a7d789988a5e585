/** Results on the observers' page: on the wall one at a time, by themselves all of them, at one table what it said alone. */
import { inLang } from '@tablee/shared/dialogue/programme'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useLanguage, useT } from '../i18n/index.tsx'
import { ChangeView } from '../ui/figures/change.tsx'
import { FigureView } from '../ui/figures/figure.tsx'
import { MeanLine } from '../ui/figures/mean-line.tsx'
import { Told } from '../ui/figures/told.tsx'
import { Icon } from '../ui/icon.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'
import { messages } from './messages.ts'
import { Offline } from './offline.tsx'
import { resultMessages } from './results-messages.ts'
import type { Slide } from './slides.ts'

type Step = ResultsAnswer['steps'][number]

/** One question on the wall. */
export function OnWall({ slide }: { slide: Slide }) {
  const r = useT(resultMessages)
  const { language } = useLanguage()
  return (
    <div className="wall-result">
      <p className="eyebrow">
        {r('all')} · {inLang(slide.title, language)}
        {slide.parts > 1 ? ` · ${r('page', { n: slide.part, of: slide.parts })}` : ''}
      </p>
      <FigureView figure={slide.figure} level={2}>
        {slide.range === null ? null : <MeanLine figure={slide.figure} range={slide.range} />}
      </FigureView>
    </div>
  )
}

/** `#results`: everything that was closed, session by session. */
export function AllResults({
  results,
  dialogue,
  since,
}: {
  results: ResultsAnswer | null
  dialogue: string
  since: number | null
}) {
  const t = useT(messages)
  const r = useT(resultMessages)
  const steps = results?.steps ?? []
  const change = results?.change ?? []
  return (
    <main className="results">
      <header className="top">
        <Wordmark />
        <p className="at">{dialogue}</p>
        <a className="btn quiet back" href="#tables">
          <Icon name="back" turns />
          {t('back')}
        </a>
      </header>
      {since === null ? null : <Offline since={since} />}
      <h1 data-heading tabIndex={-1}>
        {r('results')}
      </h1>
      {steps.length + change.length === 0 ? <p className="lead">{r('none')}</p> : null}
      {steps.map((step) => (
        <StepSection key={step.step} step={step} />
      ))}
      {change.length > 0 ? (
        <section>
          <h2>{r('change')}</h2>
          <div className="figs">
            {change.map((one) => (
              <ChangeView key={`${one.questionnaire} ${one.item}`} change={one} />
            ))}
          </div>
        </section>
      ) : null}
      <footer>
        <Controls />
      </footer>
    </main>
  )
}

function StepSection({ step }: { step: Step }) {
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const { closed, of } = step.tables
  return (
    <section>
      <h2>
        {inLang(step.title, language)} <span className="meta">{r('session', { n: step.session })}</span>
      </h2>
      {step.figures.length > 0 ? (
        <div className="figs">
          {step.figures.map((figure) => (
            <Told key={figure.item} figure={figure} level={3} />
          ))}
        </div>
      ) : closed < of ? (
        <p className="lead">{r('waiting', { closed, n: of })}</p>
      ) : null}
      {step.byTable.map(({ table, figures }) => (
        <section key={table} className="by-table">
          <h3>{r('own', { n: table })}</h3>
          <div className="figs">
            {figures.map((figure) => (
              <Told key={figure.item} figure={figure} level={4} />
            ))}
          </div>
        </section>
      ))}
    </section>
  )
}

/** What one table decided or voted on alone, and the way to what all said. */
export default function OwnResults({ results, table }: { results: ResultsAnswer; table: number }) {
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const steps = results.steps.flatMap((step) => {
    const own = step.byTable.find((one) => one.table === table)
    return own === undefined ? [] : [{ step, figures: own.figures }]
  })
  return (
    <section className="own-results" aria-label={r('results')}>
      {steps.length === 0 ? <p className="lead">{r('noneOwn')}</p> : null}
      {steps.map(({ step, figures }) => (
        <section key={step.step}>
          <h2>
            {inLang(step.title, language)} <span className="meta">{r('own', { n: table })}</span>
          </h2>
          <div className="figs">
            {figures.map((figure) => (
              <Told key={figure.item} figure={figure} level={3} />
            ))}
          </div>
        </section>
      ))}
      <p>
        <a className="btn" href="#results">
          {r('all')}
        </a>
      </p>
    </section>
  )
}
