/** Places on the plane: a thing stands at x, y in the thing it lies in, turned by its rotation. */
export type Point = { readonly x: number; readonly y: number }
export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
/** x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** From a shape's own space to that of what it lies in; `rotation` in radians, clockwise. */
export function placed(x: number, y: number, rotation: number): Matrix {
  if (rotation === 0) return [1, 0, 0, 1, x, y]
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
  return [cos, sin, -sin, cos, x, y]
}

/** First `inner`, then `outer`. */
export const times = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
]

/** Where a point of that space is. */
export const at = (matrix: Matrix, { x, y }: Point): Point => ({
  x: matrix[0] * x + matrix[2] * y + matrix[4],
  y: matrix[1] * x + matrix[3] * y + matrix[5],
})

/** Where a point of the page lies inside. Turning and moving only, so the way back always exists. */
export function inside(matrix: Matrix, { x, y }: Point): Point {
  const [a, b, c, d, e, f] = matrix
  const by = a * d - b * c
  const [dx, dy] = [x - e, y - f]
  return { x: (d * dx - c * dy) / by, y: (a * dy - b * dx) / by }
}

/** Clockwise, from the upper left. */
export const cornersOf = ({ x, y, w, h }: Box): readonly Point[] => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
]

/** The smallest upright box; null around nothing. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, w: right - left, h: bottom - top }
}

/** Whether the point lies inside, or less than `by` beside it. */
export const holds = ({ x, y, w, h }: Box, p: Point, by = 0): boolean =>
  p.x > x - by && p.x < x + w + by && p.y > y - by && p.y < y + h + by
