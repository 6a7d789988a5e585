/**
 * Puts a whole map on a board in one transaction: what an import or a seed brings. Checks everything before it writes
 * anything. `relate` reads the board at each call; two thousand of them would hold up every table for many seconds.
 */
import * as Y from 'yjs'
import { isId, isLang, type GroupId, type Lang, type NodeId, type RelationId, type WordsId } from '../ids.ts'
import { fail, ok, type Result } from '../problem.ts'
import { entryOf, roots } from './doc.ts'
import type { Edit } from './edit.ts'
import { isLabel } from './entries.ts'
import { betweenMany, readOrder } from './order.ts'
import { limits, type NodeKind, type RelationKind } from './schema.ts'
import { plainText } from './text.ts'
import { checkWords, isMoment, type WordsValue } from './words.ts'

export type Plant = {
  readonly nodes: readonly {
    readonly id: NodeId
    readonly kind: NodeKind
    readonly wording: string
    readonly lang: Lang
    /** When it was made, where that is known; else `at` below. */
    readonly at?: number
  }[]
  /** In the order in which they are to be dated: the first relation of a node places it. `rank` orders siblings. */
  readonly relations: readonly {
    readonly id: RelationId
    readonly kind: RelationKind
    readonly from: NodeId
    readonly to: NodeId | RelationId
    readonly group: GroupId | null
    readonly rank: number
    readonly at?: number
    readonly label?: string
  }[]
  readonly words?: readonly ({ readonly id: WordsId } & Omit<WordsValue, 'corrects'>)[]
  readonly at: number
}

/** All or nothing: refused with the first thing that is wrong, and then nothing is written. */
export function plant(doc: Y.Doc, origin: Edit, { nodes, relations, words = [], at }: Plant): Result<null> {
  const here = roots(doc)
  if (here.nodes.size + nodes.length > limits.nodes)
    return fail({ code: 'board-full', what: 'nodes', limit: limits.nodes })
  if (here.relations.size + relations.length > limits.relations)
    return fail({ code: 'board-full', what: 'relations', limit: limits.relations })
  const wrong = (where: string, why: string) => fail({ code: 'bad-request', where, why })
  const added = new Set<string>()
  for (const one of nodes) {
    if (!isId(one.id) || here.nodes.has(one.id) || added.has(one.id)) return wrong('id', 'not a new id')
    if (!isLang(one.lang)) return wrong('lang', 'no language tag')
    if (one.wording.length > limits.wording)
      return fail({ code: 'too-large', limit: limits.wording, size: one.wording.length })
    if (one.at !== undefined && !isMoment(one.at)) return wrong('at', 'no time')
    added.add(one.id)
  }
  const linked = new Set<string>()
  for (const one of relations) {
    if (!isId(one.id) || here.relations.has(one.id) || linked.has(one.id)) return wrong('relation', 'not a new id')
    if (one.label !== undefined && !isLabel(one.label)) return wrong('label', 'not as described')
    if (one.at !== undefined && !isMoment(one.at)) return wrong('at', 'no time')
    linked.add(one.id)
  }
  for (const one of relations) {
    if (!added.has(one.from)) return fail({ code: 'not-found', what: 'node' })
    if (one.kind === 'undercuts' ? !linked.has(one.to) : !added.has(one.to))
      return fail({ code: 'not-found', what: 'target' })
    if (one.to === one.from) return wrong('to', 'a node cannot be linked to itself')
  }
  const said = new Map<WordsId, WordsValue>()
  for (const { id, ...one } of words) {
    if (!isId(id) || here.words.has(id) || said.has(id)) return wrong('words', 'not a new id')
    if (!added.has(one.node)) return fail({ code: 'not-found', what: 'node' })
    const value = checkWords({ ...one, text: plainText(one.text), corrects: null })
    if (!value.ok) return value
    said.set(id, value.value)
  }

  let last: string | null = null
  for (const id of here.nodes.keys()) {
    const order = readOrder(entryOf(here.nodes, id)?.get('order'))
    if (last === null || order > last) last = order
  }
  const nodeOrders = betweenMany(last, null, nodes.length)
  const ranks = [...new Set(relations.map((one) => one.rank))].sort((a, b) => a - b)
  const orders = betweenMany(null, null, ranks.length)
  const orderOf = new Map(ranks.map((rank, index) => [rank, orders[index] ?? '']))
  doc.transact(() => {
    nodes.forEach((one, index) => {
      const entry = new Y.Map<unknown>()
      entry.set('kind', one.kind)
      entry.set('lang', one.lang)
      entry.set('order', nodeOrders[index] ?? '')
      entry.set('at', one.at ?? at)
      entry.set('wording', new Y.Text(plainText(one.wording)))
      here.nodes.set(one.id, entry)
    })
    relations.forEach((one, index) => {
      const entry = new Y.Map<unknown>()
      entry.set('kind', one.kind)
      entry.set('from', one.from)
      entry.set('to', one.to)
      entry.set('order', orderOf.get(one.rank) ?? '')
      entry.set('group', one.group)
      entry.set('at', one.at ?? at + index) // one after the other: the outline goes by these dates
      if (one.label !== undefined) entry.set('label', one.label)
      here.relations.set(one.id, entry)
    })
    for (const [id, value] of said) here.words.set(id, value)
  }, origin)
  return ok(null)
}
