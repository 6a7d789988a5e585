/** The hall from above: every table in its place, the one that speaks inked in the accent, a drawn curtain in pleats. */
import type { CSSProperties } from 'react'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { messages, resultMessages } from './messages/index.ts'
import type { Table } from './watch.ts'

/** Tables stand in rows of at most five, bowed towards the stage: one full depth for a row of five, less for a shorter one. */
const perRow = 5
const bow = (index: number, count: number): number => ((index - (count - 1) / 2) / ((perRow - 1) / 2)) ** 2

export function Hall({
  tables,
  speaks,
  results = 0,
}: {
  tables: readonly Table[]
  speaks: number | null
  /** How many there are to look at. */
  results?: number
}) {
  const t = useT(messages)
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const sites = [...new Set(tables.map(({ site }) => site))]
  const list = (which: readonly Table[]): string =>
    t('tableList', {
      n: which.length,
      list: new Intl.ListFormat(language, { type: 'conjunction' }).format(which.map(({ table }) => String(table))),
    })
  const stateOf = (table: Table) => table.seen.view?.state ?? null
  const drawn = tables.filter((table) => stateOf(table) === 'curtain')
  const paused = tables.filter((table) => stateOf(table) === 'paused')
  const delay = Math.max(0, ...tables.map((table) => table.delay))

  return (
    <aside className="hall">
      {sites.map((site) => {
        const here = tables.filter((table) => table.site === site)
        const width = Math.min(
          perRow,
          here.length <= perRow ? here.length : Math.ceil(here.length / Math.ceil(here.length / perRow)),
        )
        return (
          <nav key={site} aria-label={t('hall', { site })} style={{ '--per-row': width } as CSSProperties}>
            <h2>{site}</h2>
            <ul>
              {here.map((table, index) => (
                <li
                  key={table.table}
                  style={
                    {
                      '--bow': bow(index % width, Math.min(width, here.length - index + (index % width))),
                    } as CSSProperties
                  }
                >
                  <Tile table={table} speaks={speaks === table.table} />
                </li>
              ))}
            </ul>
          </nav>
        )
      })}
      {tables.length > 0 ? <p className="choose">{t('choose')}</p> : null}
      {results > 0 ? (
        <p className="choose">
          <a className="btn" href="#results">
            {r('count', { n: results })}
          </a>
        </p>
      ) : null}
      <div className="hall-notes" role="status">
        {drawn.length > 0 ? <p>{t('curtain', { tables: list(drawn) })}</p> : null}
        {paused.length > 0 ? <p>{t('paused', { tables: list(paused) })}</p> : null}
        {delay > 0 ? <p>{t('delay', { n: delay })}</p> : null}
      </div>
    </aside>
  )
}

export function Tile({ table, speaks, chosen = false }: { table: Table; speaks: boolean; chosen?: boolean }) {
  const t = useT(messages)
  const list = useList()
  const state = table.seen.view?.state ?? null
  const says =
    state === 'curtain'
      ? t('curtainOne')
      : state === 'no-consent'
        ? t('noConsentOne')
        : state === 'paused'
          ? t('pausedOne')
          : null
  const look =
    state === 'curtain' ? 'pleats' : state === 'no-consent' || state === null ? 'silent' : speaks ? 'speaks' : ''
  return (
    <a
      className={`tile ${look}`}
      href={`#table-${table.table}`}
      aria-current={chosen ? 'true' : undefined}
      aria-label={list([t('open', { n: table.table }), ...(says === null ? [] : [says])])}
    >
      {state === 'curtain' ? null : <b className="num">{table.table}</b>}
    </a>
  )
}
