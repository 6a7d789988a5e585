/**
 * A database file read page by page, without the library: what a damaged file still holds. The format is SQLite's file
 * format 3 with its write-ahead log. Everything is checked and nothing is believed: a page is a page of a tree, or it is not.
 */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'

export type Pages = {
  readonly size: number
  readonly count: number
  /** As it was last committed: from the log where it lies there. */
  page(number: number): Buffer
  /** A part of the log is damaged: pages may be older than others that name them. */
  readonly broken: boolean
  /** Pages that are free, as far as the file says so: what lies in them was deleted. */
  free(): ReadonlySet<number>
  close(): void
}

const magic = 'SQLite format 3\0'
const standardSize = 4096

type Log = {
  /** Where each page begins, as it was last committed. */
  readonly at: ReadonlyMap<number, number>
  readonly bytes: Buffer
  readonly size: number
  /** How many pages the file had at the last COMMIT. */
  readonly count: number
  /** A part of it is damaged that was on the disk: later commits lie behind it, and each had waited for it. */
  readonly broken: boolean
}

const headLength = 32
const frameHead = 24

/**
 * The committed frames of a log. Each frame's checksum goes on from the one before, so the library stops at the first that
 * is wrong and all that follows is forgotten. At the end of a log that is right: a pulled plug tore what nobody had been
 * answered. In the middle it is not, and there every frame counts that follows from the one before as that one says.
 */
