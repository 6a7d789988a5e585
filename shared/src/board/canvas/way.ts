/**
 * By which sides an arrow leaves and arrives when nobody drew it by hand: where the other lies both beside and above,
 * round the corner that crosses the fewest cards; where both stand in one column or row, straight.
 */
import { pageBox, type Box } from './place.ts'
import type { Canvas, ShapeId, Vec } from './schema.ts'

export type Way = {
  /** Shares of the shape that the end holds on to, at one of its sides; null where no side is better than another. */
  readonly from: Vec | null
  readonly to: Vec | null
  /** Where on its way the label has most room. */
  readonly label: number
}
const anyWay: Way = { from: null, to: null, label: 0.5 }
/** A leg shorter than this is no way to go round a corner. */
const room = 24
/** Two middles so far apart still look as if they stood in one line. */
const nearly = 40

/** Any way, where one of the two has no place. */
export function wayBetween(canvas: Canvas, from: ShapeId, to: ShapeId): Way {
  const a = pageBox(canvas, from)
  const b = pageBox(canvas, to)
  if (a === null || b === null) return anyWay
  const [am, bm] = [middle(a), middle(b)]
  const gapX = Math.max(b.x - (a.x + a.w), a.x - (b.x + b.w))
  const gapY = Math.max(b.y - (a.y + a.h), a.y - (b.y + b.h))
  const right = bm.x > am.x
  const down = bm.y > am.y

  const apart = { x: Math.abs(bm.x - am.x), y: Math.abs(bm.y - am.y) }
  const mayUpright = apart.y - a.h / 2 >= room && apart.x - b.w / 2 >= room
  const mayLevel = apart.x - a.w / 2 >= room && apart.y - b.h / 2 >= room
  if (gapX >= 0 && gapY >= 0 && (mayUpright || mayLevel)) {
    const cards = [...canvas.shapes.values()].flatMap((shape) =>
      shape.id === from || shape.id === to || shape.type === 'arrow' || shape.meta.part !== undefined
        ? []
        : (pageBox(canvas, shape.id) ?? []),
    )
    const crossed = (corner: Vec): number =>
      cards.filter((card) => meets(card, am, corner) || meets(card, corner, bm)).length
    const upright = { x: am.x, y: bm.y }
    const level = { x: bm.x, y: am.y }
    if (mayUpright && (!mayLevel || crossed(upright) <= crossed(level))) {
      const [fall, run] = [apart.y - a.h / 2, apart.x - b.w / 2]
      return {
        from: { x: 0.5, y: down ? 1 : 0 },
        to: { x: right ? 0 : 1, y: 0.5 },
        label: (run >= fall ? fall + run / 2 : fall / 2) / (fall + run),
      }
    }
    const [run, fall] = [apart.x - a.w / 2, apart.y - b.h / 2]
    return {
      from: { x: right ? 1 : 0, y: 0.5 },
      to: { x: 0.5, y: down ? 0 : 1 },
      label: (run >= fall ? run / 2 : run + fall / 2) / (fall + run),
    }
  }
  if (gapY >= room && Math.abs(am.x - bm.x) < nearly && between(am.x, b.x, b.w))
    return { from: { x: 0.5, y: down ? 1 : 0 }, to: { x: (am.x - b.x) / b.w, y: down ? 0 : 1 }, label: 0.5 }
  if (gapX >= room && Math.abs(am.y - bm.y) < nearly && between(am.y, b.y, b.h))
    return { from: { x: right ? 1 : 0, y: 0.5 }, to: { x: right ? 0 : 1, y: (am.y - b.y) / b.h }, label: 0.5 }
  return anyWay
}

const middle = ({ x, y, w, h }: Box): Vec => ({ x: x + w / 2, y: y + h / 2 })
const between = (value: number, from: number, length: number): boolean =>
  value > from + length * 0.1 && value < from + length * 0.9

/** Does a level or upright line pass through? */
const meets = (box: Box, one: Vec, other: Vec): boolean =>
  Math.min(one.x, other.x) < box.x + box.w &&
  Math.max(one.x, other.x) > box.x &&
  Math.min(one.y, other.y) < box.y + box.h &&
  Math.max(one.y, other.y) > box.y
