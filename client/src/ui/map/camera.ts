/**
 * Where the window stands over the map: screen = scale * map + offset, in logical x (from the start side). Pure; the
 * view keeps one and applies it as a transform.
 */
import type { Box, MapLayout } from './types.ts'

export type Camera = { readonly x: number; readonly y: number; readonly scale: number }
export type Size = { readonly width: number; readonly height: number }

/** Below this a wording cannot be read: a card is its silhouette, its number and its mark. */
export const legible = 0.5
/** Below 0.15 a card is a dot, above 1.6 it no longer fits a tablet. A map that is larger still can be seen whole. */
const smallest = 0.15
const largest = 1.6

export const zoomAt = (camera: Camera, factor: number, x: number, y: number, least = smallest): Camera => {
  const scale = Math.max(Math.min(least, smallest), Math.min(largest, camera.scale * factor))
  const ratio = scale / camera.scale
  return { scale, x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio }
}

/** All of it, never larger than life; small maps stand at the top, as on the paper of the mock. */
export function fit(bounds: Box, size: Size, top = 16, margin = 28): Camera {
  if (bounds.w <= 0 || bounds.h <= 0) return { x: margin, y: top, scale: 1 }
  const scale = Math.max(0.01, Math.min(1, (size.width - 2 * margin) / bounds.w, (size.height - top - 16) / bounds.h))
  return { scale, x: (size.width - bounds.w * scale) / 2 - bounds.x * scale, y: top - bounds.y * scale }
}

/** Where the window's tools lie, at its start corner, in its own pixels. */
const tools = { w: 176, h: 64 }
/** How deep the way back from a branch reaches that lies across the window, beneath the tools on a phone. */
const branchDepth = ({ width }: Size) => (width < 860 ? 124 : tools.h + 8)
/** All of it, beneath the tools where one of its cards would lie under them, and beneath a branch's way back. */
export function fitWhole({ bounds, cards }: Pick<MapLayout, 'bounds' | 'cards'>, size: Size, branch = false): Camera {
  if (branch) return fit(bounds, size, branchDepth(size))
  const whole = fit(bounds, size)
  const { x, y, scale } = whole
  const corner: Box = { x: -x / scale, y: -y / scale, w: tools.w / scale, h: tools.h / scale }
  return cards.some((card) => touches(corner, card)) ? fit(bounds, size, tools.h + 8) : whole
}

/** The first look: readable before complete. Fits if that stays legible, else starts at the top of the first card. */
export function firstLook(layout: Pick<MapLayout, 'bounds' | 'cards'>, size: Size, branch = false): Camera {
  const whole = fitWhole(layout, size, branch)
  const [start] = layout.cards
  const legible = size.width < 700 ? 0.8 : 0.62
  if (whole.scale >= legible || !start) return whole
  const scale = size.width < 700 ? 0.85 : 0.8
  return {
    scale,
    x: size.width / 2 - (start.x + start.w / 2) * scale,
    y: (branch ? branchDepth(size) : 72) - start.y * scale,
  }
}

/** Moves just so far that `box` is in sight, and not at all if it is. */
export function reveal(camera: Camera, box: Box, size: Size, margin = 32, top = 64): Camera {
  const left = camera.x + box.x * camera.scale
  const right = left + box.w * camera.scale
  const above = camera.y + box.y * camera.scale
  const below = above + box.h * camera.scale
  let { x, y } = camera
  if (left < margin) x += margin - left
  else if (right > size.width - margin) x -= Math.min(right - (size.width - margin), left - margin)
  if (above < top) y += top - above
  else if (below > size.height - margin) y -= Math.min(below - (size.height - margin), above - top)
  return { ...camera, x, y }
}

export const seen = (camera: Camera, size: Size, margin: number): Box => ({
  x: (-camera.x - margin) / camera.scale,
  y: (-camera.y - margin) / camera.scale,
  w: (size.width + 2 * margin) / camera.scale,
  h: (size.height + 2 * margin) / camera.scale,
})

export const touches = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h
export const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h
