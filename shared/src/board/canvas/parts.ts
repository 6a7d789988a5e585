/** Template parts are records like others, marked `meta.part`, locked, and under ids that nobody else may write. */
import type { CanvasShape, ShapeId } from './schema.ts'

export const partIdPrefix = 'shape:part-'
export const partId = (name: string): ShapeId => `${partIdPrefix}${name.replaceAll(':', '-')}`

/** May only a facilitator, an organiser or the server move this shape? */
export const isLockedPart = (shape: CanvasShape): boolean => shape.type === 'frame' || shape.meta.part !== undefined
