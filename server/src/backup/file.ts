/**
 * The file of a dialogue's backup: a line that says what it is, a head that says of which dialogue and when, the pieces of
 * a database, and a seal over all of it, made with the dialogue's own key. Cut short, longer or changed in one bit it is
 * none; and nothing of it is read as a database before the seal was found whole.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** What stands at its beginning, open to be read. */
export type Head = {
  readonly version: number
  readonly dialogue: string
  readonly title: string
  readonly lang: string
  /** The moment at which it was so. */
  readonly at: number
  /** By which it is known whose key sealed it. */
  readonly key: string
  readonly program: string
}
/** The seal's key, and by what a file says that it was made with it. */
export type SealWith = { readonly secret: Uint8Array; readonly check: string }

export type Refusal = 'not-a-backup' | 'damaged' | 'other-dialogue' | 'other-key' | 'newer'
export type Read =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly why: Refusal; readonly head: Head | null }

export const version = 1
const magic = Buffer.from('TABLEE BACKUP\n')
const sealBytes = 32
/** Of the database, before it is packed: what a reader holds at once. */
const piece = 1024 * 1024
/** No honest piece packs to more; a length that says otherwise is damage. */
const mostPacked = piece + 64 * 1024
const mostHead = 16 * 1024

const length = (n: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(n)
  return bytes
}
const isHead = (value: unknown): value is Head =>
  typeof value === 'object' &&
  value !== null &&
  ['version', 'at'].every((name) => typeof Reflect.get(value, name) === 'number') &&
  ['dialogue', 'title', 'lang', 'key', 'program'].every((name) => typeof Reflect.get(value, name) === 'string')

/** Blocks. `onPart`: of the database, 0 to 1. It is on the disk when this returns. */
export function writeFile(
  from: string,
  into: string,
  head: Omit<Head, 'version' | 'key'>,
  seal: SealWith,
  onPart: (part: number) => void,
): void {
  const [source, target] = [openSync(from, 'r'), openSync(into, 'wx', 0o600)]
  try {
    const mac = createHmac('sha256', seal.secret)
    const put = (bytes: Uint8Array): void => {
      mac.update(bytes)
      for (let at = 0; at < bytes.length; ) at += writeSync(target, bytes, at)
    }
    const said = Buffer.from(JSON.stringify({ version, ...head, key: seal.check } satisfies Head))
    put(magic)
    put(length(said.length))
    put(said)
    const { size } = fstatSync(source)
    const buffer = Buffer.alloc(piece)
    for (let at = 0; ; ) {
      const count = readSync(source, buffer, 0, piece, at)
      if (count === 0) break
      at += count
      const packed = zstdCompressSync(buffer.subarray(0, count))
      put(length(packed.length))
      put(packed)
      onPart(at / size)
    }
    put(length(0))
    const sealed = mac.digest()
    writeSync(target, sealed)
    fsyncSync(target)
  } finally {
    closeSync(source)
    closeSync(target)
  }
}

/** Exactly so many bytes, or null where the file ends before. */
function take(file: number, at: number, count: number): Buffer | null {
  const bytes = Buffer.alloc(count)
  for (let got = 0; got < count; ) {
    const more = readSync(file, bytes, got, count - got, at + got)
    if (more === 0) return null
    got += more
  }
  return bytes
}

/** Where the pieces begin, or what stands against the file. */
function headOf(
  file: number,
  dialogue: string,
  check: string,
): (Read & { readonly ok: false }) | { readonly ok: true; readonly head: Head; readonly at: number } {
  const no = (why: Refusal, head: Head | null = null) => ({ ok: false, why, head }) as const
  const first = take(file, 0, magic.length)
  if (first === null || !first.equals(magic)) return no('not-a-backup')
  const size = take(file, magic.length, 4)?.readUInt32BE() ?? 0
  const said = size === 0 || size > mostHead ? null : take(file, magic.length + 4, size)
  let head: unknown
  try {
    head = JSON.parse(said?.toString('utf8') ?? '')
  } catch {
    return no('damaged')
  }
  if (typeof head === 'object' && head !== null && Number(Reflect.get(head, 'version')) > version)
    return no('newer', isHead(head) ? head : null)
  if (!isHead(head)) return no('damaged')
  if (head.dialogue !== dialogue) return no('other-dialogue', head)
  if (head.key !== check) return no('other-key', head)
  return { ok: true, head, at: magic.length + 4 + size }
}

/** The lengths of the pieces say where each lies; null where they lead beyond the end, or not to it. */
function* piecesOf(file: number, from: number, end: number): Generator<Buffer, boolean> {
  for (let at = from; ; ) {
    const size = take(file, at, 4)?.readUInt32BE() ?? null
    if (size === null || size > mostPacked) return false
    at += 4
    if (size === 0) return at === end
    if (at + size > end) return false
    const bytes = take(file, at, size)
    if (bytes === null) return false
    yield bytes
    at += size
  }
}

/**
 * Blocks; reads the file twice: for its seal, and then for what is in it, which is written to `into`. `onPart`: 0 to 1 over
 * both. Refused, `into` holds nothing that counts.
 */
export function readFile(
  path: string,
  into: string,
  dialogue: string,
  seal: SealWith,
  onPart: (part: number) => void,
): Read {
  const file = openSync(path, 'r')
  try {
    const head = headOf(file, dialogue, seal.check)
    if (!head.ok) return head
    const { size } = fstatSync(file)
    const end = size - sealBytes
    const damaged: Read = { ok: false, why: 'damaged', head: head.head }
    if (end < head.at + 4) return damaged
    const mac = createHmac('sha256', seal.secret)
    for (let at = 0; at < end; ) {
      const bytes = take(file, at, Math.min(piece, end - at))
      if (bytes === null) return damaged
      mac.update(bytes)
      at += bytes.length
      onPart((at / size) * 0.4)
    }
    const sealed = take(file, end, sealBytes)
    if (sealed === null || !timingSafeEqual(sealed, mac.digest())) return damaged
    const target = openSync(into, 'wx', 0o600)
    try {
      const pieces = piecesOf(file, head.at, end)
      let done = head.at
      for (let next = pieces.next(); ; next = pieces.next()) {
        if (next.done === true) return next.value ? { ok: true, head: head.head } : damaged
        const bytes = zstdDecompressSync(next.value, { maxOutputLength: piece })
        for (let at = 0; at < bytes.length; ) at += writeSync(target, bytes, at)
        done += next.value.length + 4
        onPart(0.4 + (done / size) * 0.6)
      }
    } finally {
      closeSync(target)
    }
  } finally {
    closeSync(file)
  }
}
