/**
 * What translators say beside their translations, and what they are answered: a fold of its own over the rows of
 * `translations:<dialogue>`, pure and total. A question and a mark hang on the original and on its wording, as a translation does.
 */
import { isBlack } from '../board/blacken.ts'
import type { BoardId } from '../ids.ts'
import type { TranslationRow } from './rows.ts'

/** What a table is asked about one of its texts. `answer`: what it says to it, in a sentence. */
export type Question = {
  readonly text: string
  readonly wording: string | null
  readonly by: string
  readonly at: number
  readonly answer: { readonly text: string; readonly at: number } | null
}
/** Of an original in one language. */
export type Aside = {
  readonly unclear: { readonly by: string; readonly wording: string | null } | null
  readonly question: Question | null
}
/** How a term of the dialogue is said: one way for each pair of languages. */
export type Term = { readonly from: string; readonly lang: string; readonly term: string; readonly say: string }
export type AsidesOn = Readonly<Record<string, Readonly<Record<string, Aside>>>>
export type Asides = {
  /** By board (null: answers of all tables), by original, by language. */
  readonly of: ReadonlyMap<BoardId | null, AsidesOn>
  readonly terms: readonly Term[]
  /** Devices that translate, in the order in which they first did: translator 1, 2, 3. */
  readonly translators: readonly string[]
}
export const noAsides: Asides = { of: new Map(), terms: [], translators: [] }
const nothing: Aside = { unclear: null, question: null }

/** One row further, about the original of this id (empty: about none); the same object where it says nothing of this. */
export function asidesAfter(before: Asides, row: TranslationRow, id: string, at: number): Asides {
  const now = 'by' in row ? known(before, row.by) : before
  switch (row.kind) {
    case 'unclear':
      return withAside(now, id, row, (one) => ({
        ...one,
        unclear: row.on ? { by: row.by, wording: row.wording } : null,
      }))
    case 'asked': {
      const { text, wording, by } = row
      return withAside(now, id, row, (one) => ({
        ...one,
        question: isBlack(text) ? null : { text, wording, by, at, answer: null },
      }))
    }
    case 'answered':
      return withAside(now, id, row, (one) =>
        one.question === null || isBlack(row.text)
          ? one
          : { ...one, question: { ...one.question, answer: { text: row.text, at } } },
      )
    case 'term': {
      const { from, lang, term, say } = row
      const others = now.terms.filter((one) => !(one.from === from && one.lang === lang && one.term === term))
      return { ...now, terms: say === '' || isBlack(say) ? others : [...others, { from, lang, term, say }] }
    }
    default:
      return now
  }
}

const known = (asides: Asides, by: string): Asides =>
  asides.translators.includes(by) ? asides : { ...asides, translators: [...asides.translators, by] }

type At = { readonly board: BoardId | null; readonly lang: string }
function withAside(asides: Asides, id: string, { board, lang }: At, change: (one: Aside) => Aside): Asides {
  const on = asides.of.get(board) ?? {}
  const next = { ...on, [id]: { ...on[id], [lang]: change(on[id]?.[lang] ?? nothing) } }
  return { ...asides, of: new Map(asides.of).set(board, next) }
}

/** What stands beside an original in a language, as it is worded now. A question of an earlier wording was answered by that. */
export function asideOf({ of }: Asides, id: string, { board, lang }: At, wording: string | null): Aside {
  const found = of.get(board)?.[id]?.[lang] ?? nothing
  return found.unclear === null || found.unclear.wording === wording ? found : { ...found, unclear: null }
}

/** When something was last asked about these boards, or answered; 0: never. */
export const lastAsked = ({ of }: Asides, boards: readonly BoardId[]): number =>
  boards
    .flatMap((board) => Object.values(of.get(board) ?? {}))
    .flatMap((langs) => Object.values(langs))
    .reduce((last, { question }) => Math.max(last, question?.at ?? 0, question?.answer?.at ?? 0), 0)

/** How many answers to translators about these boards were given behind their table's curtain and are not released. */
export const unreleasedIn = ({ of }: Asides, boards: readonly BoardId[], behind: (at: number) => boolean): number =>
  boards
    .flatMap((board) => Object.values(of.get(board) ?? {}))
    .flatMap((langs) => Object.values(langs))
    .filter(({ question }) => question !== null && question.answer !== null && behind(question.answer.at)).length
