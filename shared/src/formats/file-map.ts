/**
 * What a file holds, before it has ids of a board: entries, links and people's words by the names the file gives them.
 * Every reader of a format returns one; `planOf` turns it into what `board/plant` puts on a board, whole or not at all.
 */
import { captures, limits, type Capture, type NodeKind, type RelationKind } from '../board/schema.ts'
import type { Plant } from '../board/plant.ts'
import { plainText } from '../board/text.ts'
import { BadFile, Leaving, type FilePlace, type Left } from '../file.ts'
import {
  newId,
  type GroupId,
  type Lang,
  type NodeId,
  type RandomBytes,
  type RelationId,
  type SeatCode,
  type WordsId,
} from '../ids.ts'

export type FileNode = {
  readonly key: string
  readonly kind: NodeKind
  readonly wording: string
  /** Null where the file does not say: the language of the import. */
  readonly lang: Lang | null
  readonly at?: number
  readonly where?: FilePlace
}
export type FileRelation = {
  readonly key: string
  readonly kind: RelationKind
  readonly from: string
  /** A node's key; for `undercuts` a relation's. */
  readonly to: string
  /** Linked premises: a name they share. */
  readonly group: string | null
  readonly label?: string
  readonly at?: number
  /** Of several links of one entry, whether this is the one that places it. */
  readonly places?: boolean
  readonly where?: FilePlace
}
export type FileWords = {
  readonly key: string
  readonly node: string
  readonly text: string
  readonly lang: Lang | null
  readonly seat: SeatCode | null
  readonly capture: Capture
  readonly at?: number
  readonly where?: FilePlace
}
export type FileMap = {
  readonly nodes: readonly FileNode[]
  readonly relations: readonly FileRelation[]
  readonly words: readonly FileWords[]
  readonly left: Leaving
}

export type ImportPlan = Plant & { readonly left: Left }

/** The mark of an Argdown statement stays in front, so that an entry leaves as a statement after any detour. */
const markOfStatement = 'st-'
const keepable = /^[a-z0-9][a-z0-9-]{0,40}$/

/**
 * An id that carries the name the file gives (`f-<name>-<8 characters>`), where a name fits into an id: ids are opaque to
 * everybody but an export, which gives the name back. No field of the document and no place on a screen is spent on it.
 */
export function idFor<Id extends string>(key: string, random: RandomBytes): Id {
  const fresh = newId<Id>(random)
  const whole = carriedName(key)
  const statement = whole.startsWith(markOfStatement)
  const name = statement ? whole.slice(markOfStatement.length) : whole
  if (!keepable.test(name)) return fresh
  return `${statement ? markOfStatement : ''}f-${name}-${fresh.slice(0, 8)}` as Id
}

const carried = /^(st-)?f-([a-z0-9][a-z0-9-]{0,40})-[0-9a-z]{8}$/
function carriedName(id: string): string {
  const found = carried.exec(id)
  return found === null ? id : `${found[1] ?? ''}${found[2] ?? ''}`
}

/** The names that a file gave, for those ids whose name is alone in the export; every other id is its own name. */
export function fileNames(ids: readonly string[]): (id: string) => string {
  const count = new Map<string, number>()
  for (const one of ids) count.set(carriedName(one), (count.get(carriedName(one)) ?? 0) + 1)
  return (id) => (count.get(carriedName(id)) === 1 ? carriedName(id) : id)
}

/** A way in which words can have been caught. */
export const isCapture = (value: unknown): value is Capture => captures.some((one) => one === value)

export type PlanOptions = { readonly random: RandomBytes; readonly at: number; readonly lang: Lang }

/**
 * Ids of a board for all that the file names. Throws `BadFile` where it holds nothing, too much, a name twice, or a
 * link to what is not there.
 */
