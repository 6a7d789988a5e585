/** Lines pasted into a row: one entry each, after one another, in one step of undo; or all of them in the one row. */
import { readBoard } from '@tablee/shared/board/read'
import { limits } from '@tablee/shared/board/schema'
import type { NodeId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { TableLink } from '../link/link.ts'
import { entriesOf } from './entries.ts'
import { moveOf } from './moves.ts'
import { freshId, reword, who, writeDraft, type Draft } from './verbs.ts'

export type Pasted = {
  readonly id: NodeId
  /** The row, where it is not in the document yet. */
  readonly draft: Draft | null
  readonly lines: readonly string[]
  /** What stands before and after the place where it was pasted. */
  readonly before: string
  readonly after: string
}

/** A list is pasted with its bullets and numbers; the outline has its own. */
const bullet = /^(?:[-–—•*·‣]|\d{1,3}[.)])\s+/u

/** Null where it is one line: that goes in as it is. */
export function linesOf(text: string): readonly string[] | null {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim().replace(bullet, ''))
    .filter((line) => line !== '')
  return lines.length > 1 ? lines : null
}

/** A text in pieces that a wording can hold, parted between words: what is pasted is never cut off. */
export function pieces(text: string, most: number = limits.wording): readonly string[] {
  const found: string[] = []
  let rest = text
  while (rest.length > most) {
    const at = rest.lastIndexOf(' ', most)
    // One word without an end: parted where it must be, but never within a letter of two units.
    const cut = at > most / 2 ? at : /[\uD800-\uDBFF]/.test(rest.charAt(most - 1)) ? most - 1 : most
    found.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return [...found, rest]
}

/** All of it or nothing. What is longer than an entry goes on in the next one. */
export function pasteLines(link: TableLink, pasted: Pasted, as: 'one' | 'many'): Result<NodeId> {
  const { id, draft, lines, before, after } = pasted
  const [head = '', ...others] = as === 'one' ? [lines.join(' ')] : lines
  const [first = '', ...rest] = [...pieces(before + head + after), ...others.flatMap((line) => pieces(line))]
  if (readBoard(link.doc).nodes.size + rest.length + 1 > limits.nodes)
    return fail({ code: 'board-full', what: 'nodes', limit: limits.nodes })
  let result: Result<unknown> = ok(id)
  let last = id
  const put = (next: Result<unknown>): boolean => {
    if (result.ok) result = next
    return next.ok
  }
  link.doc.transact(
    () => {
      const now = entriesOf(readBoard(link.doc))
      if (draft !== null && !now.byId.has(id) && !put(writeDraft(link, now, draft, ''))) return
      if (!put(reword(link, id, first))) return
      for (const line of rest) {
        const entries = entriesOf(readBoard(link.doc))
        const above = entries.byId.get(last)
        if (!above) return
        const move = moveOf(above.node.kind, above.relation?.kind ?? null)
        const next: Draft = {
          id: freshId(),
          relation: freshId(),
          parent: above.item.parent,
          after: last,
          move,
          fallback: move,
          lang: above.node.lang,
        }
        if (!put(writeDraft(link, entries, next, line))) return
        last = next.id
      }
    },
    { who: who(link), why: 'add' },
  )
  return result.ok ? ok(last) : result
}
