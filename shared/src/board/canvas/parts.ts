/** Template parts are records like others, marked `meta.part`, locked, and under ids that nobody else may write. */
import type { CanvasShape, ShapeId } from './schema.ts'

export const partIdPrefix = 'shape:part-'

/**
 * The id of a part: the same whenever a template is laid beneath this board, and another one on every other board, for
 * ids are told apart across all boards of a dialogue.
 */
export const partId = (board: string | null, name: string): ShapeId =>
  `${partIdPrefix}${board === null ? '' : `${short(board)}-`}${name.replaceAll(':', '-')}`

/** 53 bits of a text (two multiplicative hashes over its code units): enough to tell a dialogue's boards apart. */
function short(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let n = 0; n < text.length; n += 1) {
    const unit = text.charCodeAt(n)
    a = Math.imul(a ^ unit, 2_654_435_761)
    b = Math.imul(b ^ unit, 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  return (4_294_967_296 * (2_097_151 & b) + (a >>> 0)).toString(36)
}

/** May only a facilitator, an organiser or the server move this shape? */
export const isLockedPart = (shape: CanvasShape): boolean => shape.type === 'frame' || shape.meta.part !== undefined
