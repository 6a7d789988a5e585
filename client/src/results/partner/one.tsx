/** One question of a partner beside ours: whether both converge, and each answer with both shares and their difference. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import { setBeside, type OptionBeside } from '@tablee/shared/partner/compare'
import type { Interval, Told } from '@tablee/shared/results/told'
import type { CSSProperties } from 'react'
import { useHeaded, useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { pointsIn, signedPoints, writesShare } from '../words.ts'
import type { Theirs } from './beside.tsx'
import { partnerMessages } from './messages/index.ts'

/** Ours above, theirs beneath, on one line from nobody to everybody. What both say in numbers stands beside it. */
function Plot({ ours, theirs }: { ours: Mark; theirs: Mark }) {
  const mark = ({ share, interval }: Mark, which: string) =>
    share === null ? null : (
      <i
        className={which}
        style={
          {
            '--at': share,
            '--low': interval?.low ?? share,
            '--wide': interval === null ? 0 : interval.high - interval.low,
          } as CSSProperties
        }
      />
    )
  return (
    <span className="plot" dir="ltr" aria-hidden="true">
      {mark(ours, 'ours')}
      {mark(theirs, 'theirs')}
    </span>
  )
}
type Mark = { readonly share: number | null; readonly interval: Interval | null }

export function ItemBeside({
  theirs: { survey, item },
  told,
  onChange,
  onOff,
}: {
  theirs: Theirs
  told: Told
  onChange: () => void
  onOff: () => void
}) {
  const t = useT(partnerMessages)
  const headed = useHeaded()
  const { language } = useLanguage()
  const { match } = item
  if (match === null) return null
  const ours = told.rows.map(({ key, text, cells: [cell] }) => ({
    key,
    text,
    share: cell?.share ?? null,
    interval: cell?.interval ?? null,
  }))
  const found = setBeside({ unit: told.unit, base: told.base, rows: ours }, item, match)
  const share = writesShare(null, language)
  const between = (interval: Interval | null): string =>
    interval === null
      ? ''
      : t('between', { low: pointsIn(interval.low, null, language), high: pointsIn(interval.high, null, language) })
  const says = (one: { readonly says: OptionBeside['says']; readonly why?: OptionBeside['why'] }): string =>
    one.why === undefined ? t(one.says) : one.why === found.why ? t('cannot') : t(one.why)
  const facts = [
    match.people === null ? '' : t(`of-${match.unit ?? 'people'}`, { n: match.people }),
    item.stated === '' ? '' : headed(t('stated'), item.stated),
    item.source === '' ? '' : headed(t('source'), item.source),
  ].filter((one) => one !== '')
  return (
    <article>
      <header>
        <h3 dir="auto" lang={tagFor(item.text, language)}>
          {shownIn(item.text, language)}
        </h3>
        <p className="meta" dir="auto">
          {[survey.title, item.of === survey.title ? '' : item.of].filter((one) => one !== '').join(' · ')}
        </p>
        <p className={`verdict ${found.says}`}>
          <Icon name={found.says === 'converges' ? 'saved' : found.says === 'differs' ? 'refused' : 'question'} />
          <span>
            <b>{t(found.says)}</b>
            {found.says === 'cannot' && found.why !== undefined ? ` ${t(found.why)}` : ''}
          </span>
        </p>
      </header>
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('answer')}</th>
              <th scope="col" className="plots">
                <span className="away">{t('plot')}</span>
              </th>
              <th scope="col">{t('ours')}</th>
              <th scope="col">{t('theirs')}</th>
              <th scope="col">{t('difference')}</th>
            </tr>
          </thead>
          <tbody>
            {found.options.map((one) => {
              const our = ours.find(({ key }) => key === one.ours)
              const their = item.options.find(({ key }) => key === one.theirs)
              if (our === undefined || their === undefined) return null
              const same = shownIn(our.text, language) === shownIn(their.text, language)
              return (
                <tr key={one.theirs} className={one.says}>
                  <th scope="row">
                    <span dir="auto" lang={tagFor(our.text, language)}>
                      {shownIn(our.text, language)}
                    </span>
                    {same ? null : (
                      <span className="meta" dir="auto" lang={tagFor(their.text, language)}>
                        {headed(t('theirs'), shownIn(their.text, language))}
                      </span>
                    )}
                  </th>
                  <td className="plots">
                    <Plot ours={our} theirs={one} />
                  </td>
                  <td>
                    <b>{our.share === null ? t('untold') : share.value(our.share)}</b>
                    <span className="meta">{between(our.interval)}</span>
                  </td>
                  <td>
                    <b>{their.least ? t('atLeast', { share: share.value(one.share) }) : share.value(one.share)}</b>
                    <span className="meta">{between(one.interval)}</span>
                  </td>
                  <td>
                    {one.difference === null ? null : (
                      <b>
                        {t('points', {
                          n: Math.abs(Math.round(one.difference * 100)),
                          by: signedPoints(one.difference, null, language),
                        })}
                        {one.apart === null ? '' : ` (${between(one.apart)})`}
                      </b>
                    )}
                    <span className="meta">{says(one)}</span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {facts.length === 0 ? null : (
        <p className="meta facts" dir="auto">
          {facts.join(' · ')}
        </p>
      )}
      <div className="acts">
        <Button onClick={onChange}>{t('change')}</Button>
        <Button look="quiet" onClick={onOff}>
          {t('notBeside')}
        </Button>
      </div>
    </article>
  )
}
