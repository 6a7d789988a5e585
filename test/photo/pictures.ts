/** Pictures for tests, made byte by byte: small, sound, and with whatever a test wants to hide in them. */
import { crc32, deflateSync } from 'node:zlib'
import { writeRecords } from '@tablee/shared/board/canvas/edit'
import type * as Y from 'yjs'

const bytes = (...parts: (readonly number[] | string | Uint8Array)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )
const u16 = (n: number): number[] => [n >> 8, n & 255]
const u32 = (n: number): number[] => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]
const le32 = (n: number): number[] => u32(n).toReversed()

const chunk = (kind: string, data: Uint8Array = new Uint8Array()): Uint8Array =>
  bytes(u32(data.length), kind, data, u32(crc32(bytes(kind, data))))

/** A real PNG that any browser draws: one grey level. `more` stands before its data. */
export function png(width = 4, height = 3, more: readonly Uint8Array[] = [], grey = 128): Uint8Array {
  const rows = new Uint8Array(height * (width + 1)).fill(grey)
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0
  return bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk('IHDR', bytes(u32(width), u32(height), [8, 0, 0, 0, 0])),
    ...more,
    chunk('IDAT', new Uint8Array(deflateSync(rows))),
    chunk('IEND'),
  )
}
export const pngChunk = (kind: string, text: string): Uint8Array => chunk(kind, bytes(text))

const segment = (marker: number, data: Uint8Array): Uint8Array => bytes([0xff, marker], u16(data.length + 2), data)
/** The bones of a JPEG: enough for anyone who reads its structure, nothing for anyone who draws. */
export const jpeg = (width = 4, height = 3, more: readonly Uint8Array[] = []): Uint8Array =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])),
    ...more,
    segment(0xdb, new Uint8Array(65)),
    segment(0xc0, bytes([8], u16(height), u16(width), [1, 1, 0x11, 0])),
    segment(0xc4, new Uint8Array(20)),
    segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
    [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    [0xff, 0xd9],
  )
export const jpegSegment = (marker: number, text: string): Uint8Array => segment(marker, bytes(text))

const riff = (kind: string, data: Uint8Array): Uint8Array =>
  bytes(kind, le32(data.length), data, data.length % 2 === 0 ? [] : [0])
export const webp = (
  width = 4,
  height = 3,
  more: readonly (readonly [string, Uint8Array])[] = [],
  flags = 0,
): Uint8Array => {
  const body = bytes(
    'WEBP',
    riff('VP8X', bytes([flags, 0, 0, 0], le32(width - 1).slice(0, 3), le32(height - 1).slice(0, 3))),
    riff('VP8L', bytes([0x2f], le32((width - 1) | ((height - 1) << 14)), [0, 0, 0])),
    ...more.map(([kind, data]) => riff(kind, data)),
  )
  return bytes('RIFF', le32(body.length), body)
}
export { bytes }

/** What the canvas' screen writes when somebody puts a photo down. */
export function layPhoto(doc: Y.Doc, hash: string, name = 'one'): void {
  const done = writeRecords(
    doc,
    { who: 'reporter', why: 'photo' },
    {
      put: [
        {
          record: {
            id: `asset:${name}`,
            typeName: 'asset',
            type: 'image',
            props: {
              w: 4,
              h: 3,
              name: 'sheet',
              isAnimated: false,
              mimeType: 'image/png',
              src: `photo:${hash}`,
              fileSize: 100,
            },
            meta: {},
          },
          before: null,
        },
        {
          record: {
            id: `shape:${name}`,
            typeName: 'shape',
            type: 'image',
            x: 10,
            y: 20,
            rotation: 0,
            index: 'a1',
            parentId: 'page:page',
            isLocked: false,
            opacity: 1,
            props: {
              w: 200,
              h: 150,
              playing: false,
              url: '',
              assetId: `asset:${name}`,
              crop: null,
              flipX: false,
              flipY: false,
              altText: 'A sheet',
            },
            meta: {},
          },
          before: null,
        },
      ],
      drop: [],
      at: 1,
    },
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
