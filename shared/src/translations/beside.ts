/** Translations beside what came out of steps: answers by what they say, and entries in the words in which they were voted on. */
import type { ViewTranslations } from '../view/translated.ts'
import { answerName, type Made, type Translations } from './fold.ts'

type Langs = Readonly<Record<string, Made>>
type Told = { readonly translations?: ViewTranslations }
export type Beside = {
  readonly answer: (step: string, item: string, text: string) => Told
  /** Of an entry that is or was worded so, on whichever board: two that say the same are translated by the same. */
  readonly wording: (wording: string) => Told
}

const told = (langs: Langs | undefined): Told => {
  const all = Object.entries(langs ?? {})
  return all.length === 0
    ? {}
    : { translations: Object.fromEntries(all.map(([lang, { text, state }]) => [lang, { text, state }])) }
}

const known = new WeakMap<Translations['boards'], ReadonlyMap<string, Langs>>()
/** Every wording of which a translation was made. What somebody stands by comes before what nobody has checked. */
function wordingsOf(boards: Translations['boards']): ReadonlyMap<string, Langs> {
  const before = known.get(boards)
  if (before !== undefined) return before
  const found = new Map<string, Record<string, Made>>()
  for (const { of } of boards.values())
    for (const langs of Object.values(of))
      for (const [lang, one] of Object.entries(langs)) {
        if (one.wording === null) continue
        const there = found.get(one.wording) ?? {}
        found.set(one.wording, there)
        if (there[lang]?.state !== 'checked') there[lang] = one
      }
  known.set(boards, found)
  return found
}

/** As they stand. */
export const besideSteps = ({ answers, boards }: Translations): Beside => ({
  answer(step, item, text) {
    const name = answerName(step, item, text)
    return told(Object.hasOwn(answers.of, name) ? answers.of[name] : undefined)
  },
  wording: (wording) => told(wordingsOf(boards).get(wording)),
})
