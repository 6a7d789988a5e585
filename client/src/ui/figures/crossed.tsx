/**
 * One question by parts of the people: a column for each part and one for all, a bar in each cell beneath its numbers. What
 * may not be told of a part is a hatched cell and says so. Wider than its place, it scrolls in itself.
 */
import './figures.css'
import './crossed.css'
import type { Figure, FigureRow } from '@tablee/shared/voices/figure'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { createElement } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Bar } from './bar.tsx'
import { crossedMessages, figureMessages } from './messages/index.ts'
import { decimal, percent, rowName, unitAndBase } from './words.ts'

/** `figure` null: nothing of this part may be told. */
export type Part = { readonly key: string; readonly name: string; readonly figure: Figure | null }

export function Crossed({
  all,
  parts,
  by,
  level = 3,
}: {
  all: Figure
  parts: readonly Part[]
  by: string
  level?: 3 | 4
}) {
  const t = useT(crossedMessages)
  const f = useT(figureMessages)
  const { language } = useLanguage()
  const question = shownIn(all.text, language)
  const rows = all.type === 'choose' ? all.rows.filter(({ key }) => !key.endsWith(':indifferent')) : all.rows
  const rowsSay =
    rows.some(({ count }) => count !== null) &&
    parts.some(({ figure }) => figure?.rows.some(({ count }) => count !== null))
  const means = [all, ...parts.flatMap(({ figure }) => figure ?? [])].some(({ mean }) => mean !== null)
  const columns: readonly Part[] = [...parts, { key: ' all', name: t('all'), figure: all }]
  const nameOf = (row: FigureRow, index: number): string => {
    const name = rowName(all, row, index, language, f)
    return row.key.endsWith(':rejected') ? t('rejected', { name }) : name
  }
  const anyHidden = parts.some(({ figure }) => figure === null)
  return (
    <figure className="fig crossed">
      <figcaption>
        {createElement(`h${level}`, { dir: 'auto' }, question)}
        <p className="unit">
          {t('by', { name: by })} · {unitAndBase(all, f)}
        </p>
      </figcaption>
      {/* Scrolled by keyboard too. */}
      <div className="scroller" role="group" aria-label={t('table', { question })} tabIndex={0}>
        <table aria-label={question}>
          <thead>
            <tr>
              <th scope="col">{f('answer')}</th>
              {columns.map(({ key, name, figure }) => (
                <th key={key} scope="col" className={key === ' all' ? 'n whole' : 'n'}>
                  <span dir="auto">{name}</span>
                  <span className="meta num">
                    {figure?.denominator == null ? '' : f('n', { n: figure.denominator })}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsSay
              ? rows.map((row, index) => (
                  <tr key={row.key}>
                    <th scope="row">
                      <bdi>{nameOf(row, index)}</bdi>
                    </th>
                    {columns.map(({ key, figure }) => (
                      <Cell key={key} figure={figure} row={row.key} whole={key === ' all'} language={language} />
                    ))}
                  </tr>
                ))
              : null}
            {means ? (
              <tr className="mean">
                <th scope="row">{t('mean')}</th>
                {columns.map(({ key, figure }) => (
                  <td key={key} className={key === ' all' ? 'n whole' : 'n'}>
                    {figure?.mean == null ? <Unsaid /> : <b className="num">{decimal(figure.mean, language)}</b>}
                  </td>
                ))}
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      {anyHidden ? <p className="note">{t('why')}</p> : null}
    </figure>
  )
}

function Cell({
  figure,
  row: key,
  whole,
  language,
}: {
  figure: Figure | null
  row: string
  whole: boolean
  language: ReturnType<typeof useLanguage>['language']
}) {
  const row = figure?.rows.find((one) => one.key === key)
  const name = whole ? 'n whole' : 'n'
  if (figure === null || row === undefined || row.count === null)
    return (
      <td className={name}>
        <Unsaid />
      </td>
    )
  return (
    <td className={name}>
      <b className="num">{row.count}</b>
      <span className="share num">{row.share === null ? '–' : percent(row.share, language, figure.denominator)}</span>
      <span className="draws">
        <Bar share={row.share} fill={key.endsWith(':rejected') ? 'hatched' : 'solid'} />
      </span>
    </td>
  )
}

function Unsaid() {
  const t = useT(crossedMessages)
  return (
    <span className="unsaid">
      <span>{t('unsaid')}</span>
    </span>
  )
}
