/**
 * An MP4 (ISO 14496-12) looked at from box to box: sizes that lie lead nowhere, since each box has to lie in the one around
 * it and the outermost in the file. Heads are read and no picture.
 */
import type { MaterialFault } from '@tablee/shared/materials/faults'
import { lengthSaid, playsEverywhere, type Look } from './found.ts'
import { letters, viewOf, type Reader } from './reader.ts'

type Box = { readonly type: string; readonly body: number; readonly end: number }

/** Of a day in fragments of a second there are fewer; a file of nothing but heads has no film in it. */
const mostBoxes = 400_000
/** Brands of pictures in the same container. */
const pictures = /^(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )/

class Wrong extends Error {
  readonly fault: MaterialFault
  constructor(fault: MaterialFault) {
    super(fault)
    this.fault = fault
  }
}

/** `beyond`: what a box is that ends behind the one around it. */
async function* boxesIn(reader: Reader, from: number, to: number, beyond: MaterialFault): AsyncGenerator<Box> {
  let count = 0
  for (let at = from; at + 8 <= to; ) {
    count += 1
    if (count > mostBoxes) throw new Wrong('damaged')
    const head = await reader.read(at, 16)
    if (head.length < 8) throw new Wrong(beyond)
    const view = viewOf(head)
    let size = view.getUint32(0)
    let header = 8
    if (size === 1) {
      if (head.length < 16) throw new Wrong(beyond)
      const large = view.getBigUint64(8)
      if (large > BigInt(Number.MAX_SAFE_INTEGER)) throw new Wrong(beyond)
      size = Number(large)
      header = 16
    } else if (size === 0) size = to - at
    if (size < header) throw new Wrong('damaged')
    if (at + size > to) throw new Wrong(beyond)
    const type = letters(head, 4)
    // A name of a box is letters; anything else is no MP4 any more.
    if (!/^[\x20-\x7e\xa9][\x20-\x7e]{3}$/.test(type)) throw new Wrong('damaged')
    yield { type, body: at + header, end: at + size }
    at += size
  }
}
const inside = (reader: Reader, { body, end }: Box, skip = 0): AsyncGenerator<Box> =>
  boxesIn(reader, body + skip, end, 'damaged')

async function find(reader: Reader, box: Box, ...path: readonly string[]): Promise<Box | null> {
  const [wanted, ...rest] = path
  if (wanted === undefined) return box
  for await (const each of inside(reader, box)) if (each.type === wanted) return find(reader, each, ...rest)
  return null
}

/** Time scale and duration stand in two widths, in `mvhd` and `mdhd` alike. */
async function timesIn(reader: Reader, box: Box): Promise<{ readonly scale: number; readonly duration: number }> {
  const bytes = await reader.read(box.body, Math.min(32, box.end - box.body))
  const wide = bytes[0] === 1
  if (bytes.length < (wide ? 32 : 20)) throw new Wrong('damaged')
  const view = viewOf(bytes)
  if (!wide) {
    const duration = view.getUint32(16)
    return { scale: view.getUint32(12), duration: duration === 0xffff_ffff ? 0 : duration }
  }
  const duration = view.getBigUint64(24)
  return { scale: view.getUint32(20), duration: duration === 0xffff_ffff_ffff_ffffn ? 0 : Number(duration) }
}

/** H.264 with ten bits or full colour is decoded by no browser. */
const fullColour: ReadonlySet<number> = new Set([110, 122, 144, 244])

type Track = { readonly handler: string; readonly codecs: readonly string[]; readonly odd: boolean }

async function codecsOf(reader: Reader, stsd: Box): Promise<Omit<Track, 'handler'>> {
  const codecs: string[] = []
  let odd = false
  for await (const entry of inside(reader, stsd, 8)) {
    if (entry.type === 'encv' || entry.type === 'enca') throw new Wrong('locked')
    if (codecs.length < 8) codecs.push(entry.type)
    if (entry.type !== 'avc1' && entry.type !== 'avc3') continue
    for await (const box of inside(reader, entry, 78))
      if (box.type === 'avcC') odd ||= fullColour.has((await reader.read(box.body, 2))[1] ?? 0)
  }
  return { codecs, odd }
}

