/**
 * Desirable x probable read as data. What lies on the field was put there by a table together: each placement is *one
 * answer of one table*, and no figure made of it may say "people".
 */
import { middleOf } from './place.ts'
import type { Canvas, ElementKind, ShapeId } from './schema.ts'
import type { Quadrant } from './template-words.ts'
import { contains, zonesOf } from './zones.ts'

export type Placed = {
  readonly element: ShapeId
  readonly kind: ElementKind
  readonly text: string
  /** 0 (not wanted) to 1 (wanted). */
  readonly desirable: number
  /** 0 (unlikely) to 1 (likely). */
  readonly probable: number
  readonly quadrant: Quadrant
}
export type Placement = {
  /** What is counted. */
  readonly unit: 'tables'
  readonly placed: readonly Placed[]
  /** Elements that lie beside the field. */
  readonly beside: readonly ShapeId[]
}

const hundredths = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100

/** Null where no such field lies beneath. */
export function readPlacement(canvas: Canvas): Placement | null {
  const zones = zonesOf(canvas)
  const field = zones.find(({ part }) => part === 'field')
  if (field === undefined) return null
  // Likely lies where the table's reading goes to: the quadrants say which side that is.
  const likely = zones.find(({ part }) => part === 'quadrant:wanted-likely')
  const unlikely = zones.find(({ part }) => part === 'quadrant:wanted-unlikely')
  const leftward = likely !== undefined && unlikely !== undefined && likely.box.x < unlikely.box.x
  const placed: Placed[] = []
  const beside: ShapeId[] = []
  for (const shape of canvas.shapes.values()) {
    if (shape.type !== 'element') continue
    const middle = middleOf(canvas, shape.id)
    if (middle === null || !contains(field.box, middle)) {
      beside.push(shape.id)
      continue
    }
    const across = (middle.x - field.box.x) / field.box.w
    const probable = hundredths(leftward ? 1 - across : across)
    const desirable = hundredths(1 - (middle.y - field.box.y) / field.box.h)
    placed.push({
      element: shape.id,
      kind: shape.props.kind,
      text: shape.props.text,
      desirable,
      probable,
      quadrant: `${desirable >= 0.5 ? 'wanted' : 'unwanted'}-${probable >= 0.5 ? 'likely' : 'unlikely'}`,
    })
  }
  placed.sort((a, b) => b.desirable - a.desirable || b.probable - a.probable || (a.element < b.element ? -1 : 1))
  return { unit: 'tables', placed, beside: beside.sort() }
}
