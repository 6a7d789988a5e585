/**
 * Where a file differs from what it was: sums of its blocks say in which, and a byte that was changed, taken out or put in
 * there is found by trying what would make the whole right again.
 */
import { hash } from 'node:crypto'

const block = 128
/** Bytes of each block's sum: a wrong guess is told by the sum of the whole. */
const kept = 4

/** In lower-case hex. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')
const sumOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex').slice(0, kept * 2)

/** Sums of the blocks one after the other, base64url. */
export function sumsOf(bytes: Uint8Array): string {
  const sums: string[] = []
  for (let at = 0; at < bytes.length; at += block) sums.push(sumOf(bytes.subarray(at, at + block)))
  return Buffer.from(sums.join(''), 'hex').toString('base64url')
}

/** What the file was when it was sealed. */
export type Was = { readonly bytes: number; readonly sha256: string }
export type Spot =
  /** One byte; `was` what stood there, or would have to. `at` is a place in the file as it is now. */
  | { readonly is: 'changed' | 'removed' | 'added'; readonly at: number; readonly was: number | null }
  /** More than one byte: from here to there. */
  | { readonly is: 'range'; readonly at: number; readonly until: number }
  /** Whole as far as it goes. */
  | { readonly is: 'cut'; readonly at: number }

/** Null: it is what it was. `sums` may be spoilt themselves. */
export function spotIn(bytes: Uint8Array, was: Was, sums: string): Spot | null {
  if (bytes.length === was.bytes && sha256(bytes) === was.sha256) return null
  const wanted = Buffer.from(sums, 'base64url').toString('hex')
  const blocks = Math.ceil(was.bytes / block)
  const sumAt = (n: number): string => wanted.slice(n * kept * 2, (n + 1) * kept * 2)
  let first = 0
  while (first < blocks && sumOf(blockAt(bytes, first, was.bytes)) === sumAt(first)) first += 1
  if (first === blocks) return beyond(bytes, was)
  const start = first * block
  if (start >= bytes.length) return { is: 'cut', at: bytes.length }
  return (
    one(bytes, start, was, sumAt(first)) ?? {
      is: 'range',
      at: start,
      until: end(bytes, was, blocks, first, sumAt),
    }
  )
}

const blockAt = (bytes: Uint8Array, n: number, whole: number): Uint8Array =>
  bytes.subarray(n * block, Math.min((n + 1) * block, whole))

function beyond(bytes: Uint8Array, was: Was): Spot {
  const extra = bytes.length - was.bytes
  // All blocks are right: what is more stands behind the end, or the sums are not of this file.
  return extra === 1 && sha256(bytes.subarray(0, was.bytes)) === was.sha256
    ? { is: 'added', at: was.bytes, was: null }
    : { is: 'range', at: extra > 0 ? was.bytes : 0, until: bytes.length }
}

/** A single byte in this block, or null. */
function one(bytes: Uint8Array, start: number, was: Was, sum: string): Spot | null {
  const length = Math.min(block, was.bytes - start)
  const extra = bytes.length - was.bytes
  const right = (made: Uint8Array, at: number, gap: number): boolean =>
    sumOf(made) === sum &&
    sha256(Buffer.concat([bytes.subarray(0, start), made, bytes.subarray(at + gap)])) === was.sha256
  if (extra === 0) {
    const made = Uint8Array.from(bytes.subarray(start, start + length))
    for (let n = 0; n < made.length; n += 1) {
      const now = made[n] ?? 0
      for (let value = 0; value < 256; value += 1) {
        made[n] = value
        if (value !== now && right(made, start + length, 0)) return { is: 'changed', at: start + n, was: value }
      }
      made[n] = now
    }
  }
  if (extra === -1) {
    const here = bytes.subarray(start, start + length - 1)
    const made = new Uint8Array(length)
    for (let n = 0; n <= here.length; n += 1) {
      made.set(here.subarray(0, n))
      made.set(here.subarray(n), n + 1)
      for (let value = 0; value < 256; value += 1) {
        made[n] = value
        if (right(made, start + length - 1, 0)) return { is: 'removed', at: start + n, was: value }
      }
    }
  }
  if (extra === 1) {
    const here = bytes.subarray(start, start + length + 1)
    const made = new Uint8Array(length)
    for (let n = 0; n < here.length; n += 1) {
      made.set(here.subarray(0, n))
      made.set(here.subarray(n + 1), n)
      if (right(made, start + length + 1, 0)) return { is: 'added', at: start + n, was: null }
    }
  }
  return null
}

/** Where what is right begins again, read from the end. */
function end(bytes: Uint8Array, was: Was, blocks: number, first: number, sumAt: (n: number) => string): number {
  const shift = bytes.length - was.bytes
  let last = blocks - 1
  while (last > first) {
    const from = last * block + shift
    const until = Math.min((last + 1) * block, was.bytes) + shift
    if (from < first * block || sumOf(bytes.subarray(from, until)) !== sumAt(last)) break
    last -= 1
  }
  return Math.max(first * block + 1, Math.min(bytes.length, Math.min((last + 1) * block, was.bytes) + shift))
}
