/**
 * The document read as a Board: immutable, bounded, and nothing on it that hangs in the air.
 *
 * Reading is total. A document can hold anything, because somebody's device wrote half of it, because two people
 * deleted and linked at the same time, or because somebody means harm: what cannot be read is left out, what is left
 * has the shape of `schema.ts`. Nothing here recurses into the document.
 *
 * Iteration order of the maps means nothing; order is in `outline`, `wordsOf`, `unplaced` and `loose`.
 */
import * as Y from 'yjs'
import {
  isId,
  isLang,
  type BoardId,
  type GroupId,
  type Lang,
  type NodeId,
  type RelationId,
  type WordsId,
} from '../ids.ts'
import { isMap, isText, rootNames, rootsToRead, schemaVersion, type RootName, type Roots } from './doc.ts'
import { readOrder } from './order.ts'
import { outlineOf } from './outline.ts'
import {
  limits,
  nodeKinds,
  relationKinds,
  type Board,
  type BoardMeta,
  type BoardNode,
  type NodeKind,
  type OutlineItem,
  type Relation,
  type RelationKind,
  type Words,
} from './schema.ts'
import { cut, plainText } from './text.ts'
import { checkWords, isMoment, type WordsValue } from './words.ts'

/** BCP 47 for "not known": the text is there, its language was not readable. */
const unknownLang = 'und' as Lang

/**
 * People who type at the same time can pass the limit together by a little; what they typed stays in sight. A text far
 * above it was not typed, and is cut.
 */
const longestWording = limits.wording * 2

const isNodeKind = (value: unknown): value is NodeKind => nodeKinds.some((kind) => kind === value)
const isRelationKind = (value: unknown): value is RelationKind => relationKinds.some((kind) => kind === value)
const moment = (value: unknown): number => (isMoment(value) ? value : 0)

function readNode(id: string, value: unknown): BoardNode | null {
  if (!isId(id) || !isMap(value)) return null
  const kind = value.get('kind')
  if (!isNodeKind(kind)) return null
  const wording = value.get('wording')
  const lang = value.get('lang')
  return {
    id: id as NodeId,
    kind,
    wording: isText(wording) ? plainText(cut(wording.toString(), longestWording)) : '',
    lang: isLang(lang) ? lang : unknownLang,
    order: readOrder(value.get('order')),
    at: moment(value.get('at')),
  }
}

/** Well formed; whether its ends exist is decided later, against all nodes and relations. */
function readRelation(id: string, value: unknown): Relation | null {
  if (!isId(id) || !isMap(value)) return null
  const kind = value.get('kind')
  const from = value.get('from')
  const to = value.get('to')
  if (!isRelationKind(kind) || !isId(from) || !isId(to)) return null
  const group = value.get('group')
  return {
    id: id as RelationId,
    kind,
    from: from as NodeId,
    to: to as NodeId | RelationId,
    order: readOrder(value.get('order')),
    group: isId(group) ? (group as GroupId) : null,
    at: moment(value.get('at')),
  }
}

function readWords(id: string, value: unknown): WordsValue | null {
  if (!isId(id)) return null
  const words = checkWords(value)
  return words.ok ? words.value : null
}

const readPlaced = (id: string, value: unknown): NodeId | null => (isId(id) && isId(value) ? (value as NodeId) : null)

/** A mark counts by being there: words whose mark cannot be read are withdrawn all the same, and not shown by mistake. */
function readMark(id: string, value: unknown): number | null {
  if (!isId(id) || value === undefined) return null
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'at') && 'at' in value
    ? moment(value.at)
    : 0
}

function readMeta(meta: Y.Map<unknown>): BoardMeta {
  const board = meta.get('board')
  const lang = meta.get('lang')
  const question = meta.get('question')
  const count = (value: unknown, most: number, otherwise: number): number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : otherwise
  return {
    schema: count(meta.get('schema'), 1_000_000, schemaVersion),
    board: isId(board) ? (board as BoardId) : null,
    question: typeof question === 'string' ? plainText(cut(question, longestWording)) : '',
    lang: isLang(lang) ? lang : unknownLang,
    seats: count(meta.get('seats'), 99, 0),
    table: count(meta.get('table'), 999, 0),
  }
}

/** The document's entries, each parsed by itself. */
export type Entries = {
  readonly meta: BoardMeta
  readonly nodes: ReadonlyMap<NodeId, BoardNode>
  readonly relations: ReadonlyMap<RelationId, Relation>
  readonly words: ReadonlyMap<WordsId, WordsValue>
  readonly placed: ReadonlyMap<WordsId, NodeId>
  readonly withdrawn: ReadonlyMap<WordsId, number>
  readonly redacted: ReadonlyMap<WordsId, number>
}

