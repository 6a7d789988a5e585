/**
 * What of a board's canvas a theme team reads: its elements with the year and level that they stand at, where the table put
 * them between wanted and likely, and which arrow leads from which to which. Only of elements that may be told (`entries.ts`).
 */
import { leadsOf } from '../board/canvas/backcast.ts'
import { middleOf } from '../board/canvas/place.ts'
import { readPlacement } from '../board/canvas/placement.ts'
import {
  elementLevels,
  type Canvas,
  type CanvasTemplate,
  type ElementKind,
  type ElementLevel,
  type ElementShape,
} from '../board/canvas/schema.ts'
import { zoneAt, zonesOf, type Zone } from '../board/canvas/zones.ts'
import type { Whole } from '../board/whole.ts'
import type { BoardId } from '../ids.ts'
import type { Held } from '../view/policy.ts'
import type { BoardEntries, EntryName } from './entries.ts'

/** 0 (not wanted, unlikely) to 1, in hundredths. */
export type Spot = { readonly desirable: number; readonly probable: number }

export type CanvasElement = {
  readonly entry: EntryName
  readonly kind: ElementKind
  readonly text: string
  readonly lang: string
  readonly seat: string | null
  readonly capture: string | null
  readonly at: number | null
  /** Null: nobody said, and it lies in no year. */
  readonly year: number | null
  readonly level: ElementLevel | null
  /** Where the table put it on a field; null where it lies on none. */
  readonly spot: Spot | null
}
export type BoardCanvas = {
  readonly template: CanvasTemplate
  readonly elements: readonly CanvasElement[]
  /** Arrows that hold on to an element at both ends. */
  readonly leads: readonly { readonly from: EntryName; readonly to: EntryName }[]
  /** Elements that somebody does not want quoted. */
  readonly withheld: number
}

const bare: BoardCanvas = {
  template: { name: 'free', today: 0, horizon: 0 },
  elements: [],
  leads: [],
  withheld: 0,
}

/** A day and a front page are of one year, whatever lies on them. */
const yearOfPage = ({ name, horizon }: CanvasTemplate): number | null =>
  (name === 'day' || name === 'front-page') && horizon > 0 ? horizon : null

/** What was said of it counts before where it lies. */
function standing(
  canvas: Canvas,
  zones: readonly Zone[],
  { id, props }: ElementShape,
): Pick<CanvasElement, 'year' | 'level'> {
  const middle = zones.length === 0 ? null : middleOf(canvas, id)
  const part = (kind: string): string | null => {
    const found = middle === null ? null : zoneAt(zones, kind, middle)
    return found === null ? null : found.part.slice(kind.length + 1)
  }
  const column = Number(part('column') ?? Number.NaN)
  return {
    year: props.horizon ?? (Number.isInteger(column) ? column : yearOfPage(canvas.template)),
    level: props.level ?? elementLevels.find((one) => one === part('row')) ?? null,
  }
}

/** `told`: what of the board may be read now; an element that is not in it is not here, nor an arrow that holds on to it. */
export function canvasOn(board: BoardId, { canvas }: Whole, held: Held, told: BoardEntries): BoardCanvas {
  if (canvas === undefined || canvas.shapes.size === 0) return bare
  const entries = new Map(told.entries.map((one) => [one.entry, one]))
  const nameOf = (shape: string): EntryName => `${board}/element/${shape}`
  const zones = zonesOf(canvas)
  const placed = new Map(readPlacement(canvas)?.placed.map((one) => [one.element, one]))
  const elements: CanvasElement[] = []
  let withheld = 0
  for (const shape of canvas.shapes.values()) {
    if (shape.type !== 'element' || held.shapes.has(shape.id)) continue
    const entry = entries.get(nameOf(shape.id))
    if (entry === undefined) {
      if (shape.props.text.trim() !== '') withheld += 1
      continue
    }
    const spot = placed.get(shape.id)
    const { text, lang, seat, capture, at } = entry
    elements.push({
      entry: entry.entry,
      kind: shape.props.kind,
      text,
      lang,
      seat,
      capture,
      at,
      ...standing(canvas, zones, shape),
      spot:
        spot === undefined
          ? null
          : {
              desirable: spot.desirable,
              probable: spot.probable,
            },
    })
  }
  const leads = leadsOf(canvas).flatMap(({ from, to, arrow }) => {
    const [start, end] = [nameOf(from), nameOf(to)]
    return held.shapes.has(arrow) || !entries.has(start) || !entries.has(end) ? [] : [{ from: start, to: end }]
  })
  elements.sort((a, b) => (a.entry < b.entry ? -1 : 1))
  return { template: canvas.template, elements, leads, withheld }
}
