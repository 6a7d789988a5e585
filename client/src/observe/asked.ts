/** What the tables are asked, for who watches: the session's question in the reader's language, and which session it is of. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { WatchList } from '@tablee/shared/wire/watch'
import { sessionOf } from './clocks.ts'
import type { Table } from './watch.ts'

export type Question = { readonly text: string; readonly lang: string }
type Asked = WatchList['asked']

/** In the reader's language, where this is the programme's question and not one of this table alone. */
export function inReaders(question: Question, asked: Asked, session: number, reader: string): Question {
  const text = asked?.find((one) => one.session === session)?.question
  if (text === undefined || !Object.values(text).includes(question.text)) return question
  return { text: shownIn(text, reader, question.lang), lang: tagFor(text, reader, question.lang) }
}

const ownQuestion = ({ seen: { view } }: Table): Question | null =>
  view !== null && view.question !== '' ? { text: view.question, lang: view.lang } : null

/** Of which session what stands at a table is, and on which question it was said there. */
export type Origin = { readonly session: number; readonly question: Question | null }
/** `ofAll`: what the tables of the page's own session are asked; another session's have their own. */
export function originOf(list: WatchList, table: Table, ofAll: Question | null, reader: string): Origin {
  const session = sessionOf(list, table)
  const own = ownQuestion(table)
  const here = session === list.clock.session
  const told = list.asked?.some((one) => one.session === session) === true
  // A server of before does not tell what a session asks: there another table may say it in the reader's language.
  if (own !== null && (told || !here)) return { session, question: inReaders(own, list.asked, session, reader) }
  return { session, question: here ? ofAll : null }
}

/** What the tables of the page's session are asked: in the reader's language if the programme has it, or if a table works in it. */
export function questionOf(tables: readonly Table[], list: WatchList, reader: string): Question | null {
  const { lang, clock, asked } = list
  const all = tables.flatMap((table) => (sessionOf(list, table) === clock.session ? (ownQuestion(table) ?? []) : []))
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
