/**
 * A board as Argdown text. Issues leave as statements, all other nodes as arguments, except those that came as
 * statements from a file (their id carries the mark). Argdown knows three arrows: the exact relation, a premise group
 * and an undercut's target stand in the child's data, so that reading the text again gives the same map.
 * People's words do not travel this way: Argdown has no place for who said what.
 */
import type { Board, BoardNode, Relation, RelationKind } from '../board/schema.ts'
import { Leaving, type Left } from '../file.ts'
import type { NodeId, RelationId } from '../ids.ts'
import { dataText, escapeText, flatten, isPlain, Titles } from './argdown-text.ts'

/** Ids of nodes that came as statements from an Argdown file begin so; ids are opaque to everybody else. */
const statementMark = 'st-'
/** Marks an id of what came as a statement, so that it leaves as one. */
export const markStatement = (id: NodeId): NodeId => `${statementMark}${id}` as NodeId
const isMarked = (node: BoardNode): boolean => node.id.startsWith(statementMark)
const leavesAsStatement = (node: BoardNode): boolean => node.kind === 'issue' || isMarked(node)

type ArrowType = 'support' | 'attack' | 'undercut'
export type ArgdownCounts = {
  readonly arguments: number
  readonly statements: number
  readonly relations: number
  readonly relation_types: Readonly<Partial<Record<ArrowType, number>>>
}

export type ArgdownExport = {
  readonly text: string
  /** What a parser of this text counts: equal relations between one pair are one, premise-conclusion structures none. */
  readonly counts: ArgdownCounts
  /** What Argdown has no place for, and how much of it the board holds. */
  readonly left: Left
}

const arrowOf = (board: Board, relation: Relation): ArrowType => {
  if (relation.kind === 'attacks') return 'attack'
  if (relation.kind !== 'undercuts') return 'support'
  // Argdown undercuts arguments only; against a statement the arrow is an attack and the data say what it is.
  const source = undercutSource(board, relation)
  return source && !leavesAsStatement(source) ? 'undercut' : 'attack'
}
const undercutSource = (board: Board, relation: Relation): BoardNode | undefined => {
  const target = board.relations.get(relation.to as RelationId)
  return target && board.nodes.get(target.from)
}
/** The node under which a relation is written: its target, or the source of the relation it undercuts. */
const hostOf = (board: Board, relation: Relation): BoardNode | undefined =>
  relation.kind === 'undercuts' ? undercutSource(board, relation) : board.nodes.get(relation.to as NodeId)

export type Inference = { readonly steps: readonly (readonly Relation[])[]; readonly conclusion: Relation }

/**
 * Premise groups in the shape of a premise-conclusion structure: statements that support an argument in groups, one per
 * step, and the argument supporting a statement in a group of its own. A group that a table made in another shape stays
 * a set of relations with the group's number in the data.
 */
export function inferences(board: Board): ReadonlyMap<NodeId, Inference> {
  const incoming = new Map<NodeId, Relation[]>()
  const concludes = new Map<NodeId, Relation>()
  for (const relation of inOrder(board.relations.values())) {
    if (relation.kind !== 'supports' || relation.group === null) continue
    const from = board.nodes.get(relation.from)
    const to = board.nodes.get(relation.to as NodeId)
    if (!from || !to) continue
    if (isMarked(from) && !leavesAsStatement(to)) push(incoming, to.id, relation)
    else if (!leavesAsStatement(from) && isMarked(to) && !concludes.has(from.id)) concludes.set(from.id, relation)
  }
  const found = new Map<NodeId, Inference>()
  for (const [argument, conclusion] of concludes) {
    const steps: Relation[][] = []
    for (const relation of incoming.get(argument) ?? []) {
      const last = steps.at(-1)
      if (last?.[0]?.group === relation.group) last.push(relation)
      else steps.push([relation])
    }
    if (steps.length > 0) found.set(argument, { steps, conclusion })
  }
  return found
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
const inOrder = (relations: Iterable<Relation>): Relation[] =>
  [...relations].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1))

/** How the comment begins that every export carries. */
export const ownComment = '// Not in this file'

/** Deeper trees go on in a block of their own: a reader's parser need not recurse a thousand levels. */
const deepest = 8

