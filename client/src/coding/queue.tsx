/** What nobody has coded yet, the oldest first; by which table and language it is narrowed, and who else reads. */
import { useContext } from 'react'
import type { CodableEntry, CodebookTold } from '@tablee/shared/wire/codebook'
import { useLanguage, useT } from '../i18n/index.tsx'
import { languageName } from '../ui/language-name.ts'
import { useRoving } from '../ui/roving.ts'
import { AboutContext, Place, Said } from './bits.tsx'
import { codingMessages as messages } from './messages/index.ts'
import type { Filter } from './port.ts'

export function Queue({
  told,
  queue,
  open,
  filter,
  onFilter,
  onOpen,
}: {
  told: CodebookTold
  queue: CodebookTold['queue']
  open: string | null
  filter: Filter
  onFilter: (filter: Filter) => void
  onOpen: (entry: CodableEntry) => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const about = useContext(AboutContext)
  const sites = new Map((about?.tables ?? []).map(({ id, site }) => [id, site] as const))
  const several = new Set(sites.values()).size > 1
  const { stop, list } = useRoving(queue.map(() => true))
  const { tables, langs, entries } = told.coverage

  return (
    <section className="queue" aria-labelledby="queue-title">
      <h2 id="queue-title" className="hh" tabIndex={-1}>
        {t(filter.round === '' ? 'unread' : 'inRound')}{' '}
        <span className="meta">{t('unreadOf', { n: told.waiting, all: entries })}</span>
      </h2>
      <div className="by">
        <select
          className="pick"
          aria-label={t('table')}
          value={filter.table}
          onChange={(event) => onFilter({ ...filter, table: event.currentTarget.value })}
        >
          <option value="">{t('allTables')}</option>
          {tables.map(({ id, number }) => (
            <option key={id} value={id}>
              {several ? `${sites.get(id) ?? ''} · ${t('tableN', { n: number })}` : t('tableN', { n: number })}
            </option>
          ))}
        </select>
        <select
          className="pick"
          aria-label={t('lang')}
          value={filter.lang}
          onChange={(event) => onFilter({ ...filter, lang: event.currentTarget.value })}
        >
          <option value="">{t('allLangs')}</option>
          {langs.map((lang) => (
            <option key={lang} value={lang}>
              {languageName(lang, language)}
            </option>
          ))}
        </select>
      </div>
      <ol {...list}>
        {queue.map((entry, row) => (
          <li key={entry.entry}>
            <button
              type="button"
              aria-current={entry.entry === open || undefined}
              tabIndex={stop(row)}
              onClick={() => onOpen(entry)}
            >
              <Said entry={entry} />
              <span className="under">
                <Place entry={entry} lang />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
