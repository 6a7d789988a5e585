/** The hall's map made of nothing but a snapshot and its texts. */
import { outlineOf } from '@tablee/shared/board/outline'
import type { Whole } from '@tablee/shared/board/whole'
import type { BoardId, NodeId, RelationId, TableId, WordsId } from '@tablee/shared/ids'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'
import { boardMapOf, type Stance } from '@tablee/shared/synthesis/board-map'
import { entriesOn } from '@tablee/shared/synthesis/entries'
import { hallMapOf, type Card, type HallMap } from '@tablee/shared/synthesis/hall-map'
import { nothingHeld } from '@tablee/shared/view/policy'

export function mapOfSnapshot(snapshot: Snapshot, texts: Sidecar['texts'], session: number): HallMap {
  const text = new Map(texts.map((one) => [one.digest, one.text]))
  const joined = snapshot.joined ?? []
  const joins = {
    groups: new Map(joined.map(({ id, entries }) => [id, entries])),
    groupOf: new Map(joined.flatMap(({ id, entries }) => entries.map((entry) => [entry, id]))),
    different: new Map(),
    qualified: (snapshot.qualified ?? []).map(({ id, a, b }) => ({ step: id, a, b })),
    chosen: new Map(joined.map(({ shown }) => [shown, 1])),
  }
  const boards = snapshot.boards
    .filter((board) => board.session === session)
    .sort((a, b) => a.number - b.number)
    .map((board) => {
      const id = board.id as BoardId
      const whole = wholeOf(board, text)
      const map = boardMapOf(id, whole, nothingHeld, entriesOn(id, whole, nothingHeld, null))
      return { board: id, table: board.table as TableId, map }
    })
  return hallMapOf(session, boards, joins)
}

function wholeOf(board: SnapshotBoard, text: ReadonlyMap<string, string>): Whole {
  const nodes: Whole['nodes'] = new Map(
    board.nodes.map((one) => [one.id as NodeId, { ...one, wording: text.get(one.wording) ?? '' } as never]),
  )
  const relations: Whole['relations'] = new Map(board.relations.map((one) => [one.id as RelationId, one as never]))
  const words: Whole['words'] = new Map(
    board.words.map((one) => [one.id as WordsId, { ...one, text: text.get(one.text ?? '') ?? '' } as never]),
  )
  const wordsOf = new Map<NodeId, WordsId[]>()
  for (const { id, node } of [...words.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)))
    if (node !== null) wordsOf.set(node, [...(wordsOf.get(node) ?? []), id])
  const { items, loose } = outlineOf(nodes, relations)
  const meta = { question: text.get(board.question) ?? '', lang: board.lang } as never
  return { meta, nodes, relations, words, wordsOf, unplaced: [], outline: items, loose }
}

/** As it is told. */
export function bare({ id, shown, number, parent, relation, also, stances, people, members }: Card) {
  const having = (stance: Stance) => [...stances].flatMap(([table, of]) => (of === stance ? [table] : []))
  return {
    id,
    text: shown.node.text,
    number,
    parent,
    relation,
    also,
    stances: { holds: having('holds'), objects: having('objects'), onlyIf: having('if') },
    people,
    wordings: members.length,
  }
}
