/** What an erasure looks for on a board: letters under ids, and whatever says the same again there. */
import { allShort, saidAgain } from '@tablee/shared/board/again'
import { hasBlack } from '@tablee/shared/board/blacken'
import { theirsOn } from '@tablee/shared/board/erase'
import { heardOf } from '@tablee/shared/board/heard'
import { readBoard } from '@tablee/shared/board/read'
import { textsOf } from '@tablee/shared/board/texts'
import { readWhole } from '@tablee/shared/board/whole'
import type { Doc } from 'yjs'
import type { Sought } from './blacken-row.ts'
import type { ErasingParts } from './erase.ts'
import type { Task } from './tasks.ts'

export type SoughtOn = Sought & {
  /** Seats from which the sentences were said or written: what these typed elsewhere is theirs, and goes. */
  readonly seats: ReadonlySet<string>
  /** What of the board is black by now, by the names of `originalId`: a translation of it has none of its letters. */
  readonly black: ReadonlySet<string>
}

/** Texts in which something was erased. */
export const blackOn = (doc: Doc): ReadonlySet<string> =>
  new Set([...textsOf(readWhole(doc))].flatMap(([id, text]) => (hasBlack(text) ? [id] : [])))

/** Less than twelve letters go with a refusal only, and not where somebody else has said the same. */
export async function soughtOn(
  { look, refused, isSheet, seatsOf }: Pick<ErasingParts, 'look' | 'refused' | 'isSheet' | 'seatsOf'>,
  { board, ids, letters }: Pick<Task, 'board' | 'ids' | 'letters'>,
  sentences: readonly string[],
): Promise<SoughtOn> {
  const saidNo = await refused(board, ids)
  const seats = await seatsOf(board, ids)
  const own = (words: string): boolean => !ids.has(words) && isSheet(board, words)
  // As the board stands before it is changed, whatever is asked of its past.
  return look(board, (doc) => {
    const { words, nodes } = readBoard(doc)
    const others = [...words.values()].filter(({ id, seat }) => seat !== null && !ids.has(id))
    const short = saidNo ? new Set(others.map(({ text }) => heardOf(text).key)) : allShort(sentences)
    const all = theirsOn(doc, ids, own)
    const entries = new Set(
      [...nodes.values()]
        .filter(({ id, wording }) => all(id, wording))
        .map(({ id, wording }) => `${id} ${heardOf(wording).key}`),
    )
    const theirs = (node: string, wording: string): boolean => entries.has(`${node} ${heardOf(wording).key}`)
    return { ids, letters, again: saidAgain(sentences, short), own, theirs, seats, black: blackOn(doc) }
  })
}
