/** A figure as far as it may be told to anyone who sits at none of the tables. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/ballot/figure'
import { direction, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { FigureView } from './figure.tsx'
import { MeanLine } from './mean-line.tsx'
import { rangeOf, says, told } from './range.ts'
import { toldMessages } from './told-messages.ts'

/** A figure; of one table its answer in a word; and where nothing may be said, that it was asked. */
export function Told({ figure, level }: { figure: Figure; level: 3 | 4 }) {
  const t = useT(toldMessages)
  const list = useList()
  const { language } = useLanguage()
  const alone = figure.unit === 'tables' && figure.asked === 1
  if (says(figure) && !alone) {
    const shown = told(figure)
    const range = shown.rows.length === 0 ? rangeOf(figure) : null
    return (
      <FigureView figure={shown} level={level}>
        {range === null ? null : <MeanLine figure={figure} range={range} />}
      </FigureView>
    )
  }
  const answers = figure.rows.filter(({ key, count }) => count === 1 && !key.includes(':'))
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
      {alone && figure.valid === 1 && answers.length > 0 ? (
        <p className="one-answer">
          <b>{list(answers.map(({ text }) => shownIn(text, language)))}</b>
        </p>
      ) : (
        <p className="unit">{alone ? t('noAnswer') : t('stays')}</p>
      )}
    </div>
  )
}
