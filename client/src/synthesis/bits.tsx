/** What several parts of the page show: a sentence as it was said, a key, a theme's tables. */
import { isLang } from '@tablee/shared/ids'
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim } from '@tablee/shared/board/schema'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { useList, useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

export type TableTold = ThemesTold['coverage']['tables'][number]

export const Key = ({ children }: { children: string }) => <kbd aria-hidden="true">{children}</kbd>

/** Only what was caught as it was said stands in the serif and in quotation marks. */
export function Said({ entry }: { entry: ThemeEntry }) {
  const spoken = entry.kind === 'words' && [...verbatim].some((one) => one === entry.capture)
  const [open, close] = quotationMarks(entry.lang)
  return (
    <span className={spoken ? 'voice' : 'plainly'} dir="auto" {...(isLang(entry.lang) ? { lang: entry.lang } : {})}>
      {spoken ? `${open}${entry.text}${close}` : entry.text}
    </span>
  )
}

/** One cell per table, always in the table's own place; a few are lines of their own, two of equal length. */
export function HallRow({ tables, held }: { tables: readonly TableTold[]; held: ReadonlySet<string> }) {
  const t = useT(messages)
  const list = useList()
  const of = (which: (table: TableTold) => boolean): string =>
    list(tables.filter(which).map(({ number }) => String(number)))
  const [holding, drawn] = [of(({ id }) => held.has(id)), of(({ curtain }) => curtain)]
  const label = list([
    holding === '' ? t('holdsNone') : t('holds', { tables: holding }),
    ...(drawn === '' ? [] : [t('curtainAt', { tables: drawn })]),
  ])
  return (
    <span className="trow" role="img" aria-label={label}>
      {tables.map(({ id, number, curtain }) => (
        <i key={id} className={curtain ? 'p' : held.has(id) ? 'h' : undefined}>
          {curtain ? '' : number}
        </i>
      ))}
    </span>
  )
}
