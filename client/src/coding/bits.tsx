/** What several parts of the page show: who said something and where, a sentence as it was said, its marks. */
import { createContext, useContext } from 'react'
import { isLang } from '@tablee/shared/ids'
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim } from '@tablee/shared/board/schema'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { CodableEntry } from '@tablee/shared/wire/codebook'
import { useLanguage, useT } from '../i18n/index.tsx'
import { languageName } from '../ui/language-name.ts'
import { TableMark } from '../ui/table-mark.tsx'
import { codingMessages as messages } from './messages/index.ts'
import { signsOf, type Range } from './words/spans.ts'

/** Whose tables they are: from it a table has its number, its seats and its city. */
export const AboutContext = createContext<DialogueAnswer | null>(null)

/** Only what was caught as it was said stands in the serif and in quotation marks. */
export const isSpoken = ({ kind, capture }: CodableEntry): boolean =>
  (kind === 'words' || kind === 'sheet') && [...verbatim].some((one) => one === capture)

/** All of it, or those of its words. */
export function Said({ entry, span }: { entry: CodableEntry; span?: Range }) {
  const spoken = isSpoken(entry)
  const [open, close] = quotationMarks(entry.lang)
  const text = span === undefined ? entry.text : signsOf(entry.text, span)
  return (
    <span className={spoken ? 'voice' : 'plainly'} dir="auto" {...(isLang(entry.lang) ? { lang: entry.lang } : {})}>
      {spoken ? `${open}${text}${close}` : text}
    </span>
  )
}

const seatIn = (seat: string | null): number | null => {
  const number = Number(seat?.split('-')[1])
  return Number.isInteger(number) && number > 0 ? number : null
}

/** The table from above, with who said it; without a seat the table itself. */
export function Place({ entry, width = 21, lang = false }: { entry: CodableEntry; width?: number; lang?: boolean }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const about = useContext(AboutContext)
  const table = about?.tables.find(({ id }) => id === entry.table)
  const seat = seatIn(entry.seat)
  return (
    <span className="meta place">
      {entry.table === null ? null : (
        <TableMark
          seats={table?.seats ?? 6}
          width={width}
          {...(seat === null ? { whole: true } : { spoke: new Set([seat]) })}
        />
      )}
      {entry.seat === null ? (
        <span>{entry.number === null ? t('answer') : t('tableN', { n: entry.number })}</span>
      ) : (
        <span className="num">{entry.seat}</span>
      )}
      {table === undefined ? null : (
        <>
          <span aria-hidden="true">·</span>
          <span dir="auto">{table.site}</span>
        </>
      )}
      {lang ? (
        <>
          <span aria-hidden="true">·</span>
          <span>{languageName(entry.lang, language)}</span>
        </>
      ) : null}
    </span>
  )
}
