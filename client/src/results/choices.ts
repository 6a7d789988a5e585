/** What may be another in the title of a figure: the answer by place, or what it is crossed with. */
import type { ResultsItems } from '@tablee/shared/wire/results'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'
import type { By, Question } from '@tablee/shared/results/question'
import type { Choice } from './heading.tsx'
import { answersOf, eachRow, meanRow, rowName, type Says, type ToldIn } from './model.ts'
import type { Place } from './place.ts'
import { crosses, type Way } from './port.ts'

type Go = (next: Partial<Place>) => void

const placeNames = { all: 'byAll', site: 'bySite', country: 'byCountry', table: 'byTable' } as const
const placeKinds = ['all', 'site', 'country', 'table'] as const

/** Of a cross: another item, or by place again. */
export function crossChoice(
  question: Question,
  items: ResultsItems,
  way: Way,
  { go, t, language }: { readonly go: Go; readonly t: Says; readonly language: Language },
): Choice {
  const { by } = question
  const item = items.items.find((one) => one.item === question.of) ?? null
  const chosen = typeof by === 'object' ? by.item : null
  const to = (value: string): By => placeKinds.find((one) => one === value) ?? { item: value }
  return {
    label: t('byOther'),
    value: typeof by === 'object' ? by.item : by,
    groups: [
      {
        name: t('places'),
        options: placeKinds
          .filter((one) => one === 'all' || items.places[one] > 1)
          .map((value) => ({ value, text: t(placeNames[value]) })),
      },
      {
        name: t('items'),
        options: items.items
          .filter((one) => one.item === chosen || crosses(one, question.of, item, way === 'outside'))
          .map(({ item, text }) => ({ value: item, text: shownIn(text, language) })),
      },
    ],
    onChoose: (value) => go({ question: { ...question, by: to(value) } }),
  }
}

/** By place: another answer. Of everybody all of them stand there, of a scale its mean or each of them. */
export function answerChoice(of: ToldIn, row: string, go: Go): Choice | null {
  const every = answersOf(of.told)
  const all = of.told.question.by === 'all'
  const answers = all && every[0]?.key === meanRow ? [{ key: meanRow }, { key: eachRow }] : every
  if (every.length < 2 || (all && answers === every)) return null
  return {
    label: of.t('whichAnswer'),
    value: row,
    groups: [{ name: null, options: answers.map(({ key }) => ({ value: key, text: rowName(of, key) })) }],
    onChoose: (value) => go({ row: value }),
  }
}
