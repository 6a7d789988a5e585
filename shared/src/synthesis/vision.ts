/**
 * The hall's vision: the elements of all canvases on one axis of years, those that somebody joined as one card. Worked out of
 * what the boards say and what was joined, whenever somebody asks; never stored.
 */
import { elementKinds, elementLevels, type ElementKind, type ElementLevel } from '../board/canvas/schema.ts'
import type { TableId } from '../ids.ts'
import type { BoardCanvas, CanvasElement, Spot } from './canvas.ts'
import type { EntryName } from './entries.ts'
import { shownOf, type Joins } from './joins.ts'
import { axisOf, spansOf, type Axis } from './years.ts'

export type HallCanvas = BoardCanvas & { readonly table: TableId; readonly number: number }

export type VisionElement = CanvasElement & { readonly table: TableId; readonly number: number }
export type VisionCard = {
  /** The name of what was joined first: it stays the same when another one is joined with it. */
  readonly id: string
  readonly kind: ElementKind
  readonly year: number | null
  readonly level: ElementLevel | null
  /** The one that is shown for all first, then by table. */
  readonly elements: readonly VisionElement[]
  readonly tables: readonly TableId[]
  /** The middle of what its tables answered, each of them once. */
  readonly spot: (Spot & { readonly tables: number }) | null
  /** Of an obstacle: conditions that an arrow joins to it, and at which tables. */
  readonly lifted: readonly { readonly card: string; readonly tables: readonly TableId[] }[]
}
/** From what is later to what had to be there before. */
export type VisionLink = {
  readonly from: string
  readonly to: string
  readonly tables: readonly TableId[]
  /** Of the steps that these arrows hold on to: how many stand in a card of several. */
  readonly merged: number
}
export type ObstacleSpan = {
  readonly from: number
  readonly to: number
  readonly tables: readonly TableId[]
  readonly cards: readonly string[]
}
/** Elements, and what they come to once joined. */
type Counts = { readonly elements: number; readonly cards: number }
export type HallVision = {
  readonly axis: Axis | null
  /** Boards with an element that may be told. */
  readonly canvases: number
  readonly elements: number
  readonly withheld: number
  /** By where their card stands. */
  readonly kinds: readonly (Counts & { readonly kind: ElementKind })[]
  readonly lanes: readonly (Counts & { readonly level: ElementLevel | null })[]
  readonly cards: readonly VisionCard[]
  readonly links: readonly VisionLink[]
  /** Obstacles by the year that each table gave them, whatever card they stand in. */
  readonly obstacles: readonly ObstacleSpan[]
  readonly undated: Omit<ObstacleSpan, 'from' | 'to'>
}

/** Society first, as on a table's own timeline. */
export const laneOrder: readonly (ElementLevel | null)[] = [...elementLevels.toReversed(), null]

type Place = { readonly card: string; readonly element: VisionElement }

const byNumber = (elements: readonly VisionElement[]): readonly TableId[] => [
  ...new Set([...elements].sort((a, b) => a.number - b.number).map(({ table }) => table)),
]
const hundredths = (value: number): number => Math.round(value * 100) / 100
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

function spotOf(elements: readonly VisionElement[]): VisionCard['spot'] {
  const answers = new Map<TableId, Spot[]>()
  for (const { table, spot } of elements) if (spot !== null) answers.set(table, [...(answers.get(table) ?? []), spot])
  if (answers.size === 0) return null
  const all = [...answers.values()]
  const middle = (of: keyof Spot): number => hundredths(mean(all.map((spots) => mean(spots.map((spot) => spot[of])))))
  return { desirable: middle('desirable'), probable: middle('probable'), tables: all.length }
}

/** Where the shown one says no year or level, the first that does. */
function cardOf(id: string, elements: readonly VisionElement[]): VisionCard | null {
  const [shown] = elements
  if (shown === undefined) return null
  return {
    id,
    kind: shown.kind,
    year: elements.find(({ year }) => year !== null)?.year ?? null,
    level: elements.find(({ level }) => level !== null)?.level ?? null,
    elements,
    tables: byNumber(elements),
    spot: spotOf(elements),
    lifted: [],
  }
}

const byTable = (a: VisionElement, b: VisionElement): number =>
  a.number - b.number ||
  (a.at ?? Number.MAX_SAFE_INTEGER) - (b.at ?? Number.MAX_SAFE_INTEGER) ||
  (a.entry < b.entry ? -1 : 1)

