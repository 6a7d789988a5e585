/** How far what was said is read and in themes: always in sight. */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { languageName } from '../ui/language-name.ts'
import type { TableTold } from './bits.tsx'
import { messages } from './messages/index.ts'

const stateOf = ({ curtain, entries, read }: TableTold): 'p' | 'q' | 'c' | '' =>
  curtain ? 'p' : entries > 0 && read === entries ? 'q' : read > 0 ? 'c' : ''

export function Cover({ told, onNone }: { told: ThemesTold; onNone: () => void }) {
  const t = useT(messages)
  const list = useList()
  const { language } = useLanguage()
  const { tables, langs, entries, read, themed, withheld } = told.coverage
  const unreadAt = tables.map((table) => ({ ...table, unread: table.entries - table.read }))
  const most = unreadAt.reduce((best, one) => (one.unread > best.unread ? one : best), { number: 0, unread: 0 })
  const outside = tables.filter((table) => table.themed === 0 && table.entries > 0)
  const silent = langs.filter((lang) => lang.themed === 0)
  const single = told.themes.filter((theme) => theme.tables.length === 1)
  const numbers = (of: readonly TableTold[]): string => list(of.map(({ number }) => String(number)))
  const figures: readonly (readonly [key: string, n: number, text: string])[] = [
    [
      'unread',
      entries - read,
      most.unread > 0 ? t('nUnreadMost', { most: most.unread, n: most.number }) : t('nUnread'),
    ],
    [
      'tables',
      outside.length,
      outside.length > 0 ? t('nTables', { n: outside.length, tables: numbers(outside) }) : t('nTablesNone'),
    ],
    [
      'langs',
      silent.length,
      silent.length > 0
        ? t('nLangs', { n: silent.length, langs: list(silent.map(({ lang }) => languageName(lang, language))) })
        : t('nLangsNone'),
    ],
    [
      'single',
      single.length,
      single.length > 0
        ? t('nSingle', { n: single.length, themes: list(single.map(({ name }) => name)) })
        : t('nSingleNone'),
    ],
  ]
  return (
    <section className="cover" aria-labelledby="cover-title">
      <div>
        <h2 id="cover-title">{t('coverage')}</h2>
        <ul className="cells">
          {tables.map((table) => (
            <li key={table.id}>
              <i
                className={stateOf(table)}
                role="img"
                aria-label={
                  table.curtain
                    ? t('tableCurtain', { n: table.number })
                    : t('tableRead', { n: table.number, read: table.read, all: table.entries })
                }
              />
            </li>
          ))}
        </ul>
        <p className="meta" aria-hidden="true">
          <i className="k q" /> {t('fullyRead')} <i className="k c" /> {t('partlyRead')} <i className="k" />{' '}
          {t('notYet')}
          {tables.some(({ curtain }) => curtain) ? (
            <>
              {' '}
              <i className="k p" /> {t('curtain')}
            </>
          ) : null}
        </p>
        {withheld > 0 ? <p className="meta">{t('withheld', { n: withheld })}</p> : null}
      </div>
      <ul className="five">
        {figures.slice(0, 1).map(([key, n, text]) => (
          <li key={key}>
            <b className="num">{n}</b>
            <p>{text}</p>
          </li>
        ))}
        <li>
          <b className="num">{read - themed}</b>
          {read > themed ? (
            <button type="button" onClick={onNone}>
              {t('nNone')}
            </button>
          ) : (
            <p>{t('nNone')}</p>
          )}
        </li>
        {figures.slice(1).map(([key, n, text]) => (
          <li key={key}>
            <b className="num">{n}</b>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
