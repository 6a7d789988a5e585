/**
 * Sentences that the facilitator struck out of a board: each with everything it was called there. A corrected sentence
 * has several ids, a sheet that was moved lies as `<sheet>-2`; anyone who strikes one of them means the sentence.
 */
import type * as Y from 'yjs'
import { rootsToRead } from './doc.ts'
import { stemOfSheet } from './sheets.ts'
import { checkWords } from './words.ts'

export type Struck = {
  /** Words, sheets, and elements of the canvas without their `shape:`. */
  readonly ids: ReadonlySet<string>
  /** As it stood in each of its versions. */
  readonly texts: readonly string[]
  readonly at: number
}

/** Every redacted sentence with all its names and versions; nothing is read of a board without any. */
export function struckOn(doc: Y.Doc): readonly Struck[] {
  const { words, redacted } = rootsToRead(doc)
  if (redacted.size === 0) return []
  const said = new Map<string, { readonly text: string; readonly corrects: string | null }>()
  const correctedTo = new Map<string, string[]>()
  for (const [id, value] of words.entries()) {
    const read = checkWords(value)
    if (!read.ok) continue
    said.set(id, read.value)
    const { corrects } = read.value
    if (corrects !== null) correctedTo.set(corrects, [...(correctedTo.get(corrects) ?? []), id])
  }
  return [...redacted.entries()].map(([id, mark]) => {
    const ids = new Set([id])
    // A Set's loop sees what it adds: the versions before it and after it, however many.
    for (const one of ids) {
      const before = said.get(one)?.corrects ?? null
      if (before !== null) ids.add(before)
      for (const next of correctedTo.get(one) ?? []) ids.add(next)
    }
    const texts = [...ids].flatMap((one) => said.get(one)?.text ?? [])
    // A moved sheet's own name. Words that only happen to be called so are somebody else's.
    for (const one of ids) if (!said.has(stemOfSheet(one))) ids.add(stemOfSheet(one))
    const at: unknown = typeof mark === 'object' && mark !== null && 'at' in mark ? mark.at : null
    return { ids, texts, at: typeof at === 'number' ? at : 0 }
  })
}