/** An undercut's target by what a reader of the text can find: kind, source, and what it stands under. */
function nameOf(
  board: Board,
  outgoing: ReadonlyMap<NodeId, readonly Relation[]>,
  reference: (id: NodeId) => string,
  target: Relation,
): Record<string, unknown> {
  const host = hostOf(board, target)
  const like = (outgoing.get(target.from) ?? []).filter(
    (one) => one.kind === target.kind && hostOf(board, one) === host,
  )
  const nth = like.indexOf(target)
  return {
    kind: target.kind,
    from: reference(target.from),
    to: host ? reference(host.id) : '',
    ...(nth > 0 ? { nth } : {}),
  }
}

/** How many relations a reader finds, by the type of their arrow: two that look alike are one. */
function arrowsIn(board: Board, written: readonly Relation[]) {
  const seen = new Map<string, ArrowType>()
  for (const one of written)
    seen.set(`${one.from} ${arrowOf(board, one)} ${hostOf(board, one)?.id}`, arrowOf(board, one))
  const relation_types: Partial<Record<ArrowType, number>> = {}
  for (const arrow of seen.values()) relation_types[arrow] = (relation_types[arrow] ?? 0) + 1
  return { relations: seen.size, relation_types }
}

const frontOf = (board: Board, title: string): readonly string[] => [
  '===',
  `title: ${JSON.stringify(title).replace(/=/g, '\\u003d')}`,
  `lang: ${board.meta.lang}`,
  '===',
  '',
  `${ownComment}: people's words (${board.words.size}), times, order of hands. They are in the JSON and CSV downloads.`,
  '',
  '',
]

