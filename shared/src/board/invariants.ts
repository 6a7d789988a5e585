/**
 * The rules of a board, each checked and named. For tests, for whoever looks into a journal, and after an import: on a board
 * that was only ever changed by the verbs the list is empty, whatever people did at the same time.
 */
import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { documentRoots, isMap, isText, nodeFields, relationFields, rootsToRead, wordingOf } from './doc.ts'
import { placeOf } from './outline.ts'
import { readBoard } from './read.ts'
import { limits, type Board } from './schema.ts'
import { checkWords } from './words.ts'
import type { NodeId, RelationId, WordsId } from '../ids.ts'

/** Each broken rule by name and place; empty on a sound board. */
export const brokenRules = (of: Board | Y.Doc): string[] =>
  of instanceof Y.Doc ? [...brokenInDocument(of), ...brokenOnBoard(readBoard(of))] : brokenOnBoard(of)

/** What a document holds that no verb writes. A relation whose end was deleted meanwhile is no breach: it is not shown. */
function brokenInDocument(doc: Y.Doc): string[] {
  const broken: string[] = []
  const from = rootsToRead(doc)
  for (const name of doc.share.keys())
    if (!documentRoots.some((root) => root === name)) broken.push(`unknown root ${name}`)
  const entries = (name: 'nodes' | 'relations', fields: readonly string[]): void => {
    for (const [id, entry] of from[name].entries()) {
      if (!isId(id)) broken.push(`${name}: a key is no id`)
      if (!isMap(entry)) broken.push(`${name} ${id}: no map`)
      else for (const key of entry.keys()) if (!fields.includes(key)) broken.push(`${name} ${id}: unknown field ${key}`)
    }
  }
  entries('nodes', nodeFields)
  entries('relations', relationFields)
  for (const [id, value] of from.words.entries()) {
    const words = checkWords(value)
    if (!isId(id) || !words.ok) broken.push(`words ${id}: ${words.ok ? 'the key is no id' : words.problem.code}`)
  }
  for (const root of ['placed', 'withdrawn', 'redacted'] as const) {
    for (const id of from[root].keys()) if (!from.words.has(id)) broken.push(`${root} ${id}: no such words`)
  }
  if (from.nodes.size > limits.nodes) broken.push('too many nodes')
  if (from.relations.size > limits.relations) broken.push('too many relations')
  for (const id of from.nodes.keys()) if (!isText(wordingOf(doc, id as NodeId))) broken.push(`nodes ${id}: no wording`)
  return broken
}

function brokenOnBoard(board: Board): string[] {
  const broken: string[] = []
  const rule = (holds: boolean, text: string): void => {
    if (!holds) broken.push(text)
  }
  for (const [id, relation] of board.relations) {
    rule(relation.id === id, `relation ${id}: another's id`)
    rule(board.nodes.has(relation.from), `relation ${id}: comes from nowhere`)
    rule(relation.to !== relation.from, `relation ${id}: to itself`)
    if (relation.kind === 'undercuts')
      rule(board.relations.has(relation.to as RelationId), `relation ${id}: undercuts nothing`)
    else rule(board.nodes.has(relation.to as NodeId), `relation ${id}: leads nowhere`)
  }

  const seen = new Map<NodeId, number>()
  const numbers = new Set<string>()
  board.outline.forEach((item, n) => {
    rule(board.nodes.has(item.node), `outline ${item.node}: no such node`)
    rule(!seen.has(item.node), `outline ${item.node}: stands twice`)
    seen.set(item.node, n)
    rule((item.relation === null) === (item.parent === null), `outline ${item.node}: a place without a relation`)
    const above = item.parent === null ? null : seen.get(item.parent)
    rule(above !== undefined, `outline ${item.node}: stands before its parent`)
    const parent = above === null || above === undefined ? undefined : board.outline[above]
    rule(item.depth === (parent === undefined ? 0 : parent.depth + 1), `outline ${item.node}: wrong depth`)
    rule(
      parent === undefined || parent.children.filter((child) => child === item.node).length === 1,
      `outline ${item.node}: not its parent's child`,
    )
    if (item.relation !== null) {
      const relation = board.relations.get(item.relation)
      rule(
        relation !== undefined && relation.from === item.node && placeOf(relation, board.relations) === item.parent,
        `outline ${item.node}: placed by another's relation`,
      )
    }
    rule(item.number === '' || !numbers.has(item.number), `outline ${item.node}: number ${item.number} is taken`)
    numbers.add(item.number)
  })
  rule(seen.size === board.nodes.size, 'outline: a node is missing')
  const children = board.outline.reduce((sum, item) => sum + item.children.length, 0)
  rule(children === board.outline.filter((item) => item.parent !== null).length, 'outline: a child without its row')
  const top = board.outline.filter((item) => item.parent === null && board.nodes.get(item.node)?.kind !== 'issue')
  rule(
    top.length === board.loose.length && top.every((item, n) => item.node === board.loose[n]),
    'loose: not what stands loose',
  )

  const laid = new Set<WordsId>()
  const lay = (node: NodeId | null, ids: readonly WordsId[]): void => {
    for (const id of ids) {
      rule(!laid.has(id), `words ${id}: lie twice`)
      laid.add(id)
      const words = board.words.get(id)
      rule(words !== undefined && words.node === node, `words ${id}: lie elsewhere`)
    }
  }
  for (const [node, ids] of board.wordsOf) {
    rule(board.nodes.has(node), `words of ${node}: no such node`)
    rule(ids.length > 0, `words of ${node}: none`)
    lay(node, ids)
  }
  lay(null, board.unplaced)
  rule(laid.size === board.words.size, 'words: some lie nowhere')
  for (const [id, words] of board.words)
    rule(words.redacted === null || words.text === '', `words ${id}: redacted, but to be read`)
  return broken
}
