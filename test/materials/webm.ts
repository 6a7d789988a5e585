/**
 * A real film without a byte of one being kept: pictures that a browser encodes, laid into a WebM (Matroska) file by hand, with
 * an index, and as large as it is asked for: between its pictures lies what players skip.
 */
import type { Page } from '@playwright/test'

type Frame = { readonly data: Uint8Array; readonly key: boolean }
const width = 320
const height = 180

const number = (value: number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  for (let n = length - 1, rest = value; n >= 0; n--, rest = Math.floor(rest / 256)) bytes[n] = rest % 256
  return bytes
}
const float = (value: number): Uint8Array => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return bytes
}
const text = (value: string): Uint8Array => new TextEncoder().encode(value)
/** In eight bytes, always: so that places are known before what is in them. */
const size = (length: number): Uint8Array => {
  const bytes = number(length, 8)
  bytes[0] = 1
  return bytes
}
const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
const element = (id: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = join(parts)
  return join([number(id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1), size(body.length), body])
}

/** VP8 pictures in which the second is a colour; one in each second can be sought. */
export const framesOf = async (page: Page, seconds: number, perSecond: number): Promise<readonly Frame[]> => {
  const made = await page.evaluate(
    async ({ count, perSecond, width, height }) => {
      const frames: { data: string; key: boolean }[] = []
      const encoder = new VideoEncoder({
        output(chunk) {
          const bytes = new Uint8Array(chunk.byteLength)
          chunk.copyTo(bytes)
          frames.push({ data: btoa(String.fromCharCode(...bytes)), key: chunk.type === 'key' })
        },
        error(problem) {
          throw problem
        },
      })
      encoder.configure({ codec: 'vp8', width, height, bitrate: 100_000, framerate: perSecond })
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      for (let n = 0; n < count; n++) {
        context.fillStyle = `hsl(${(Math.floor(n / perSecond) * 47) % 360} 70% 50%)`
        context.fillRect(0, 0, width, height)
        const frame = new VideoFrame(canvas, { timestamp: (n * 1e6) / perSecond })
        encoder.encode(frame, { keyFrame: n % perSecond === 0 })
        frame.close()
      }
      await encoder.flush()
      return frames
    },
    { count: seconds * perSecond, perSecond, width, height },
  )
  return made.map(({ data, key }) => ({ data: new Uint8Array(Buffer.from(data, 'base64')), key }))
}

/** A cluster for each second. `bytes`: how long the file is at least. */
export function webm(frames: readonly Frame[], perSecond: number, bytes = 0): Uint8Array<ArrayBuffer> {
  const seconds = frames.length / perSecond
  const head = element(
    0x1a45dfa3,
    element(0x4286, number(1, 1)),
    element(0x42f7, number(1, 1)),
    element(0x42f2, number(4, 1)),
    element(0x42f3, number(8, 1)),
    element(0x4282, text('webm')),
    element(0x4287, number(4, 1)),
    element(0x4285, number(2, 1)),
  )
  const info = element(
    0x1549a966,
    element(0x2ad7b1, number(1_000_000, 4)),
    element(0x4489, float(seconds * 1000)),
    element(0x4d80, text('t')),
    element(0x5741, text('t')),
  )
  const tracks = element(
    0x1654ae6b,
    element(
      0xae,
      element(0xd7, number(1, 1)),
      element(0x73c5, number(1, 1)),
      element(0x83, number(1, 1)),
      element(0x86, text('V_VP8')),
      element(0xe0, element(0xb0, number(width, 2)), element(0xba, number(height, 2))),
    ),
  )
  const clusters = Array.from({ length: seconds }, (_, second) =>
    element(
      0x1f43b675,
      element(0xe7, number(second * 1000, 4)),
      ...frames
        .slice(second * perSecond, (second + 1) * perSecond)
        .map(({ data, key }, n) =>
          element(
            0xa3,
            Uint8Array.of(0x81),
            number(Math.round((n * 1000) / perSecond), 2),
            Uint8Array.of(key ? 0x80 : 0),
            data,
          ),
        ),
    ),
  )
  const cuesAt = (places: readonly number[]): Uint8Array =>
    element(
      0x1c53bb6b,
      ...places.map((place, second) =>
        element(
          0xbb,
          element(0xb3, number(second * 1000, 4)),
          element(0xb7, element(0xf7, number(1, 1)), element(0xf1, number(place, 8))),
        ),
      ),
    )
  const before = info.length + tracks.length + cuesAt(clusters.map(() => 0)).length
  const bare = head.length + 12 + before + clusters.reduce((sum, { length }) => sum + length, 0)
  const spare = Math.max(16, Math.ceil((bytes - bare) / seconds))
  const empty = join([Uint8Array.of(0xec), size(spare - 9)])
  const places: number[] = []
  let at = before
  for (const cluster of clusters) {
    places.push(at)
    at += cluster.length + spare
  }
  const whole = new Uint8Array(head.length + 12 + at)
  let end = 0
  const put = (part: Uint8Array): void => {
    whole.set(part, end)
    end += part.length
  }
  put(head)
  put(join([number(0x18538067, 4), size(at)]))
  put(info)
  put(tracks)
  put(cuesAt(places))
  for (const cluster of clusters) {
    put(cluster)
    put(empty)
    end += spare - empty.length
  }
  return whole
}
