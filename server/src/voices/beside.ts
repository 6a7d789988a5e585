/** What translators made of answers and of entries that were voted on, laid beside them wherever they are told. */
import type { DialogueId } from '@tablee/shared/ids'
import { readItemKey, type Item } from '@tablee/shared/dialogue/items'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/voices/figure'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { ViewTranslations } from '@tablee/shared/view/translated'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { questionOf } from './recommendations.ts'

type Told = { readonly translations?: ViewTranslations }
export type Beside = {
  readonly answer: (step: string, item: string, text: string) => Told
  readonly wording: (wording: string) => Told
}
export type BesideOf = (dialogue: DialogueId) => Beside
/** Where an answer stands in what is told: by its step and its item, whichever entry that asks about. */
export const itemOf = ({ item }: Pick<Figure, 'item'>): string => readItemKey(item).item

/** The same wordings, each with its translations. */
export const votedOnBeside = (nodes: readonly VotedOn[], { wording }: Beside): readonly VotedOn[] =>
  nodes.map((one) => ({ ...one, ...wording(one.wording) }))

/** The same figure: its texts, their reasons and what was voted on with their translations. */
export function figureBeside(figure: Figure, step: string, { answer, wording }: Beside): Figure {
  const { texts, recommended, wording: voted } = figure
  if (texts.length === 0 && recommended === undefined && voted === undefined) return figure
  const item = itemOf(figure)
  const beside = <One extends { readonly wording: string }>(all: readonly One[]): readonly One[] =>
    all.map((one) => ({ ...one, ...wording(one.wording) }))
  return {
    ...figure,
    texts: texts.map((one) => ({
      ...one,
      ...answer(step, item, one.text),
      ...(one.reasons === undefined ? {} : { reasons: beside(one.reasons) }),
    })),
    ...(voted === undefined ? {} : { wording: { ...voted, ...wording(voted.wording) } }),
    ...(recommended === undefined ? {} : { recommended: { ...recommended, reasons: beside(recommended.reasons) } }),
  }
}

/** A text of one language: what is not shown any more stands in all of them, in the words of the screens. */
function* inOneLanguage(text: LocalText): Iterable<string> {
  const all = Object.values(text)
  if (all.length === 1) yield* all
}
/**
 * What was made of recommendations that are voted on, and of the reasons, conditions and objections that stand with them: by the
 * text, as the item is told. What the item does not show is not looked for. `recommends`: the step in which tables agreed on them.
 */
export function recommendedBeside(
  items: readonly Item[],
  recommends: string | undefined,
  { answer, wording }: Beside,
): Readonly<Record<string, ViewTranslations>> | undefined {
  const found = new Map<string, ViewTranslations>()
  const put = (text: string, { translations }: Told): void => {
    if (translations !== undefined) found.set(text, translations)
  }
  for (const item of items) {
    if (item.type !== 'support') continue
    for (const one of item.reasons) put(one.wording, wording(one.wording))
    for (const option of [...item.conditions, ...item.objections])
      for (const text of inOneLanguage(option.text)) put(text, wording(text))
    if (recommends === undefined) continue
    for (const text of inOneLanguage(item.text)) put(text, answer(recommends, itemOf({ item: questionOf(item) }), text))
  }
  return found.size === 0 ? undefined : Object.fromEntries(found)
}

type Step = ResultsAnswer['steps'][number]
/** A step as all are told of it. */
export const stepBeside = (step: Step, beside: Beside): Step => ({
  ...step,
  figures: step.figures.map((figure) => figureBeside(figure, step.step, beside)),
  byTable: step.byTable.map((table) => ({
    ...table,
    figures: table.figures.map((figure) => figureBeside(figure, step.step, beside)),
  })),
})
