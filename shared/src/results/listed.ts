/** The questions that there are: each with what it can be asked of, so that nobody is offered what would be refused. */
import type { Base, Item, Unit } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { placeOf, type Asked, type Cases } from './cases.ts'
import { unitsOf } from './frame.ts'
import { isOneClass, isValid, rowsOf } from './rows.ts'
import type { ItemName, PlaceKind } from './question.ts'

export type Listed = {
  readonly item: ItemName
  readonly text: LocalText
  readonly type: Item['type']
  /** What its file says that its shares are of; `units`: all that it can be counted in. */
  readonly unit: Unit
  readonly base: Base
  readonly units: readonly Unit[]
  readonly bases: readonly Base[]
  readonly step: string
  /** Of its step, or of the file that it came with. */
  readonly source: LocalText
  /** Of an entry that was voted on: at which table it stands. */
  readonly entry?: { readonly table: number }
  readonly options: readonly { readonly key: string; readonly text: LocalText }[]
  /** Whether others can be told by it, and whether it can be a margin that people are weighted to. */
  readonly crosses: boolean
  readonly margins: boolean
  readonly weights: boolean
  /** The same item at all its times, itself among them, in their order: what `with` and pairs may name. */
  readonly waves: readonly { readonly item: ItemName; readonly wave: string }[]
  /** Pairs can be told of it. */
  readonly twice: boolean
  /** Null before every table has closed it. */
  readonly answered: number | null
  readonly tables: { readonly closed: number; readonly of: number }
  /** In how many languages it stands. */
  readonly langs: number
  readonly worded?: { readonly part: number; readonly of: number; readonly why: string }
}

/** In the order in which they are asked. */
export function* listedOf(cases: Cases): Generator<undefined, readonly Listed[]> {
  const all: Listed[] = []
  for (const asked of cases.items.values()) {
    all.push(yield* listed(cases, asked))
    yield
  }
  return all
}

function* listed(cases: Cases, asked: Asked): Generator<undefined, Listed> {
  const { name, item, step, title, complete, tables, worded, why, entry } = asked
  const answered = complete ? yield* cases.answered(name) : { person: [], table: [], given: [] }
  let valid = 0
  for (const answer of answered.given) if (isValid(item, answer)) valid += 1
  const { rows } = rowsOf(item, item.unit === 'tables' ? 'tables' : 'people', answered.given)
  const waves = wavesOf(cases, asked)
  return {
    item: name,
    text: item.text,
    type: item.type,
    unit: item.unit,
    base: item.base,
    units: unitsOf(item),
    bases: asked.open === true ? ['valid'] : ['valid', 'all'],
    step,
    source: title,
    ...(entry === undefined ? {} : { entry: { table: cases.tables[answered.table[0] ?? -1]?.number ?? 0 } }),
    options: rows.map(({ key, text }) => ({ key, text })),
    crosses: rows.length > 0,
    margins: isOneClass(item) && rows.length > 0,
    weights: cases.weights !== null && item.unit !== 'tables',
    waves,
    twice: waves.length > 1,
    answered: complete ? valid : null,
    tables,
    langs: Object.keys(item.text).length,
    ...(worded === undefined ? {} : { worded: { ...worded, why: why ?? '' } }),
  }
}

/** The same item wherever its questionnaire asks it again, in the order of the programme or the file. */
export const wavesOf = (
  { items }: Pick<Cases, 'items'>,
  { wave, item }: Asked,
): readonly { readonly item: ItemName; readonly wave: string }[] =>
  wave === undefined
    ? []
    : [...items.values()].flatMap((one) =>
        one.wave?.questionnaire === wave.questionnaire && one.item.id === item.id
          ? [{ item: one.name, wave: one.wave.wave }]
          : [],
      )

/** How many parts there are of each kind of place: what has one part alone is no question. */
export function placesOf(cases: Cases): Readonly<Record<PlaceKind, number>> {
  const of = (kind: PlaceKind): number => {
    const names = new Set<string>()
    if (kind === 'group' && cases.groups !== null) {
      for (const group of cases.groups) if (group !== null) names.add(group)
    } else
      for (let table = 0; table < cases.tables.length; table += 1) {
        const name = placeOf(cases, kind, -1, table)
        if (name !== null) names.add(name)
      }
    return names.size
  }
  return { country: of('country'), site: of('site'), group: of('group'), table: of('table') }
}