function readLog(file: string): Log | null {
  if (!existsSync(file)) return null
  const bytes = readFileSync(file)
  if (bytes.length < headLength) return null
  const kind = bytes.readUInt32BE(0)
  if (kind !== 0x377f0682 && kind !== 0x377f0683) return null
  const word = (at: number): number => (kind === 0x377f0683 ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  let [a, b] = [0, 0]
  const add = (from: number, length: number): void => {
    for (let at = from; at < from + length; at += 8) {
      a = (a + word(at) + b) >>> 0
      b = (b + word(at + 4) + a) >>> 0
    }
  }
  const is = (at: number): boolean => bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b
  add(0, 24)
  if (!is(24)) return null
  const size = bytes.readUInt32BE(8)
  const sound: number[] = []
  let [first, commits] = [Number.POSITIVE_INFINITY, 0]
  for (let at = headLength; at + frameHead + size <= bytes.length; at += frameHead + size) {
    add(at, 8)
    add(at + frameHead, size)
    if (bytes.compare(bytes, 16, 24, at + 8, at + 16) === 0 && is(at + 16)) {
      sound.push(at)
      if (at > first && bytes.readUInt32BE(at + 4) !== 0) commits += 1
    } else first = Math.min(first, at)
    // On from what this frame says, whether or not it is right: the next one is judged by itself.
    a = bytes.readUInt32BE(at + 16)
    b = bytes.readUInt32BE(at + 20)
  }
  const broken = commits >= 2
  const committed = new Map<number, number>()
  const waiting = new Map<number, number>()
  let count = 0
  for (const at of sound) {
    if (!broken && at > first) break
    waiting.set(bytes.readUInt32BE(at), at + frameHead)
    const commit = bytes.readUInt32BE(at + 4)
    if (commit === 0) continue
    count = commit
    for (const [page, from] of waiting) committed.set(page, from)
    waiting.clear()
  }
  return committed.size === 0 ? null : { at: committed, bytes, size, count, broken }
}

/** Whether committed changes lie behind a damaged part of the log: opened as it is, they would be forgotten. */
export function logIsBroken(file: string): boolean {
  const head = (): string => {
    if (!existsSync(`${file}-wal`)) return ''
    const opened = openSync(`${file}-wal`, 'r')
    const bytes = Buffer.alloc(headLength)
    readSync(opened, bytes, 0, headLength, 0)
    closeSync(opened)
    return bytes.toString('hex')
  }
  const before = head()
  // Begun anew by a running server while it was read: two logs in one say nothing.
  return readLog(`${file}-wal`)?.broken === true && head() === before
}

/**
 * Reads the log whole, the file page by page; close it. Never throws at damage: a page that is not there, or that the
 * disk does not give back, is zeros. Nobody may write to the file meanwhile.
 */
export function openPages(file: string): Pages {
  const opened = openSync(file, 'r')
  const log = readLog(`${file}-wal`)
  const head = Buffer.alloc(100)
  readSync(opened, head, 0, 100, 0)
  const said = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  const sound = head.toString('latin1', 0, 16) === magic && said >= 512 && (said & (said - 1)) === 0
  const size = log?.size ?? (sound ? said : standardSize)
  const inFile = Math.floor(fstatSync(opened).size / size)
  const count = Math.max(log?.count ?? 0, inFile)

  function page(number: number): Buffer {
    const at = log?.at.get(number)
    if (log !== null && at !== undefined) return log.bytes.subarray(at, at + size)
    const bytes = Buffer.alloc(size)
    try {
      if (number >= 1 && number <= inFile) readSync(opened, bytes, 0, size, (number - 1) * size)
    } catch {
      // A sector that the disk no longer gives back: as good as overwritten.
    }
    return bytes
  }

  return {
    size,
    count,
    page,
    broken: log?.broken ?? false,
    free() {
      const found = new Set<number>()
      const first = page(1)
      if (first.toString('latin1', 0, 16) !== magic) return found
      for (let trunk = first.readUInt32BE(32); trunk >= 2 && trunk <= count && !found.has(trunk); ) {
        found.add(trunk)
        const bytes = page(trunk)
        const leaves = bytes.readUInt32BE(4)
        if (leaves > size / 4 - 2) break
        for (let n = 0; n < leaves; n += 1) {
          const leaf = bytes.readUInt32BE(8 + 4 * n)
          if (leaf >= 2 && leaf <= count) found.add(leaf)
        }
        trunk = bytes.readUInt32BE(0)
      }
      return found
    },
    close: () => closeSync(opened),
  }
}

export type Value = null | number | bigint | string | Uint8Array

/** One entry of a tree: a row, or what an index says of one. `values` is null where its bytes are not all there. */
export type Entry = { readonly rowid: number | bigint; readonly values: readonly Value[] | null }

export type Node = {
  readonly of: 'table' | 'index'
  readonly children: readonly number[]
  readonly entries: readonly Entry[]
  /** Pages beyond this one that its entries go on in. */
  readonly more: readonly number[]
  /** False when a part of the page is no entry: the rest of it came all the same. */
  readonly whole: boolean
}

function varint(bytes: Buffer, at: number): { readonly value: bigint; readonly next: number } {
  let value = 0n
  for (let n = 0; n < 9; n += 1) {
    const byte = bytes[at + n]
    if (byte === undefined) throw new RangeError('a number ends beyond the page')
    if (n === 8) return { value: BigInt.asIntN(64, (value << 8n) | BigInt(byte)), next: at + 9 }
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return { value, next: at + n + 1 }
  }
  throw new RangeError('no number')
}
const small = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value

const integerSizes = [0, 1, 2, 3, 4, 6, 8] as const

function decodeRecord(bytes: Buffer): readonly Value[] {
  const head = varint(bytes, 0)
  const values: Value[] = []
  let at = Number(head.value)
  if (at > bytes.length) throw new RangeError('the head of a record is longer than the record')
  for (let next = head.next; next < Number(head.value); ) {
    const type = varint(bytes, next)
    next = type.next
    const kind = Number(type.value)
    if (kind === 0) values.push(null)
    else if (kind <= 6) {
      const length = integerSizes[kind as 1 | 2 | 3 | 4 | 5 | 6]
      let value = 0n
      if (at + length > bytes.length) throw new RangeError('a value ends beyond its record')
      for (const byte of bytes.subarray(at, at + length)) value = (value << 8n) | BigInt(byte)
      values.push(small(BigInt.asIntN(length * 8, value)))
      at += length
    } else if (kind === 7) {
      values.push(bytes.readDoubleBE(at))
      at += 8
    } else if (kind === 8 || kind === 9) values.push(kind - 8)
    else if (kind >= 12) {
      const length = (kind - (kind % 2) - 12) / 2
      if (at + length > bytes.length) throw new RangeError('a value ends beyond its record')
      const part = bytes.subarray(at, at + length)
      values.push(kind % 2 === 1 ? part.toString('utf8') : new Uint8Array(part))
      at += length
    } else throw new RangeError('no type of a value')
  }
  return values
}

/** Null when this page is no page of a tree, or hardly anything of it is. */
export function readNode(pages: Pages, number: number): Node | null {
  if (number < 1 || number > pages.count) return null
  const bytes = pages.page(number)
  const from = number === 1 ? 100 : 0
  const type = bytes[from]
  const of = type === 13 || type === 5 ? 'table' : type === 10 || type === 2 ? 'index' : null
  if (of === null) return null
  const leaf = type === 13 || type === 10
  const cells = bytes.readUInt16BE(from + 3)
  const body = from + (leaf ? 8 : 12)
  if (body + 2 * cells > pages.size) return null
  const children: number[] = []
  const entries: Entry[] = []
  const more: number[] = []
  let bad = 0
  for (let n = 0; n < cells; n += 1) {
    try {
      let at = bytes.readUInt16BE(body + 2 * n)
      if (at < body + 2 * cells || at >= pages.size) throw new RangeError('an entry lies outside its page')
      if (!leaf) {
        children.push(child(pages, bytes.readUInt32BE(at)))
        at += 4
      }
      if (of === 'table' && !leaf) continue
      const length = varint(bytes, at)
      let rowid: number | bigint = 0
      at = length.next
      if (of === 'table') {
        const id = varint(bytes, at)
        rowid = small(id.value)
        at = id.next
      }
      entries.push({ rowid, values: payload(pages, bytes, at, Number(length.value), of, more) })
    } catch {
      bad += 1
    }
  }
  try {
    if (!leaf) children.push(child(pages, bytes.readUInt32BE(from + 8)))
  } catch {
    bad += 1
  }
  if (bad > 0 && bad >= (cells + 1) / 2) return null
  return { of, children, entries, more, whole: bad === 0 }
}

function child(pages: Pages, number: number): number {
  if (number < 2 || number > pages.count) throw new RangeError('no page has this number')
  return number
}

/** A record's bytes, with those that lie on other pages. Null when one of these is not what it should be. */
function payload(
  pages: Pages,
  bytes: Buffer,
  at: number,
  length: number,
  of: Node['of'],
  more: number[],
): readonly Value[] | null {
  const { size } = pages
  if (length < 1 || length > size * pages.count) throw new RangeError('a record longer than the file')
  const most = of === 'table' ? size - 35 : Math.floor(((size - 12) * 64) / 255) - 23
  const least = Math.floor(((size - 12) * 32) / 255) - 23
  const fits = least + ((length - least) % (size - 4))
  const here = length <= most ? length : fits <= most ? fits : least
  if (at + here > size) throw new RangeError('an entry ends beyond its page')
  const parts = [bytes.subarray(at, at + here)]
  let left = length - here
  let next = left > 0 ? bytes.readUInt32BE(at + here) : 0
  while (left > 0) {
    if (next < 2 || next > pages.count || more.includes(next)) return null
    more.push(next)
    const page = pages.page(next)
    parts.push(page.subarray(4, 4 + Math.min(left, size - 4)))
    left -= size - 4
    next = page.readUInt32BE(0)
  }
  // The last page of a chain names none: another number there means that the page is not what was written.
  if (next !== 0 && parts.length > 1) return null
  try {
    return decodeRecord(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts))
  } catch {
    return null
  }
}
