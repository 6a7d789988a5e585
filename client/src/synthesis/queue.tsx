/** What nobody has read yet: by what it is narrowed, and who else reads. */
import { entryKinds } from '@tablee/shared/synthesis/entries'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { useLanguage, useT } from '../i18n/index.tsx'
import { languageName } from '../ui/language-name.ts'
import { Translation } from '../ui/translation.tsx'
import { Said } from './bits.tsx'
import { messages } from './messages/index.ts'
import type { Filter } from './port.ts'
import { useRoving } from '../ui/roving.ts'

/** Seat, else table; and the language. */
export function Where({ entry, told }: { entry: ThemeEntry; told: ThemesTold }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const table = told.coverage.tables.find(({ id }) => id === entry.table)
  return (
    <span className="meta">
      {entry.seat === null ? (
        <span>{t('tableN', { n: table?.number ?? 0 })}</span>
      ) : (
        <span className="num">{entry.seat}</span>
      )}
      <span aria-hidden="true">·</span>
      <span>{languageName(entry.lang, language)}</span>
      {entry.kind === 'words' ? null : (
        <>
          <span aria-hidden="true">·</span>
          <span>{t(entry.kind)}</span>
        </>
      )}
    </span>
  )
}

export function Queue({
  told,
  about,
  queue,
  open,
  filter,
  onFilter,
  onOpen,
}: {
  told: ThemesTold
  about: DialogueAnswer | null
  queue: ThemesTold['queue']
  open: string | null
  filter: Filter
  onFilter: (filter: Filter) => void
  onOpen: (entry: ThemeEntry) => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const sites = new Map((about?.tables ?? []).map((table) => [table.id, table.site]))
  /** By their ids, which the address has. */
  const siteNames = new Map(told.coverage.tables.map(({ id, site }) => [site, sites.get(id) ?? site] as const))
  const several = siteNames.size > 1
  const { stop, list } = useRoving(queue.map(({ by }) => by === null))
  const pick = (
    name: keyof Filter,
    label: string,
    all: string,
    options: readonly (readonly [value: string, text: string])[],
  ) => (
    <label>
      <span className="away">{label}</span>
      <select
        className="pick"
        value={filter[name]}
        onChange={(event) =>
          onFilter({ ...filter, ...(name === 'site' && { table: '' }), [name]: event.currentTarget.value })
        }
      >
        <option value="">{all}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <section className="queue" aria-labelledby="queue-title">
      <h2 id="queue-title" className="hh" tabIndex={-1}>
        {t('unread')} <span className="meta">{t('unreadOf', { n: told.waiting, all: told.coverage.entries })}</span>
      </h2>
      <div className="by">
        {several ? pick('site', t('site'), t('allSites'), [...siteNames]) : null}
        {pick(
          'table',
          t('table'),
          t('allTables'),
          told.coverage.tables
            .filter(({ site }) => filter.site === '' || site === filter.site)
            .map(({ id, number }) => [
              id,
              several ? `${sites.get(id) ?? ''} · ${t('tableN', { n: number })}` : t('tableN', { n: number }),
            ]),
        )}
        {pick(
          'lang',
          t('lang'),
          t('allLangs'),
          told.coverage.langs.map(({ lang }) => [lang, languageName(lang, language)]),
        )}
        {pick(
          'session',
          t('session'),
          t('allSessions'),
          (about?.sessions ?? []).map(({ number, title, titles }) => [
            String(number),
            `${number} ${shownIn(titles, language, about?.lang) || title}`,
          ]),
        )}
        {pick(
          'kind',
          t('kind'),
          t('allKinds'),
          entryKinds.map((kind) => [kind, t(kind)]),
        )}
      </div>
      <ol {...list}>
        {queue.map((entry, row) => (
          <li key={entry.entry}>
            <button
              type="button"
              aria-current={entry.entry === open || undefined}
              disabled={entry.by !== null}
              tabIndex={stop(row)}
              onClick={() => onOpen(entry)}
            >
              <Said entry={entry} />
              <Translation of={entry} />
              <span className="under">
                <Where entry={entry} told={told} />
                {entry.second === true ? <span className="meta">{t('secondShort')}</span> : null}
                {entry.reworded === true ? <span className="meta">{t('rewordedShort')}</span> : null}
                {entry.by === null ? null : (
                  <span className="tag">
                    {entry.by.reader === null ? t('somebody') : t('reader', { n: entry.by.reader })}
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
