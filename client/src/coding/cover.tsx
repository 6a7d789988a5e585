/** How far what was said is coded: a cell per table, by city. */
import { useContext } from 'react'
import type { CodebookTold } from '@tablee/shared/wire/codebook'
import { useList, useT } from '../i18n/index.tsx'
import { AboutContext } from './bits.tsx'
import { codingMessages as messages } from './messages/index.ts'

type TableCoded = CodebookTold['coverage']['tables'][number]
type State = 'full' | 'part' | 'nothing' | 'curtain'
const readOf = ({ coded, none }: Pick<TableCoded, 'coded' | 'none'>): number => coded + none
const stateOf = (table: TableCoded): State => {
  const read = readOf(table)
  return table.curtain ? 'curtain' : read > 0 && read === table.entries ? 'full' : read > 0 ? 'part' : 'nothing'
}
const signs: Readonly<Record<State, string>> = { full: 'q', part: 'c', nothing: '', curtain: 'p' }

/** So many tables are named; more nobody reads, and the cells show them. */
const fewest = 8

export function Cover({ told }: { told: CodebookTold }) {
  const t = useT(messages)
  const list = useList()
  const about = useContext(AboutContext)
  const { tables, withheld, sealed, entries } = told.coverage
  const read = readOf(told.coverage)
  const nameOf = new Map((about?.tables ?? []).map(({ id, site }) => [id, site] as const))
  const sites = new Map<string, TableCoded[]>()
  for (const table of tables) {
    const site = nameOf.get(table.id) ?? table.site
    sites.set(site, [...(sites.get(site) ?? []), table])
  }
  const count = (state: State): number => tables.filter((table) => stateOf(table) === state).length
  const nothing = tables.filter((table) => stateOf(table) === 'nothing' && table.entries > 0)
  return (
    <section className="cover" aria-labelledby="cover-title">
      <div>
        <h2 id="cover-title">{t('coverage')}</h2>
        <p>{t('entriesRead', { n: read, all: entries })}</p>
        <p>{t('tablesCoded', { full: count('full'), part: count('part'), all: tables.length })}</p>
        {nothing.length === 0 ? null : (
          <p>
            <b>
              {nothing.length > fewest
                ? t('tablesNothingMany', { n: nothing.length })
                : t('tablesNothing', { n: nothing.length, tables: list(nothing.map(({ number }) => String(number))) })}
            </b>
          </p>
        )}
        {sealed > 0 ? <p className="meta">{t('sealed', { n: sealed })}</p> : null}
        {withheld > 0 ? <p className="meta">{t('withheld', { n: withheld })}</p> : null}
      </div>
      <div>
        <div className="sites">
          {[...sites].map(([site, of]) => (
            <div key={site}>
              <b dir="auto">{site}</b>{' '}
              <span className="meta">
                {t('tablesOf', { n: of.filter((table) => stateOf(table) === 'full').length, all: of.length })}
              </span>
              <ul className="cells">
                {of.map((table) => (
                  <li key={table.id}>
                    <i
                      className={signs[stateOf(table)]}
                      role="img"
                      aria-label={
                        table.curtain
                          ? t('tableCurtain', { n: table.number })
                          : t('tableCoded', { n: table.number, read: readOf(table), all: table.entries })
                      }
                    />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
        <p className="key" aria-hidden="true">
          <span>
            <i className="q" /> {t('fullyRead')}
          </span>
          <span>
            <i className="c" /> {t('partlyRead')}
          </span>
          <span>
            <i /> {t('notYet')}
          </span>
          {tables.some(({ curtain }) => curtain) ? (
            <span>
              <i className="p" /> {t('curtain')}
            </span>
          ) : null}
        </p>
      </div>
    </section>
  )
}
