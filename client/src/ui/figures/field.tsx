/** A placement on two axes: a dot for each person, and the same as a table for anyone who does not see it. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/voices/figure'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { figureMessages } from './messages/index.ts'

export function DotField({ figure, question }: { figure: Figure; question: string }) {
  const t = useT(figureMessages)
  const { language } = useLanguage()
  const { points, axes, centre } = figure
  if (points.length === 0) return figure.denominator === null ? null : <p className="none">{t('nothing')}</p>
  const said = (which: 'x' | 'y', end: 'low' | 'high') => (axes ? shownIn(axes[which][end], language) : '')
  return (
    <>
      <div className="field-of-dots">
        <span className="y-high">{said('y', 'high')}</span>
        <svg viewBox="-4 -4 108 108" role="img" aria-label={`${question}. ${t('field')}`}>
          <rect x="0" y="0" width="100" height="100" className="ground" />
          <path d="M50 0V100M0 50H100" className="cross" />
          {points.map(({ x, y }, index) => (
            <circle key={index} cx={x} cy={100 - y} r="2.6" className="dot" />
          ))}
          {centre ? <circle cx={centre.x} cy={100 - centre.y} r="4.2" className="centre" /> : null}
        </svg>
        <span className="y-low">{said('y', 'low')}</span>
        <span className="x-low">{said('x', 'low')}</span>
        <span className="x-high">{said('x', 'high')}</span>
      </div>
      <p className="note">{t('field')}</p>
      {centre ? <p className="averages">{t('centre', { x: Math.round(centre.x), y: Math.round(centre.y) })}</p> : null}
      <details>
        <summary>{t('asTable')}</summary>
        <table className="bars points" aria-label={question}>
          <thead>
            <tr>
              <th scope="col">{t('point')}</th>
              <th scope="col" className="n">{`${said('x', 'low')} → ${said('x', 'high')}`}</th>
              <th scope="col" className="n">{`${said('y', 'low')} → ${said('y', 'high')}`}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ x, y }, index) => (
              <tr key={index}>
                <th scope="row" className="num">
                  {index + 1}
                </th>
                <td className="n num">{Math.round(x)}</td>
                <td className="n num">{Math.round(y)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
