/** A figure as far as it may be told to anyone who sits at none of the tables. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/voices/figure'
import { direction, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Translation } from '../translation.tsx'
import { FigureView, Worded } from './figure.tsx'
import { MeanLine } from './mean-line.tsx'
import { ownAnswer } from './own-answer.ts'
import { rangeOf, says, told } from './range.ts'
import { toldMessages } from './messages/index.ts'

/** A figure; of one table its answer in a word; and where nothing may be said, that it was asked. */
export function Told({ figure, level }: { figure: Figure; level: 3 | 4 }) {
  const t = useT(toldMessages)
  const list = useList()
  const { language } = useLanguage()
  const alone = figure.unit === 'tables' && figure.asked === 1
  const answer = alone ? ownAnswer(figure, language) : []
  // One that can't be said in a word (all of it rejected) is a figure as any other.
  if (says(figure) && (!alone || (figure.valid === 1 && answer.length === 0))) {
    const shown = told(figure)
    const range = shown.rows.length === 0 ? rangeOf(figure) : null
    return (
      <FigureView figure={shown} level={level}>
        {range === null ? null : <MeanLine figure={figure} range={range} />}
      </FigureView>
    )
  }
  const { wording } = figure
  const Heading = level === 3 ? 'h3' : 'h4'
  return (
    <div className="fig">
      <Heading>{shownIn(figure.text, language)}</Heading>
      {wording ? (
        <p className="voted" lang={wording.lang} dir={direction(wording.lang)}>
          {wording.wording}
        </p>
      ) : null}
      {wording ? <Translation of={wording} /> : null}
      {answer.length > 0 ? (
        <p className="one-answer">
          <b>{list(answer)}</b>
        </p>
      ) : (
        <p className="unit">{alone ? t('noAnswer') : t('stays')}</p>
      )}
      <Worded figure={figure} />
    </div>
  )
}
