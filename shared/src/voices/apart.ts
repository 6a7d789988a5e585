/**
 * The same question asked of people who are nearly the same tells by the difference what the few said who did not answer both
 * times; asked often enough, so do sums of several. A set of people may be told of only where nothing that follows from it and
 * from the sets told before is of fewer than five who answered.
 */
import { smallest } from './figure.ts'
import type { Item } from '../dialogue/items.ts'

/** Who answered: whose answers a figure is of. */
export type Told = ReadonlySet<string>

/** People whom the same sets hold. */
type Atom = { readonly sets: readonly number[]; people: number }

function atomsOf(told: readonly Told[]): readonly Atom[] {
  const atoms = new Map<string, Atom>()
  for (const one of new Set(told.flatMap((set) => [...set]))) {
    const sets = told.map((set) => Number(set.has(one)))
    const atom = atoms.get(sets.join('')) ?? { sets, people: 0 }
    atom.people += 1
    atoms.set(sets.join(''), atom)
  }
  return [...atoms.values()]
}

/** Numbers stay small and whole: a remainder by a large prime is zero where the number is. */
const prime = 65_521
function inverse(value: number): number {
  let [result, base, exponent] = [1, value, prime - 2]
  for (; exponent > 0; exponent >>= 1) {
    if (exponent % 2 === 1) result = (result * base) % prime
    base = (base * base) % prime
  }
  return result
}
/** How many of these rows say something that the others do not. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row])
  let rank = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const at = left.findIndex((row, n) => n >= rank && row[column] !== 0)
    const pivot = left[at]
    if (pivot === undefined) continue
    ;[left[at], left[rank]] = [left[rank] ?? [], pivot]
    const by = inverse(pivot[column] ?? 1)
    for (let n = rank + 1; n < left.length; n += 1) {
      const row = left[n] ?? []
      const times = ((row[column] ?? 0) * by) % prime
      if (times !== 0) left[n] = row.map((value, c) => (((value - times * (pivot[c] ?? 0)) % prime) + prime) % prime)
    }
    rank += 1
  }
  return rank
}

/** Among more groups of few than this it is not searched which may be told together: none of them. */
const mostSearched = 14

/** Sets of small groups that are fewer than five together; all of them at once where there are many. */
function fewTogether(atoms: readonly Atom[]): readonly ReadonlySet<Atom>[] {
  const few = atoms.filter(({ people }) => people < smallest)
  if (few.length > mostSearched) return [new Set(few)]
  const found: ReadonlySet<Atom>[] = []
  const add = (from: number, chosen: readonly Atom[], people: number): void => {
    for (let at = from; at < few.length; at += 1) {
      const atom = few[at]
      if (atom === undefined || people + atom.people >= smallest) continue
      found.push(new Set([...chosen, atom]))
      add(at + 1, [...chosen, atom], people + atom.people)
    }
  }
  add(0, [], 0)
  return found
}

/** Whether, told of all these sets, anybody could work out what fewer than five people answered. */
export function tellsFew(told: readonly Told[]): boolean {
  if (told.length < 2) return false
  const atoms = atomsOf(told)
  const rank = (of: readonly Atom[]): number => rankOf(told.map((_, n) => of.map(({ sets }) => sets[n] ?? 0)))
  const all = rank(atoms)
  // Some sum of the sets is of these few alone, where without them the sets say less.
  return fewTogether(atoms).some((few) => rank(atoms.filter((atom) => !few.has(atom))) < all)
}

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
/** By each language that it stands in. */
export const namesOf = ({ type, text }: Pick<Item, 'type' | 'text'>): readonly string[] =>
  Object.entries(text).map(([lang, one]) => `${type} ${lang} ${letters(one)}`)
/** In one language at least they say the same, of whatever answers to choose from. */
export const asksTheSame = (a: Pick<Item, 'type' | 'text'>, b: Pick<Item, 'type' | 'text'>): boolean => {
  const names = new Set(namesOf(a))
  return namesOf(b).some((name) => names.has(name))
}
