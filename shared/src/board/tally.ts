/** What stands on a board, as numbers: what somebody is told who may read none of it. */
import type * as Y from 'yjs'
import { isId, isSeatCode } from '../ids.ts'
import { heardSeats, type Said } from './spoken.ts'
import { rootsToRead } from './doc.ts'

export type BoardTally = {
  /** Entries of the map. */
  readonly entries: number
  /** Seats of which words stand there that were not taken back. */
  readonly spoken: number
}

/** Reads keys and seats alone: no text is looked at. `isSheet`: words that were written alone and laid there count for nobody. */
export function tallyOf(doc: Y.Doc, isSheet: (words: string) => boolean = () => false): BoardTally {
  const { nodes, words, withdrawn, redacted } = rootsToRead(doc)
  const said = new Map<string, Said>()
  for (const [id, value] of words.entries()) {
    if (typeof value !== 'object' || value === null) continue
    said.set(id, {
      id,
      seat: 'seat' in value && isSeatCode(value.seat) ? value.seat : null,
      corrects: 'corrects' in value && isId(value.corrects) ? value.corrects : null,
      withdrawn: withdrawn.has(id) ? 0 : null,
      redacted: redacted.has(id) ? 0 : null,
    })
  }
  return { entries: nodes.size, spoken: heardSeats(said, isSheet).size }
}
