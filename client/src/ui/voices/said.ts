/** An answer in words, a line for each part, for who looks it over before it is sent. */
import type { Answer, Item, Option } from '@tablee/shared/dialogue/items'
import { headed, listedApart } from '@tablee/shared/i18n/language'
import type { Translate } from '@tablee/shared/i18n/translator'
import type { ballotMessages } from './messages/index.ts'
import { said } from './texts.ts'

const optionText = (of: readonly Option[], id: string, lang: string): string | undefined => {
  const found = of.find((one) => one.id === id)
  return found === undefined ? undefined : said(found.text, lang).text
}

export function sayAnswer(
  item: Item,
  answer: Answer,
  lang: string,
  t: Translate<keyof typeof ballotMessages.en>,
): string {
  const option = (id: string): string => {
    const found = 'options' in item ? item.options.find((one) => one.id === id) : undefined
    return found === undefined ? id : said(found.text, lang).text
  }
  const list = (ids: readonly string[]): string => listedApart(lang, ids.map(option))
  switch (answer.type) {
    case 'agree':
      return t(answer.value)
    case 'single':
      return option(answer.option)
    case 'choose':
      return [
        answer.chosen.length > 0 ? t('choseList', { list: list(answer.chosen) }) : '',
        answer.rejected.length > 0 ? t('rejectedList', { list: list(answer.rejected) }) : '',
        answer.indifferent.length > 0 ? t('indifferentList', { list: list(answer.indifferent) }) : '',
      ]
        .filter(Boolean)
        .join('\n')
    case 'ranking':
      return answer.order.map((id, index) => `${index + 1}. ${option(id)}`).join('\n')
    case 'scale':
      return item.type === 'scale' ? t('ofScale', { value: answer.value, max: item.max }) : String(answer.value)
    case 'placement':
      return item.type === 'placement'
        ? [[item.x, answer.x] as const, [item.y, answer.y] as const]
            .map(([axis, value]) =>
              headed(
                lang,
                t('between', { low: said(axis.low, lang).text, high: said(axis.high, lang).text }),
                t('of100', { value }),
              ),
            )
            .join('\n')
        : `${answer.x}, ${answer.y}`
    case 'number':
      return item.type === 'number' && item.suffix !== undefined
        ? `${answer.value} ${said(item.suffix, lang).text}`
        : String(answer.value)
    case 'text':
      return answer.text
    case 'recommendation':
      return answer.sentence
    case 'support': {
      const { value, why } = answer
      const said = t(value)
      if (why === undefined) return said
      const of = item.type !== 'support' ? [] : value === 'no' ? item.objections : item.conditions
      return headed(lang, said, 'text' in why ? why.text : (optionText(of, why.option, lang) ?? why.option))
    }
    case 'none':
      return t(answer.why === 'refused' ? 'refuse' : answer.why === 'illegible' ? 'illegible' : 'notAsked')
  }
}
