/** Films, slides and captions as bytes, made of the boxes that their formats have; none holds a picture that anybody could see. */
import { writeCaptions } from '@tablee/shared/materials/captions'

type Part = Uint8Array | string
export const joined = (...parts: readonly Part[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))
export const u32 = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
export const box = (type: string, ...parts: readonly Part[]): Uint8Array<ArrayBuffer> => {
  const body = joined(...parts)
  return joined(u32(body.length + 8), type, body)
}
const zeros = (length: number): Uint8Array => new Uint8Array(length)

type Film = {
  readonly seconds?: number
  readonly video?: string
  readonly audio?: string | null
  /** Of H.264: its profile. */
  readonly profile?: number
  /** How many bytes of pictures and sound. */
  readonly media?: Uint8Array
  /** The index in front of the pictures, or behind them. */
  readonly first?: boolean
  readonly brand?: string
  /** Where the index says that the last picture begins. */
  readonly lastChunk?: number
}

function track(handler: string, entry: Uint8Array, chunk: number): Uint8Array {
  const stbl = box('stbl', box('stsd', zeros(4), u32(1), entry), box('stco', zeros(4), u32(1), u32(chunk)))
  return box('trak', box('mdia', box('hdlr', zeros(8), handler, zeros(12)), box('minf', stbl)))
}

/** An MP4 with one picture track and one of sound. */
export function mp4({
  seconds = 12,
  video = 'avc1',
  audio = 'mp4a',
  profile = 77,
  media = zeros(4_096),
  first = true,
  brand = 'isom',
  lastChunk = 64,
}: Film = {}): Uint8Array<ArrayBuffer> {
  const picture = box(video, zeros(78), box('avcC', Uint8Array.of(1, profile, 0, 30)))
  const moov = box(
    'moov',
    box('mvhd', zeros(12), u32(1_000), u32(seconds * 1_000), zeros(80)),
    ...(video === '' ? [] : [track('vide', picture, lastChunk)]),
    ...(audio === null ? [] : [track('soun', box(audio, zeros(28)), 64)]),
  )
  const ftyp = box('ftyp', brand, u32(0), brand)
  const mdat = box('mdat', media)
  return first ? joined(ftyp, moov, mdat) : joined(ftyp, mdat, moov)
}

const sized = (id: string, body: Uint8Array): Uint8Array => {
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(body.length))
  size[0] = 0x01
  return joined(Buffer.from(id, 'hex'), size, body)
}
const float = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}
/** A WebM; `live`: as a browser records one, whose end nobody knew when it began. */
export function webm({ seconds = 12, codec = 'V_VP9', docType = 'webm', live = false } = {}): Uint8Array<ArrayBuffer> {
  const head = sized('1a45dfa3', sized('4282', joined(docType)))
  const info = sized(
    '1549a966',
    live ? zeros(0) : joined(sized('2ad7b1', u32(1_000_000)), sized('4489', float(seconds * 1_000))),
  )
  const tracks = sized('1654ae6b', sized('ae', joined(sized('83', Uint8Array.of(1)), sized('86', joined(codec)))))
  const body = joined(info, tracks, sized('1f43b675', zeros(2_000)))
  return live
    ? joined(head, Buffer.from('18538067', 'hex'), Uint8Array.of(0x01, 255, 255, 255, 255, 255, 255, 255), body)
    : joined(head, sized('18538067', body))
}

/** `more`: what stands in its trailer besides. */
export const pdf = ({ pages = 3, more = '' } = {}): Uint8Array<ArrayBuffer> =>
  joined(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count ${pages} >>\nendobj\n`,
    `xref\n0 3\ntrailer\n<< /Size 3 /Root 1 0 R ${more} >>\nstartxref\n100\n%%EOF\n`,
  )

export const bigPng = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    u32(13),
    'IHDR',
    u32(width),
    u32(height),
    zeros(9),
    u32(0),
    'IDAT',
    zeros(4),
    u32(0),
    'IEND',
    zeros(4),
  )

export const vtt = (text = 'We begin at the harbour.'): Uint8Array<ArrayBuffer> =>
  joined(new TextEncoder().encode(writeCaptions([{ from: 1, to: 4, text }])))
export const srt = (text = 'We begin at the harbour.'): Uint8Array<ArrayBuffer> =>
  joined(new TextEncoder().encode(`1\r\n00:00:01,000 --> 00:00:04,000\r\n${text}\r\n`))
