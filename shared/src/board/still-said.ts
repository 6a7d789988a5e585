/**
 * Where words that are struck out still stand: in the wording of an entry, in the notes, on the canvas. Nobody's name is
 * beside it there, so nothing takes it away with them; the table has to be told.
 */
import type { BlockId, NodeId, WordsId } from '../ids.ts'
import { spansOf } from './blacken.ts'
import type { ShapeId } from './canvas/schema.ts'
import { wordsOn } from './canvas/words.ts'
import type { Board } from './schema.ts'
import type { Whole } from './whole.ts'

export type StillSaid =
  | { readonly at: 'entry'; readonly id: NodeId; readonly text: string }
  | { readonly at: 'note'; readonly id: BlockId; readonly text: string }
  | { readonly at: 'canvas'; readonly id: ShapeId; readonly text: string }

/** Of these words in all their versions; what another person said is not in the list. */
export function stillSaid(board: Whole, words: WordsId): readonly StillSaid[] {
  const texts = versionsOf(board, words)
  const home = board.words.get(words)?.node ?? null
  const says = (text: string): boolean => spansOf(text, texts).length > 0
  /** What stands above the words was made of them: there a word or two are enough, and so is a piece of what was said. */
  const made = (text: string): boolean => says(text) || texts.some((said) => same(said, text) || holds(said, text))
  return [
    ...[...board.nodes].flatMap(([id, { wording }]): StillSaid[] =>
      (id === home ? made(wording) : says(wording)) ? [{ at: 'entry', id, text: wording }] : [],
    ),
    ...(board.notes?.blocks ?? []).flatMap(({ id, text }): StillSaid[] =>
      says(text) ? [{ at: 'note', id, text }] : [],
    ),
    ...[...(board.canvas?.shapes ?? [])].flatMap(([id, shape]): StillSaid[] => {
      const text = wordsOn(shape)
      return text !== null && says(text) ? [{ at: 'canvas', id, text }] : []
    }),
  ]
}

/** As it was said, corrected and struck out. */
function versionsOf(board: Board, words: WordsId): readonly string[] {
  const ids = new Set<WordsId>([words])
  for (const id of ids) {
    const before = board.words.get(id)?.corrects ?? null
    if (before !== null) ids.add(before)
    for (const other of board.words.values()) if (other.corrects === id) ids.add(other.id)
  }
  return [...ids].map((id) => board.struck?.get(id) ?? board.words.get(id)?.text ?? '').filter((text) => text !== '')
}

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const same = (said: string, text: string): boolean => letters(said) !== '' && letters(said) === letters(text)
const holds = (said: string, text: string): boolean => spansOf(said, [text]).length > 0
