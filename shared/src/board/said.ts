/**
 * Words added beneath a node, and laid beneath another.
 */
import type * as Y from 'yjs'
import { isId, type BlockId, type Lang, type NodeId, type SeatCode, type WordsId } from '../ids.ts'
import { ok, type Result } from '../problem.ts'
import { roots } from './doc.ts'
import type { Capture } from './schema.ts'
import { plainText } from './text.ts'
import { type Edit, type Done, done, missing, wrong } from './verb.ts'
import { checkWords } from './words.ts'

export type NewWords = {
  readonly id: WordsId
  readonly node: NodeId
  readonly text: string
  readonly lang: Lang
  readonly seat: SeatCode | null
  readonly capture: Capture
  readonly at: number
  /** Of words that came from the notes: the block they were taken from. */
  readonly block?: BlockId
}

/** What somebody said, added beneath a node. Written once: afterwards it is only withdrawn, corrected or redacted. */
export function addWords(doc: Y.Doc, origin: Edit, { id, ...said }: NewWords): Result<WordsId> {
  const { nodes, words } = roots(doc)
  if (!isId(id) || words.has(id)) return wrong('id', 'not a new id')
  if (!nodes.has(said.node)) return missing('node')
  const value = checkWords({
    node: said.node,
    text: plainText(said.text),
    lang: said.lang,
    seat: said.seat,
    capture: said.capture,
    at: said.at,
    corrects: null,
    ...(said.block === undefined ? {} : { block: said.block }),
  })
  if (!value.ok) return value
  doc.transact(() => words.set(id, value.value), origin)
  return ok(id)
}

/** Lays words beneath another node: unplaced ones, or ones that were laid beneath the wrong one. */
export function placeWords(doc: Y.Doc, origin: Edit, id: WordsId, node: NodeId): Done {
  const { nodes, words, placed } = roots(doc)
  if (!words.has(id)) return missing('words')
  if (!nodes.has(node)) return missing('node')
  if (placed.get(id) !== node) doc.transact(() => placed.set(id, node), origin)
  return done
}
