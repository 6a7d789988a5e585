/**
 * What is told outside of each item, in short: how many answered, and whether it is the same as at another cut. While a hall
 * answers, a new cut comes with every table that closes a step: only what hangs on that step is worked out anew.
 */
import type { Asked } from '@tablee/shared/results/cases'
import { listedOf, placesOf, type Listed } from '@tablee/shared/results/listed'
import { askOutside, mayLeave, type Leaving } from '@tablee/shared/results/outside'
import { changeOutside } from '@tablee/shared/results/outside-change'
import {
  places,
  type By,
  type Cut,
  type ItemName,
  type PlaceKind,
  type Question,
} from '@tablee/shared/results/question'
import type { Round } from '@tablee/shared/voices/fold'
import { versionOf } from '../hold/waiting.ts'
import type { AtCut } from './cuts.ts'

/** `valid` null: it is not told. */
export type Fact = { readonly digest: string; readonly valid: number | null }
export type Facts = ReadonlyMap<ItemName, Fact>
const mostCuts = 200
type Known = { readonly at: AtCut; readonly of: Leaving; readonly facts: Facts }

/** What holds for every step: who sits where, which tables there are, what their clocks say. */
const common = ({ voices, state }: AtCut): readonly unknown[] => [
  voices.seats,
  state.plan,
  state.rotation,
  state.moves,
  state.boards,
  state.clocks,
  state.own,
]
const roundsOf = ({ voices }: AtCut): ReadonlyMap<string, readonly Round[]> =>
  Map.groupBy(voices.rounds.values(), ({ step }) => step)
const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, n) => part === other[n])

/** Of one dialogue. What was found out of a cut is kept as long as somebody may have it. */
export function createFacts() {
  /** Of the cut that was asked for last. */
  let last: Known | null = null
  const kept = new WeakMap<Leaving, Facts>()
  /** Small as they are, they outlive what they were made of: who holds an old cut does not have it folded again and again. */
  const byCut = new Map<Cut, Facts>()

  function* told(at: AtCut, of: Leaving): Generator<undefined, Facts> {
    const known = kept.get(of)
    if (known !== undefined) return known
    const before = last
    const stays = before === null ? (): boolean => false : staying(before, { at, of })
    const facts = new Map<ItemName, Fact>()
    for (const [name, asked] of of.cases.items) {
      const fact = before?.facts.get(name)
      facts.set(name, fact !== undefined && stays(asked) ? fact : yield* factOf(of, asked))
      yield
    }
    kept.set(of, facts)
    last = { at, of, facts }
    byCut.delete(at.cut)
    byCut.set(at.cut, facts)
    for (const oldest of byCut.keys()) if (byCut.size > mostCuts) byCut.delete(oldest)
    return facts
  }

  return {
    told,
    /** As they were told when it was asked for; null: nobody did lately. */
    known: (cut: Cut): Facts | null => byCut.get(cut) ?? null,
    *listed(
      at: AtCut,
      of: Leaving,
    ): Generator<
      undefined,
      { readonly places: Readonly<Record<PlaceKind, number>>; readonly items: readonly ListedOutside[] }
    > {
      const facts = yield* told(at, of)
      const items = yield* listedOf(of.cases)
      return { places: placesOf(of.cases), items: items.map((one) => listedOutside(one, of, facts)) }
    },
    forget(): void {
      last = null
      byCut.clear()
    },
  }
}

/** Without `leaves` all of it does. */
export type ListedOutside = Listed & { readonly leaves?: ReturnType<typeof mayLeave> }
/** A number that somebody gave is somebody's: which there are stands in no list. */
function listedOutside(one: Listed, of: Leaving, facts: Facts): ListedOutside {
  if (of.set !== null) return one
  const leaves = mayLeave(of, one.item)
  const answered = facts.get(one.item)?.valid ?? null
  return { ...one, answered, ...(one.type === 'number' ? { options: [] } : {}), leaves }
}

/** Whether what is told of an item hangs on nothing that is another since. */
function staying(before: Pick<Known, 'at' | 'of'>, now: Pick<Known, 'at' | 'of'>): (asked: Asked) => boolean {
  if (!same(common(before.at), common(now.at)) || before.of.set !== now.of.set) return () => false
  const [then, by] = [roundsOf(before.at), roundsOf(now.at)]
  const stays = (step: string): boolean => same(then.get(step) ?? [], by.get(step) ?? [])
  const stepOf = (name: ItemName): string => now.of.cases.items.get(name)?.step ?? ''
  return ({ name, step, item, wave }) => {
    if (JSON.stringify(before.of.cases.items.get(name)?.item) !== JSON.stringify(item)) return false
    const others = [...now.of.cases.items.values()].filter(
      (one) => wave !== undefined && one.wave?.questionnaire === wave.questionnaire,
    )
    return [step, ...others.map((one) => one.step), ...mayLeave(now.of, name).crossed.map(stepOf)].every(stays)
  }
}

function* factOf(of: Leaving, { name, item, complete, tables }: Asked): Generator<undefined, Fact> {
  // Nothing of a set moves any more, and its numbers are in its files.
  if (!complete || of.set !== null) return { digest: versionOf([item, tables]), valid: null }
  const question = (by: By): Question => ({ of: name, unit: item.unit, base: item.base, by, weight: 'none' })
  const whole = yield* askOutside(of, question('all'))
  const valid = 'why' in whole ? null : whole.valid
  const leaves = mayLeave(of, name)
  const all: unknown[] = [timeless(whole)]
  for (const by of [...(leaves.places ? places : []), ...leaves.crossed.map((one) => ({ item: one }))])
    all.push(timeless(yield* askOutside(of, question(by))))
  all.push(timeless(yield* changeOutside(of, { of: name })))
  return { digest: versionOf(all), valid }
}
/** What is told, whichever cut it is of. */
const timeless = (told: object): object => ({ ...told, cut: 0 })
