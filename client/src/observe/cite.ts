/**
 * What is copied with a quote: where, when, on which question, how it was caught, in which language, and a link that
 * leads to it for good. Never more than stands on the page.
 */
import { quotationMarks, listed } from '@tablee/shared/i18n/language'
import type { Capture } from '@tablee/shared/board/schema'
import { verbatim } from '@tablee/shared/board/schema'
import { permanentPath, placeOf } from '@tablee/shared/view/place'
import { direction } from '../i18n/index.tsx'
import { languageName } from '../ui/language-name.ts'
import type { Origin } from './asked.ts'
import type { Table } from './watch.ts'
import { timeOfDay } from '../ui/time-of-day.ts'

export type Citable = {
  readonly id: string
  readonly table: Pick<Table, 'table' | 'site' | 'room'>
  readonly text: string
  readonly lang: string
  /** Null for an entry: it is the table's wording, and nobody's own words. */
  readonly capture: string | null
  readonly minute: number | null
  /** Of the table that it comes from, wherever the page and its hall are. */
  readonly origin: Origin
}
export type Citation = { readonly id: string; readonly words: string; readonly source: string; readonly link: string }

/** The room's sentences, said by anyone who calls. */
export type Cited = {
  readonly link: string
  readonly dialogue: string
  readonly language: string
  readonly at: (site: string, table: number) => string
  /** Empty before the first one. */
  readonly session: (session: number) => string
  readonly captureName: (capture: Capture) => string
  readonly entryName: string
}

/** A text of another direction keeps its own order in the line. */
const apart = (text: string): string => `\u2068${text}\u2069`
export const quoted = (text: string, lang: string): string => quotationMarks(lang).join(text)

export const timeOf = (minute: number, language: string): string => timeOfDay(minute * 60_000, language)
const dateOf = (minute: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(minute * 60_000)

export function citationOf(one: Citable, { link, language, ...said }: Cited): Citation {
  const { session, question } = one.origin
  const capture = one.capture as Capture | null
  const parts = [
    said.at(one.table.site, one.table.table),
    one.minute === null ? '' : dateOf(one.minute, language),
    question === null
      ? ''
      : direction(question.lang) === direction(language)
        ? quoted(question.text, question.lang)
        : apart(quoted(question.text, question.lang)),
    said.session(session),
    capture === null ? said.entryName : said.captureName(capture),
    languageName(one.lang, language),
  ].filter((part) => part !== '')
  return {
    id: one.id,
    words: capture !== null && verbatim.has(capture) ? quoted(one.text, one.lang) : one.text,
    source: `${listed(language, parts)}. ${said.dialogue}.`,
    link: location.origin + permanentPath(link, { place: placeOf(one.table.room), id: one.id }),
  }
}

export const wholeOf = ({ words, source, link }: Citation): string => `${words}\n${source}\n${link}`

/** False where the browser keeps it to itself: on plain http there is no clipboard but by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
