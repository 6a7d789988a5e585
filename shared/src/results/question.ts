/**
 * What may be asked of the answers, as plain data: the page, an address and a file ask the same. Nothing in it names a person;
 * what is told in answer stands in `told`.
 */
import type { Base, Unit } from '../dialogue/items.ts'

/**
 * `<step>/<item>`, as both stand in an address; of an entry that was voted on `<step>/<item>.<node>`. An item that was put in
 * other words is several: those after the first have `~2`, `~3` behind.
 */
export type ItemName = string
/** A moment of the answers, as the server tells it with each of them: what it counts is the server's own (`server/src/results/cuts`). */
export type Cut = number

export const places = ['country', 'site', 'group', 'table'] as const
export type PlaceKind = (typeof places)[number]
export type By = 'all' | PlaceKind | { readonly item: ItemName }

/** Only who is of this place, or gave this answer (the key of a row) to another item. */
export type Where =
  | { readonly place: PlaceKind; readonly is: string }
  | { readonly item: ItemName; readonly is: string }

/** Of an item's answers, by the keys of its rows, the shares that are to come out, summing to 1. */
export type Margin = { readonly item: ItemName; readonly shares: Readonly<Record<string, number>> }

export type Question = {
  readonly of: ItemName
  /** Counted together with it: the same item in other steps. Refused where its meaning is not the same. */
  readonly with?: readonly ItemName[]
  readonly unit: Unit
  readonly base: Base
  readonly by: By
  /** Nobody counts for more than another, as the file's weights say, or raked to these margins. */
  readonly weight: 'none' | 'given' | { readonly margins: readonly Margin[] }
  /** All of them hold. Never of what leaves the house. */
  readonly where?: readonly Where[]
}
