/** One answer each: a table whose rows hold their bar, count bold and share light. */
import { inLang } from '@tablee/shared/dialogue/programme'
import type { Figure, FigureRow } from '@tablee/shared/ballot/figure'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { Bar, type Fill } from './bar.tsx'
import { figureMessages } from './messages.ts'
import { percent } from './words.ts'

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
  const ends = figure.ends
  const last = figure.rows.length - 1
  const labelOf = (row: FigureRow, index: number): string => {
    const text = inLang(row.text, language) || row.key
    const name = ends && index === 0 ? ends.low : ends && index === last ? ends.high : null
    return name === null ? text : t('end', { value: row.key, name: inLang(name, language) })
  }
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
                <span>{labelOf(row, index)}</span>
              </th>
              <td className="n">
                <Count row={row} />
              </td>
              <td className="n share">{row.share === null ? '–' : percent(row.share, language)}</td>
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
