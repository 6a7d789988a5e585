/**
 * A poll or survey that came in by file: its figures question by question, of everybody or side by side by what the file
 * divides its people by. Nothing is withheld: anyone who may open this page may download every row.
 */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { titleOf } from '@tablee/shared/voices/imported-dialogue'
import type { ImportedSet } from '@tablee/shared/voices/imported'
import type { Figure } from '@tablee/shared/voices/figure'
import {
  divisionsOf,
  importedChanges,
  importedFigures,
  weighedAll,
  type Division,
  type ImportedStep,
} from '@tablee/shared/voices/imported-figures'
import { useMemo, useState } from 'react'
import type { WaveName } from '@tablee/shared/voices/imported'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { ChangeView } from '../ui/figures/change.tsx'
import { Crossed } from '../ui/figures/crossed.tsx'
import { FigureView } from '../ui/figures/figure.tsx'
import { MeanLine } from '../ui/figures/mean-line.tsx'
import { rangeOf } from '../ui/figures/range.ts'
import { importedMessages } from './messages/index.ts'

/** So many at first, and with each *more*: a survey has a hundred questions and a poll five hundred. */
const atOnce = 12
/** Of what people wrote; all of it stands in the files. */
const textsShown = 12

type Question = { readonly step: ImportedStep; readonly at: number; readonly figure: Figure }

/** `by`: what it is divided by at first. */
export function Imported({ set, by: first = '' }: { set: ImportedSet; by?: string }) {
  const t = useT(importedMessages)
  const timeOf = (wave: WaveName): string =>
    wave === 'before' || wave === 'after' ? t(wave) : t('timeN', { n: Number(wave.slice('time-'.length)) })
  const { language } = useLanguage()
  const [by, setBy] = useState(first)
  const [sought, setSought] = useState('')
  const [shown, setShown] = useState(atOnce)
  const steps = useMemo(() => importedFigures(set), [set])
  const divisions = useMemo(() => divisionsOf(set), [set])
  const weight = useMemo(() => weighedAll(set), [set])
  const changes = useMemo(() => importedChanges(set), [set])
  const division = divisions.find(({ key }) => key === by) ?? null
  const parts = useMemo(
    () => (division?.parts ?? []).map((part) => ({ ...part, steps: importedFigures(set, part.people) })),
    [set, division],
  )
  const nameOf = (of: Division): string => shownIn(of.label, language) || t('opinion')
  const partName = (of: Division, { text, key }: Division['parts'][number]): string =>
    of.key === 'group' && set.from === 'polis'
      ? key === ''
        ? t('noGroup')
        : t('group', { name: key })
      : shownIn(text, language) || key
  const words = sought.trim().toLowerCase()
  const questions = steps.flatMap((step): readonly Question[] =>
    step.figures.map((figure, at) => ({ step, at, figure })),
  )
  // By itself a question says nothing.
  const own = set.from === 'survey' ? set.variables.find(({ name }) => name === by) : undefined
  const isOwn = ({ step, figure }: Question): boolean =>
    division !== null && own !== undefined && own.step === step.step && own.item === figure.item
  const found = questions.filter(
    (one) =>
      !isOwn(one) &&
      (words === '' || Object.values(one.figure.text).some((text) => text.toLowerCase().includes(words))),
  )
  const name = titleOf(set)
  return (
    <section className="imported" aria-label={name}>
      <h3 dir="auto">{name}</h3>
      <p className="meta">
        {t(set.from, { n: set.people.length })} · {t('questions', { n: questions.length })}
      </p>
      <p className="weights">
        {weight === null
          ? t('unweighted')
          : t('weighted', { name: weight.name, n: set.people.length, effective: Math.round(weight.effective) })}
        {weight !== null && weight.without > 0 ? ` ${t('without', { n: weight.without })}` : ''}
      </p>
      <p className="meta">{t('open')}</p>
      <div className="dividing">
        {divisions.length === 0 ? null : (
          <label>
            <span className="label">{t('divide')}</span>
            <select className="pick" value={by} onChange={(event) => setBy(event.target.value)}>
              <option value="">{t('everybody')}</option>
              {divisions.map((one) => (
                <option key={one.key} value={one.key}>
                  {nameOf(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        {questions.length <= atOnce ? null : (
          <label>
            <span className="label">{t('find')}</span>
            <input
              className="pick"
              type="search"
              value={sought}
              onChange={(event) => {
                setSought(event.target.value)
                setShown(atOnce)
              }}
            />
          </label>
        )}
      </div>
      <p className="meta" role="status">
        {words === '' ? '' : t('found', { n: found.length })}
      </p>
      <div className={division === null ? 'figs' : 'figs wide'}>
        {found.slice(0, shown).map(({ step, at, figure }) => (
          <div key={`${step.step} ${figure.item}`}>
            {step.wave === null ? null : <p className="label wave">{timeOf(step.wave)}</p>}
            {division === null || figure.type === 'text' ? (
              <Whole figure={figure} />
            ) : (
              <Crossed
                level={4}
                all={figure}
                by={nameOf(division)}
                parts={parts.map((part) => ({
                  key: part.key,
                  name: partName(division, part),
                  figure: part.steps.find((one) => one.step === step.step)?.figures[at] ?? null,
                }))}
              />
            )}
          </div>
        ))}
      </div>
      {found.length <= shown ? null : (
        <Button onClick={() => setShown(shown + atOnce)}>{t('more', { n: found.length - shown })}</Button>
      )}
      {changes.length === 0 ? null : (
        <section aria-label={t('change')}>
          <h3>{t('change')}</h3>
          <div className="figs">
            {changes.map((one) => (
              <ChangeView key={one.item} change={one} level={4} />
            ))}
          </div>
        </section>
      )}
    </section>
  )
}

function Whole({ figure }: { figure: Figure }) {
  const t = useT(importedMessages)
  const range = figure.rows.length === 0 ? rangeOf(figure) : null
  const told = figure.type === 'text' ? { ...figure, texts: figure.texts.slice(0, textsShown) } : figure
  return (
    <FigureView figure={told} level={4}>
      {range === null ? null : <MeanLine figure={figure} range={range} />}
      {figure.texts.length > textsShown ? (
        <p className="note">{t('texts', { n: figure.texts.length, shown: textsShown })}</p>
      ) : null}
    </FigureView>
  )
}
