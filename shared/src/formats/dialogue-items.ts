/**
 * The items of a ballot or of a questionnaire, as a dialogue's file gives them: of every type, each with what its type
 * needs and nothing else, with a unit that means something for it, and with rules that look back only.
 */
import {
  bases,
  itemTypes,
  units,
  type Axis,
  type Condition,
  type Item,
  type Option,
  type Unit,
} from '../dialogue/items.ts'
import type { Lang } from '../ids.ts'
import { localIn, most, noneTwice } from './dialogue-texts.ts'
import type { Fields, Spot } from './json-spot.ts'

/** What a file can ask: what tables will recommend nobody knows before the day. */
type Foreseen = Exclude<Item['type'], 'support'>
const foreseen = itemTypes.filter((type): type is Foreseen => type !== 'support')

/** `Item` before the compiler knows of which type; built field by field, so that none is carried along unread. */
const common = ['id', 'type', 'text', 'help', 'unit', 'base', 'showIf', 'meaning'] as const
const own = {
  agree: ['on'],
  choose: ['options', 'most'],
  single: ['options'],
  ranking: ['options'],
  scale: ['min', 'max', 'low', 'high'],
  placement: ['x', 'y'],
  number: ['min', 'max', 'suffix'],
  text: [],
  recommendation: [],
} as const satisfies Readonly<Record<Foreseen, readonly string[]>>
type Name = (typeof common)[number] | (typeof own)[Foreseen][number]

/** The sound items that stand before one; `all`: there are no others. */
type Before = { readonly items: readonly Item[]; readonly all: boolean }

/** Items without a fault; the others are told by `spot`, which goes on. */
export function readItems(spot: Spot, languages: readonly Lang[], task: 'ballot' | 'questionnaire'): readonly Item[] {
  const items: Item[] = []
  for (const [index, one] of spot.list(1, most.items).entries()) {
    const { size } = spot.faults
    const item = itemIn(one, languages, task, { items, all: items.length === index })
    if (item !== null && spot.faults.size === size) items.push(item)
  }
  return items
}

/** Null where its type is not known: which fields belong to it nobody can say. */
function itemIn(spot: Spot, languages: readonly Lang[], task: 'ballot' | 'questionnaire', before: Before): Item | null {
  // Which fields belong to it its type says, which may stand there by a misspelt name.
  if (spot.maybe('type') === null) spot.fields<Name>([...common, ...Object.values(own).flat()])
  if (spot.faulty) return null
  const kind = spot.at('type')
  const type = kind.one(foreseen)
  if (kind.faulty) return null
  const fields: Fields<Name> = spot.fields<Name>([...common, ...own[type]])
  const id = fields.at('id').id()
  if (before.items.some((one) => one.id === id)) fields.at('id').bad('id-twice', { id }, null)
  const help = fields.maybe('help')
  const unit = fields.at('unit').one(units)
  checkUnit(fields.at('unit'), unit, type, task)
  const rule = fields.maybe('showIf')
  const meaning = fields.maybe('meaning')?.whole(1, 99) ?? 1
  const base = {
    id,
    text: localIn(fields.at('text'), languages, most.question),
    ...(help === null ? {} : { help: localIn(help, languages, most.question) }),
    unit,
    base: fields.at('base').one(bases),
    ...(rule === null ? {} : { showIf: conditionIn(rule, unit, before) }),
    ...(meaning === 1 ? {} : { meaning }),
  }
  switch (type) {
    case 'agree': {
      const on = fields.at('on').one(['statement', 'nodes'])
      // Which entries are voted on is chosen at a table, when it opens the vote together.
      if (on === 'nodes' && (task !== 'ballot' || unit === 'tables'))
        fields.at('on').bad('only-in-ballot', { what: 'nodes' }, null)
      return { ...base, type, on }
    }
    case 'choose': {
      const options = optionsIn(fields.at('options'), languages)
      const limit = fields.maybe('most')
      return {
        ...base,
        type,
        options,
        ...(limit === null ? {} : { most: limit.whole(1, Math.max(1, options.length)) }),
      }
    }
    case 'single':
    case 'ranking':
      return { ...base, type, options: optionsIn(fields.at('options'), languages) }
    case 'scale': {
      const least = fields.at('min')
      const min = least.whole(-100, 100)
      return {
        ...base,
        type,
        min,
        // A scale of one step asks nothing; one of more than a hundred nobody reads.
        max: maxIn(fields.at('max'), least, min, { low: -99, high: 200, apart: 1, most: 100 }),
        low: localIn(fields.at('low'), languages, most.option),
        high: localIn(fields.at('high'), languages, most.option),
      }
    }
    case 'placement':
      return { ...base, type, x: axisIn(fields.at('x'), languages), y: axisIn(fields.at('y'), languages) }
    case 'number': {
      const [min, max, suffix] = [fields.maybe('min'), fields.maybe('max'), fields.maybe('suffix')]
      const least = min?.whole(-1_000_000_000, 1_000_000_000)
      return {
        ...base,
        type,
        ...(least === undefined ? {} : { min: least }),
        ...(max === null
          ? {}
          : { max: maxIn(max, min, least, { low: -1_000_000_000, high: 1_000_000_000, apart: 0, most: Infinity }) }),
        ...(suffix === null ? {} : { suffix: localIn(suffix, languages, most.option) }),
      }
    }
    case 'text':
    case 'recommendation':
      return { ...base, type }
  }
}

