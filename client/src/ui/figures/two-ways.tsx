/** Chosen and rejected, in two directions from one line: what some want and others refuse is seen at once. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Figure, FigureRow } from '@tablee/shared/voices/figure'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { EntryOf } from '../entry-of.tsx'
import { Icon } from '../icon.tsx'
import { Bar } from './bar.tsx'
import { Count } from './bars.tsx'
import { figureMessages } from './messages/index.ts'
import { percent } from './words.ts'

export type Pair = {
  readonly option: string
  readonly text: FigureRow['text']
  readonly entry: FigureRow['entry']
  readonly chosen: FigureRow | null
  readonly rejected: FigureRow | null
  readonly indifferent: FigureRow | null
}

/** Rows of one option side by side, options in the order of the item. */
export function pairsOf(rows: readonly FigureRow[]): readonly Pair[] {
  const pairs = new Map<string, Pair>()
  for (const row of rows) {
    const [option = row.key, way] = row.key.split(':')
    const before = pairs.get(option) ?? {
      option,
      text: row.text,
      entry: row.entry,
      chosen: null,
      rejected: null,
      indifferent: null,
    }
    const text = way === undefined ? row.text : before.text
    pairs.set(option, {
      ...before,
      text,
      [way === 'rejected' ? 'rejected' : way === 'indifferent' ? 'indifferent' : 'chosen']: row,
    })
  }
  return [...pairs.values()]
}

export function TwoWays({ figure, question }: { figure: Figure; question: string }) {
  const t = useT(figureMessages)
  const { language } = useLanguage()
  const pairs = pairsOf(figure.rows)
  const open = pairs.some((pair) => pair.indifferent !== null)
  return (
    <table className="bars ways" aria-label={question}>
      <thead>
        <tr>
          <th scope="col">{t('answer')}</th>
          <th scope="col" className="against">
            <Icon name="reject" /> {t('rejected')}
          </th>
          <th scope="col" className="for">
            <Icon name="choose" /> {t('chosen')}
          </th>
          {open ? (
            <th scope="col" className="n">
              <Icon name="indifferent" /> {t('indifferent')}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={pair.option}>
            <th scope="row">
              {shownIn(pair.text, language)} <EntryOf entry={pair.entry} />
            </th>
            <td className="against">
              <Way row={pair.rejected} fill="hatched" />
            </td>
            <td className="for">
              <Way row={pair.chosen} fill="solid" />
            </td>
            {open ? <td className="n">{pair.indifferent ? <Count row={pair.indifferent} /> : '–'}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Way({ row, fill }: { row: FigureRow | null; fill: 'solid' | 'hatched' }) {
  const { language } = useLanguage()
  if (row === null) return <>–</>
  return (
    <span className="way">
      <span className="says">
        <Count row={row} /> {row.share === null ? null : <span className="share">{percent(row.share, language)}</span>}
      </span>
      <span className="draws">
        <Bar share={row.share} fill={fill} />
      </span>
    </span>
  )
}
