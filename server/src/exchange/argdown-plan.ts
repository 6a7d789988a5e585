/**
 * Argdown in: what the parser read becomes a plan (nodes and relations with their ids). The mapping is that of
 * `shared/formats/argdown`, read backwards.
 */
import type { Plant } from '@tablee/shared/board/plant'
import { limits, nodeKinds, type RelationKind } from '@tablee/shared/board/schema'
import { BadFile, type Leaving } from '@tablee/shared/file'
import { kindsOfArrow, markStatement } from '@tablee/shared/formats/argdown'
import { flatten } from '@tablee/shared/formats/argdown-text'
import { labelOf, visible, type ImportPlan, type PlanOptions } from '@tablee/shared/formats/file-map'
import { field } from '@tablee/shared/formats/json'
import { isLang, newId, type GroupId, type NodeId, type RelationId } from '@tablee/shared/ids'
import type { ArgdownModel, Member, MemberRef } from './argdown-model.ts'

type PlannedNode = Plant['nodes'][number]
type PlannedRelation = Plant['relations'][number]
type Draft = {
  readonly id: RelationId
  readonly kind: RelationKind
  readonly from: NodeId
  readonly host: NodeId
  readonly group: GroupId | null
  readonly target: unknown
  readonly places: boolean
  readonly label: string | null
  readonly rank: number
}

const key = (ref: MemberRef) => `${ref.as} ${ref.title}`

/**
 * Throws `BadFile` for a file without entries, with more entries or links than a board holds, or with a text that is
 * too long. What fits no board is counted in `left`; ids are new with each call. Adds to the model's own `left`.
 */
