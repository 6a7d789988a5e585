/** A snapshot and its texts, read back as boards: for exports and comparisons. A text that is missing reads as empty. */
import { outlineOf } from '../board/outline.ts'
import {
  captures,
  nodeKinds,
  relationKinds,
  type Board,
  type BoardNode,
  type Relation,
  type Words,
} from '../board/schema.ts'
import type { BlockId, BoardId, GroupId, Lang, NodeId, RelationId, SeatCode, WordsId } from '../ids.ts'
import type { Digest, SnapshotBoard } from './structure.ts'

export type Texts = ReadonlyMap<Digest, string>

const oneOf = <T extends string>(all: readonly T[], value: string): T => {
  const found = all.find((one) => one === value)
  if (found === undefined) throw new TypeError(`a snapshot of another version: ${value}`)
  return found
}

/** The map, as `readBoard` gives it of a document; minutes and canvas are read by themselves. */
export function boardOf(from: SnapshotBoard, texts: Texts): Board {
  const text = (digest: Digest | null) => (digest === null ? '' : (texts.get(digest) ?? ''))
  const nodes = new Map<NodeId, BoardNode>(
    from.nodes.map((node) => [
      node.id as NodeId,
      {
        id: node.id as NodeId,
        kind: oneOf(nodeKinds, node.kind),
        wording: text(node.wording),
        lang: node.lang as Lang,
        order: node.order,
        at: node.at,
      },
    ]),
  )
  const relations = new Map<RelationId, Relation>(
    from.relations.map((one) => [
      one.id as RelationId,
      {
        id: one.id as RelationId,
        kind: oneOf(relationKinds, one.kind),
        from: one.from as NodeId,
        to: one.to as NodeId | RelationId,
        order: one.order,
        group: one.group as GroupId | null,
        at: one.at,
        ...(one.label === undefined || !texts.has(one.label) ? {} : { label: text(one.label) }),
      },
    ]),
  )
  const words = new Map<WordsId, Words>(
    from.words.map((one) => [
      one.id as WordsId,
      {
        id: one.id as WordsId,
        node: one.node as NodeId | null,
        text: text(one.text),
        lang: one.lang as Lang,
        seat: one.seat as SeatCode | null,
        capture: oneOf(captures, one.capture),
        at: one.at,
        corrects: one.corrects as WordsId | null,
        block: (one.block ?? null) as BlockId | null,
        withdrawn: one.withdrawn,
        redacted: one.redacted,
      },
    ]),
  )
  const wordsOf = new Map<NodeId, WordsId[]>()
  const unplaced: WordsId[] = []
  for (const one of [...words.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    if (one.node === null) unplaced.push(one.id)
    else wordsOf.set(one.node, [...(wordsOf.get(one.node) ?? []), one.id])
  }
  const { items, loose } = outlineOf(nodes, relations)
  return {
    meta: {
      schema: 1,
      board: from.id as BoardId,
      question: text(from.question),
      lang: from.lang as Lang,
      seats: from.seats,
      table: from.number,
    },
    nodes,
    relations,
    words,
    wordsOf,
    unplaced,
    outline: items,
    loose,
  }
}
