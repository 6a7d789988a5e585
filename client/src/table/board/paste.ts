/** Lines pasted into a row or the composer: one entry each, after one another, in one step of undo; or all of them one. */
import { roots } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { limits } from '@tablee/shared/board/schema'
import type { NodeId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { TableLink } from '../../link/link.ts'
import { entriesOf } from './entries.ts'
import type { Move } from './moves.ts'
import { reword, say, who, writeAfter, writeDraft, writeEntry, type Draft, type SpokenWords } from './verbs.ts'

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
  if (roots(link.doc).nodes.size + rest.length + 1 > limits.nodes)
    return fail({ code: 'board-full', what: 'nodes', limit: limits.nodes })
  let result: Result<unknown> = ok(id)
  let last = id
  link.doc.transact(
    () => {
      // The board is read for all lines at once: once for each, a long list would take the square of its length.
      if (draft !== null && !roots(link.doc).nodes.has(id))
        result = writeDraft(link, entriesOf(readBoard(link.doc)), draft, '')
      if (result.ok) result = reword(link, id, first)
      if (!result.ok || rest.length === 0) return
      const entries = entriesOf(readBoard(link.doc))
      const above = entries.byId.get(id)
      if (!above) return
      const others = writeAfter(link, entries, above, rest)
      result = others.result
      last = others.made.at(-1) ?? id
    },
    { who: who(link), why: 'add' },
  )
  return result.ok ? ok(last) : result
}

/** What pasted lines become, each for itself: words beneath an entry, or entries beneath one. */
export type PastePlace =
  | { readonly as: 'words'; readonly node: NodeId }
  | { readonly as: 'entry'; readonly move: Move; readonly beneath: NodeId | null }

/** All of them or none, as if they had been typed and added one after another. Returns the entry to look at. */
export function sayLines(
  link: TableLink,
  said: Omit<SpokenWords, 'text'>,
  lines: readonly string[],
  place: PastePlace,
): Result<NodeId> {
  const texts = lines.flatMap((line) => pieces(line))
  const [first = '', ...rest] = texts
  if (place.as === 'entry' && roots(link.doc).nodes.size + texts.length > limits.nodes)
    return fail({ code: 'board-full', what: 'nodes', limit: limits.nodes })
  const read = () => entriesOf(readBoard(link.doc))
  return link.doc.transact(
    (): Result<NodeId> => {
      /** Each text beneath the entry that has its place in the list. */
      const sayAt = (nodes: readonly NodeId[], last: NodeId): Result<NodeId> => {
        for (const [n, node] of nodes.entries()) {
          const { result } = say(link, node, { ...said, text: texts[n] ?? '' })
          if (!result.ok) return result
        }
        return ok(last)
      }
      if (place.as === 'words')
        return sayAt(
          texts.map(() => place.node),
          place.node,
        )
      const { node, result } = writeEntry(link, read(), { text: first, lang: said.lang }, place.move, place.beneath)
      if (!result.ok) return result
      const entries = read()
      const above = entries.byId.get(node)
      const others = above ? writeAfter(link, entries, above, rest) : { made: [], result: ok(null) }
      if (!others.result.ok) return others.result
      // What no seat said is the table's wording, and counts as nobody's words.
      const last = others.made.at(-1) ?? node
      return said.seat === null ? ok(last) : sayAt([node, ...others.made], last)
    },
    { who: who(link), why: 'add' },
  )
}
