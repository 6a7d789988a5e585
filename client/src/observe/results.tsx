/** Results on the observers' page: on the wall one at a time, by themselves all of them, at one table what it said alone. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { keyOf } from '@tablee/shared/voices/figure'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { SharedBoard } from '@tablee/shared/wire/shares'
import type { WatchList } from '@tablee/shared/wire/watch'
import { Suspense, useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { ChangeView } from '../ui/figures/change.tsx'
import { FigureView } from '../ui/figures/figure.tsx'
import { MeanLine } from '../ui/figures/mean-line.tsx'
import { Told } from '../ui/figures/told.tsx'
import { Icon } from '../ui/icon.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { sessionIn } from './asked.ts'
import { Controls } from './controls.tsx'
import { givenMessages, messages, resultMessages } from './messages/index.ts'
import { Offline } from './offline.tsx'
import { recommendedFirst } from './ranked.ts'
import type { FigureSlide } from './slides.ts'
import { part } from '../ui/part.tsx'

const Given = part(() => import('./given.tsx'))

type Step = ResultsAnswer['steps'][number]

/** One question on the wall. */
export function OnWall({ slide, asked }: { slide: FigureSlide; asked?: WatchList['asked'] }) {
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const { session } = slide
  const of = sessionIn(asked, session, language)
  const [title, asks] = [shownIn(slide.title, language), shownIn(slide.figure.text, language)]
  return (
    <div className="wall-result">
      <p className="eyebrow">
        {[
          of === null ? r('session', { n: session }) : r('sessionOf', { n: session, title: of.title.text }),
          // Asked on the day it is called as it asks.
          asks === title ? '' : title,
          r('all'),
          slide.parts > 1 ? r('page', { n: slide.part, of: slide.parts }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <FigureView figure={slide.figure} level={2}>
        {slide.range === null ? null : <MeanLine figure={slide.figure} range={slide.range} />}
      </FigureView>
    </div>
  )
}

/** So many at first, and with each *more*: a survey has a hundred questions and a poll five hundred. */
const atOnce = 12

/** `#results`: everything that was closed, session by session. Of a poll or survey that came in by file, its first page. */
export function AllResults({
  results,
  shared,
  list,
  since,
}: {
  results: ResultsAnswer | null
  /** Themes that were given back to the hall. */
  shared: readonly SharedBoard[]
  list: WatchList
  since: number | null
}) {
  const t = useT(messages)
  const g = useT(givenMessages)
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const imported = list.imported === true
  const [sought, setSought] = useState('')
  const [shown, setShown] = useState(atOnce)
  const steps = results?.steps ?? []
  const change = results?.change ?? []
  const many = steps.reduce((sum, { figures }) => sum + figures.length, 0)
  const words = sought.trim().toLocaleLowerCase(language)
  const found = steps.map((step) =>
    imported
      ? {
          ...step,
          figures: step.figures.filter(({ text }) =>
            shownIn(text, language).toLocaleLowerCase(language).includes(words),
          ),
        }
      : step,
  )
  const matching = found.reduce((sum, { figures }) => sum + figures.length, 0)
  return (
    <main className="results">
      <header className="top">
        <Wordmark />
        <p className="at">{list.dialogue}</p>
        {imported ? null : (
          <a className="btn quiet back" href="#tables">
            <Icon name="back" turns />
            {t('back')}
          </a>
        )}
      </header>
      {since === null ? null : <Offline since={since} />}
      <h1 data-heading tabIndex={-1}>
        {r('results')}
      </h1>
      {shared.map((board) => (
        <section key={board.at}>
          <h2>
            {g('page')}{' '}
            <span className="meta">
              {(list.sites ?? [])
                .filter(({ id }) => board.sites.includes(id))
                .map(({ name }) => name)
                .join(' · ')}
            </span>
          </h2>
          <Suspense fallback={<div className="given" aria-busy="true" />}>
            <Given board={board} site={null} list={list} />
          </Suspense>
        </section>
      ))}
      {imported ? <p className="lead">{r('imported')}</p> : null}
      {imported && many > atOnce ? (
        <label className="seek">
          <span>{r('seek', { n: many })}</span>
          <input
            type="search"
            value={sought}
            onChange={(event) => {
              setSought(event.target.value)
              setShown(atOnce)
            }}
          />
        </label>
      ) : null}
      <p className="lead" role="status">
        {steps.length + change.length === 0
          ? r(imported ? (results === null ? 'looking' : 'noneImported') : 'none')
          : imported && matching === 0
            ? r('noneFound')
            : ''}
      </p>
      {(imported ? firstOf(found, shown) : recommendedFirst(found)).map((step) => (
        <StepSection key={step.step} step={step} list={list} />
      ))}
      {imported && matching > shown ? (
        <p>
          <button type="button" className="btn" onClick={() => setShown((before) => before + atOnce)}>
            {r('moreOf', { n: matching - shown })}
          </button>
        </p>
      ) : null}
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

/** The first figures of all steps together; steps of which none is left are left out with them. */
function firstOf(steps: readonly Step[], most: number): readonly Step[] {
  let left = most
  return steps.flatMap((step) => {
    const figures = step.figures.slice(0, left)
    left -= figures.length
    return figures.length === 0 ? [] : [{ ...step, figures }]
  })
}

/** Which session it is of, and what that session asks: a result that stands by itself says nothing. */
function OfSession({ session, asked }: { session: number; asked: WatchList['asked'] }) {
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const of = sessionIn(asked, session, language)
  return (
    <p className="of-session">
      {of === null ? r('session', { n: session }) : r('sessionOf', { n: session, title: of.title.text })}
      {of === null || of.question.text === '' ? null : (
        <>
          {' · '}
          <span lang={of.question.lang} dir={direction(of.question.lang)}>
            {of.question.text}
          </span>
        </>
      )}
    </p>
  )
}

function StepSection({ step, list }: { step: Step; list: WatchList }) {
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const { closed, of } = step.tables
  return (
    <section>
      {list.imported === true ? null : <OfSession session={step.session} asked={list.asked} />}
      <h2>{shownIn(step.title, language)}</h2>
      {step.figures.length > 0 ? (
        <div className="figs">
          {step.figures.map((figure) => (
            <Told key={keyOf(figure)} figure={figure} level={3} />
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
              <Told key={keyOf(figure)} figure={figure} level={4} />
            ))}
          </div>
        </section>
      ))}
    </section>
  )
}

/** What one table decided or voted on alone, and the way to what all said. */
export default function OwnResults({
  results,
  table,
  asked,
}: {
  results: ResultsAnswer
  table: number
  asked?: WatchList['asked']
}) {
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
          <OfSession session={step.session} asked={asked} />
          <h2>
            {shownIn(step.title, language)} <span className="meta">{r('own', { n: table })}</span>
          </h2>
          <div className="figs">
            {figures.map((figure) => (
              <Told key={keyOf(figure)} figure={figure} level={3} />
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
