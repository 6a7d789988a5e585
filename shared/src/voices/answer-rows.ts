/**
 * What can be answered to an item, as the rows of its figure, and which of them one answer is counted in. Tables, walls, files
 * and what analysts ask count by the same.
 */
import type { Answer, Item, Option } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { FigureRow } from './figure.ts'
import { stances, supportTexts } from './stances.ts'

export type AnswerRow = Pick<FigureRow, 'key' | 'text' | 'entry'>

/** A scale of more steps than this is told by mean and median alone. */
const mostSteps = 20

const rowOf = ({ id, text, entry }: Option, way = ''): AnswerRow => ({
  key: id + way,
  text,
  ...(entry === undefined ? {} : { entry }),
})

/** In the order in which they are asked; none of what is told by means, points or texts alone. */
export function answerRows(item: Item): readonly AnswerRow[] {
  switch (item.type) {
    case 'agree':
      return stances
    case 'single':
    case 'ranking':
      return item.options.map((option) => rowOf(option))
    case 'choose': {
      // To leave an option as it is answers it, but gives it no voice: it is no answer among answers.
      const ways = item.unit === 'answers' ? ['', ':rejected'] : ['', ':rejected', ':indifferent']
      return item.options.flatMap((option) => ways.map((way) => rowOf(option, way)))
    }
    case 'scale':
      if (item.max - item.min > mostSteps) return []
      return Array.from({ length: item.max - item.min + 1 }, (_, step) => {
        const key = String(item.min + step)
        return { key, text: { und: key } }
      })
    case 'support':
      return supportRows(item)
    case 'placement':
    case 'number':
    case 'text':
    case 'recommendation':
      return []
  }
}

/** Those for it, and of them with and without a condition; those against it; under each what they picked, or that they wrote. */
function supportRows({ conditions, objections }: Extract<Item, { readonly type: 'support' }>): readonly AnswerRow[] {
  const fixed = (key: keyof typeof supportTexts): AnswerRow => ({ key, text: supportTexts[key] })
  const picked = (side: string, { id, text }: Option): { readonly key: string; readonly text: LocalText } => ({
    key: `${side}:${id}`,
    text,
  })
  return [
    fixed('for'),
    fixed('yes'),
    fixed('yes-if'),
    ...conditions.map((option) => picked('if', option)),
    fixed('if:own'),
    fixed('no'),
    ...objections.map((option) => picked('no', option)),
    fixed('no:own'),
  ]
}

/**
 * Keys of the rows that an answer is in, each once: several of a choice, the first place of a ranking, none of an answer of
 * another type. A key may be of a row that the item does not show.
 */
export function rowKeys({ type }: Pick<Item, 'type'>, answer: Answer): readonly string[] {
  if (answer.type !== type) return []
  switch (answer.type) {
    case 'agree':
      return [answer.value]
    case 'single':
      return [answer.option]
    case 'ranking':
      return answer.order.slice(0, 1)
    case 'choose':
      return [
        ...new Set([
          ...answer.chosen,
          ...answer.rejected.map((id) => `${id}:rejected`),
          ...answer.indifferent.map((id) => `${id}:indifferent`),
        ]),
      ]
    case 'scale':
      return [String(answer.value)]
    case 'support': {
      const { value, why } = answer
      const side = value === 'no' ? 'no' : 'if'
      const picked = why === undefined ? [] : [`${side}:${'option' in why ? why.option : 'own'}`]
      return [value, ...(value === 'no' ? [] : ['for']), ...picked]
    }
    case 'placement':
    case 'number':
    case 'text':
    case 'recommendation':
      return []
  }
}
