/**
 * Where shapes stand: from a parent's space to the page and back. Frames and groups turn and shift what they hold;
 * nothing scales.
 */
import { pageId, type Canvas, type CanvasShape, type ParentId, type ShapeId } from './schema.ts'

/** A place and a turn (radians). */
export type Pose = { readonly x: number; readonly y: number; readonly rotation: number }
export const origin: Pose = { x: 0, y: 0, rotation: 0 }

/** A pose inside `space`, seen from outside. */
export function outOf(space: Pose, { x, y, rotation }: Pose): Pose {
  if (space.rotation === 0) return { x: space.x + x, y: space.y + y, rotation }
  const cos = Math.cos(space.rotation)
  const sin = Math.sin(space.rotation)
  return {
    x: space.x + x * cos - y * sin,
    y: space.y + x * sin + y * cos,
    rotation: rotation + space.rotation,
  }
}

/** A pose outside `space`, seen from inside. */
export function into(space: Pose, { x, y, rotation }: Pose): Pose {
  const dx = x - space.x
  const dy = y - space.y
  if (space.rotation === 0) return { x: dx, y: dy, rotation }
  const cos = Math.cos(-space.rotation)
  const sin = Math.sin(-space.rotation)
  return { x: dx * cos - dy * sin, y: dx * sin + dy * cos, rotation: rotation - space.rotation }
}

/** The pose of a parent's space on the page. Parents form no ring on a canvas that was read. */
export function poseOf(canvas: Pick<Canvas, 'shapes'>, parent: ParentId): Pose {
  let pose = origin
  for (let at: ParentId = parent; at !== pageId; ) {
    const shape: CanvasShape | undefined = canvas.shapes.get(at)
    if (shape === undefined) break
    pose = outOf(shape, pose)
    at = shape.parentId
  }
  return pose
}

/** Where a shape stands on the page. */
export const pagePose = (canvas: Pick<Canvas, 'shapes'>, shape: CanvasShape): Pose =>
  outOf(poseOf(canvas, shape.parentId), shape)

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** Width and height in the shape's own space, from its corner; arrows, strokes and groups by their points and children. */
export function boxOf(canvas: Canvas, shape: CanvasShape): Box {
  switch (shape.type) {
    case 'element':
    case 'frame':
    case 'image':
      return { x: 0, y: 0, w: shape.props.w, h: shape.props.h }
    case 'geo':
      return { x: 0, y: 0, w: shape.props.w, h: shape.props.h + shape.props.growY }
    case 'text':
      return { x: 0, y: 0, w: shape.props.w * shape.props.scale, h: 32 * shape.props.scale }
    case 'note':
      return { x: 0, y: 0, w: 200 * shape.props.scale, h: (200 + shape.props.growY) * shape.props.scale }
    case 'arrow':
      return around([shape.props.start, shape.props.end])
    case 'draw':
      return around(shape.props.segments.flatMap(({ points }) => points))
    case 'group':
      return around(
        (canvas.children.get(shape.id) ?? []).flatMap((id) => {
          const child = canvas.shapes.get(id)
          return child === undefined ? [] : corners(boxOf(canvas, child)).map((point) => outOf(child, point))
        }),
      )
  }
}

const corners = ({ x, y, w, h }: Box): readonly Pose[] =>
  [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ].map(([px = 0, py = 0]) => ({ x: px, y: py, rotation: 0 }))

function around(points: readonly { readonly x: number; readonly y: number }[]): Box {
  const [first] = points
  if (first === undefined) return { x: 0, y: 0, w: 0, h: 0 }
  let { x: left, y: top } = first
  let [right, bottom] = [left, top]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, w: right - left, h: bottom - top }
}

/** The box around a shape on the page. */
export function pageBox(canvas: Canvas, id: ShapeId): Box | null {
  const shape = canvas.shapes.get(id)
  if (shape === undefined) return null
  const pose = pagePose(canvas, shape)
  return around(corners(boxOf(canvas, shape)).map((point) => outOf(pose, point)))
}

/** The middle of a shape on the page. */
export function middleOf(canvas: Canvas, id: ShapeId): { readonly x: number; readonly y: number } | null {
  const box = pageBox(canvas, id)
  return box === null ? null : { x: box.x + box.w / 2, y: box.y + box.h / 2 }
}