/** Argdown (argdown.org/syntax), read again by `@argdown/core` as the same map. */
export function exportArgdown(board: Board, of: { readonly title?: string } = {}): ArgdownExport {
  const titles = new Titles()
  const named = new Map<NodeId, ReturnType<Titles['name']>>()
  const ids = [...board.outline.map((item) => item.node), ...board.loose, ...board.nodes.keys()]
  const everybody = [...new Set(ids)].flatMap((id) => board.nodes.get(id) ?? [])
  for (const node of everybody)
    named.set(node.id, titles.name(node.wording, leavesAsStatement(node) ? 'statement' : 'argument'))
  const reference = (id: NodeId): string => {
    const node = board.nodes.get(id)
    const title = named.get(id)?.title ?? ''
    return node && leavesAsStatement(node) ? `[${title}]` : `<${title}>`
  }

  const pcs = inferences(board)
  const covered = new Set<RelationId>()
  for (const { steps, conclusion } of pcs.values()) for (const one of [...steps.flat(), conclusion]) covered.add(one.id)
  // Who doubts a relation of their own node: parsers mix such a self-relation up with others, so it stays behind.
  const selfDoubts = new Set([...board.relations.values()].filter((one) => hostOf(board, one)?.id === one.from))
  const written = inOrder(board.relations.values()).filter(
    (one) => !covered.has(one.id) && hostOf(board, one) && !selfDoubts.has(one),
  )
  const under = new Map<NodeId, Relation[]>()
  const outgoing = new Map<NodeId, Relation[]>()
  for (const one of written) {
    const host = hostOf(board, one)
    if (host) push(under, host.id, one)
    push(outgoing, one.from, one)
  }
  const groups = new Map<string, number>()
  for (const one of written) if (one.group !== null && !groups.has(one.group)) groups.set(one.group, groups.size + 1)

  /** Relations that the arrow alone does not say, for the child's data. */
  const exact = (node: NodeId): readonly Record<string, unknown>[] => {
    const all = outgoing.get(node) ?? []
    const key = (one: Relation) => `${arrowOf(board, one)} ${hostOf(board, one)?.id}`
    return all.flatMap((one) => {
      const arrow = arrowOf(board, one)
      const twin = all.some((other) => other !== one && key(other) === key(one))
      const plain = (one.kind === 'supports' || one.kind === 'attacks') && one.group === null && !twin && !one.label
      if (plain) return []
      const host = hostOf(board, one)
      const target = one.kind === 'undercuts' ? board.relations.get(one.to as RelationId) : undefined
      return [
        {
          kind: one.kind,
          arrow,
          to: host ? reference(host.id) : '',
          ...(target ? { target: nameOf(board, outgoing, reference, target) } : {}),
          ...(one.group === null ? {} : { group: groups.get(one.group) ?? 0 }),
          ...(one.label === undefined ? {} : { label: one.label }),
        },
      ]
    })
  }
  const placedBy = new Map<NodeId, RelationId>()
  for (const item of board.outline) if (item.relation !== null) placedBy.set(item.node, item.relation)
  const arrows: Record<ArrowType, string> = { support: '+', attack: '-', undercut: '_' }
  const defined = new Set<NodeId>()
  const define = (node: BoardNode): string => {
    if (defined.has(node.id)) return reference(node.id)
    defined.add(node.id)
    const name = named.get(node.id)
    const relations = exact(node.id)
    const data: Record<string, unknown> = { kind: node.kind, lang: node.lang }
    if (name?.made) data['title'] = 'made'
    if (!isPlain(node.wording)) data['wording'] = node.wording
    if (relations.length > 0) data['relations'] = relations
    // Where a node stands in the outline, if it speaks to several.
    const placing = board.relations.get(placedBy.get(node.id) ?? ('' as RelationId))
    const host = placing && hostOf(board, placing)
    if (placing && host && (outgoing.get(node.id)?.length ?? 0) + (pcs.has(node.id) ? 1 : 0) > 1)
      data['place'] = `${arrows[arrowOf(board, placing)]} ${reference(host.id)}`
    const plain = escapeText(flatten(name?.text ?? ''))
    const text = plain === '' ? '' : ` ${plain}`
    return `${reference(node.id)}${text === '' ? '' : `:${text}`} ${dataText(data)}`
  }

  const lines: string[] = []
  const done = new Set<NodeId>() // hosts whose relations are written
  const later: BoardNode[] = []
  const block = (root: BoardNode) => {
    lines.push(define(root))
    const stack: { host: NodeId; next: number; depth: number }[] = []
    const enter = (host: NodeId, depth: number) => {
      if (done.has(host)) return
      done.add(host)
      stack.push({ host, next: 0, depth })
    }
    enter(root.id, 1)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const relation = under.get(top.host)?.[top.next++]
      if (!relation) {
        stack.pop()
        continue
      }
      const child = board.nodes.get(relation.from)
      if (!child) continue
      lines.push(`${'  '.repeat(top.depth)}${arrows[arrowOf(board, relation)]} ${define(child)}`)
      if (placedBy.get(child.id) !== relation.id) continue
      if (top.depth < deepest) enter(child.id, top.depth + 1)
      else later.push(child)
    }
    lines.push('')
  }
  const structure = (argument: BoardNode, { steps, conclusion }: Inference) => {
    lines.push(define(argument), '')
    let number = 0
    steps.forEach((step, index) => {
      if (index > 0) lines.push('----')
      for (const premise of step) {
        const node = board.nodes.get(premise.from)
        if (node) lines.push(`(${++number}) ${define(node)}`)
      }
    })
    const end = board.nodes.get(conclusion.to as NodeId)
    if (end) lines.push('----', `(${++number}) ${define(end)}`)
    lines.push('')
  }
  // In the order of the board: placed nodes come inside their parents, what is left begins a block of its own.
  const roots = everybody.filter((node) => !placedBy.has(node.id))
  for (const node of roots) {
    const inference = pcs.get(node.id)
    if (inference) structure(node, inference)
    else if (!defined.has(node.id) || under.has(node.id)) block(node)
    while (later.length > 0) block(later.shift() ?? node)
  }
  for (const [id, inference] of pcs) {
    const node = board.nodes.get(id)
    if (node && placedBy.has(id)) structure(node, inference)
  }
  // Whatever hangs on a cycle or on a structure's statement and has not been written yet.
  for (const node of everybody) {
    if (!defined.has(node.id) || (under.has(node.id) && !done.has(node.id))) block(node)
    while (later.length > 0) block(later.shift() ?? node)
  }

  const { relations, relation_types } = arrowsIn(board, written)
  const statements = everybody.filter(leavesAsStatement).length
  const title = flatten(of.title ?? board.meta.question)
  const left = new Leaving()
  left.note('words', board.words.size)
  left.note('self-undercuts', selfDoubts.size)
  return {
    // A parser finds no Argdown in an empty text: an empty board leaves as its question, as a heading.
    text:
      frontOf(board, title).join('\n') +
      (lines.length > 0 ? lines.join('\n') : `# ${escapeText(title) || '(empty board)'}\n`),
    counts: { arguments: everybody.length - statements, statements, relations, relation_types },
    left: left.all(),
  }
}

/** The relation kinds an arrow may stand for; anything else in a file's data is not taken. */
export const kindsOfArrow: Readonly<Record<ArrowType, ReadonlySet<RelationKind>>> = {
  support: new Set<RelationKind>(['supports', 'answers', 'qualifies', 'illustrates', 'cites']),
  attack: new Set<RelationKind>(['attacks', 'undercuts']),
  undercut: new Set<RelationKind>(['undercuts']),
}
