/** The outlines of plain geometry, by the names the editor gives them. One that is not known is drawn as a rectangle. */
import { polygon, round } from './markup.ts'

const around = (w: number, h: number, corners: number, start = -Math.PI / 2, inner = 1): [number, number][] => {
  const points = Array.from({ length: inner === 1 ? corners : corners * 2 }, (_, n): [number, number] => {
    const angle = start + (n * 2 * Math.PI) / (inner === 1 ? corners : corners * 2)
    const far = inner !== 1 && n % 2 === 1 ? inner : 1
    return [Math.cos(angle) * far, Math.sin(angle) * far]
  })
  // Stretched to fill its box, as the editor does.
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top]
  return points.map(([x, y]) => [((x - left) / wide) * w, ((y - top) / high) * h])
}

const arrow = (w: number, h: number): [number, number][] => {
  const neck = Math.min(w / 2, h * 0.7)
  return [
    [0, h * 0.16],
    [w - neck, h * 0.16],
    [w - neck, 0],
    [w, h / 2],
    [w - neck, h],
    [w - neck, h * 0.84],
    [0, h * 0.84],
  ]
}
const turned = (points: readonly [number, number][], turn: (x: number, y: number) => [number, number]) =>
  points.map(([x, y]) => turn(x, y))

/** Path data in a box of w by h from 0, 0, numbers rounded. */
export function geoOutline(geo: string, w: number, h: number): string {
  const n = round
  switch (geo) {
    case 'ellipse':
      return `M0 ${n(h / 2)}A${n(w / 2)} ${n(h / 2)} 0 1 1 ${n(w)} ${n(h / 2)}A${n(w / 2)} ${n(h / 2)} 0 1 1 0 ${n(h / 2)}Z`
    case 'oval': {
      const r = Math.min(w, h) / 2
      return `M${n(r)} 0H${n(w - r)}A${n(r)} ${n(r)} 0 0 1 ${n(w)} ${n(r)}V${n(h - r)}A${n(r)} ${n(r)} 0 0 1 ${n(w - r)} ${n(h)}H${n(r)}A${n(r)} ${n(r)} 0 0 1 0 ${n(h - r)}V${n(r)}A${n(r)} ${n(r)} 0 0 1 ${n(r)} 0Z`
    }
    case 'cloud':
      return `M${n(w * 0.25)} ${n(h)}C${n(-w * 0.08)} ${n(h)} ${n(-w * 0.08)} ${n(h * 0.45)} ${n(w * 0.2)} ${n(h * 0.42)}C${n(w * 0.15)} ${n(-h * 0.1)} ${n(w * 0.65)} ${n(-h * 0.16)} ${n(w * 0.7)} ${n(h * 0.28)}C${n(w * 1.05)} ${n(h * 0.2)} ${n(w * 1.1)} ${n(h)} ${n(w * 0.76)} ${n(h)}Z`
    case 'heart':
      return `M${n(w / 2)} ${n(h)}C${n(-w * 0.35)} ${n(h * 0.45)} ${n(w * 0.1)} ${n(-h * 0.25)} ${n(w / 2)} ${n(h * 0.22)}C${n(w * 0.9)} ${n(-h * 0.25)} ${n(w * 1.35)} ${n(h * 0.45)} ${n(w / 2)} ${n(h)}Z`
    case 'diamond':
      return polygon([
        [w / 2, 0],
        [w, h / 2],
        [w / 2, h],
        [0, h / 2],
      ])
    case 'triangle':
      return polygon([
        [w / 2, 0],
        [w, h],
        [0, h],
      ])
    case 'pentagon':
      return polygon(around(w, h, 5))
    case 'hexagon':
      return polygon(around(w, h, 6, 0))
    case 'octagon':
      return polygon(around(w, h, 8, Math.PI / 8))
    case 'star':
      return polygon(around(w, h, 5, -Math.PI / 2, 0.5))
    case 'rhombus':
    case 'rhombus-2': {
      const lean = Math.min(w * 0.38, h * 0.38)
      const points: [number, number][] = [
        [lean, 0],
        [w, 0],
        [w - lean, h],
        [0, h],
      ]
      return polygon(geo === 'rhombus' ? points : turned(points, (x, y) => [w - x, y]))
    }
    case 'trapezoid': {
      const lean = Math.min(w * 0.38, h * 0.38)
      return polygon([
        [lean, 0],
        [w - lean, 0],
        [w, h],
        [0, h],
      ])
    }
    case 'arrow-right':
      return polygon(arrow(w, h))
    case 'arrow-left':
      return polygon(turned(arrow(w, h), (x, y) => [w - x, y]))
    case 'arrow-down':
      return polygon(turned(arrow(h, w), (x, y) => [y, x]))
    case 'arrow-up':
      return polygon(turned(arrow(h, w), (x, y) => [y, h - x]))
    default:
      return polygon([
        [0, 0],
        [w, 0],
        [w, h],
        [0, h],
      ])
  }
}

/** Strokes inside the outline: the cross and the tick of their boxes. */
export function geoInner(geo: string, w: number, h: number): string | null {
  if (geo === 'x-box') return `M0 0L${round(w)} ${round(h)}M${round(w)} 0L0 ${round(h)}`
  if (geo !== 'check-box') return null
  const size = Math.min(w, h) * 0.82
  const [x, y] = [(w - size) / 2, (h - size) / 2]
  return `M${round(x + size * 0.25)} ${round(y + size * 0.52)}L${round(x + size * 0.45)} ${round(y + size * 0.82)}L${round(x + size * 0.82)} ${round(y + size * 0.22)}`
}