function cardsOf(all: readonly VisionElement[], joins: Joins): readonly VisionCard[] {
  const groups = new Map<string, VisionElement[]>()
  for (const element of all) {
    const group = joins.groupOf.get(element.entry) ?? element.entry
    const known = groups.get(group)
    if (known === undefined) groups.set(group, [element])
    else known.push(element)
  }
  const cards = [...groups].flatMap(([group, elements]) => {
    const told = new Set(elements.map(({ entry }) => entry))
    const names = joins.groups.get(group)?.filter((entry) => told.has(entry)) ?? [group]
    const shown = shownOf(joins, names)
    const rank = ({ entry }: VisionElement): number => (entry === shown ? 0 : 1)
    const sorted = elements.sort((a, b) => rank(a) - rank(b) || byTable(a, b))
    return cardOf(names[0] ?? group, sorted) ?? []
  })
  const lane = ({ level }: VisionCard): number => laneOrder.indexOf(level)
  return cards.sort(
    (a, b) =>
      lane(a) - lane(b) ||
      (a.year ?? Number.MAX_SAFE_INTEGER) - (b.year ?? Number.MAX_SAFE_INTEGER) ||
      b.tables.length - a.tables.length ||
      (a.id < b.id ? -1 : 1),
  )
}

type Pairs = Map<string, Map<string, VisionElement[]>>
function pair(pairs: Pairs, a: string, b: string, ...elements: readonly VisionElement[]): void {
  const of = pairs.get(a) ?? new Map<string, VisionElement[]>()
  of.set(b, [...(of.get(b) ?? []), ...elements])
  pairs.set(a, of)
}

function linksOf(canvases: readonly HallCanvas[], places: ReadonlyMap<EntryName, Place>, many: ReadonlySet<string>) {
  const [back, lifts]: [Pairs, Pairs] = [new Map(), new Map()]
  for (const { leads } of canvases)
    for (const { from, to } of leads) {
      const [a, b] = [places.get(from), places.get(to)]
      if (a === undefined || b === undefined) continue
      const [one, two] = [a.element, b.element]
      if (one.kind === 'condition' && two.kind === 'obstacle') pair(lifts, b.card, a.card, one)
      else if (one.kind === 'obstacle' && two.kind === 'condition') pair(lifts, a.card, b.card, two)
      if (one.year !== null && two.year !== null && two.year < one.year && a.card !== b.card)
        pair(back, a.card, b.card, one, two)
    }
  const links = [...back].flatMap(([from, of]) =>
    [...of].map(([to, elements]): VisionLink => {
      const steps = new Set(elements.map(({ entry }) => entry))
      const merged = [...steps].filter((entry) => many.has(places.get(entry)?.card ?? '')).length
      return { from, to, tables: byNumber(elements), merged }
    }),
  )
  links.sort((a, b) => b.tables.length - a.tables.length || (a.from + a.to < b.from + b.to ? -1 : 1))
  return { links, lifts }
}

const countsOf = (cards: readonly VisionCard[]): Counts => ({
  elements: cards.reduce((sum, { elements }) => sum + elements.length, 0),
  cards: cards.length,
})

/** What was joined with an element that may not be told now stands without it. */
export function hallVision(canvases: readonly HallCanvas[], joins: Joins): HallVision {
  const all = canvases.flatMap(({ elements, table, number }) =>
    elements.map((one): VisionElement => ({ ...one, table, number })),
  )
  const plain = cardsOf(all, joins)
  const places = new Map<EntryName, Place>()
  for (const { id, elements } of plain) for (const element of elements) places.set(element.entry, { card: id, element })
  const many = new Set(plain.flatMap(({ id, elements }) => (elements.length > 1 ? [id] : [])))
  const { links, lifts } = linksOf(canvases, places, many)
  const cards = plain.map((card) => {
    const of = lifts.get(card.id)
    if (of === undefined) return card
    const lifted = [...of].map(([condition, elements]) => ({ card: condition, tables: byNumber(elements) }))
    return { ...card, lifted: lifted.sort((a, b) => b.tables.length - a.tables.length || (a.card < b.card ? -1 : 1)) }
  })
  const axis = axisOf(
    all.flatMap(({ year }) => year ?? []),
    canvases.flatMap(({ template, elements }) => (template.horizon > 0 && elements.length > 0 ? [template] : [])),
  )
  const obstacles = all.filter(({ kind }) => kind === 'obstacle')
  const spanOf = (elements: readonly VisionElement[]): Omit<ObstacleSpan, 'from' | 'to'> => {
    const within = new Set(elements.map(({ entry }) => places.get(entry)?.card))
    return { tables: byNumber(elements), cards: plain.flatMap(({ id }) => (within.has(id) ? [id] : [])) }
  }
  return {
    axis,
    canvases: canvases.filter(({ elements }) => elements.length > 0).length,
    elements: all.length,
    withheld: canvases.reduce((sum, { withheld }) => sum + withheld, 0),
    kinds: elementKinds
      .map((kind) => ({ kind, ...countsOf(cards.filter((card) => card.kind === kind)) }))
      .filter((kind) => kind.cards > 0),
    lanes: laneOrder
      .map((level) => ({ level, ...countsOf(cards.filter((card) => card.level === level)) }))
      .filter((lane) => lane.cards > 0),
    cards,
    links,
    obstacles: (axis === null ? [] : spansOf(axis)).map(({ from, to, holds }) => ({
      from,
      to,
      ...spanOf(obstacles.filter(({ year }) => year !== null && holds(year))),
    })),
    undated: spanOf(obstacles.filter(({ year }) => year === null)),
  }
}
