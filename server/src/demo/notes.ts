/** Writes the minutes of one of the demo's boards, as the reporter at that table would have. */
import { addWords, type Edit } from '@tablee/shared/board/edit'
import { addBlocks, type NewBlock } from '@tablee/shared/board/notes/write'
import { readBoard } from '@tablee/shared/board/read'
import { newId, seatCode, type BlockId, type NodeId, type RandomBytes, type WordsId } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type * as Y from 'yjs'
import type { DemoPlace } from './boards.ts'

/** `{ of }` names an entry of the board by its key. */
export type DemoLine = readonly [
  kind: 'h1' | 'h2' | 'p' | '-' | '1' | '>',
  line: string | readonly (string | { readonly of: string })[],
  /** The line became somebody's words beneath this entry. */
  became?: { readonly beneath: string; readonly seat: number | null },
]
export type DemoMinutes = { readonly table: number; readonly session: number; readonly lines: readonly DemoLine[] }

const origin: Edit = { who: 'server', why: 'demo' }
const kinds = { p: 'paragraph', '-': 'bullet', '1': 'ordered', '>': 'quote' } as const

/**
 * Null for `minutes`: nothing. Throws for an entry that is not among `nodes` or words that are refused. Lines that
 * became somebody's words are marked so.
 */
export function writeNotes(
  doc: Y.Doc,
  place: DemoPlace,
  minutes: DemoMinutes | null,
  nodes: ReadonlyMap<string, NodeId>,
  at: number,
  random: RandomBytes,
): void {
  if (minutes === null) return
  const must = <T>(result: Result<T, Problem>): T => {
    if (result.ok) return result.value
    throw new Error(`demo minutes of ${place.id}: ${JSON.stringify(result.problem)}`)
  }
  const board = readBoard(doc)
  const named = (key: string): NodeId => {
    const node = nodes.get(key)
    if (node === undefined) throw new Error(`demo minutes of ${place.id} name ${key}, which is not on the board`)
    return node
  }
  const blocks = minutes.lines.map(([kind, line]): NewBlock => {
    const parts = (typeof line === 'string' ? [line] : line).map((part) => {
      if (typeof part === 'string') return part
      const node = named(part.of)
      return { node, label: board.nodes.get(node)?.wording ?? '' }
    })
    const of = { id: newId<BlockId>(random), line: parts }
    return kind === 'h1' || kind === 'h2'
      ? { ...of, kind: 'heading', level: kind === 'h1' ? 1 : 2 }
      : { ...of, kind: kinds[kind] }
  })
  must(addBlocks(doc, origin, blocks))
  for (const [n, [, line, became]] of minutes.lines.entries()) {
    const block = blocks[n]?.id
    if (became === undefined || block === undefined || typeof line !== 'string') continue
    must(
      addWords(doc, origin, {
        id: newId<WordsId>(random),
        node: named(became.beneath),
        text: line,
        lang: place.lang,
        seat: became.seat === null ? null : seatCode(place.tableNumber, became.seat),
        capture: 'from-notes',
        at,
        block,
      }),
    )
  }
}
