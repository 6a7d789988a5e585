/** The clientID under which the server writes for somebody: drawn by chance, and nobody else's. */
import type { DocName } from '@tablee/shared/documents'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'

/** So often a number is drawn for a document. */
const mostDrawn = 16

/** Claimed in the journal for this device. Throws where that never gives one. */
export function drawClient(
  journal: Pick<Journal, 'claim'>,
  random: RandomBytes,
  { name, epoch, device, author }: { name: DocName; epoch: number; device: string; author: string },
): number {
  // Two that draw the same number are one in millions. A log that never gives one has no such document, and would be asked for ever.
  for (let tries = 0; tries < mostDrawn; tries += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    const drawn = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
    if (journal.claim(name, epoch, drawn, device, author) === 'claimed') return drawn
  }
  throw new Error(`${name} is no document of this log`)
}
