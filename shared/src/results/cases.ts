/**
 * Answers in one normal form, whether they were given at tables of ours, came with a file, or are of entries that were voted on:
 * for each question that was asked, who answered it, at which table, and what. Whatever is told of answers is counted of this.
 */
import type { Answer, Item } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { VotedOn } from '../voices/rows.ts'
import type { Cut, ItemName, PlaceKind } from './question.ts'

/** Where somebody sat when they answered. A name of null: of no part that has one. */
export type CaseTable = {
  readonly number: number
  /** As a file calls it; of a table of ours its number. */
  readonly name: string
  readonly country: string | null
  readonly site: string | null
  readonly group: string | null
}

/** A question as it was asked, in one wording. */
export type Asked = {
  readonly name: ItemName
  readonly step: string
  readonly title: LocalText
  /** In these words; `earlier` is told by `worded`. */
  readonly item: Item
  /** Which of its wordings, from 0; `why`: why there are others, as the organiser said. */
  readonly wording: number
  readonly why?: string
  /** Where people read several: which of those this is, from 1. */
  readonly worded?: { readonly part: number; readonly of: number }
  readonly entry?: VotedOn
  /** What its step is compared with. */
  readonly wave?: { readonly questionnaire: string; readonly wave: string }
  /** Tables that have closed it, and all that have it. Nothing is told before the last. */
  readonly tables: { readonly closed: number; readonly of: number }
  readonly complete: boolean
  /** How many were asked nobody knows: only who answered is there. */
  readonly open?: true
}

/** Of everybody who was asked, in three lists of the same order. */
export type Answered = {
  /** A number in the cases' people; -1 where a table answered as one. */
  readonly person: readonly number[]
  /** A place in the cases' tables; -1: at none. */
  readonly table: readonly number[]
  /** Null: handed in nothing. */
  readonly given: readonly (Answer | null)[]
}

export type Cases = {
  readonly cut: Cut
  /** People are numbered from 0; a person has one number in all questions. */
  readonly people: number
  readonly tables: readonly CaseTable[]
  /** Whether people sat together: then a table is what was drawn, and not each of them. */
  readonly clustered: boolean
  /** By person; 0: has none. Null where the file has no weights. */
  readonly weights: readonly number[] | null
  /** By person, where people are grouped and not their tables. */
  readonly groups: readonly (string | null)[] | null
  readonly items: ReadonlyMap<ItemName, Asked>
  /** Counted when it is first asked for, and kept. Yields so often that nobody waits for it. */
  readonly answered: (name: ItemName) => Generator<undefined, Answered>
}

/** The part of a kind of place that somebody belonged to when they answered; null: to none. */
export function placeOf(cases: Cases, kind: PlaceKind, person: number, table: number): string | null {
  if (kind === 'group' && cases.groups !== null && person >= 0) return cases.groups[person] ?? null
  const at = cases.tables[table]
  if (at === undefined) return null
  return kind === 'table' ? at.name : at[kind]
}

/** Runs to the end at once what yields so that others come in between. */
export function whole<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** So many answers are looked at between two yields: far less than a frame. */
export const slice = 2000
