/**
 * An item as it is printed: boxes for what may be marked, each with the key by which the guided form takes it. Keys are
 * the same on paper and in the form (`boxKeys`), so that a reporter types what stands beside the mark.
 */
import { readItemKey, supports, type Item } from '@tablee/shared/dialogue/items'
import { boxKeys } from '@tablee/shared/voices/paper-form'
import type { VotedOn } from '@tablee/shared/voices/rows'
import { supportTexts } from '@tablee/shared/voices/stances'
import { tagFor, type LocalText } from '@tablee/shared/dialogue/programme'
import { spaced, quotationMarks } from '@tablee/shared/i18n/language'
import type { Language } from '@tablee/shared/i18n/index'
import { inPlainText } from '@tablee/shared/i18n/translator'
import { paperMessages } from './messages/index.ts'

/** A text and the language it is in: what is asked may stand in another than the sheet's own. */
export type PrintedText = { readonly text: string; readonly lang: string }
type Mark = 'tick' | 'ring' | 'cross'
export type Body =
  | {
      readonly is: 'cells'
      readonly columns: readonly { readonly mark: Mark; readonly word: string; readonly key: string }[]
      /** Null: a row to fill in by hand. */
      readonly rows: readonly (PrintedText | null)[]
      readonly byHand: string
      readonly rather: boolean
    }
  | { readonly is: 'options'; readonly options: readonly (PrintedText & { readonly key: string })[] }
  | { readonly is: 'ranks'; readonly options: readonly PrintedText[] }
  | { readonly is: 'scale'; readonly values: readonly number[]; readonly low: PrintedText; readonly high: PrintedText }
  | {
      readonly is: 'plane'
      readonly x: readonly [PrintedText, PrintedText]
      readonly y: readonly [PrintedText, PrintedText]
    }
  | { readonly is: 'number'; readonly suffix: PrintedText | null }
  | { readonly is: 'lines'; readonly lines: number }
export type Block = {
  readonly number: string
  readonly text: PrintedText
  readonly help: PrintedText | null
  readonly onlyIf: string | null
  readonly hint: string
  readonly body: Body
}

/** The text and the language it was found in. */
export function said(text: LocalText, lang: string, fallback = 'en'): PrintedText {
  const tag = tagFor(text, lang, fallback)
  return { text: spaced(tag, text[tag] ?? ''), lang: tag }
}

const quoted = (text: string, lang: Language): string => quotationMarks(lang).join(text)

/** Rows left for entries that are not known yet. */
const rowsByHand = 8
/** More steps than fit in a row of boxes are written as a number. */
const mostBoxes = 11

/**
 * Numbered as printed, items of the whole table left out. Null for `nodes`: eight rows to fill in by hand. `fallback`:
 * the language of what is said in neither.
 */
export function blocksOf(
  items: readonly Item[],
  { lang, fallback, nodes }: { lang: Language; fallback: string; nodes: readonly VotedOn[] | null },
): readonly Block[] {
  const say = inPlainText(paperMessages, lang)
  const text = (of: LocalText): PrintedText => said(of, lang, fallback)
  // The table's own answer is given by the table, not on somebody's sheet.
  const asked = items.filter((item) => item.unit !== 'tables')
  const numberOf = (id: string): number => asked.findIndex((item) => item.id === id) + 1

  function onlyIf(item: Item): string | null {
    const rule = item.showIf
    const other = rule === undefined ? undefined : asked.find(({ id }) => id === readItemKey(rule.item).item)
    if (rule === undefined || other === undefined) return null
    const answers = rule.is.map((is) => quoted(answerOf(other, is), lang)).join(` ${say('or')} `)
    return say('onlyIf', { answer: answers, n: numberOf(other.id) })
  }
  function answerOf(item: Item, is: string): string {
    if (item.type === 'agree')
      return is === 'agree' ? say('agree') : is === 'disagree' ? say('disagree') : is === 'pass' ? say('pass') : is
    const option = 'options' in item ? item.options.find(({ id }) => id === is) : undefined
    return option === undefined ? is : text(option.text).text
  }

  function bodyOf(item: Item): { hint: string; body: Body } {
    switch (item.type) {
      case 'agree': {
        const onNodes = item.on === 'nodes'
        const rows: (PrintedText | null)[] = !onNodes
          ? []
          : nodes === null
            ? Array.from({ length: rowsByHand }, () => null)
            : nodes.map(({ wording, lang: of }) => ({ text: wording, lang: of }))
        return {
          hint: onNodes && nodes === null ? say('entryHint') : onNodes ? '' : say('agreeHint'),
          body: {
            is: 'cells',
            columns: [
              { mark: 'tick', word: say('agree'), key: '1' },
              { mark: 'ring', word: say('pass'), key: '2' },
              { mark: 'cross', word: say('disagree'), key: '3' },
            ],
            rows,
            byHand: say('entryNumber'),
            rather: onNodes,
          },
        }
      }
      case 'choose':
        return {
          hint: item.most === undefined ? say('chooseHint') : say('chooseMost', { n: item.most }),
          body: {
            is: 'cells',
            columns: [
              { mark: 'tick', word: say('choose'), key: '1' },
              { mark: 'ring', word: say('indifferent'), key: '2' },
              { mark: 'cross', word: say('reject'), key: '3' },
            ],
            rows: item.options.map((option) => text(option.text)),
            byHand: '',
            rather: false,
          },
        }
      case 'single':
        return {
          hint: say('singleHint'),
          body: {
            is: 'options',
            options: item.options.map((option, at) => ({ ...text(option.text), key: boxKeys[at] ?? '' })),
          },
        }
      case 'ranking':
        return {
          hint: say('rankHint'),
          body: { is: 'ranks', options: item.options.map((option) => text(option.text)) },
        }
      case 'scale': {
        const values = Array.from({ length: item.max - item.min + 1 }, (_, step) => item.min + step)
        const low = text(item.low)
        const high = text(item.high)
        if (values.length <= mostBoxes) return { hint: say('scaleHint'), body: { is: 'scale', values, low, high } }
        return {
          hint: `${say('numberHint')} ${item.min}: ${low.text}. ${item.max}: ${high.text}.`,
          body: { is: 'number', suffix: null },
        }
      }
      case 'placement':
        return {
          hint: say('planeHint'),
          body: { is: 'plane', x: [text(item.x.low), text(item.x.high)], y: [text(item.y.low), text(item.y.high)] },
        }
      case 'number': {
        return {
          hint: say('numberHint'),
          body: { is: 'number', suffix: item.suffix === undefined ? null : text(item.suffix) },
        }
      }
      case 'text':
      case 'recommendation':
        return { hint: '', body: { is: 'lines', lines: 4 } }
      case 'support':
        return {
          hint: say('supportHint'),
          body: {
            is: 'options',
            options: supports.map((value, at) => ({ ...text(supportTexts[value]), key: String(at + 1) })),
          },
        }
    }
  }

  return asked.map((item, at) => ({
    number: String(at + 1),
    text: text(item.text),
    help: item.help === undefined ? null : text(item.help),
    onlyIf: onlyIf(item),
    ...bodyOf(item),
  }))
}
