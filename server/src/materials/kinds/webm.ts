/** A WebM (Matroska, RFC 9559, of WebM's document type): its head, how long it is and what is in it. */
import { lengthSaid, playsEverywhere, type Look } from './found.ts'
import { letters, viewOf, type Reader } from './reader.ts'

const ids = {
  ebml: 0x1a45_dfa3,
  docType: 0x4282,
  segment: 0x1853_8067,
  info: 0x1549_a966,
  scale: 0x2a_d7b1,
  duration: 0x4489,
  tracks: 0x1654_ae6b,
  track: 0xae,
  type: 0x83,
  codec: 0x86,
  cluster: 0x1f43_b675,
} as const

type Element = { readonly id: number; readonly body: number; readonly end: number | null }

class Wrong extends Error {}

/** A number whose first byte says how long it is; `size` without that mark, null where it says that nobody knows. */
function numberAt(bytes: Uint8Array, at: number, keepsMark: boolean): { value: number | null; length: number } {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (first === 0 || at + length > bytes.length) throw new Wrong()
  let value = keepsMark ? first : first & (0xff >> length)
  let ones = !keepsMark && value === 0xff >> length
  for (let n = 1; n < length; n += 1) {
    const byte = bytes[at + n] ?? 0
    if (byte !== 0xff) ones = false
    value = value * 256 + byte
  }
  if (!Number.isSafeInteger(value) && !ones) throw new Wrong()
  return { value: ones ? null : value, length }
}

/** `to`: the end of what is around it. */
async function* elementsIn(reader: Reader, from: number, to: number, most: number): AsyncGenerator<Element> {
  let count = 0
  for (let at = from; at + 2 <= to; ) {
    count += 1
    if (count > most) throw new Wrong()
    const head = await reader.read(at, 12)
    const id = numberAt(head, 0, true)
    const size = numberAt(head, id.length, false)
    const body = at + id.length + size.length
    const end = size.value === null ? null : body + size.value
    if (id.value === null || (end !== null && end > to)) throw new Wrong()
    yield { id: id.value, body, end }
    if (end === null) return
    at = end
  }
}

async function floatOf(reader: Reader, { body, end }: Element): Promise<number> {
  const bytes = await reader.read(body, (end ?? body) - body)
  const view = viewOf(bytes)
  return bytes.length === 4 ? view.getFloat32(0) : bytes.length === 8 ? view.getFloat64(0) : 0
}
async function wholeOf(reader: Reader, { body, end }: Element): Promise<number> {
  const bytes = await reader.read(body, Math.min(8, (end ?? body) - body))
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}
const textOf = async (reader: Reader, { body, end }: Element): Promise<string> =>
  letters(await reader.read(body, Math.min(32, (end ?? body) - body)), 0, 32).replace(/\0.*$/, '')

/** Of Info, in the units that it says itself. */
async function secondsIn(reader: Reader, info: Element): Promise<number | null> {
  let [scale, duration] = [1_000_000, 0]
  for await (const one of elementsIn(reader, info.body, info.end ?? info.body, 200)) {
    if (one.id === ids.scale) scale = await wholeOf(reader, one)
    if (one.id === ids.duration) duration = await floatOf(reader, one)
  }
  return lengthSaid((duration * scale) / 1e9)
}

async function tracksIn(reader: Reader, tracks: Element): Promise<{ codecs: string[]; picture: boolean }> {
  const codecs: string[] = []
  let picture = false
  for await (const track of elementsIn(reader, tracks.body, tracks.end ?? tracks.body, 64)) {
    if (track.id !== ids.track) continue
    let [type, codec] = [0, '']
    for await (const one of elementsIn(reader, track.body, track.end ?? track.body, 200)) {
      if (one.id === ids.type) type = await wholeOf(reader, one)
      if (one.id === ids.codec) codec = await textOf(reader, one)
    }
    if (type !== 1 && type !== 2) continue
    picture ||= type === 1
    if (/^[\x21-\x7e]{1,32}$/.test(codec)) codecs.push(codec)
  }
  return { codecs: [...new Set(codecs)], picture }
}

/** Clusters are passed over until both heads are found: some writers put them behind. */
const mostElements = 100_000

async function segmentIn(reader: Reader, from: number): Promise<Look> {
  let end: number | null = null
  let start: number | null = null
  const head = await reader.read(from, 12)
  const id = numberAt(head, 0, true)
  const size = numberAt(head, id.length, false)
  if (id.value !== ids.segment) return 'damaged'
  start = from + id.length + size.length
  end = size.value === null ? null : start + size.value
  if (end !== null && end > reader.size) return 'cut-short'
  let seconds: number | null = null
  let tracks: Awaited<ReturnType<typeof tracksIn>> | null = null
  let media = false
  for await (const one of elementsIn(reader, start, end ?? reader.size, mostElements)) {
    if (one.id === ids.info) seconds = await secondsIn(reader, one)
    if (one.id === ids.tracks) tracks = await tracksIn(reader, one)
    if (one.id === ids.cluster) media = true
    if (tracks !== null && media) break
  }
  if (tracks === null || !media) return 'damaged'
  if (!tracks.picture) return 'no-picture'
  const { codecs } = tracks
  return {
    type: 'video/webm',
    seconds,
    pages: null,
    codecs,
    plays: playsEverywhere(codecs) ? 'everywhere' : 'not-everywhere',
  }
}

/** `not-known` where it begins as none, or is a Matroska that says that it is no WebM. */
export async function lookAtWebm(reader: Reader): Promise<Look> {
  const head = await reader.read(0, 4)
  if (head.length < 4 || viewOf(head).getUint32(0) !== ids.ebml) return 'not-known'
  try {
    for await (const ebml of elementsIn(reader, 0, reader.size, 1)) {
      if (ebml.end === null) return 'damaged'
      let docType = ''
      for await (const one of elementsIn(reader, ebml.body, ebml.end, 100))
        if (one.id === ids.docType) docType = await textOf(reader, one)
      return docType === 'webm' ? await segmentIn(reader, ebml.end) : 'not-known'
    }
    return 'damaged'
  } catch (cause) {
    if (cause instanceof Wrong || cause instanceof RangeError) return 'damaged'
    throw cause
  }
}
