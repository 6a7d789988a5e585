/**
 * A photo's bytes looked at: what they are, how large the picture is, and that they carry nothing but the picture. A
 * sheet of paper photographed at a table says where and when and with which phone; a device takes all that off before it
 * sends, and here nobody is believed: whatever is not needed to draw the picture is refused, known or not.
 */
export type Picture = {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp'
  readonly width: number
  readonly height: number
}
export type PictureFault = 'not-an-image' | 'damaged' | 'too-wide' | 'metadata' | 'moving'

/** Pixels on a side: what a device re-encodes to. */
export const widest = 2_048

/**
 * Never throws at what a file can hold. Reads heads and lengths alone: that the picture can be drawn nobody has tried.
 */
export function readPicture(bytes: Uint8Array): Picture | PictureFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let read: Picture | PictureFault
  try {
    read = starts(bytes, [0xff, 0xd8, 0xff])
      ? jpeg(view)
      : starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        ? png(view)
        : name(view, 0) === 'RIFF' && name(view, 8) === 'WEBP'
          ? webp(view)
          : 'not-an-image'
  } catch (cause) {
    // Beyond the last byte: the file ends in the middle of something.
    if (cause instanceof RangeError) return starts(bytes, [0xff, 0xd8]) || bytes.length > 8 ? 'damaged' : 'not-an-image'
    throw cause
  }
  if (typeof read === 'string') return read
  if (read.width < 1 || read.height < 1) return 'damaged'
  return read.width > widest || read.height > widest ? 'too-wide' : read
}

const starts = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, n) => bytes[n] === byte)
const name = (view: DataView, at: number): string =>
  at + 4 > view.byteLength
    ? ''
    : String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
const says = (view: DataView, at: number, text: string): boolean =>
  [...text].every((character, n) => view.getUint8(at + n) === character.charCodeAt(0))

/** Huffman and arithmetic tables, scans, quantisation, restarts: with the frame all that a picture needs. */
const jpegTables: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xda, 0xdb, 0xdd])
/** A progressive picture has some ten; anyone who draws it goes over all of its blocks for each. */
const mostScans = 64

/** Tables, frames and scans; of the application's segments only JFIF, a colour profile and Adobe's colour transform. */
function jpeg(view: DataView): Picture | PictureFault {
  let [width, height, scans] = [0, 0, 0]
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return 'damaged'
    while (view.getUint8(at) === 0xff) at += 1
    const marker = view.getUint8(at)
    at += 1
    if (marker === 0xd9) break
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) return 'damaged'
    const length = view.getUint16(at)
    if (length < 2 || at + length > view.byteLength) return 'damaged'
    const body = at + 2
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (width !== 0) return 'damaged'
      height = view.getUint16(body + 1)
      width = view.getUint16(body + 3)
    } else if (marker >= 0xe0 && marker <= 0xef) {
      // A JFIF thumbnail is a second picture, of which nobody knows what it shows.
      const jfif = marker === 0xe0 && length === 16 && says(view, body, 'JFIF\0')
      const profile = marker === 0xe2 && length > 16 && says(view, body, 'ICC_PROFILE\0')
      const adobe = marker === 0xee && length === 14 && says(view, body, 'Adobe')
      if (!jfif && !profile && !adobe) return 'metadata'
    } else if (!jpegTables.has(marker)) return 'metadata'
    at += length
    if (marker !== 0xda) continue
    scans += 1
    if (scans > mostScans) return 'damaged'
    // Coded data: 0xff is followed by 0 or by a restart, until the next marker.
    for (;;) {
      if (view.getUint8(at) === 0xff) {
        const next = view.getUint8(at + 1)
        if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) break
      }
      at += 1
    }
  }
  if (scans === 0 || width === 0) return 'damaged'
  return at === view.byteLength ? { type: 'image/jpeg', width, height } : 'metadata'
}

const pngChunks = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'pHYs',
  'bKGD',
  'cICP',
])

function png(view: DataView): Picture | PictureFault {
  if (view.getUint32(8) !== 13 || name(view, 12) !== 'IHDR') return 'damaged'
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  let data = 0
  for (let at = 8; ; ) {
    const length = view.getUint32(at)
    const kind = name(view, at + 4)
    if (at + 12 + length > view.byteLength) return 'damaged'
    if (kind === 'acTL' || kind === 'fcTL' || kind === 'fdAT') return 'moving'
    if (kind === 'IHDR' && at !== 8) return 'damaged'
    // A small first letter says that a chunk is not needed to draw the picture.
    if (!pngChunks.has(kind)) return /^[a-z]/.test(kind) ? 'metadata' : 'damaged'
    if (kind === 'IDAT') data += length
    at += 12 + length
    if (kind !== 'IEND') continue
    if (data === 0) return 'damaged'
    return at === view.byteLength ? { type: 'image/png', width, height } : 'metadata'
  }
}

function webp(view: DataView): Picture | PictureFault {
  const end = 8 + view.getUint32(4, true)
  if (end > view.byteLength) return 'damaged'
  if (end < view.byteLength) return 'metadata'
  let [width, height, pictures] = [0, 0, 0]
  const grow = (w: number, h: number): void => {
    width = Math.max(width, w)
    height = Math.max(height, h)
  }
  for (let at = 12; at < end; ) {
    const kind = name(view, at)
    const length = view.getUint32(at + 4, true)
    const body = at + 8
    if (body + length > end) return 'damaged'
    switch (kind) {
      case 'VP8X': {
        const flags = view.getUint8(body)
        if ((flags & 0b0000_0010) !== 0) return 'moving'
        if ((flags & 0b0000_1100) !== 0) return 'metadata'
        grow(1 + u24(view, body + 4), 1 + u24(view, body + 7))
        break
      }
      case 'VP8 ':
        if (!says(view, body + 3, '\u009d\u0001\u002a')) return 'damaged'
        grow(view.getUint16(body + 6, true) & 0x3fff, view.getUint16(body + 8, true) & 0x3fff)
        pictures += 1
        break
      case 'VP8L': {
        if (view.getUint8(body) !== 0x2f) return 'damaged'
        const bits = view.getUint32(body + 1, true)
        grow(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff))
        pictures += 1
        break
      }
      case 'ALPH':
      case 'ICCP':
        break
      case 'ANIM':
      case 'ANMF':
        return 'moving'
      default:
        return 'metadata'
    }
    at = body + length + (length % 2)
  }
  return pictures === 1 ? { type: 'image/webp', width, height } : 'damaged'
}
const u24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