export function argdownPlan(model: ArgdownModel, options: PlanOptions): ImportPlan {
  const { random } = options
  if (model.members.length === 0) throw new BadFile('nothing-in-it')
  if (model.members.length > limits.nodes)
    throw new BadFile('too-many-entries', { n: model.members.length, limit: limits.nodes })
  const { left } = model
  const langOfFile = isLang(model.lang) ? model.lang : options.lang

  const attacksOrSupports = new Set(model.relations.map((one) => key(one.from)))
  const aimedAt = new Set(model.relations.map((one) => key(one.to)))
  const premises = new Set(
    model.structures.flatMap((one) => one.statements.filter((s) => !s.conclusion).map((s) => `statement ${s.title}`)),
  )
  const ids = new Map<string, NodeId>()
  const byKey = new Map<string, Member>()
  const nodes: PlannedNode[] = []
  for (const member of model.members) {
    const wording = visible(wordingOf(member), left)
    if (wording.length > limits.wording)
      throw new BadFile(
        'text-too-long',
        { size: wording.length, limit: limits.wording },
        { line: Number.isFinite(member.line) ? member.line : null },
      )
    const said = field(member.data, 'kind')
    const stated = nodeKinds.find((kind) => kind === said)
    // A statement that others speak to and that speaks to nothing is somebody's answer; any other gives a reason.
    const isAnswer =
      member.as === 'statement' &&
      aimedAt.has(key(member)) &&
      !attacksOrSupports.has(key(member)) &&
      !premises.has(key(member))
    const kind = stated ?? (isAnswer ? 'position' : 'argument')
    const lang = field(member.data, 'lang')
    const id = newId<NodeId>(random)
    const marked = member.as === 'statement' && kind !== 'issue' ? markStatement(id) : id
    ids.set(key(member), marked)
    byKey.set(key(member), member)
    nodes.push({ id: marked, kind, wording, lang: isLang(lang) ? lang : langOfFile })
  }

  const groups = new Map<number, GroupId>()
  const groupOf = (value: unknown): GroupId | null => {
    if (typeof value !== 'number') return null
    const known = groups.get(value) ?? newId<GroupId>(random)
    groups.set(value, known)
    return known
  }
  const refs = new Map<NodeId, string>()
  for (const member of model.members) {
    const id = ids.get(key(member))
    if (id) refs.set(id, member.as === 'statement' ? `[${member.title}]` : `<${member.title}>`)
  }

  // Everything in the order of the file; `host` is what the relation stands under, for an undercut the argument it is about.
  const drafts: Draft[] = []
  const draft = (one: Omit<Draft, 'id' | 'rank'>) =>
    void drafts.push({ ...one, id: newId<RelationId>(random), rank: drafts.length })
  for (const one of model.relations) {
    const from = ids.get(key(one.from))
    const host = ids.get(key(one.to))
    if (!from || !host) continue
    const arrow =
      one.type === 'undercut' ? 'undercut' : one.type === 'support' || one.type === 'entails' ? 'support' : 'attack'
    if (one.type === 'contradictory') left.note('contradictions')
    const wanted = refs.get(host)
    const data = byKey.get(key(one.from))?.data
    const listed = field(data, 'relations')
    const exact = (Array.isArray(listed) ? listed : []).flatMap((entry: unknown) => {
      const kind = [...kindsOfArrow[arrow]].find((known) => known === field(entry, 'kind'))
      return kind && field(entry, 'arrow') === arrow && field(entry, 'to') === wanted
        ? [{ kind, group: groupOf(field(entry, 'group')), target: field(entry, 'target'), label: labelIn(entry, left) }]
        : []
    })
    const plain = arrow === 'undercut' ? 'undercuts' : arrow === 'support' ? 'supports' : 'attacks'
    const places = field(data, 'place') === `${{ support: '+', attack: '-', undercut: '_' }[arrow]} ${wanted}`
    for (const { kind, group, target, label } of exact.length > 0
      ? exact
      : [{ kind: plain, group: null, target: undefined, label: null } as const]) {
      if (from === host && kind !== 'undercuts') left.note('self-links')
      else draft({ kind, from, host, group, target, places, label })
    }
  }
  for (const structure of model.structures) {
    const argument = ids.get(`argument ${structure.argument}`)
    if (!argument) continue
    let group = newId<GroupId>(random)
    structure.statements.forEach((part, index) => {
      const statement = ids.get(`statement ${part.title}`)
      if (!statement) return
      const last = index === structure.statements.length - 1
      // A conclusion on the way opens the next step as its first premise; the last one has a group of its own.
      if (part.conclusion) group = newId<GroupId>(random)
      const same = drafts.some(
        (one) =>
          one.kind === 'supports' &&
          one.group !== null &&
          one.from === (last ? argument : statement) &&
          one.host === (last ? statement : argument),
      )
      if (same) left.note('used-twice')
      else
        draft({
          kind: 'supports',
          from: last ? argument : statement,
          host: last ? statement : argument,
          group,
          target: undefined,
          places: false,
          label: null,
        })
    })
  }

  const outgoing = new Map<NodeId, Draft[]>()
  for (const one of drafts) outgoing.set(one.from, [...(outgoing.get(one.from) ?? []), one])
  const relations = [...drafts]
    .sort((a, b) => Number(b.places) - Number(a.places) || a.rank - b.rank)
    .flatMap((one): PlannedRelation[] => {
      const { id, kind, from, host, group, rank } = one
      const named = one.label === null ? {} : { label: one.label }
      if (kind !== 'undercuts') return [{ id, kind, from, to: host, group, rank, ...named }]
      const candidates = (outgoing.get(host) ?? []).filter((other) => other !== one)
      const nth = field(one.target, 'nth')
      const like = candidates.filter(
        (other) => other.kind === field(one.target, 'kind') && refs.get(other.host) === field(one.target, 'to'),
      )
      const meant = like[typeof nth === 'number' ? nth : 0] ?? like[0]
      const target =
        meant ??
        candidates.find((other) => other.kind !== 'undercuts') ??
        candidates.find((other) => other.host !== from)
      if (!meant && candidates.length > 1) left.note('undercut-guessed')
      if (target) return [{ id, kind, from, to: target.id, group, rank, ...named }]
      left.note('undercut-nowhere')
      return from === host ? [] : [{ id, kind: 'attacks', from, to: host, group, rank }]
    })
  if (relations.length > limits.relations)
    throw new BadFile('too-many-links', { n: relations.length, limit: limits.relations })
  return { nodes, relations, at: options.at, left: left.all() }
}

const labelIn = (entry: unknown, left: Leaving): string | null => {
  const said = field(entry, 'label')
  return typeof said === 'string' ? labelOf(said, left) : null
}

/** A title and its text are one wording, `Title: text`; our own exports say when they made the title up. */
function wordingOf(member: Member): string {
  const exact = field(member.data, 'wording')
  if (typeof exact === 'string') return exact
  const text = flatten(member.text)
  if (!member.titled || (field(member.data, 'title') === 'made' && text !== '')) return text
  return text === '' ? member.title : `${member.title}: ${text}`
}
