/** What stands on a board, as numbers: what somebody is told who may read none of it. */
import type * as Y from 'yjs'
import { isSeatCode } from '../ids.ts'
import { rootsToRead } from './doc.ts'

export type BoardTally = {
  /** Entries of the map. */
  readonly entries: number
  /** Seats of which words stand there that were not taken back. */
  readonly spoken: number
}

/** Reads keys and seats alone: no text is looked at. */
export function tallyOf(doc: Y.Doc): BoardTally {
  const { nodes, words, withdrawn, redacted } = rootsToRead(doc)
  const seats = new Set<string>()
  for (const [id, value] of words.entries()) {
    if (withdrawn.has(id) || redacted.has(id) || typeof value !== 'object' || value === null) continue
    if ('seat' in value && isSeatCode(value.seat)) seats.add(value.seat)
  }
  return { entries: nodes.size, spoken: seats.size }
}
