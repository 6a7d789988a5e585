/** A film as long as wanted, without a byte of it being kept: any part of it is made when it is asked for, and always the same. */
import { createHash } from 'node:crypto'
import { box, joined, mp4, u32 } from './files.ts'

const mib = 1024 * 1024
const block = (() => {
  const parts: Buffer[] = []
  for (let n = 0; n < mib / 32; n += 1) parts.push(createHash('sha256').update(`block ${n}`).digest())
  return Buffer.concat(parts)
})()

/** `size` bytes in all: what is in front of the pictures, and pictures up to the end. */
export function longFilm(size: number) {
  const short = mp4({ seconds: 3_600, media: new Uint8Array(0) })
  const empty = box('mdat').length
  const head = joined(short.subarray(0, short.length - empty), u32(size - short.length + empty), 'mdat')
  function bytes(from: number, to: number): Buffer {
    const made = Buffer.alloc(to - from)
    for (let at = from; at < to; ) {
      if (at < head.length) {
        const end = Math.min(to, head.length)
        made.set(head.subarray(at, end), at - from)
        at = end
        continue
      }
      const number = Math.floor(at / mib)
      const end = Math.min(to, (number + 1) * mib)
      const start = at - number * mib
      block.copy(made, at - from, start, start + end - at)
      // Each block is another one.
      for (let n = 0; n < 8; n += 1)
        if (start <= n && n < start + end - at && number * mib + n >= head.length)
          made[number * mib + n - from] = Math.floor(number / 256 ** n) % 256
      at = end
    }
    return made
  }
  return {
    size,
    bytes,
    hash(): string {
      const sum = createHash('sha256')
      for (let at = 0; at < size; at += mib) sum.update(bytes(at, Math.min(size, at + mib)))
      return sum.digest('hex')
    },
  }
}
export type LongFilm = ReturnType<typeof longFilm>
