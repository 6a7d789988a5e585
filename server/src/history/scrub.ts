/**
 * Takes texts out of an update and leaves everything else as it is, clocks too: a replica that gets the scrubbed update
 * stands where one stands that got the whole. For words that were taken back since: their row is there, what was said is not.
 */
import { encodeUpdate } from '@tablee/shared/board/encode'
import * as Y from 'yjs'

/** `words`: ids of entries of the root `words` whose text goes. Such values are written once, so each names its key. */
export function scrub(update: Uint8Array, words: ReadonlySet<string>): Uint8Array {
  if (words.size === 0) return update
  const { structs, ds } = Y.decodeUpdate(update)
  let found = false
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.parentSub === null || !words.has(struct.parentSub)) continue
    if (!(struct.content instanceof Y.ContentAny)) continue
    const { arr } = struct.content
    for (const [index, value] of arr.entries()) {
      if (typeof value !== 'object' || value === null || !('text' in value)) continue
      arr[index] = { ...value, text: '' }
      found = true
    }
  }
  return found ? encodeUpdate(structs, ds.clients) : update
}
