/** How far what was said is read and in themes: always in sight, each number a way to what it counts. */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { languageName, otherLanguage } from '../ui/language-name.ts'
import type { TableTold } from './bits.tsx'
import { messages } from './messages/index.ts'
import { inNone, type Inside } from './port.ts'

const stateOf = ({ curtain, entries, read }: TableTold): 'p' | 'q' | 'c' | '' =>
  curtain ? 'p' : entries > 0 && read === entries ? 'q' : read > 0 ? 'c' : ''

/** What is looked at in the middle: what is in a theme, or which ones a number counts. */
export type Shown = Inside | { readonly list: 'tables' | 'langs' | 'single' }

/** Tables, languages and themes that a number counts; `untranslated`: for this reader. */
export function useGaps(told: ThemesTold) {
  const { language } = useLanguage()
  const { tables, langs } = told.coverage
  return {
    tables: tables.filter((table) => table.themed === 0 && table.entries > 0),
    langs: langs
      .filter((lang) => lang.themed === 0 && lang.entries > 0)
      .map((one) => ({
        ...one,
        name: languageName(one.lang, language),
        untranslated: otherLanguage(one.lang, language) === null ? 0 : one.entries - one.translated,
      })),
    single: told.themes.filter((theme) => theme.tables.length === 1),
  }
}
export type Gaps = ReturnType<typeof useGaps>

/** Where there is one alone it is shown itself. */
function shownOf(list: 'tables' | 'langs' | 'single', gaps: Gaps): Shown {
  const [table, lang, theme] = [gaps.tables[0], gaps.langs[0], gaps.single[0]]
  if (list === 'tables' && gaps.tables.length === 1 && table !== undefined) return { theme: 'outside', table: table.id }
  if (list === 'langs' && gaps.langs.length === 1 && lang !== undefined) return { theme: 'outside', lang: lang.lang }
  if (list === 'single' && gaps.single.length === 1 && theme !== undefined) return { theme: theme.id }
  return { list }
}

/** Of tables with unread entries, those with most of them: two are named at once, more nobody goes to. So many languages are told of in full. */
const named = 2

export function Cover({
  told,
  onUnread,
  onShow,
}: {
  told: ThemesTold
  onUnread: () => void
  onShow: (shown: Shown) => void
}) {
  const t = useT(messages)
  const list = useList()
  const gaps = useGaps(told)
  const { tables, entries, read, none, withheld } = told.coverage
  const most = tables
    .map((table) => ({ ...table, unread: table.entries - table.read }))
    .filter(({ unread }) => unread > 0)
    .sort((a, b) => b.unread - a.unread || a.number - b.number)
    .slice(0, named)
  const ofMost = most.reduce((sum, { unread }) => sum + unread, 0)
  const numbers = (of: readonly { readonly number: number }[]): string =>
    list(
      of
        .map(({ number }) => number)
        .sort((a, b) => a - b)
        .map(String),
    )
  const figures: readonly {
    readonly key: string
    readonly n: number
    readonly text: string
    readonly go: () => void
  }[] = [
    {
      key: 'unread',
      n: entries - read,
      text: ofMost > 0 ? t('nUnreadFrom', { most: ofMost, tables: numbers(most) }) : t('nUnread'),
      go: onUnread,
    },
    { key: 'none', n: none, text: t('nNone'), go: () => onShow({ theme: inNone }) },
    {
      key: 'tables',
      n: gaps.tables.length,
      text:
        gaps.tables.length > 0
          ? t('nTables', { n: gaps.tables.length, tables: numbers(gaps.tables) })
          : t('nTablesNone'),
      go: () => onShow(shownOf('tables', gaps)),
    },
    {
      key: 'langs',
      n: gaps.langs.length,
      text:
        gaps.langs.length > 0
          ? t('nLangs', {
              n: gaps.langs.length,
              langs: list(
                gaps.langs.map(({ name: lang, untranslated, entries: all }) =>
                  untranslated > 0 && gaps.langs.length <= named ? t('langOf', { lang, untranslated, all }) : lang,
                ),
              ),
            })
          : t('nLangsNone'),
      go: () => onShow(shownOf('langs', gaps)),
    },
    {
      key: 'single',
      n: gaps.single.length,
      text:
        gaps.single.length > 0
          ? t('nSingle', { n: gaps.single.length, themes: list(gaps.single.map(({ name }) => name)) })
          : t('nSingleNone'),
      go: () => onShow(shownOf('single', gaps)),
    },
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
        {figures.map(({ key, n, text, go }) => (
          <li key={key}>
            {n > 0 ? (
              <button type="button" onClick={go}>
                <b className="num">{n}</b> <span>{text}</span>
              </button>
            ) : (
              <p>
                <b className="num">{n}</b> <span>{text}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
