/** What the tables are asked, for who watches: the session's question in the reader's language, and which session it is of. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { Table } from './watch.ts'

export type Question = { readonly text: string; readonly lang: string }
type Asked = WatchList['asked']

/** In the reader's language, where this is the programme's question and not one of this table alone. */
export function inReaders(question: Question, asked: Asked, session: number, reader: string): Question {
  const text = asked?.find((one) => one.session === session)?.question
  if (text === undefined || !Object.values(text).includes(question.text)) return question
  return { text: shownIn(text, reader, question.lang), lang: tagFor(text, reader, question.lang) }
}

/** The tables' question: in the reader's language if the programme has it, or if a table works in it. */
export function questionOf(
  tables: readonly Table[],
  { lang, clock, asked }: Pick<WatchList, 'lang' | 'clock' | 'asked'>,
  reader: string,
): Question | null {
  const all = tables.flatMap(({ seen: { view } }) =>
    view && view.question !== '' ? [{ text: view.question, lang: view.lang }] : [],
  )
  const base = (one: string): string => one.split('-')[0] ?? one
  const found = [reader, lang].flatMap((wish) => all.find((one) => base(one.lang) === base(wish)) ?? [])[0] ?? all[0]
  return found === undefined ? null : inReaders(found, asked, clock.session, reader)
}

/** The session that something belongs to, and what it asks, in the reader's language. */
export type Session = { readonly title: Question; readonly question: Question }
export function sessionIn(asked: Asked, session: number, reader: string): Session | null {
  const found = asked?.find((one) => one.session === session)
  if (found === undefined) return null
  const say = (text: typeof found.title): Question => ({ text: shownIn(text, reader), lang: tagFor(text, reader) })
  return { title: say(found.title), question: say(found.question) }
}
