/** What an entry says, as a digest of four signs: kept with who read it, so that what is worded otherwise later is unread. */
import { isReworded, type ReadEntry } from '@tablee/shared/synthesis/entries'
import { wordingOf } from '@tablee/shared/synthesis/reading'

/** Of texts, under the dialogue's key: three bytes. */
export type Digest = (parts: readonly string[]) => Uint8Array

/** Null of what is said once and for all. Kept for as long as it says the same. */
export function createSaid(digest: Digest): (one: ReadEntry) => string | null {
  const known = new Map<string, { readonly text: string; readonly said: string }>()
  return ({ entry, kind, text }) => {
    if (!isReworded(kind)) return null
    const before = known.get(entry)
    if (before?.text === text) return before.said
    const said = Buffer.from(digest([entry, wordingOf(text)])).toString('base64url')
    known.set(entry, { text, said })
    return said
  }
}
