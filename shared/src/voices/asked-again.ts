/**
 * Which figures are of a question that was asked before, of people who are nearly the same: there the later one is not told.
 * What the programme asks twice it asks to compare; it is held against what was asked on the day alone.
 */
import { namesOf, tellsFew, type Told } from './apart.ts'
import type { Figure } from './figure.ts'
import { counts } from './fold.ts'
import type { Item } from '../dialogue/items.ts'
import type { StepAtTables, TableOfDialogue } from './step-tables.ts'

export type Asking = {
  readonly step: string
  /** On the day, beside the programme. */
  readonly asked: boolean
  readonly items: readonly Item[]
  readonly closed: StepAtTables<TableOfDialogue>['closed']
  readonly figures: readonly Figure[]
  /** Tables of each part of the people that is told of an item, too: by country, site and group. */
  readonly parts?: (item: Item) => readonly Asking['closed'][]
}
type One = { readonly of: Asking; readonly item: Item; readonly at: number }

function familiesOf(all: readonly One[]): readonly (readonly One[])[] {
  const by = new Map<string, One[]>()
  for (const one of all) {
    const names = namesOf(one.item)
    const found = [...new Set(names.flatMap((name) => by.get(name) ?? []))]
    const family = [...found, one]
    for (const name of family.flatMap(({ item }) => namesOf(item))) by.set(name, family)
  }
  return [...new Set(by.values())]
}

function toldOf({ of, item }: One, closed = of.closed): Told {
  const answered = new Set<string>()
  for (const { round, seats } of closed) {
    const casts = round.casts.get(item.id)
    for (const seat of seats) {
      const cast = casts?.get(seat)
      const given = cast === undefined ? null : counts(cast)
      if (given !== null && given.answer.type !== 'none') answered.add(seat)
    }
  }
  return answered
}

const tells = ({ of, item }: One): boolean =>
  of.figures.some((figure) => figure.item === item.id && (figure.valid !== null || figure.asked !== null))

/** By step the items of which nothing may be told. */
export function askedAgain(all: readonly Asking[]): ReadonlyMap<string, ReadonlySet<string>> {
  const withheld = new Map<string, Set<string>>()
  if (!all.some(({ asked }) => asked)) return withheld
  const ones = all.flatMap((of) => {
    const at = Math.max(0, ...of.closed.map(({ round }) => round.closedAt ?? 0))
    return of.items
      .filter(({ unit }) => unit !== 'tables')
      .map((item): One => ({ of, item, at }))
      .filter(tells)
  })
  for (const family of familiesOf(ones)) {
    if (family.length < 2 || !family.some(({ of }) => of.asked)) continue
    const [planned, onTheDay]: [(readonly Told[])[], Told[]] = [[], []]
    for (const one of family.toSorted((a, b) => a.at - b.at)) {
      const told = toldOf(one)
      const before = one.of.asked && planned.length > 0 ? planned.map((each) => [...each, ...onTheDay]) : [onTheDay]
      if (before.some((each) => tellsFew([...each, told])))
        withheld.set(one.of.step, new Set([...(withheld.get(one.of.step) ?? []), one.item.id]))
      else if (one.of.asked) onTheDay.push(told)
      else planned.push([told, ...(one.of.parts?.(one.item) ?? []).map((closed) => toldOf(one, closed))])
    }
  }
  return withheld
}
