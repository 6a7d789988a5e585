/** A ranking: how often each option was put first, and its mean place. Options stay in the order they were asked in. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/voices/figure'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { EntryOf } from '../entry-of.tsx'
import { Bar } from './bar.tsx'
import { Count } from './bars.tsx'
import { figureMessages } from './messages/index.ts'
import { decimal, percent } from './words.ts'

export function Ranks({ figure, question }: { figure: Figure; question: string }) {
  const t = useT(figureMessages)
  const { language } = useLanguage()
  return (
    <table className="bars" aria-label={question}>
      <thead>
        <tr>
          <th scope="col">{t('answer')}</th>
          <th scope="col" className="n">
            {t('meanPlace')}
          </th>
          <th scope="col" className="n">
            {t('first')}
          </th>
          <th scope="col" colSpan={2} className="of-share">
            {t('share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figure.rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {shownIn(row.text, language)} <EntryOf entry={row.entry} />
            </th>
            <td className="n num">{typeof row.rank === 'number' ? decimal(row.rank, language) : '–'}</td>
            <td className="n">
              <Count row={row} />
            </td>
            <td className="n share">{row.share === null ? '–' : percent(row.share, language)}</td>
            <td className="draws">
              <Bar share={row.share} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
