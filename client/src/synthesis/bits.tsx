/** What several parts of the page show: a sentence as it was said, a key, a theme's tables. */
import { isLang } from '@tablee/shared/ids'
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim } from '@tablee/shared/board/schema'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import type { HallCell } from '../ui/hall/row.tsx'

export type TableTold = ThemesTold['coverage']['tables'][number]

export const Key = ({ children }: { children: string }) => <kbd aria-hidden="true">{children}</kbd>

/** Only what was caught as it was said stands in the serif and in quotation marks. */
export function Said({ entry }: { entry: ThemeEntry }) {
  const spoken =
    (entry.kind === 'words' || entry.kind === 'sheet') && [...verbatim].some((one) => one === entry.capture)
  const [open, close] = quotationMarks(entry.lang)
  return (
    <span className={spoken ? 'voice' : 'plainly'} dir="auto" {...(isLang(entry.lang) ? { lang: entry.lang } : {})}>
      {spoken ? `${open}${entry.text}${close}` : entry.text}
    </span>
  )
}

/** A theme's tables, each in its own place: which of them hold it. */
export const cellsOf = (tables: readonly TableTold[], held: ReadonlySet<string>): HallCell[] =>
  tables.map(({ id, number, curtain }) => ({
    number,
    stance: curtain ? 'curtain' : held.has(id) ? 'holds' : 'silent',
  }))
