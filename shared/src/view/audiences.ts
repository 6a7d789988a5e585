/**
 * Whom views are for: each audience is declared once, and everything that a view is (its documents, rooms, public ids,
 * figures, photos, pages) takes it as a parameter. Whoever holds a card of it watches, by `watch.follow` of the access
 * matrix and nothing else; whose card it is follows from the card, so that all have one kind of address.
 */
import { beneath, noCeiling, type Opening } from '../dialogue/rule.ts'
import type { ViewPolicy } from './policy.ts'

export type Audience = {
  /** Stands in its documents' names, and its rooms and public ids are made of it: it never changes, and has no `:`. */
  readonly name: string
  /** How far a table opens itself to it at most, and how late at least. */
  readonly ceiling: Opening
  /** Origins whose pages may show its own in a frame. */
  readonly framedBy: readonly string[]
}

/** By them a table decides how it is watched: they see what it says, and no page frames theirs. */
export const observers: Audience = { name: 'observers', ceiling: noCeiling, framedBy: [] }
/**
 * Anybody at all: by its card as observers by theirs, and, while a dialogue has such a card, without any, as JSON that a cache
 * may keep for a second.
 */
export const everybody: Audience = { name: 'public', ceiling: noCeiling, framedBy: [] }
export const everyAudience: readonly Audience[] = [observers, everybody]

/** What a table's policy is to an audience: never more open than its ceiling. */
export const policyFor = ({ ceiling }: Audience, policy: ViewPolicy): ViewPolicy => ({
  ...policy,
  ...beneath(policy, ceiling),
})
