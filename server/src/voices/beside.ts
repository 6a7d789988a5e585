/** What translators made of answers and of entries that were voted on, laid beside them wherever they are told. */
import type { DialogueId } from '@tablee/shared/ids'
import { readItemKey } from '@tablee/shared/dialogue/items'
import type { Figure } from '@tablee/shared/voices/figure'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { ViewTranslations } from '@tablee/shared/view/translated'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'

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
