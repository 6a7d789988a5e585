/**
 * How far the coders of a round agree: once all have closed it, of entries that may be told. Of each code whether it is in an
 * entry at all; of all codes together how much of what two coders gave an entry is the same (Jaccard's distance of the two sets,
 * as Passonneau 2006 has it for Krippendorff's alpha); and of letters how many all have coded that any has.
 */
import { agreeing, type Agreement, type Unit } from '../statistics/agreement.ts'
import type { EntryName } from '../synthesis/entries.ts'
import type { Coding, Round } from './fold.ts'
import type { CodeId } from './rows.ts'

/** What one coder said of an entry; null: nothing, which counts for nothing. */
export type SaidOf = ReadonlySet<CodeId> | null
export type RoundEntry = { readonly entry: EntryName; readonly said: readonly SaidOf[] }

/** Of these entries of a closed round, what each of its coders said, in their order. */
export function saidIn(round: Round, entries: readonly EntryName[]): readonly RoundEntry[] {
  const of = Map.groupBy(round.coded, ({ entry }) => entry)
  return entries.map((entry) => ({
    entry,
    said: round.joined.map((by) => {
      const codes = new Set((of.get(entry) ?? []).flatMap((one) => (one.by === by ? [one.code] : [])))
      return codes.size > 0 || round.none.get(entry)?.has(by) === true ? codes : null
    }),
  }))
}

/** Two coders at least said something of it, and not the same codes. */
export const differs = ({ said }: RoundEntry): boolean => {
  const names = said.flatMap((one) => (one === null ? [] : [nameOf(one)]))
  return new Set(names).size > 1
}
const nameOf = (codes: ReadonlySet<CodeId>): string => [...codes].sort().join(' ')

/** Of one code: 1 where a coder put it somewhere in the entry, 0 where not. `chance`: 16 bytes. */
export function* agreementOn(
  code: CodeId,
  all: readonly RoundEntry[],
  chance: Uint8Array,
): Generator<undefined, Agreement> {
  const units = all.map(({ said }): Unit => said.map((one) => (one === null ? null : Number(one.has(code)))))
  return yield* agreeing(units, 'nominal', chance)
}

/** Of all codes together. Both yield every millisecond or so. */
export function* agreementOfAll(all: readonly RoundEntry[], chance: Uint8Array): Generator<undefined, Agreement> {
  const sets: ReadonlySet<CodeId>[] = []
  const places = new Map<string, number>()
  const placeOf = (codes: ReadonlySet<CodeId>): number => {
    const name = nameOf(codes)
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, sets.length)
    return sets.push(codes) - 1
  }
  const units = all.map(({ said }): Unit => said.map((one) => (one === null ? null : placeOf(one))))
  const none: ReadonlySet<CodeId> = new Set()
  return yield* agreeing(units, (a, b) => distance(sets[a] ?? none, sets[b] ?? none), chance)
}
/** 0 for the same, 1 for nothing in common. */
function distance(a: ReadonlySet<CodeId>, b: ReadonlySet<CodeId>): number {
  let both = 0
  for (const code of a) if (b.has(code)) both += 1
  const either = a.size + b.size - both
  return either === 0 ? 0 : 1 - both / either
}

/**
 * Of all letters that anybody coded so, the share that everybody did who said something of their entry; null: nobody coded any. What was worded
 * anew between two coders is left out.
 */
export function lettersAlike(code: CodeId, round: Round, all: readonly RoundEntry[]): number | null {
  let [every, any] = [0, 0]
  const of = Map.groupBy(round.coded, ({ entry }) => entry)
  for (const { entry, said } of all) {
    const coded = of.get(entry) ?? []
    const coders = round.joined.filter((_, n) => (said[n] ?? null) !== null)
    if (coders.length < 2 || new Set(coded.map((one) => one.said)).size > 1) continue
    const letters = coders.map((by) => lettersOf(coded.filter((one) => one.by === by && one.code === code)))
    const [first = new Set<number>(), ...others] = letters
    any += new Set(letters.flatMap((one) => [...one])).size
    every += [...first].filter((at) => others.every((one) => one.has(at))).length
  }
  return any === 0 ? null : every / any
}
const lettersOf = (codings: readonly Coding[]): ReadonlySet<number> =>
  new Set(codings.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n)))
