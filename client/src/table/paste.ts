/** Lines pasted into a row: one entry each, after one another, in one step of undo; or all of them in the one row. */
import { readBoard } from '@tablee/shared/board/read'
import { limits } from '@tablee/shared/board/schema'
import type { NodeId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
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

export function pasteLines(link: TableLink, pasted: Pasted, as: 'one' | 'many'): Result<NodeId> {
  const { id, draft, lines, before, after } = pasted
  const [first = '', ...rest] = as === 'one' ? [lines.join(' ')] : lines
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
      if (!put(reword(link, id, (before + first + after).slice(0, limits.wording)))) return
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
        if (!put(writeDraft(link, entries, next, line.slice(0, limits.wording)))) return
        last = next.id
      }
    },
    { who: who(link), why: 'add' },
  )
  return result.ok ? ok(last) : result
}
