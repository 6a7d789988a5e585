/** A round that all have closed: how far they agree, and where they do not, side by side, to be settled by hand. */
import { useEffect, useCallback, useRef } from 'react'
import type { AgreementTold, CodingRound } from '@tablee/shared/wire/codebook'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { isSpoken, Place, Said } from './bits.tsx'
import { codingMessages as messages } from './messages/index.ts'
import type { CodingPort } from './port.ts'
import { nameOf } from './told.ts'
import type { Coding } from './use-coding.ts'
import { signsOf } from './words/spans.ts'

function useFigures() {
  const { language } = useLanguage()
  const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  return { two: (n: number): string => two.format(n), percent: (n: number): string => percent.format(n) }
}

/** How far those who coded agree: never without its interval, where there is one, nor without what it rests on. */
function Agreement({ of }: { of: AgreementTold }) {
  const t = useT(messages)
  const { two, percent } = useFigures()
  const { alpha, interval, units, agree } = of
  return (
    <p className="agreed">
      {alpha === null ? (
        <b>{t('alphaNone')}</b>
      ) : (
        <>
          <b className="num">{two(alpha)}</b> {t('alpha')}
          {interval === null ? '' : ` · ${t('between', { low: two(interval.low), high: two(interval.high) })}`}
        </>
      )}
      <span className="meta">
        {t('unitsOf', { n: units })}
        {agree === null ? '' : ` · ${t('agreeOf', { share: percent(agree) })}`}
      </span>
    </p>
  )
}

/** The same of each code: where a definition wants to be said better. */
function ByCode({ told, coding }: { told: NonNullable<CodingRound['agreement']>; coding: Coding }) {
  const t = useT(messages)
  const { two, percent } = useFigures()
  if (told.codes.length === 0) return null
  return (
    <div className="grid" tabIndex={0} role="group" aria-label={t('byCode')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('code')}</th>
            <th scope="col">{t('alphaShort')}</th>
            <th scope="col">{t('intervalShort')}</th>
            <th scope="col">{t('agreeShort')}</th>
            <th scope="col">{t('lettersShort')}</th>
          </tr>
        </thead>
        <tbody>
          {told.codes.map(({ code, alpha, interval, agree, letters }) => {
            const found = coding.codes.find(({ id }) => id === code)
            return (
              <tr key={code}>
                <th scope="row">
                  <bdi>{found === undefined ? t('goneCode') : nameOf(found)}</bdi>
                </th>
                <td className="num">{alpha === null ? '–' : two(alpha)}</td>
                <td className="num">{interval === null ? '–' : `${two(interval.low)} – ${two(interval.high)}`}</td>
                <td className="num">{agree === null ? '–' : percent(agree)}</td>
                <td className="num">{letters === null ? '–' : percent(letters)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Difference({
  differ: { entry, coders, settled },
  round,
  coding,
}: {
  differ: CodingRound['differ'][number]
  round: string
  coding: Coding
}) {
  const t = useT(messages)
  const settle = (stands: readonly { readonly coding: string }[]): string =>
    coding.say({ kind: 'round-settle', round, entry: entry.entry, stands: stands.map((one) => one.coding) })
  return (
    <li>
      <p className="whose">
        <Said entry={entry} />
        <Place entry={entry} lang />
      </p>
      <div className="sides">
        {coders.map(({ coder, codings, none }) => (
          <div key={coder}>
            <h3>{t('coder', { n: coder })}</h3>
            {codings.length === 0 ? <p className="meta">{t(none ? 'noneFits' : 'noCodeHere')}</p> : null}
            <ul>
              {codings.map((one) => {
                const code = coding.codes.find(({ id }) => id === one.code)
                return (
                  <li key={one.coding}>
                    <b dir="auto">{code === undefined ? t('goneCode') : nameOf(code)}</b>
                    <span className={isSpoken(entry) ? 'voice' : 'plainly'} dir="auto" lang={entry.lang}>
                      {signsOf(entry.text, one)}
                    </span>
                  </li>
                )
              })}
            </ul>
            {settled ? null : <Button onClick={() => settle(codings)}>{t('thisStands', { n: coder })}</Button>}
          </div>
        ))}
      </div>
      {settled ? (
        <p className="meta">{t('settled')}</p>
      ) : coders.filter(({ codings }) => codings.length > 0).length > 1 ? (
        <Button look="quiet" onClick={() => settle(coders.flatMap(({ codings }) => codings))}>
          {t('bothStand')}
        </Button>
      ) : null}
    </li>
  )
}

export function Differences({
  port,
  coding,
  round,
  onClose,
}: {
  port: CodingPort
  coding: Coding
  round: string
  onClose: () => void
}) {
  const t = useT(messages)
  const ask = useCallback(() => port.round(round), [port, round])
  const { value, problem } = useRead(ask, network, coding.version)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const left = value === null ? 0 : value.differ.filter(({ settled }) => !settled).length + value.more
  return (
    <section className="differences" aria-labelledby="differ-title">
      <h2 id="differ-title" className="hh" ref={heading} tabIndex={-1}>
        <span>{t('compare')}</span>
      </h2>
      <div className="acts">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
      {value === null ? <p role="status">{t(problem === null ? 'loading' : 'unanswered')}</p> : null}
      {value?.agreement === null || value === null ? null : (
        <>
          <Agreement of={value.agreement} />
          <ByCode told={value.agreement} coding={coding} />
        </>
      )}
      {value === null ? null : (
        <h3 className="hh">
          <span>{t('differTitle')}</span>
          <span className="meta">{left === 0 ? t('differNone') : t('differ', { n: left })}</span>
        </h3>
      )}
      <ol>
        {(value?.differ ?? []).map((differ) => (
          <Difference key={differ.entry.entry} differ={differ} round={round} coding={coding} />
        ))}
      </ol>
      {(value?.more ?? 0) > 0 ? <p className="meta">{t('more', { n: value?.more ?? 0 })}</p> : null}
    </section>
  )
}
