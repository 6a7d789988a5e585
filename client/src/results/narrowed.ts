/** Whom a figure is of where it is not everybody, in words. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'
import type { Question } from '@tablee/shared/results/question'
import type { ItemTold } from './port.ts'

type Where = NonNullable<Question['where']>

/** Each as the answer is called, after what was asked; what no item of the page has, as the address says it. */
export const whoAlone = (
  where: Where,
  items: readonly Pick<ItemTold, 'item' | 'text' | 'options'>[],
  language: Language,
): string =>
  where
    .map((one) => {
      if (!('item' in one)) return one.is
      const found = items.find(({ item }) => item === one.item)
      if (found === undefined) return one.is
      const answer = found.options.find(({ key }) => key === one.is)
      const text = answer === undefined ? '' : shownIn(answer.text, language)
      return `${shownIn(found.text, language)}: ${text === '' ? one.is : text}`
    })
    .join(' · ')

/** Of those alone who gave this answer, in place of another answer to the same item. */
export const aloneToo = (question: Question, item: string, is: string): Question => ({
  ...question,
  where: [...(question.where ?? []).filter((one) => !('item' in one) || one.item !== item), { item, is }],
})