function readRoot<Id extends string, T>(
  root: Y.Map<unknown>,
  read: (id: string, value: unknown) => T | null,
  before?: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> {
  const entries = new Map<Id, T>()
  for (const [id, value] of root.entries()) {
    const entry = read(id, value)
    if (entry !== null) entries.set(id as Id, kept(before?.get(id as Id), entry))
  }
  return keptMap(before, entries)
}

function readEntries(from: Roots, before: Board | null): Entries {
  return {
    meta: kept(before?.meta, readMeta(from.meta)),
    nodes: readRoot(from.nodes, readNode, before?.nodes),
    relations: readRoot(from.relations, readRelation, before?.relations),
    words: readRoot(from.words, readWords),
    placed: readRoot(from.placed, readPlaced),
    withdrawn: readRoot(from.withdrawn, readMark),
    redacted: readRoot(from.redacted, readMark),
  }
}

/** Reads only the keys that changed. */
function rereadEntries(from: Roots, before: Entries, changed: Changed): Entries {
  function again<Id extends string, T>(
    name: RootName,
    entries: ReadonlyMap<Id, T>,
    read: (id: string, value: unknown) => T | null,
  ): ReadonlyMap<Id, T> {
    if (changed[name].size === 0) return entries
    const next = new Map(entries)
    for (const id of changed[name]) {
      const root = from[name]
      const entry = root.has(id) ? read(id, root.get(id)) : null
      if (entry === null) next.delete(id as Id)
      else next.set(id as Id, kept(entries.get(id as Id), entry))
    }
    return keptMap(entries, next)
  }
  return {
    meta: changed.meta.size === 0 ? before.meta : kept(before.meta, readMeta(from.meta)),
    nodes: again('nodes', before.nodes, readNode),
    relations: again('relations', before.relations, readRelation),
    words: again('words', before.words, readWords),
    placed: again('placed', before.placed, readPlaced),
    withdrawn: again('withdrawn', before.withdrawn, readMark),
    redacted: again('redacted', before.redacted, readMark),
  }
}

/**
 * The relations whose ends exist. An undercut's target is a relation that is itself on the board, down to one between
 * two nodes: undercuts that hold on to nothing but one another hang in the air, as does a relation to itself.
 */
function sound(nodes: Entries['nodes'], all: Entries['relations'], before?: Board['relations']): Board['relations'] {
  const good = new Map<RelationId, Relation>()
  const waiting = new Map<RelationId, Relation[]>() // undercuts, by the relation they are about
  const ready: Relation[] = []
  for (const relation of all.values()) {
    if (!nodes.has(relation.from)) continue
    if (relation.kind === 'undercuts') {
      const target = relation.to as RelationId
      const others = waiting.get(target)
      if (others === undefined) waiting.set(target, [relation])
      else others.push(relation)
    } else if (relation.to !== relation.from && nodes.has(relation.to as NodeId)) ready.push(relation)
  }
  for (let relation = ready.pop(); relation !== undefined; relation = ready.pop()) {
    good.set(relation.id, relation)
    for (const undercut of waiting.get(relation.id) ?? []) ready.push(undercut)
  }
  return keptMap(before, good)
}

function wordsOf(entries: Entries, before: Board | null): Pick<Board, 'words' | 'wordsOf' | 'unplaced'> {
  const words = new Map<WordsId, Words>()
  const of = new Map<NodeId, WordsId[]>()
  const unplaced: WordsId[] = []
  for (const [id, value] of entries.words) {
    const place = entries.placed.get(id) ?? value.node
    const node = entries.nodes.has(place) ? place : null
    const redacted = entries.redacted.get(id) ?? null
    const one: Words = {
      id,
      node,
      text: redacted === null ? value.text : '',
      lang: value.lang,
      seat: value.seat,
      capture: value.capture,
      at: value.at,
      corrects: value.corrects,
      withdrawn: entries.withdrawn.get(id) ?? null,
      redacted,
    }
    words.set(id, kept(before?.words.get(id), one))
    if (node === null) unplaced.push(id)
    else {
      const others = of.get(node)
      if (others === undefined) of.set(node, [id])
      else others.push(id)
    }
  }
  const byAge = (a: WordsId, b: WordsId): number =>
    (words.get(a)?.at ?? 0) - (words.get(b)?.at ?? 0) || (a < b ? -1 : a > b ? 1 : 0)
  const lists = new Map<NodeId, readonly WordsId[]>()
  for (const [node, ids] of of) lists.set(node, keptList(before?.wordsOf.get(node), ids.sort(byAge)))
  return {
    words: keptMap(before?.words, words),
    wordsOf: keptMap(before?.wordsOf, lists),
    unplaced: keptList(before?.unplaced, unplaced.sort(byAge)),
  }
}

function sameItem(a: OutlineItem, b: OutlineItem): boolean {
  return (
    a.node === b.node &&
    a.relation === b.relation &&
    a.parent === b.parent &&
    a.depth === b.depth &&
    a.number === b.number &&
    sameList(a.children, b.children)
  )
}

function outline(
  nodes: Entries['nodes'],
  relations: Board['relations'],
  before: Board | null,
): Pick<Board, 'outline' | 'loose'> {
  const { items, loose } = outlineOf(nodes, relations)
  const old = new Map(before?.outline.map((item) => [item.node, item]))
  const shared = items.map((item) => {
    const was = old.get(item.node)
    return was !== undefined && sameItem(was, item) ? was : item
  })
  return { outline: keptList(before?.outline, shared), loose: keptList(before?.loose, loose) }
}

/** Do the same nodes stand, each of the same kind and in the same place? Then relations and outline stand as they are. */
function sameStand(a: Entries['nodes'], b: Entries['nodes']): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [id, node] of a) {
    const other = b.get(id)
    if (other === undefined) return false
    if (other !== node && (other.kind !== node.kind || other.order !== node.order)) return false
  }
  return true
}

