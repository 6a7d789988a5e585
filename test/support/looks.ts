/**
 * Pictures of screens, compared so that a machine's way of drawing letters does not count and a change of looks does:
 * at half size and blurred, where letters are grey and edges, marks and colours are what they were.
 */
import type { Page } from '@playwright/test'

/** RGBA, row by row. */
export type Picture = { readonly width: number; readonly height: number; readonly pixels: Uint8ClampedArray }
export type Difference = {
  /** The largest, in levels of 255, at one place and over an area. */
  readonly place: number
  readonly area: number
  /** Where it is more than letters account for, in CSS pixels. */
  readonly where: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | null
  readonly picture: Picture
}

/** Levels of 255. Letters drawn by another rasteriser stay beneath them, an edge moved by 8 px does not. */
const mostAtOnePlace = 20
const mostOverAnArea = 5
/** In pixels of the halved picture. */
const blur = 2
const area = 16

/** What was photographed, at half its size; what was kept is that already. */
export async function unpack(page: Page, file: Buffer, scale: 0.5 | 1): Promise<Picture> {
  const { width, height, data } = await page.evaluate(
    async ([base64, size]) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes]))
      const canvas = new OffscreenCanvas(Math.round(image.width * size), Math.round(image.height * size))
      const context = canvas.getContext('2d', { willReadFrequently: true })
      if (!context) throw new Error('no canvas')
      context.imageSmoothingQuality = 'high'
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      let text = ''
      for (let at = 0; at < data.length; at += 8_192) text += String.fromCharCode(...data.subarray(at, at + 8_192))
      return { width: canvas.width, height: canvas.height, data: btoa(text) }
    },
    [file.toString('base64'), scale] as const,
  )
  return { width, height, pixels: new Uint8ClampedArray(Buffer.from(data, 'base64')) }
}

export async function pack(page: Page, picture: Picture, type: 'image/webp' | 'image/png'): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([data, width, height, kind]) => {
      const pixels = Uint8ClampedArray.from(atob(data), (one) => one.charCodeAt(0))
      const canvas = new OffscreenCanvas(width, height)
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: kind, quality: 1 })).arrayBuffer())
      let text = ''
      for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
      return btoa(text)
    },
    [Buffer.from(picture.pixels).toString('base64'), picture.width, picture.height, type] as const,
  )
  return Buffer.from(base64, 'base64')
}

/**
 * Fewer colours than it has, so that a picture to keep is half as large: the flat ones as they are, the greys at the
 * edges of letters and lines in twelve steps, which a comparison does not see.
 */
export function plain({ width, height, pixels }: Picture): Picture {
  const colours = new Uint32Array(pixels.slice().buffer)
  const count = new Map<number, number>()
  for (const colour of colours) count.set(colour, (count.get(colour) ?? 0) + 1)
  const flat = new Set(
    [...count]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, 64)
      .map(([colour]) => colour),
  )
  const out = pixels.slice()
  for (const [at, colour] of colours.entries())
    if (!flat.has(colour))
      for (let channel = 4 * at; channel < 4 * at + 3; channel += 1)
        out[channel] = (Math.round(((pixels[channel] ?? 0) / 255) * 11) / 11) * 255
  return { width, height, pixels: out }
}

/** Kept minus now, blurred: letters leave little of themselves, an edge that moved leaves both its places. */
export function difference(kept: Picture, now: Picture): Difference {
  const { width, height } = kept
  if (width !== now.width || height !== now.height) {
    const where = { x: 0, y: 0, w: 2 * now.width, h: 2 * now.height }
    return { place: 255, area: 255, where, picture: now }
  }
  const far = [0, 1, 2].map((channel) => {
    const levels = new Float32Array(width * height)
    for (let at = 0; at < levels.length; at += 1)
      levels[at] = (kept.pixels[4 * at + channel] ?? 0) - (now.pixels[4 * at + channel] ?? 0)
    const soft = blurred(blurred(levels, width, height, blur), width, height, blur)
    return { soft, wide: blurred(soft, width, height, area / 2) }
  })
  let [place, over] = [0, 0]
  let [left, top, right, bottom] = [width, height, -1, -1]
  const pixels = new Uint8ClampedArray(now.pixels.length)
  for (let at = 0; at < width * height; at += 1) {
    const here = Math.max(...far.map(({ soft }) => Math.abs(soft[at] ?? 0)))
    const around = Math.max(...far.map(({ wide }) => Math.abs(wide[at] ?? 0)))
    place = Math.max(place, here)
    over = Math.max(over, around)
    const amiss = here > mostAtOnePlace || around > mostOverAnArea
    if (amiss) {
      left = Math.min(left, at % width)
      right = Math.max(right, at % width)
      top = Math.min(top, Math.floor(at / width))
      bottom = Math.max(bottom, Math.floor(at / width))
    }
    // The screen as it is now, pale; what is amiss in red.
    for (let channel = 0; channel < 3; channel += 1)
      pixels[4 * at + channel] = amiss && channel > 0 ? 0 : 190 + (now.pixels[4 * at + channel] ?? 0) / 4
    pixels[4 * at + 3] = 255
  }
  const where = right < 0 ? null : { x: 2 * left, y: 2 * top, w: 2 * (right - left + 1), h: 2 * (bottom - top + 1) }
  return { place, area: over, where, picture: { width, height, pixels } }
}

/** The mean of a square around each pixel, with running sums: first along the rows, then along the columns. */
function blurred(levels: Float32Array, width: number, height: number, radius: number): Float32Array {
  return along(along(levels, width, height, 1, width, radius), height, width, width, 1, radius)
}
function along(
  levels: Float32Array,
  length: number,
  lines: number,
  step: number,
  next: number,
  radius: number,
): Float32Array {
  const out = new Float32Array(levels.length)
  for (let line = 0; line < lines; line += 1) {
    const start = line * next
    let sum = 0
    for (let at = -radius; at < length; at += 1) {
      if (at + radius < length) sum += levels[start + (at + radius) * step] ?? 0
      if (at - radius - 1 >= 0) sum -= levels[start + (at - radius - 1) * step] ?? 0
      if (at >= 0) out[start + at * step] = sum / (2 * radius + 1)
    }
  }
  return out
}