/** Of two ends the wrong way round nobody can say which is wrong: both are told, at the first. */
function maxIn(
  spot: Spot,
  least: Spot | null,
  min: number | undefined,
  {
    low,
    high,
    apart,
    most,
  }: { readonly low: number; readonly high: number; readonly apart: number; readonly most: number },
): number {
  if (least === null || min === undefined || least.faulty) return spot.whole(low, high)
  const { value } = spot
  if (typeof value === 'number' && Number.isInteger(value) && value >= low && value < min + apart)
    return least.bad('ends-order', { min, max: value }, min + apart)
  return spot.whole(min + apart, Math.min(high, min + most))
}

/** A figure says in which unit it is; a unit that its item cannot have would make every share of it wrong. */
function checkUnit(spot: Spot, unit: Unit, type: Item['type'], task: 'ballot' | 'questionnaire'): void {
  // Only who may give several answers makes answers and people differ.
  if (unit === 'answers' && type !== 'choose') spot.bad('unit-of-type', { unit, type }, null)
  // A point on two axes is one person's.
  if (unit !== 'people' && type === 'placement') spot.bad('unit-of-type', { unit, type }, null)
  // A table agrees on it as one.
  if (unit !== 'tables' && type === 'recommendation') spot.bad('unit-of-type', { unit, type }, null)
  // A questionnaire is filled in by people, each alone.
  if (unit === 'tables' && task !== 'ballot') spot.bad('only-in-ballot', { what: unit }, null)
}

function conditionIn(spot: Spot, unit: Unit, before: Before): Condition {
  const rule = spot.fields(['item', 'is'])
  const on = rule.at('item')
  const id = on.id()
  const item = before.items.find((one) => one.id === id)
  if (item === undefined) {
    if (before.all) on.bad('skip-later', { item: id }, null)
    return { item: id, is: [] }
  }
  // A table's answer comes when people have answered; a person's says nothing of the table's.
  if ((item.unit === 'tables') !== (unit === 'tables')) on.bad('skip-tables', { item: id }, null)
  const is = rule
    .at('is')
    .list(1, most.options)
    .map((each) => valueIn(each, item))
  noneTwice(is.map((value, index) => [value, rule.at('is').list(1, most.options)[index] ?? spot]))
  return { item: id, is }
}

/** One of the answers that the item can have. */
function valueIn(spot: Spot, item: Item): string {
  switch (item.type) {
    case 'agree':
      return spot.one(['agree', 'disagree', 'pass'])
    case 'single':
    case 'choose':
    case 'ranking': {
      const id = spot.id()
      return item.options.some((option) => option.id === id) ? id : spot.bad('no-such-id', { id }, id)
    }
    case 'scale':
    case 'number': {
      const text = spot.text(12)
      const value = Number(text)
      const inside = value >= (item.min ?? value) && value <= (item.max ?? value)
      return Number.isInteger(value) && String(value) === text && inside
        ? text
        : spot.bad('unknown-value', { field: spot.name, value: text }, text)
    }
    case 'placement':
    case 'text':
    case 'recommendation':
    case 'support':
      return spot.bad('skip-type', { item: item.id, type: item.type }, '')
  }
}

function optionsIn(spot: Spot, languages: readonly Lang[]): readonly Option[] {
  const all = spot.list(2, most.options).map((each) => {
    const option = each.fields(['id', 'text'])
    return { id: option.at('id').id(), text: localIn(option.at('text'), languages, most.option), spot: option.at('id') }
  })
  noneTwice(all.map((option) => [option.id, option.spot]))
  return all.map(({ id, text }) => ({ id, text }))
}

function axisIn(spot: Spot, languages: readonly Lang[]): Axis {
  const axis = spot.fields(['low', 'high'])
  return {
    low: localIn(axis.at('low'), languages, most.option),
    high: localIn(axis.at('high'), languages, most.option),
  }
}
