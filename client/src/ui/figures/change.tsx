/** What changed from before to after, of those who answered both times: a line with two points, or a table of flows. */
import './figures.css'
import './change.css'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Change } from '@tablee/shared/voices/figure'
import { createElement } from 'react'
import { useHeaded, useLanguage, useT } from '../../i18n/index.tsx'
import { changeMessages } from './messages/index.ts'
import { decimal } from './words.ts'

export function ChangeView({ change, level = 3 }: { change: Change; level?: 2 | 3 | 4 }) {
  const t = useT(changeMessages)
  const { language } = useLanguage()
  const { pairs } = change
  const question = shownIn(change.text, language)
  return (
    <figure className="fig change">
      <figcaption>
        {createElement(`h${level}`, {}, question)}
        <p className="unit">
          {change.worded ? t('worded', change.worded) : pairs === null ? t('few') : t('pairs', { n: pairs })}
        </p>
      </figcaption>
      {pairs === null ? null : change.options ? (
        <Flows change={change} question={question} />
      ) : (
        <Means change={change} question={question} />
      )}
    </figure>
  )
}

function Means({ change, question }: { change: Change; question: string }) {
  const t = useT(changeMessages)
  const headed = useHeaded()
  const { language } = useLanguage()
  const { before, after, difference, range } = change
  const told = before !== null && after !== null && difference !== null
  const value = (number: number | null) => (number === null ? t('unsaid') : decimal(number, language))
  const signed = (number: number) => `${number > 0 ? '+' : number < 0 ? '−' : ''}${decimal(Math.abs(number), language)}`
  const moves = [
    ['up', change.up],
    ['same', change.same],
    ['down', change.down],
  ] as const
  return (
    <>
      {told && range ? <Dumbbell before={before} after={after} {...range} /> : null}
      <div className="change-tables">
        <table className="bars" aria-label={question}>
          <thead>
            <tr>
              {(['before', 'after', 'difference'] as const).map((one) => (
                <th key={one} scope="col">
                  {t(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>
                <b className="num">{value(before)}</b>
              </td>
              <td>
                <b className="num">{value(after)}</b>
              </td>
              <td>
                <b className="num" dir="ltr">
                  {difference === null ? t('unsaid') : signed(difference)}
                </b>
              </td>
            </tr>
          </tbody>
        </table>
        <table className="bars" aria-label={headed(question, t('moved'))}>
          <thead>
            <tr>
              <th scope="col">{t('moved')}</th>
              <th scope="col" className="n">
                {t('people')}
              </th>
            </tr>
          </thead>
          <tbody>
            {moves.map(([what, count]) => (
              <tr key={what}>
                <th scope="row">{t(what)}</th>
                <td className="n">
                  {count === null ? <span className="fewer">{t('unsaid')}</span> : <b className="num">{count}</b>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {told && change.up !== null ? null : <p className="note">{t('withheld')}</p>}
    </>
  )
}

/** Before is open, after is full: the line between them is the change. */
function Dumbbell({ before, after, min, max }: { before: number; after: number; min: number; max: number }) {
  const t = useT(changeMessages)
  const { language } = useLanguage()
  const at = (value: number) => `${((value - min) / (max - min)) * 100}%`
  const label = t('plot', {
    before: decimal(before, language),
    after: decimal(after, language),
    min: String(min),
    max: String(max),
  })
  return (
    <div className="dumbbell">
      <span className="num">{min}</span>
      <svg role="img" aria-label={label} width="100%" height="100%">
        <line x1="0" y1="50%" x2="100%" y2="50%" className="axis" />
        {Array.from({ length: max - min + 1 }, (_, step) => (
          <line key={step} x1={at(min + step)} x2={at(min + step)} y1="35%" y2="65%" className="axis" />
        ))}
        <line x1={at(before)} y1="50%" x2={at(after)} y2="50%" className="move" />
        <circle cx={at(before)} cy="50%" r=".42em" className="was" />
        <circle cx={at(after)} cy="50%" r=".42em" className="is" />
      </svg>
      <span className="num">{max}</span>
      <ul aria-hidden="true">
        <li>
          <i className="was" /> {t('before')}
        </li>
        <li>
          <i className="is" /> {t('after')}
        </li>
      </ul>
    </div>
  )
}

function Flows({ change, question }: { change: Change; question: string }) {
  const t = useT(changeMessages)
  const { language } = useLanguage()
  const options = change.options ?? []
  const largest = Math.max(1, ...change.flows.map(({ count }) => count ?? 0))
  const nameOf = ({ text }: (typeof options)[number]) => shownIn(text, language)
  return (
    <>
      <p className="note">{t('flows')}</p>
      <div className="flows-scroll">
        <table className="flows" aria-label={`${question}. ${t('flows')}`}>
          <thead>
            <tr>
              <th scope="col">
                <span className="away">{t('before')}</span>
              </th>
              {options.map((to) => (
                <th key={to.key} scope="col">
                  {nameOf(to)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {options.map((from) => (
              <tr key={from.key}>
                <th scope="row">{nameOf(from)}</th>
                {options.map((to) => {
                  const flow = change.flows.find((one) => one.from === from.key && one.to === to.key)
                  const count = flow === undefined ? 0 : flow.count
                  const size = `${Math.sqrt((count ?? 0) / largest) * 100}%`
                  return (
                    <td key={to.key} className={from.key === to.key ? 'stays' : undefined}>
                      <i className="share-square" style={{ inlineSize: size, blockSize: size }} aria-hidden="true" />
                      {count === null ? <span className="fewer">{t('unsaid')}</span> : <b className="num">{count}</b>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">
        {change.flows.some(({ count }) => count === null)
          ? t('withheld')
          : change.same === null
            ? ''
            : t('stayed', { n: change.same })}
      </p>
    </>
  )
}
