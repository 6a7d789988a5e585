/**
 * Microtext argument graphs: text units (`edu`, some joined) make up arguments (`adu`); an `und` is an edge whose target
 * is an edge, an `add` a further premise of one.
 */
import type { RelationKind } from '../board/schema.ts'
import { BadFile, Leaving } from '../file.ts'
import type { FileMap, FileRelation } from './file-map.ts'

/** An element as an XML parser gives it. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
  readonly line: number
}

const kinds: Readonly<Record<string, RelationKind>> = {
  sup: 'supports',
  exa: 'illustrates',
  reb: 'attacks',
  und: 'undercuts',
}

type Edge = {
  readonly id: string
  readonly src: string
  readonly trg: string
  readonly type: string
  readonly line: number
}

/**
 * The microtext corpus' XML (`arggraph.dtd`; Peldszus and Stede 2016). Throws `BadFile` with the line at the first
 * fault.
 */
export function readArggraph(root: Element): FileMap {
  const left = new Leaving()
  if (root.name !== 'arggraph') throw new BadFile('xml-root', { found: root.name }, { line: root.line })
  if (own(root, 'stance') !== null) left.note('stance')
  if (own(root, 'topic_id') !== null) left.note('topic')
  const units = new Map<string, Element>() // edu, joint and adu, by id
  const edges = new Map<string, Edge>()
  for (const one of root.children) {
    const id = needed(one, 'id')
    if (units.has(id) || edges.has(id)) throw new BadFile('id-twice', { id }, { line: one.line })
    if (one.name === 'edge')
      edges.set(id, { id, src: needed(one, 'src'), trg: needed(one, 'trg'), type: needed(one, 'type'), line: one.line })
    else if (one.name === 'edu' || one.name === 'joint' || one.name === 'adu') units.set(id, one)
    else throw new BadFile('unknown-value', { field: 'element', value: one.name.slice(0, 80) }, { line: one.line })
  }
  const missing = (id: string, line: number): BadFile => new BadFile('no-such-id', { id: id.slice(0, 80) }, { line })

  // Text: the units of an argument in the order of the text.
  const parts = new Map<string, string[]>()
  for (const one of edges.values()) {
    if (one.type !== 'seg') continue
    const from = units.get(one.src)
    const to = units.get(one.trg)
    if (from === undefined || from.name === 'adu') throw missing(one.src, one.line)
    if (to === undefined || to.name === 'edu') throw missing(one.trg, one.line)
    const into = parts.get(one.trg)
    if (into === undefined) parts.set(one.trg, [one.src])
    else into.push(one.src)
  }
  const place = new Map([...units.keys()].map((id, index) => [id, index]))
  const unitsOf = (id: string, line: number): string[] => {
    const found: string[] = []
    const todo = [id]
    const seen = new Set<string>()
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      const unit = units.get(at)?.name === 'edu'
      if (seen.has(at) && !unit) throw new BadFile('cycle', { id: at }, { line })
      if (unit && !seen.has(at)) found.push(at)
      seen.add(at)
      if (unit) continue
      for (const part of parts.get(at) ?? []) todo.push(part)
    }
    return found.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
  }

  const relations: FileRelation[] = []
  const base = (one: Edge): Edge => {
    const seen = new Set<string>()
    let at = one
    while (at.type === 'add') {
      if (seen.has(at.id)) throw new BadFile('cycle', { id: at.id }, { line: at.line })
      seen.add(at.id)
      const next = edges.get(at.trg)
      if (next === undefined || next.type === 'seg') throw missing(at.trg, at.line)
      at = next
    }
    return at
  }
  const linked = new Set([...edges.values()].flatMap((one) => (one.type === 'add' ? [base(one).id] : [])))
  for (const one of edges.values()) {
    if (one.type === 'seg') continue
    if (units.get(one.src)?.name !== 'adu') throw missing(one.src, one.line)
    const of = base(one)
    const kind = Object.hasOwn(kinds, of.type) ? kinds[of.type] : undefined
    if (kind === undefined)
      throw new BadFile('unknown-value', { field: 'type', value: of.type.slice(0, 80) }, { line: of.line })
    const target = edges.get(of.trg)
    if (kind === 'undercuts' ? target === undefined || target.type === 'seg' : units.get(of.trg)?.name !== 'adu')
      throw missing(of.trg, of.line)
    relations.push({
      key: one.id,
      kind,
      from: one.src,
      to: of.trg,
      group: linked.has(of.id) ? of.id : null,
      where: { line: one.line },
    })
  }
  const speaks = new Set(relations.map((one) => one.from))
  const aimedAt = new Set(relations.map((one) => one.to))
  const nodes = [...units].flatMap(([id, one]) => {
    if (one.name !== 'adu') return []
    const texts = unitsOf(id, one.line)
    if (texts.length === 0) throw new BadFile('no-text', { id }, { line: one.line })
    left.note('joined-units', texts.length - 1)
    if (own(one, 'type') !== null) left.note('roles')
    const wording = texts.map((unit) => (units.get(unit)?.text ?? '').trim()).join(' ')
    const kind = aimedAt.has(id) && !speaks.has(id) ? ('position' as const) : ('argument' as const)
    return [{ key: id, kind, wording, lang: null, where: { line: one.line } }]
  })
  const told = new Set([...units].flatMap(([id, one]) => (one.name === 'adu' ? unitsOf(id, one.line) : [])))
  left.note('loose-units', [...units].filter(([id, one]) => one.name === 'edu' && !told.has(id)).length)
  return { nodes, relations, words: [], left }
}

const own = (one: Element, name: string): string | null =>
  Object.hasOwn(one.attributes, name) ? (one.attributes[name] ?? null) : null

function needed(one: Element, name: string): string {
  const value = own(one, name)
  if (value === null || value === '')
    throw new BadFile('missing-field', { field: `${one.name}@${name}` }, { line: one.line })
  return value
}
