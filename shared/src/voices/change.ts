/**
 * Before and after, of those who answered both: paired by person, without a name. Outside the table a count below 5 is not
 * said, nor what it could be worked out from; the few who answered only once are such a count.
 */
import { smallest, type Change } from './figure.ts'
import { answerTo, type Answer, type Item, type ItemKey } from '../dialogue/items.ts'
import { keepsOpen } from './keeps-open.ts'
import { stances } from './stances.ts'
import { protect, type KnownSum } from './protect.ts'
import { meanOf } from './means.ts'

/** Answers of one wave, by pair. */
export type Wave = ReadonlyMap<string, Readonly<Record<ItemKey, Answer>>>

/**
 * A change for each item that both waves ask in the same type and of people. `outside`: for anybody but the table, so
 * small numbers are withheld. `moved`: items that were put in other words in between, and why: what moved may be the words.
 */
export function changesOf(
  questionnaire: string,
  waves: {
    readonly before: { readonly items: readonly Item[]; readonly people: Wave }
    readonly after: { readonly items: readonly Item[]; readonly people: Wave }
  },
  outside: boolean,
  moved: ReadonlyMap<string, string> = new Map(),
): readonly Change[] {
  return waves.before.items.flatMap((item): readonly Change[] => {
    const again = waves.after.items.find(({ id }) => id === item.id)
    // Under the same id it asks something else by now.
    if (again?.type !== item.type || again.meaning !== item.meaning || item.unit === 'tables') return []
    const common = { questionnaire, item: item.id, text: item.text, unit: 'people' as const }
    const why = moved.get(item.id)
    if (why !== undefined) return [{ ...common, worded: { why }, ...nothing, flows: [] }]
    const [before, after] = [waves.before.people, waves.after.people].map((people) => valuesOf(item, people))
    if (before === undefined || after === undefined) return []
    const change = item.type === 'scale' || item.type === 'number' ? moves(item, before, after, outside) : null
    const range = item.type === 'scale' ? { range: { min: item.min, max: item.max } } : {}
    if (change !== null) return [{ ...common, ...change, flows: [], ...range }]
    const crossed = item.type === 'agree' || item.type === 'single' || item.type === 'ranking'
    if (!crossed) return []
    const options = optionsOf(item)
    const keys = options.map(({ key }) => key)
    return [{ ...common, ...flows(keys, before, after, outside), options }]
  })
}

type Values = ReadonlyMap<string, string>

/** What each person said, as the key of a row; of a ranking its first place. */
function valuesOf({ id, type }: Item, people: Wave): Values {
  const values = new Map<string, string>()
  for (const [pair, answers] of people) {
    const answer = answerTo(answers, id)
    if (answer?.type !== type) continue
    const key =
      answer.type === 'agree' || answer.type === 'scale' || answer.type === 'number'
        ? String(answer.value)
        : answer.type === 'single'
          ? answer.option
          : answer.type === 'ranking'
            ? answer.order[0]
            : undefined
    if (key !== undefined) values.set(pair, key)
  }
  return values
}
const optionsOf = (item: Item): NonNullable<Change['options']> =>
  item.type === 'single' || item.type === 'ranking' ? item.options.map(({ id, text }) => ({ key: id, text })) : stances

type Moves = Omit<Change, 'questionnaire' | 'item' | 'text' | 'unit' | 'flows'>
const nothing: Moves = {
  pairs: null,
  before: null,
  after: null,
  difference: null,
  up: null,
  down: null,
  same: null,
}

function moves(item: Item, before: Values, after: Values, outside: boolean): Moves {
  const pairs = [...before].flatMap(([pair, value]) => {
    const now = after.get(pair)
    return now === undefined ? [] : [{ was: Number(value), is: Number(now) }]
  })
  const count = (test: (step: number) => boolean): number => pairs.filter(({ was, is }) => test(is - was)).length
  const [up, down, same] = [count((n) => n > 0), count((n) => n < 0), count((n) => n === 0)]
  const [was, is] = [meanOf(pairs.map((one) => one.was)), meanOf(pairs.map((one) => one.is))]
  const all = { pairs: pairs.length, before: was, after: is, difference: was === null || is === null ? null : is - was }
  if (!outside) return { ...all, up, down, same }
  if (pairs.length < smallest) return nothing
  const fates = protect([{ count: up }, { count: down }, { count: same }], [{ cells: [0, 1, 2] }])
  const told =
    fates?.every((fate) => fate === null) === true ? { up, down, same } : { up: null, down: null, same: null }
  const means = meansTold(item, all, [before.size - pairs.length, after.size - pairs.length])
  return { ...all, ...means, ...told }
}

