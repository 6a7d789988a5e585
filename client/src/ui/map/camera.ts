/**
 * Where the window stands over the map: screen = scale * map + offset, in logical x (from the start side). Pure; the
 * view keeps one and applies it as a transform.
 */
import type { Box, MapLayout } from './types.ts'

export type Camera = { readonly x: number; readonly y: number; readonly scale: number }
export type Size = { readonly width: number; readonly height: number }

/** Below this a card's letters cannot be read: it is painted, with as much of its wording as it has room for. */
export const legible = 0.6
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

/** Where the window's tools lie, in its own pixels: the zoom at its start corner, how much is open and the way onto paper at its end. */
const tools = { start: 236, end: 268, h: 64 }
/** How deep the way back from a branch reaches that lies across the window, beneath the tools on a phone. */
const branchDepth = ({ width }: Size) => (width < 860 ? 124 : tools.h + 8)
/** All of it, beneath the tools where one of its cards would lie under them, and beneath a branch's way back. */
export function fitWhole({ bounds, cards }: Pick<MapLayout, 'bounds' | 'cards'>, size: Size, branch = false): Camera {
  if (branch) return fit(bounds, size, branchDepth(size))
  const whole = fit(bounds, size)
  const { x, y, scale } = whole
  const corner = (from: number, w: number): Box => ({
    x: (from - x) / scale,
    y: -y / scale,
    w: w / scale,
    h: tools.h / scale,
  })
  const corners = [corner(0, tools.start), corner(size.width - tools.end, tools.end)]
  return cards.some((card) => corners.some((one) => touches(one, card))) ? fit(bounds, size, tools.h + 8) : whole
}

/** At this scale a card's smallest letters, 16 px, are the 15 px that can be read across a table. */
export const readable = 15 / 16
/** What stays free at a window's sides, and at its top beneath the tools. */
export const sides = ({ width }: Size): number => (width < 700 ? 12 : 28)
const top = 72

/**
 * The first look: readable before complete. All of it if that can be read, else at full size from the question
 * downwards. `least`: an observer's window shows more at once, somewhat smaller.
 */
export function firstLook(
  layout: Pick<MapLayout, 'bounds' | 'cards'>,
  size: Size,
  branch = false,
  least: number | null = null,
): Camera {
  const whole = fitWhole(layout, size, branch)
  const [start] = layout.cards
  const phone = size.width < 700
  if (whole.scale >= (least ?? (phone ? 0.8 : 0.62)) || !start) return whole
  const scale = least === null ? (phone ? 0.85 : 0.8) : 1
  const from = {
    scale,
    x: size.width / 2 - (start.x + start.w / 2) * scale,
    y: (branch ? branchDepth(size) : top) - start.y * scale,
  }
  return least === null ? from : { ...from, x: gathered(from, layout.bounds, size).x }
}

/**
 * No paper without cards at one side while cards lie beyond the other: moved as little as that takes, and so that all of
 * the map is in sight where it fits.
 */
export function gathered(camera: Camera, bounds: Box, size: Size): Camera {
  const along = (at: number, from: number, length: number, first: number, last: number): number => {
    const start = at + from * camera.scale
    const [low, high] = [first, last - length * camera.scale]
    return at + Math.max(Math.min(low, high), Math.min(Math.max(low, high), start)) - start
  }
  const side = sides(size)
  return {
    ...camera,
    x: along(camera.x, bounds.x, bounds.w, side, size.width - side),
    y: along(camera.y, bounds.y, bounds.h, top, size.height - 16),
  }
}

/** Puts `box` into the middle of the window, and does not move at all while all of it is in sight. */
export function reveal(camera: Camera, box: Box, size: Size, margin = 32): Camera {
  const along = (at: number, from: number, length: number, first: number, last: number): number => {
    const start = at + from * camera.scale
    const extent = length * camera.scale
    if (start >= first && start + extent <= last) return at
    return at + Math.max(first, (first + last - extent) / 2) - start
  }
  const x = along(camera.x, box.x, box.w, margin, size.width - margin)
  const y = along(camera.y, box.y, box.h, top - 8, size.height - margin)
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
