/**
 * A figure: the question as its title, unit and base in the next line, then what was answered, as bars in a real table,
 * as a field of dots with its table, or as texts; and at the end what the shares add up to. No base, no figure. Sizes
 * are relative to the font, so that a wall shows the same parts as a table's screen.
 */
import { quotationMarks } from '@tablee/shared/i18n/language'
import './figures.css'
import type { Figure } from '@tablee/shared/voices/figure'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { createElement, type ReactNode } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { Translation } from '../translation.tsx'
import { Bars } from './bars.tsx'
import { DotField } from './field.tsx'
import { figureMessages } from './messages/index.ts'
import { Ranks } from './ranks.tsx'
import { TwoWays } from './two-ways.tsx'
import { closing, decimal, turnout, unitAndBase } from './words.ts'

export function FigureView({
  figure,
  level = 3,
  children,
}: {
  figure: Figure
  /** Of its heading. */
  level?: 2 | 3 | 4
  /** What the place that shows it adds beneath: an act, a remark. */
  children?: ReactNode
}) {
  const t = useT(figureMessages)
  const { language } = useLanguage()
  const { mean, median, wording } = figure
  const question = shownIn(figure.text, language)
  const rest = turnout(figure, t)
  const end = closing(figure, t)
  const averages = [
    mean === null ? '' : t('mean', { value: decimal(mean, language) }),
    median === null ? '' : t('median', { value: decimal(median, language) }),
  ].filter(Boolean)
  return (
    <figure className={`fig ${figure.type}`}>
      <figcaption>
        {createElement(`h${level}`, {}, question)}
        {wording ? (
          <p className="voted" lang={wording.lang} dir={direction(wording.lang)}>
            <span className="away" lang={language}>
              {t('votedOn')}:{' '}
            </span>
            {wording.wording}
          </p>
        ) : null}
        {wording ? <Translation of={wording} /> : null}
        {figure.type === 'text' ? null : <p className="unit">{unitAndBase(figure, t)}</p>}
        <Worded figure={figure} />
      </figcaption>
      <Body figure={figure} question={wording?.wording ?? question} />
      {averages.length > 0 && figure.denominator !== null ? <p className="averages">{averages.join(' · ')}</p> : null}
      {rest || end ? (
        <p className="note">
          {rest}
          {rest && end ? '. ' : ''}
          {end}
        </p>
      ) : null}
      {children}
    </figure>
  )
}

/** Of one of several wordings of its question: these are never added up, and this is why. */
export function Worded({ figure: { worded } }: { figure: Pick<Figure, 'worded'> }) {
  const t = useT(figureMessages)
  return worded === undefined ? null : <p className="note worded">{t('worded', worded)}</p>
}

function Body({ figure, question }: { figure: Figure; question: string }) {
  const t = useT(figureMessages)
  switch (figure.type) {
    case 'text':
    case 'recommendation':
      return <Texts figure={figure} />
    case 'support':
      return (
        <>
          {figure.rows.length === 0 ? null : <Bars figure={figure} question={question} />}
          {figure.texts.length === 0 ? null : <Texts figure={figure} />}
        </>
      )
    case 'placement':
      return <DotField figure={figure} question={question} />
    default:
      if (figure.rows.length === 0)
        return figure.denominator === null || figure.mean !== null ? null : <p className="none">{t('nothing')}</p>
      if (figure.type === 'choose') return <TwoWays figure={figure} question={question} />
      if (figure.type === 'ranking') return <Ranks figure={figure} question={question} />
      return <Bars figure={figure} question={question} />
  }
}

/** What people wrote, in their own words: the serif, without a seat. */
function Texts({ figure }: { figure: Figure }) {
  const t = useT(figureMessages)
  if (figure.texts.length === 0) return <p className="none">{figure.denominator === null ? t('few') : t('noTexts')}</p>
  return (
    <ul className="texts">
      {figure.texts.map(({ text, lang, reasons = [], translations }, index) => {
        const [open, close] = quotationMarks(lang)
        return (
          <li key={index}>
            <blockquote className="voice" lang={lang} dir={direction(lang)}>{`${open}${text}${close}`}</blockquote>
            <Translation of={{ lang, translations }} />
            {reasons.length === 0 ? null : (
              <ul className="reasons">
                {reasons.map((one) => (
                  <li key={one.wording}>
                    <span lang={one.lang} dir={direction(one.lang)}>
                      {one.wording}
                    </span>
                    <Translation of={one} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        )
      })}
    </ul>
  )
}