/** Means of those who answered both, beside the means of all: their difference is what the few others said. */
function meansTold(
  item: Item,
  { pairs, before, after, difference }: Pick<Moves, 'before' | 'after' | 'difference'> & { readonly pairs: number },
  alone: readonly number[],
): Pick<Moves, 'before' | 'after' | 'difference'> {
  const none = { before: null, after: null, difference: null }
  if (before === null || after === null || difference === null) return none
  const { min, max } = item.type === 'scale' || item.type === 'number' ? item : {}
  const span = min === undefined || max === undefined ? null : max - min
  // As in `suppress`: near an end a mean says how many are elsewhere.
  if (item.type === 'scale' && ![before, after].every((mean) => keepsOpen(item, mean, pairs))) return none
  if (!alone.some((n) => n > 0 && n < smallest)) return { before, after, difference }
  // Rounded to a tenth it leaves the sum of the others open by a tenth of the pairs: more than a whole scale, or untold.
  if (span === null || pairs * 0.1 < span) return none
  const tenth = (value: number): number => Math.round(value * 10) / 10
  return { before: tenth(before), after: tenth(after), difference: tenth(tenth(after) - tenth(before)) }
}

function flows(
  keys: readonly string[],
  before: Values,
  after: Values,
  outside: boolean,
): Moves & Pick<Change, 'flows'> {
  const table = keys.flatMap((from) => keys.map((to) => ({ from, to, count: 0 })))
  const cell = (from: string, to: string) => table[keys.indexOf(from) * keys.length + keys.indexOf(to)]
  let pairs = 0
  const alone = new Map<string, number>()
  const add = (name: string): void => {
    alone.set(name, (alone.get(name) ?? 0) + 1)
  }
  for (const [pair, from] of before) {
    const found = cell(from, after.get(pair) ?? '')
    if (found === undefined || !after.has(pair)) add(`before ${from}`)
    else {
      found.count++
      pairs++
    }
  }
  for (const [pair, to] of after) if (!before.has(pair)) add(`after ${to}`)
  const same = table.reduce((sum, { from, to, count }) => sum + (from === to ? count : 0), 0)
  if (!outside) return { ...nothing, pairs, same, flows: table.filter(({ count }) => count > 0) }
  if (pairs < smallest) return { ...nothing, flows: [] }
  const cells: { count: number; hiddenAnyhow?: boolean }[] = table.map(({ count }) => ({ count }))
  const places = table.map((_, n) => n)
  // What a figure of each wave tells is these and those who answered only once; where nobody did, everybody knows that.
  const once = (wave: 'before' | 'after', key: string): readonly number[] =>
    (wave === 'before' ? before : after).size === pairs
      ? []
      : [cells.push({ count: alone.get(`${wave} ${key}`) ?? 0, hiddenAnyhow: true }) - 1]
  const sums: KnownSum[] = [
    { cells: places },
    ...keys.map((key, row) => ({
      cells: [...keys.map((_, column) => row * keys.length + column), ...once('before', key)],
    })),
    ...keys.map((key, column) => ({
      cells: [...keys.map((_, row) => row * keys.length + column), ...once('after', key)],
    })),
  ]
  const found = protect(cells, sums)
  const apart = (wave: 'before' | 'after'): readonly number[] =>
    keepsApart(
      keys.map((_, to) =>
        keys.map((__, from) => (wave === 'before' ? from * keys.length + to : to * keys.length + from)),
      ),
      (n) => table[n]?.count ?? 0,
      keys.map((key) => alone.get(`${wave} ${key}`) ?? 0),
    )
  const covering = new Set([...apart('before'), ...apart('after')])
  const fates = places.map((n) => (covering.has(n) ? 'covered' : (found?.[n] ?? (found === null ? 'covered' : null))))
  const whole = places.every((n) => fates[n] === null)
  return {
    ...nothing,
    pairs,
    // Beside what each wave's figure tells, it would settle what two flows are.
    same: whole ? same : null,
    flows: table.map((one, n) => (fates[n] === null ? one : { ...one, count: null })),
  }
}

/**
 * How many answered one time alone follows from the pairs and the figures of both times. So that it does not follow what they
 * said, every answer could be theirs: in one of `lines` (all that led to one answer, say) nothing is told, and where somebody is
 * in each of its cells, one of them and one who answered alone can have said what the other did. The places to withhold.
 */
function keepsApart(
  lines: readonly (readonly number[])[],
  count: (place: number) => number,
  alone: readonly number[],
): readonly number[] {
  if (alone.every((n) => n === 0) || alone.every((n) => n >= smallest)) return []
  const sum = (line: readonly number[]): number => line.reduce((all, n) => all + count(n), 0)
  const [line] = lines.filter((one) => one.every((n) => count(n) > 0)).sort((a, b) => sum(a) - sum(b))
  return line ?? lines.flat()
}
