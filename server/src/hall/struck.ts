/** What facilitators strike out, as the organiser's page is told that there is something new to erase. */
import { boardOf } from '@tablee/shared/documents'
import type { Journal } from '../journal/port.ts'

/** The mark names its root in the update's bytes. Who writes that very word has the page look once more. */
export const strikesOut = (data: Uint8Array): boolean =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes('redacted')

/** How many rows of boards did, since the start. */
export function countStruck(journal: Journal): () => number {
  let count = 0
  journal.follow(({ doc, data }) => {
    if (boardOf(doc) !== null && strikesOut(data)) count += 1
  })
  return () => count
}
