/**
 * What a theme team gave back to the hall (look 22b): a row for each theme with a cell for each table, and, once its answers
 * are closed, how many tables say what. Until then every cell is open: who answered first is nobody's business.
 */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { Cell } from '@tablee/shared/synthesis/shares'
import type { SharedBoard } from '@tablee/shared/wire/shares'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { CSSProperties } from 'react'
import { direction, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import './given.css'
import { givenMessages, messages } from './messages/index.ts'

const columns = { ours: 'choose', 'not-ours': 'reject', missing: 'plus' } as const
const tableSays = ['ours', 'not-ours', 'missing'] as const
const sign: Readonly<Record<Cell, string | undefined>> = {
  ours: 'h',
  'not-ours': 'o',
  missing: 'm',
  silent: undefined,
  curtain: 'p',
  kept: 'k',
}
/** Cells of one line; more tables stand in two of equal length. */
const longestLine = 20

/** `site`: of whose tables; null: all of them. */
export default function Given({ board, site, list }: { board: SharedBoard; site: string | null; list: WatchList }) {
  const t = useT(givenMessages)
  const w = useT(messages)
  const says = useList()
  const { language } = useLanguage()
  const here = board.tables.flatMap((table, at) => (site === null || table.site === site ? [at] : []))
  const numbers = (of: readonly number[]): string => says(of.map((at) => String(board.tables[at]?.number ?? '')))
  const where = (of: (cells: readonly Cell[], at: number) => boolean): readonly number[] =>
    here.filter((at) => board.themes.some(({ cells }) => of(cells, at)))
  const closed = board.closedAt !== null
  const answered = where((cells, at) => tableSays.some((one) => one === cells[at])).length
  const drawn = where((cells, at) => cells[at] === 'curtain')
  const kept = where((cells, at) => cells[at] === 'kept')
  const lines = here.length > longestLine ? 2 : 1
  const zone = list.sites?.find(({ id }) => id === (site ?? board.sites[0]))?.zone ?? null
  const label = (cells: readonly Cell[]): string =>
    tableSays
      .flatMap((is) => {
        const tables = here.filter((at) => cells[at] === is)
        return tables.length === 0 ? [] : [`${t(is)}: ${tableList(tables)}`]
      })
      .join('; ')
  return (
    <div className="given" style={{ '--line': Math.ceil(here.length / lines) } as CSSProperties}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              {board.closedAt === null ? t('open') : t('closedAt', { time: timeOfDay(board.closedAt, language, zone) })}
            </th>
            {tableSays.map((one) => (
              <th key={one} scope="col">
                <span>
                  <Icon name={columns[one]} />
                  <span className="word">{t(one)}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.themes.map(({ name, cells }, n) => {
            const said = (is: Cell): number => here.filter((at) => cells[at] === is).length
            const text = shownIn(name, language, list.lang)
            const tag = tagFor(name, language, list.lang)
            return (
              <tr key={n}>
                <th scope="row">
                  {text === '' ? (
                    <span className="name">
                      <span className="away">{t('erased')}</span>&nbsp;
                    </span>
                  ) : (
                    <span className={text.length > 30 ? 'name long' : 'name'} lang={tag} dir="auto">
                      {text}
                    </span>
                  )}
                  <span
                    className={lines > 1 ? 'wrow lines' : 'wrow'}
                    role="img"
                    aria-label={label(cells) || t(closed ? 'cells' : 'notClosed')}
                  >
                    {here.map((at) => (
                      <i key={at} className={sign[cells[at] ?? 'silent']} />
                    ))}
                  </span>
                </th>
                {closed ? (
                  tableSays.map((one) => (
                    <td key={one} className={said(one) === 0 ? 'z' : undefined}>
                      <span className="num">{new Intl.NumberFormat(language).format(said(one))}</span>
                    </td>
                  ))
                ) : n === 0 ? (
                  <td colSpan={3} rowSpan={board.themes.length} className="yet">
                    {t('notClosed')}
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="end" role="status" dir={direction(language)}>
        <span>{closed ? t('answered', { n: answered }) : t('cells')}</span>
        {drawn.length > 0 ? <span>{w('curtain', { tables: tableList(drawn) })}</span> : null}
        {kept.length > 0 ? <span>{t('kept', { tables: tableList(kept) })}</span> : null}
      </p>
    </div>
  )
  function tableList(of: readonly number[]): string {
    return w('tableList', { n: of.length, list: numbers(of) })
  }
}
