/**
 * Figures by country, site and group of tables, for everybody but the tables themselves. A part is told of a question
 * where nothing of it has to be withheld, nor of any other piece of the people that could be worked out from the parts and
 * the whole (`places`); else nothing of that part is told.
 */
import { smallest, type Figure, type PlaceFigures } from './figure.ts'
import { families, partsToTell, type Family, type Placed } from './places.ts'
import type { Item } from '../dialogue/items.ts'
import { figuresOf, type TableRoundOf } from './tally.ts'

export type PlacedRound = TableRoundOf & { readonly placed: Placed }
type How = 'rows' | 'mean' | 'points' | 'sides'
/** Of what tables recommend: who is for it, whatever their condition, and who is against. */
const sides: ReadonlySet<string> = new Set(['for', 'no'])

/** `asked`: whether it is known of each unit who was asked and did not answer. */
export function placeFigures(
  items: readonly Item[],
  units: readonly PlacedRound[],
  { asked }: { readonly asked: boolean },
): readonly PlaceFigures[] {
  const names = families.map((by) => ({
    by,
    parts: [...new Set(units.flatMap(({ placed }) => placed[by] ?? []))].sort(),
  }))
  const cuts = names.filter(
    ({ by, parts }) => parts.length + Number(units.some(({ placed }) => placed[by] === null)) > 1 && parts.length > 0,
  )
  if (cuts.length === 0) return []
  const made = new Map<string, readonly Figure[]>()
  const figures = (among: readonly number[]): readonly Figure[] => {
    const key = among.join()
    const known = made.get(key)
    if (known !== undefined) return known
    const all = figuresOf({ items, tables: among.flatMap((n) => units[n] ?? []), outside: true })
    made.set(key, all)
    return all
  }
  const everybody = units.map((_, n) => n)
  const whole = figures(everybody)
  const raw = figuresOf({ items, tables: units })
  /** Its figure; null of an item of which only parts are told, by its words. */
  const figureIn = (all: readonly Figure[], { id }: Pick<Item, 'id'>): Figure | undefined => {
    const [one, ...more] = all.filter(({ item }) => item === id)
    return more.length === 0 ? one : undefined
  }
  const size = (unit: number): number => units[unit]?.seats.length ?? 0
  const placed = units.map((one) => one.placed)
  const of = new Map(
    items.flatMap((item) => {
      const how = howTold(item, figureIn(whole, item), figureIn(raw, item), asked)
      if (how === null) return []
      const may = (piece: readonly number[]): boolean => tells(how, item, figureIn(figures(piece), item))
      return [[item.id, { told: partsToTell(placed, size, may).parts }] as const]
    }),
  )
  if (of.size === 0) return []
  return cuts.map(({ by, parts }): PlaceFigures => {
    const among = new Map(parts.map((name) => [name, everybody.filter((n) => placed[n]?.[by] === name)]))
    return {
      by,
      parts,
      figures: [...of].map(([item, { told }]) => ({
        item,
        parts: parts.map((name) => {
          const figure = told[by].includes(name) ? figureIn(figures(among.get(name) ?? []), { id: item }) : undefined
          return figure === undefined ? null : bare(figure)
        }),
      })),
    }
  })
}

/** In which numbers a question is told by parts; null: not at all. */
function howTold(item: Item, whole: Figure | undefined, raw: Figure | undefined, asked: boolean): How | null {
  // An answer of a table is told table by table. Who a skip rule asked is told by how many there were.
  if (whole === undefined || item.unit === 'tables' || item.type === 'text' || item.showIf !== undefined) return null
  if (item.type === 'agree' && item.on === 'nodes') return null
  // Which of them somebody is asked was drawn: how many voted on it stands with each part. What conditions and reasons they had
  // is told of the whole alone.
  if (item.type === 'support') return sidesOf(whole).every(({ count }) => count !== null) ? 'sides' : null
  if (raw?.none.notAsked !== 0 || (item.base === 'all' && !asked)) return null
  if (item.type === 'placement') return 'points'
  if (whole.rows.length === 0) return 'mean'
  if (whole.rows.every(({ count }) => count !== null)) return 'rows'
  // Means of parts beside steps of the whole would be more than either says: they are told where the whole has no steps.
  return item.type === 'scale' ? 'mean' : null
}

const sidesOf = ({ rows }: Figure): Figure['rows'] => rows.filter(({ key }) => sides.has(key))

function tells(how: How, item: Item, figure: Figure | undefined): boolean {
  if (figure === undefined || figure.valid === null || figure.denominator === null) return false
  if (item.base === 'all' && (figure.asked === null || figure.asked - figure.valid < smallest)) return false
  if (how === 'points') return figure.centre !== null
  if (how === 'mean') return figure.mean !== null
  if (how === 'sides') return sidesOf(figure).every(({ count }) => count !== null)
  return figure.rows.every(({ count }) => count !== null)
}

/** How many did not answer is told of the whole alone. Where the parts have means, steps are not told of one of them. */
function bare(figure: Figure): Figure {
  const all = figure.base === 'all'
  return {
    ...figure,
    rows: figure.type === 'support' ? sidesOf(figure) : figure.rows,
    asked: all ? figure.asked : null,
    none: { refused: null, notAsked: null, illegible: null },
    // The middle one of a part and of the whole together say more than a sum does.
    median: null,
    points: [],
    texts: [],
  }
}

/** Which parts are told of one question, with their figures: also where one part is the whole. */
export function partsTold(
  item: Item,
  units: readonly PlacedRound[],
): Readonly<Record<Family, ReadonlyMap<string, Figure>>> {
  const told = placeFigures([item], units, { asked: true })
  const [whole] = figuresOf({ items: [item], tables: units, outside: true })
  const of = (family: Family): ReadonlyMap<string, Figure> => {
    const names = new Set(units.map(({ placed }) => placed[family]))
    const [only] = names
    if (names.size === 1 && typeof only === 'string' && whole !== undefined) return new Map([[only, whole]])
    const cut = told.find((one) => one.by === family)
    return new Map(
      (cut?.parts ?? []).flatMap((part, n) => {
        const figure = cut?.figures[0]?.parts[n] ?? null
        return figure === null ? [] : [[part, figure] as const]
      }),
    )
  }
  return { country: of('country'), site: of('site'), group: of('group') }
}
