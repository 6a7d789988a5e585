/**
 * The document's entries, each parsed by itself. Total: what cannot be read is left out, what is left has the shape of
 * `schema.ts`. A document can hold anything, because somebody's device wrote half of it, because two people deleted and
 * linked at the same time, or because somebody means harm. Nothing here recurses into the document.
 */
import type * as Y from 'yjs'
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
import { isMap, isText, schemaVersion, type RootName, type Roots } from './doc.ts'
import { readOrder } from './order.ts'
import {
  limits,
  nodeKinds,
  relationKinds,
  type Board,
  type BoardMeta,
  type BoardNode,
  type NodeKind,
  type Relation,
  type RelationKind,
} from './schema.ts'
import { kept, keptMap } from './share.ts'
import { shortened, plainText } from './text.ts'
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
    wording: isText(wording) ? plainText(shortened(wording.toString(), longestWording)) : '',
    lang: isLang(lang) ? lang : unknownLang,
    order: readOrder(value.get('order')),
    at: moment(value.get('at')),
  }
}

/** The finer kind of a relation as a file gave it: plain, not empty, within the limit. */
export const isLabel = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= limits.label && plainText(value) === value
const readLabel = (value: unknown): string | null => (isLabel(value) ? value : null)

/** Well formed; whether its ends exist is decided later, against all nodes and relations. */
function readRelation(id: string, value: unknown): Relation | null {
  if (!isId(id) || !isMap(value)) return null
  const kind = value.get('kind')
  const from = value.get('from')
  const to = value.get('to')
  if (!isRelationKind(kind) || !isId(from) || !isId(to)) return null
  const group = value.get('group')
  const label = readLabel(value.get('label'))
  return {
    id: id as RelationId,
    kind,
    from: from as NodeId,
    to: to as NodeId | RelationId,
    order: readOrder(value.get('order')),
    group: isId(group) ? (group as GroupId) : null,
    at: moment(value.get('at')),
    ...(label === null ? {} : { label }),
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
    question: typeof question === 'string' ? plainText(shortened(question, longestWording)) : '',
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

/** What was equal on the board before is the same object. */
export function readEntries(from: Roots, before: Board | null): Entries {
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

/** Keys that changed, per root. */
export type Changed = Readonly<Record<RootName, Set<string>>>

/** Reads only the keys that changed. */
export function rereadEntries(from: Roots, before: Entries, changed: Changed): Entries {
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
