/** One answer each: a table whose rows hold their bar, count bold and share light. */
import type { Figure, FigureRow } from '@tablee/shared/voices/figure'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { EntryOf } from '../entry-of.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { Bar, type Fill } from './bar.tsx'
import { figureMessages } from './messages/index.ts'
import { percent, rowName } from './words.ts'

/** Tick, ring, cross, as on the ballot; no answer looks better than another. */
const signs: Readonly<Record<string, readonly [IconName, Fill]>> = {
  agree: ['choose', 'solid'],
  pass: ['indifferent', 'open'],
  disagree: ['reject', 'hatched'],
}
const plain: readonly [null, Fill] = [null, 'solid']

export function Bars({ figure, question }: { figure: Figure; question: string }) {
  const t = useT(figureMessages)
  const { language } = useLanguage()
  const { unit } = figure
  return (
    <table className="bars" aria-label={question}>
      <thead>
        <tr>
          <th scope="col">{t('answer')}</th>
          <th scope="col" className="n">
            {t(unit === 'answers' ? 'answersUnit' : unit)}
          </th>
          <th scope="col" colSpan={2} className="of-share">
            {t('share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figure.rows.map((row, index) => {
          const [icon, fill] = figure.type === 'agree' ? (signs[row.key] ?? plain) : plain
          return (
            <tr key={row.key}>
              <th scope="row">
                {icon ? <Icon name={icon} /> : null}
                <span>{rowName(figure, row, index, language, t)}</span> <EntryOf entry={row.entry} />
              </th>
              <td className="n">
                <Count row={row} />
              </td>
              <td className="n share">{row.share === null ? '–' : percent(row.share, language, figure.denominator)}</td>
              <td className="draws">
                <Bar share={row.share} fill={fill} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A count, or why it is not said. */
export function Count({ row }: { row: Pick<FigureRow, 'count' | 'withheld'> }) {
  const t = useT(figureMessages)
  return row.count === null ? (
    <span className="fewer">{t(row.withheld === 'covered' ? 'covered' : 'fewer')}</span>
  ) : (
    <b className="num">{row.count}</b>
  )
}