export function planOf({ nodes, relations, words, left }: FileMap, { random, at, lang }: PlanOptions): ImportPlan {
  if (nodes.length === 0) throw new BadFile('nothing-in-it')
  if (nodes.length > limits.nodes) throw new BadFile('too-many-entries', { n: nodes.length, limit: limits.nodes })
  const nodeIds = new Map<string, NodeId>()
  const planned = nodes.map((one) => {
    if (nodeIds.has(one.key)) throw new BadFile('id-twice', { id: one.key }, one.where)
    const id = idFor<NodeId>(one.key, random)
    nodeIds.set(one.key, id)
    const wording = textOf(one.wording, limits.wording, 'text-too-long', one.where, left)
    return { id, kind: one.kind, wording, lang: one.lang ?? lang, ...(one.at === undefined ? {} : { at: one.at }) }
  })

  const kept = relations.filter((one) => {
    const itself = one.kind !== 'undercuts' && one.from === one.to
    if (itself) left.note('self-links')
    return !itself
  })
  if (kept.length > limits.relations) throw new BadFile('too-many-links', { n: kept.length, limit: limits.relations })
  const relationIds = new Map<string, RelationId>()
  const byKey = new Map<string, FileRelation>()
  for (const one of kept) {
    if (byKey.has(one.key)) throw new BadFile('id-twice', { id: one.key }, one.where)
    byKey.set(one.key, one)
    relationIds.set(one.key, idFor<RelationId>(one.key, random))
  }
  refuseRings(kept, byKey)
  const groups = new Map<string, GroupId>()
  const groupOf = (name: string | null): GroupId | null => {
    if (name === null) return null
    const known = groups.get(name) ?? idFor<GroupId>(name, random)
    groups.set(name, known)
    return known
  }
  const rank = new Map(kept.map((one, index) => [one, index]))
  // Dates never decrease along the list, and the outline goes by them: what places an entry comes before its other links.
  const dated = [...kept].sort((a, b) => Number(b.places ?? false) - Number(a.places ?? false))
  let last = -1
  const plannedRelations = dated.map((one) => {
    const from = nodeIds.get(one.from)
    const to = one.kind === 'undercuts' ? relationIds.get(one.to) : nodeIds.get(one.to)
    if (from === undefined) throw new BadFile('no-such-id', { id: one.from }, one.where)
    if (to === undefined) throw new BadFile('no-such-id', { id: one.to }, one.where)
    last = Math.max(last + 1, one.at ?? at)
    return {
      id: relationIds.get(one.key) ?? newId<RelationId>(random),
      kind: one.kind,
      from,
      to,
      group: groupOf(one.group),
      rank: rank.get(one) ?? 0,
      at: last,
      ...(one.label === undefined ? {} : { label: one.label }),
    }
  })
  if (words.length > mostWords) throw new BadFile('too-many-words', { n: words.length, limit: mostWords })
  const plannedWords = words.map((one) => {
    const node = nodeIds.get(one.node)
    if (node === undefined) throw new BadFile('no-such-id', { id: one.node }, one.where)
    const text = textOf(one.text, limits.words, 'words-too-long', one.where, left)
    if (text.trim() === '') throw new BadFile('no-text', { id: one.key }, one.where)
    const id = idFor<WordsId>(one.key, random)
    return { id, node, text, lang: one.lang ?? lang, seat: one.seat, capture: one.capture, at: one.at ?? at }
  })
  return { nodes: planned, relations: plannedRelations, words: plannedWords, at, left: left.all() }
}

/** A board of 2,000 entries with five statements each is a very full afternoon. */
const mostWords = 10_000

/** As people see it; what nobody sees is taken out, and counted. */
export function visible(raw: string, left: Leaving): string {
  const text = plainText(raw)
  if (text.length < raw.replace(/\r\n/g, '\n').length) left.note('invisible-characters')
  return text
}

function textOf(
  raw: string,
  limit: number,
  code: 'text-too-long' | 'words-too-long',
  where: FilePlace | undefined,
  left: Leaving,
): string {
  const text = visible(raw, left)
  if (text.length > limit) throw new BadFile(code, { size: text.length, limit }, where)
  return text
}

/** Doubts that hold on to nothing but one another stand on no link between entries: a board could not show them. */
function refuseRings(relations: readonly FileRelation[], byKey: ReadonlyMap<string, FileRelation>): void {
  const sound = new Set<string>()
  for (const start of relations) {
    const path: FileRelation[] = []
    const seen = new Set<string>()
    for (let at: FileRelation | undefined = start; at !== undefined && !sound.has(at.key); ) {
      if (seen.has(at.key)) throw new BadFile('cycle', { id: at.key }, at.where)
      seen.add(at.key)
      path.push(at)
      at = at.kind === 'undercuts' ? byKey.get(at.to) : undefined
    }
    for (const one of path) sound.add(one.key)
  }
}

/** A link's finer kind as a board keeps it: one line; null where there is none. One that is too long is counted, not cut. */
export function labelOf(text: string, left: Leaving): string | null {
  const label = plainText(text).replace(/\s+/g, ' ').trim()
  if (label.length > limits.label) left.note('labels')
  return label === '' || label.length > limits.label ? null : label
}