/** Where the last of its bytes begin: a file that was cut has an index that points behind its end. */
async function lastChunk(reader: Reader, stbl: Box): Promise<number> {
  for await (const box of inside(reader, stbl)) {
    const wide = box.type === 'co64'
    if (!wide && box.type !== 'stco') continue
    const count = viewOf(await reader.read(box.body, 8)).getUint32(4)
    const each = wide ? 8 : 4
    if (count * each > box.end - box.body - 8) throw new Wrong('damaged')
    if (count === 0) return 0
    const last = viewOf(await reader.read(box.body + 8 + (count - 1) * each, each))
    return wide ? Number(last.getBigUint64(0)) : last.getUint32(0)
  }
  return 0
}

async function trackOf(reader: Reader, trak: Box): Promise<Track | null> {
  const hdlr = await find(reader, trak, 'mdia', 'hdlr')
  const stbl = await find(reader, trak, 'mdia', 'minf', 'stbl')
  if (hdlr === null || stbl === null) return null
  const handler = letters(await reader.read(hdlr.body, 12), 8)
  const stsd = await find(reader, stbl, 'stsd')
  if (stsd === null || (handler !== 'vide' && handler !== 'soun')) return null
  if ((await lastChunk(reader, stbl)) >= reader.size) throw new Wrong('cut-short')
  return { handler, ...(await codecsOf(reader, stsd)) }
}

type Movie = { readonly tracks: readonly Track[]; readonly scale: number; readonly duration: number }

async function movieIn(reader: Reader, moov: Box): Promise<Movie> {
  const tracks: Track[] = []
  let times = { scale: 0, duration: 0 }
  for await (const box of inside(reader, moov)) {
    if (box.type === 'mvhd') times = await timesIn(reader, box)
    if (box.type === 'mvex') {
      const mehd = await find(reader, box, 'mehd')
      const bytes = mehd === null ? null : await reader.read(mehd.body, 12)
      if (bytes !== null && times.duration === 0)
        times = {
          ...times,
          duration: bytes[0] === 1 ? Number(viewOf(bytes).getBigUint64(4)) : viewOf(bytes).getUint32(4),
        }
    }
    if (box.type !== 'trak') continue
    if (tracks.length >= 64) throw new Wrong('damaged')
    const track = await trackOf(reader, box)
    if (track !== null) tracks.push(track)
  }
  return { tracks, ...times }
}

/** `not-known` where it begins as none. A file that ends in the middle of a box was cut short. */
export async function lookAtMp4(reader: Reader): Promise<Look> {
  const head = await reader.read(0, 12)
  if (letters(head, 4) !== 'ftyp' || pictures.test(letters(head, 8))) return 'not-known'
  try {
    let movie: Movie | null = null
    let media = false
    for await (const box of boxesIn(reader, 0, reader.size, 'cut-short')) {
      if (box.type === 'moov') movie ??= await movieIn(reader, box)
      if (box.type === 'mdat') media = true
    }
    if (movie === null) return 'no-index'
    if (!movie.tracks.some(({ handler }) => handler === 'vide')) return 'no-picture'
    if (!media) return 'cut-short'
    const codecs = [...new Set(movie.tracks.flatMap((track) => track.codecs))]
    const odd = movie.tracks.some((track) => track.odd)
    return {
      type: 'video/mp4',
      seconds: lengthSaid(movie.duration / movie.scale),
      pages: null,
      codecs,
      plays: !odd && playsEverywhere(codecs) ? 'everywhere' : 'not-everywhere',
    }
  } catch (cause) {
    if (cause instanceof Wrong) return cause.fault
    // Beyond the last byte of a head.
    if (cause instanceof RangeError) return 'damaged'
    throw cause
  }
}
