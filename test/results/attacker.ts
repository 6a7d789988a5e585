/**
 * Whoever was told a hall's numbers and has a solver. People are of kinds: what they answered to each question, where they sat.
 * A number is known where every hall that fits all that was told has the same; the solver looks for one that has another.
 */
import loadHighs from 'highs'

/** `none`: the place of *no answer* among its values, where there may be one. `place`: no opinion of anybody. */
export type Attribute = {
  readonly name: string
  readonly values: number
  readonly none?: number
  readonly place?: true
}
/** A kind of people, by the places of its values in the order of the attributes. */
export type Kind = readonly number[]
/** So many people (times what `times` says of their kind) there are, as was told. */
export type Fact = { readonly times: (kind: Kind) => number; readonly is: number }

const solver = await loadHighs()

export function* kindsOf(attributes: readonly Attribute[]): Generator<Kind> {
  const [first, ...more] = attributes
  if (first === undefined) yield []
  else for (const rest of kindsOf(more)) for (let value = 0; value < first.values; value += 1) yield [value, ...rest]
}
/** Every group that has somebody's opinion in it. */
function groupsOf(attributes: readonly Attribute[], at = 0): readonly (readonly [number, number][])[] {
  const one = attributes[at]
  if (one === undefined) return [[]]
  const rest = groupsOf(attributes, at + 1)
  const values = Array.from({ length: one.values }, (_, value) => value)
  return rest.flatMap((group) => [group, ...values.map((value): [number, number][] => [[at, value], ...group])])
}
const isIn = (kind: Kind, group: readonly (readonly [number, number])[]): boolean =>
  group.every(([at, value]) => kind[at] === value)

type Known = { readonly group: string; readonly count: number }
/** Numbers of fewer than five people that follow from the facts. `solved`: how often the solver was asked. */
export function workedOut(
  attributes: readonly Attribute[],
  people: readonly Kind[],
  facts: readonly Fact[],
  next: () => number,
): { readonly known: readonly Known[]; readonly audited: number; readonly solved: number } {
  const kinds = [...kindsOf(attributes)]
  const names = new Map(kinds.map((kind, n) => [kind.join(), n]))
  const truth = new Float64Array(kinds.length)
  for (const kind of people) {
    const at = names.get(kind.join()) ?? 0
    truth[at] = (truth[at] ?? 0) + 1
  }
  const rows = new Map<string, string>()
  for (const { times, is } of facts) {
    const all = kinds.map((kind) => times(kind))
    const here = all.reduce((sum, by, k) => sum + by * (truth[k] ?? 0), 0)
    if (Math.abs(here - is) > 1e-6) throw new Error(`what was told is not so: ${is}, and there are ${here}`)
    const terms = all.flatMap((by, k) => (by === 0 ? [] : [`${sign(by)} x${k}`])).join(' ')
    if (terms !== '') rows.set(terms, ` f${rows.size}: ${terms} = ${is}`)
  }
  const told = `Subject To\n${[...rows.values()].join('\n')}\nGeneral\n ${kinds.map((_, k) => `x${k}`).join(' ')}\nEnd`
  const model = (objective: string): string => `Maximize\n o: ${objective}\n${told}`
  let solved = 0
  const solve = (objective: string): Float64Array => {
    solved += 1
    const found = solver.solve(model(objective))
    if (found.Status !== 'Optimal') throw new Error(`${found.Status}`)
    return Float64Array.from(kinds, (_, k) => Math.round(found.Columns[`x${k}`]?.Primal ?? 0))
  }
  /** Who kept silent where, and answered where, as they do: whatever they said. */
  const keptSilent = (group: readonly (readonly [number, number])[]): boolean =>
    people.some((kind) =>
      group.every(([at, value]) => {
        const { none, place } = attributes[at] ?? { none: undefined, place: undefined }
        return place === true || value === none ? kind[at] === value : kind[at] !== none
      }),
    )
  let left = groupsOf(attributes).flatMap((group) => {
    const isOpinion = ([at, value]: readonly [number, number]): boolean =>
      attributes[at]?.place !== true && attributes[at]?.none !== value
    // That everybody answered, in all or at a place, or nobody one time alone, is nobody's opinion.
    if (!group.some(isOpinion) || !keptSilent(group)) return []
    const of = kinds.flatMap((kind, k) => (isIn(kind, group) ? [k] : []))
    const count = of.reduce((sum, k) => sum + (truth[k] ?? 0), 0)
    return count < 5 ? [{ group, of, count }] : []
  })
  const audited = left.length
  const sum = (hall: Float64Array, of: readonly number[]): number => of.reduce((all, k) => all + (hall[k] ?? 0), 0)
  const look = (hall: Float64Array): void => {
    left = left.filter(({ of, count }) => sum(hall, of) === count)
  }
  // Halls in which as many of them as can be are more, or fewer, than in this one.
  for (let idle = 0; idle < 4 && left.length > 0; ) {
    const before = left.length
    const weights = new Float64Array(kinds.length)
    const more = idle % 2 === 0 ? 1 : -1
    for (const { of } of left) for (const k of of) weights[k] = (weights[k] ?? 0) + more * (0.2 + next())
    look(solve([...weights].flatMap((by, k) => (by === 0 ? [] : [`${sign(by)} x${k}`])).join(' ')))
    idle = left.length < before ? 0 : idle + 1
  }
  const known: Known[] = []
  for (let one = left[0]; one !== undefined; one = left[0]) {
    const terms = (by: string): string => one.of.map((k) => `${by} x${k}`).join(' ')
    look(solve(terms('+')))
    if (left[0] === one) look(solve(terms('-')))
    if (left[0] !== one) continue
    left = left.slice(1)
    known.push({
      group: one.group.map(([at, value]) => `${attributes[at]?.name ?? ''}=${value}`).join(' '),
      count: one.count,
    })
  }
  return { known, audited, solved }
}
const sign = (value: number): string => `${value < 0 ? '-' : '+'} ${Math.abs(value)}`
