/** What a picture of a map is drawn from. */
import { voicesOf } from '../argumentation/counts.ts'
import type { Board } from '../board/schema.ts'
import type { PrintedMap } from '../wire/printed.ts'

/** `board`: what may be printed of it. What was taken back is not there; what was corrected stands as it was corrected. */
export function printedMap(
  board: Board,
  about: Pick<PrintedMap, 'question' | 'site' | 'table' | 'session'>,
  withheld: number,
): PrintedMap {
  const loose = new Set(board.loose)
  const placing = new Set(board.outline.map((item) => item.relation))
  const corrected = new Set([...board.words.values()].map((one) => one.corrects))
  return {
    ...about,
    lang: board.meta.lang,
    entries: board.outline.flatMap((item) => {
      const node = board.nodes.get(item.node)
      if (!node) return []
      const relation = item.relation === null ? undefined : board.relations.get(item.relation)
      return {
        id: node.id,
        parent: item.parent,
        number: item.number,
        kind: node.kind,
        wording: node.wording,
        lang: node.lang,
        loose: loose.has(node.id),
        relation: relation ? { id: relation.id, kind: relation.kind, to: relation.to, group: relation.group } : null,
        people: voicesOf(board, node.id).people,
        words: (board.wordsOf.get(node.id) ?? []).flatMap((id) => {
          const one = board.words.get(id)
          const stands = one && one.text !== '' && one.withdrawn === null && one.redacted === null
          return stands && !corrected.has(id) ? { text: one.text, lang: one.lang, capture: one.capture } : []
        }),
      }
    }),
    references: [...board.relations.values()].flatMap(({ id, kind, from, to }) =>
      placing.has(id) ? [] : { id, kind, from, to },
    ),
    withheld,
  }
}