/** Puts the entries together, and shares with the board before whatever did not change. */
function compose(entries: Entries, before: Board | null, last: Entries | null): Board {
  const stand = last !== null && sameStand(last.nodes, entries.nodes)
  const relations =
    before !== null && stand && last.relations === entries.relations
      ? before.relations
      : sound(entries.nodes, entries.relations, before?.relations)
  const drawn =
    before !== null && stand && before.relations === relations
      ? { outline: before.outline, loose: before.loose }
      : outline(entries.nodes, relations, before)
  const said =
    before !== null &&
    stand &&
    last.words === entries.words &&
    last.placed === entries.placed &&
    last.withdrawn === entries.withdrawn &&
    last.redacted === entries.redacted
      ? { words: before.words, wordsOf: before.wordsOf, unplaced: before.unplaced }
      : wordsOf(entries, before)
  const board: Board = { meta: entries.meta, nodes: entries.nodes, relations, ...said, ...drawn }
  return kept(before ?? undefined, board)
}

/** The whole document read. With the board before, whatever did not change is the same object. Never throws. */
export function readBoard(doc: Y.Doc, previous?: Board): Board {
  const before = previous ?? null
  return compose(readEntries(rootsToRead(doc), before), before, null)
}

export type BoardReader = {
  /** The board as of the last finished transaction. */
  current(): Board
  /** Called after each transaction that touched the board; ask `current()` then. Returns how to stop. */
  subscribe(changed: () => void): () => void
  destroy(): void
}

type Changed = Readonly<Record<RootName, Set<string>>>

/** Follows a document: after a change it reads only the entries that changed. Always equal to `readBoard`. */
export function boardReader(doc: Y.Doc): BoardReader {
  const from = rootsToRead(doc)
  const changed: Changed = {
    nodes: new Set(),
    relations: new Set(),
    words: new Set(),
    placed: new Set(),
    withdrawn: new Set(),
    redacted: new Set(),
    meta: new Set(),
  }
  const listeners = new Set<() => void>()
  let entries = readEntries(from, null)
  let board = compose(entries, null, null)
  let stale = false // since `current` was last asked
  let touched = false // in the transaction that is about to end

  const watchers = rootNames.map((name) => {
    const root = from[name]
    const watch = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      for (const event of events) {
        if (event.target === root) {
          if (event instanceof Y.YMapEvent)
            for (const key of event.keysChanged) if (typeof key === 'string') changed[name].add(key)
        } else {
          const key = entryAbove(event.target, root)
          if (key !== null) changed[name].add(key)
        }
      }
      if (changed[name].size > 0) stale = touched = true
    }
    root.observeDeep(watch)
    return () => root.unobserveDeep(watch)
  })
  const tell = (): void => {
    if (!touched) return
    touched = false
    const told = [...listeners] // one that subscribes anew is told next time
    for (const listener of told) listener()
  }
  doc.on('afterTransaction', tell)

  return {
    current() {
      if (stale) {
        const next = rereadEntries(from, entries, changed)
        board = compose(next, board, entries)
        entries = next
        stale = false
        for (const name of rootNames) changed[name].clear()
      }
      return board
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy() {
      for (const stop of watchers) stop()
      doc.off('afterTransaction', tell)
      listeners.clear()
    },
  }
}

/** The key in the root above a type; climbs instead of using `event.path`, which is quadratic in a hostile depth. */
function entryAbove(type: Y.AbstractType<unknown>, root: Y.Map<unknown>): string | null {
  let at: Y.AbstractType<unknown> = type
  while (at.parent !== null && at.parent !== root) at = at.parent
  return at.parent === root ? (at._item?.parentSub ?? null) : null
}

// Sharing: the old value where the new one is equal to it.

function kept<T>(before: T | undefined, next: T): T {
  return before !== undefined && sameFields(before, next) ? before : next
}

function sameFields(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const left = Object.entries(a)
  const right: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(b))
  return left.length === Object.keys(right).length && left.every(([key, value]) => Object.is(value, right[key]))
}

function keptMap<K, V>(before: ReadonlyMap<K, V> | undefined, next: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (before === undefined || before.size !== next.size) return next
  for (const [key, value] of next) if (!Object.is(before.get(key), value)) return next
  return before
}

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, n) => Object.is(value, b[n]))

function keptList<T>(before: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  return before !== undefined && sameList(before, next) ? before : next
}
