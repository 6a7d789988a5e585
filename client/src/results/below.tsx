/** Beneath a figure: before and after of the same people, and the conditions of who said *yes, if*. */
import type { ResultsChanged } from '@tablee/shared/wire/results'
import { inLang, shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { ConditionsAnswer } from '@tablee/shared/wire/conditions'
import type { CSSProperties } from 'react'
import { useHeaded, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Pairs as PairsTable } from '../ui/figures/pairs.tsx'
import { resultsMessages } from './messages/index.ts'
import type { Answering } from './use-answer.ts'
import type { Listed } from '@tablee/shared/results/listed'
import type { Pairs } from '@tablee/shared/results/told'
import { meanIn, pointsIn, signedMean, signedPoints } from './words.ts'

/** `items`: all that were asked twice, to choose from. */
export function BeforeAfter({
  answer,
  items,
  here,
  onItem,
}: {
  answer: Answering<ResultsChanged>
  items: readonly Listed[]
  here: string
  onItem: (item: string) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const { value, busy, problem } = answer
  const name = items.find(({ item }) => item === here)
  return (
    <section aria-busy={busy || undefined}>
      <h2>{t('pairsTitle')}</h2>
      {items.length < 2 ? null : (
        <label className="which-pairs">
          <span className="away">{t('whichPairs')}</span>
          <select className="pick" value={here} onChange={({ target }) => onItem(target.value)}>
            {items.map(({ item, text }) => (
              <option key={item} value={item}>
                {shownIn(text, language)}
              </option>
            ))}
          </select>
        </label>
      )}
      {value === null ? (
        <p className="b2" role="status">
          {t(problem === null ? 'loading' : 'unanswered')}
        </p>
      ) : 'refused' in value ? (
        <p className="b2">
          {[value.refused.why === 'other-words' ? t('pairsWorded') : t(value.refused.why), value.refused.sentence]
            .filter(Boolean)
            .join(' ')}
        </p>
      ) : (
        <PairsSaid told={value.pairs} item={name === undefined ? '' : shownIn(name.text, language)} />
      )}
    </section>
  )
}

/** What people said at one time, where every cell of it is told. */
const sum = (cells: readonly (number | null)[]): number | null =>
  cells.reduce<number | null>((so, count) => (so === null || count === null ? null : so + count), 0)

function PairsSaid({ told, item }: { told: Pairs; item: string }) {
  const t = useT(resultsMessages)
  const list = useList()
  const headed = useHeaded()
  const { language } = useLanguage()
  const { pairs, once, moved, up, down, spread, mean, options, flows, net } = told
  if (pairs === null) return <p className="b2">{t('pairsNone')}</p>
  const number = (value: number): string => meanIn(value, language)
  const nameOf = (key: string): string => {
    const found = options.find((one) => one.key === key)
    return found === undefined ? key : shownIn(found.text, language) || key
  }
  const apart = sum([once.before, once.after])
  const said = [
    apart === null || moved === null
      ? t('pairsLeadFew', { n: pairs, item })
      : t('pairsLead', { n: pairs, item, once: apart, moved }),
    typeof up === 'number' && typeof down === 'number' ? t('upDown', { up, down }) : '',
    spread.before === null || spread.after === null
      ? ''
      : t(spread.how === 'entropy' ? 'spread' : 'spreadMean', {
          before: number(spread.before),
          after: number(spread.after),
        }),
  ]
  const gained = net.flatMap(({ key, difference, interval }) =>
    difference === null
      ? []
      : [
          t(interval === null ? 'netBare' : 'net', {
            answer: nameOf(key),
            by: signedPoints(difference, null, language),
            low: interval === null ? '' : pointsIn(interval.low, null, language),
            high: interval === null ? '' : pointsIn(interval.high, null, language),
          }),
        ],
  )
  return (
    <>
      <p className="b2">{said.filter((one) => one !== '').join(' ')}</p>
      {mean === undefined || mean.before === null || mean.after === null || mean.difference === null ? null : (
        <p className="net">
          {t(mean.interval === null ? 'netMeanBare' : 'netMean', {
            before: number(mean.before),
            after: number(mean.after),
            by: signedMean(mean.difference, language),
            low: mean.interval === null ? '' : number(mean.interval.low),
            high: mean.interval === null ? '' : number(mean.interval.high),
          })}
        </p>
      )}
      {flows.length === 0 ? null : (
        <PairsTable
          table={{
            title: `${t('pairsTitle')}: ${item}`,
            corner: t('pairsCorner'),
            all: t('all'),
            unsaid: t('notTold'),
            names: options.map(({ key }) => ({ key, text: nameOf(key) })),
            cells: flows,
            before: flows.map(sum),
            after: options.map((_, to) => sum(flows.map((row) => row[to] ?? null))),
            people: pairs,
          }}
        />
      )}
      <p className="meta">
        {gained.length === 0 || gained.length > mostGained ? '' : `${headed(t('netTitle'), list(gained))}. `}
        {spread.how === 'entropy' && spread.before !== null ? t('spreadHelp') : ''}
      </p>
    </>
  )
}
/** With more answers than that nobody reads a line of them; the file has all. */
const mostGained = 7

/** As many as fit beneath a figure; all of them stand on their own page. */
const shownConditions = 5

export function ConditionsCounted({ told, href }: { told: ConditionsAnswer; href: string }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const shown = told.groups.slice(0, shownConditions)
  const rest = [...told.groups.slice(shownConditions), ...told.rest]
  const restPeople = rest.reduce((sum, { people }) => sum + people, 0)
  const restTables = new Set(rest.flatMap(({ tables }) => tables)).size
  const most = Math.max(1, restPeople, ...shown.map(({ people }) => people))
  const bar = (people: number) => <i style={{ '--n': people / most } as CSSProperties} aria-hidden="true" />
  return (
    <section>
      <h2>{t('ifsTitle')}</h2>
      <p className="b2">{told.all === null ? t('ifsLeadUntold') : t('ifsLead', { n: told.all })}</p>
      <ol className="ifs">
        {shown.map(({ name, text, people, least, tables }) => (
          <li key={name}>
            <span className="rel qualifies">
              <span className="g">
                <b>{t('if')}</b>
              </span>
            </span>
            <span className="t">
              <span lang={tagFor(text, language)} dir="auto">
                {inLang(text, language)}
              </span>
              {bar(people)}
            </span>
            <b className="n">{least ? t('atLeast', { n: people }) : people}</b>
            <span className="m">{t('ifsTables', { n: tables.length })}</span>
          </li>
        ))}
        {rest.length === 0 ? null : (
          <li className="off">
            <span />
            <span className="t">
              <span>{t(told.groups.length > shownConditions ? 'ifsMore' : 'ifsRest', { n: rest.length })}</span>
              {bar(restPeople)}
            </span>
            <span className="n">{restPeople === 0 ? '' : restPeople}</span>
            <span className="m">{t('ifsTables', { n: restTables })}</span>
          </li>
        )}
      </ol>
      <p>
        <a className="btn quiet" href={href}>
          {t('ifsAll')}
        </a>
      </p>
    </section>
  )
}
