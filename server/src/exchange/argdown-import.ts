/**
 * Argdown in: a file becomes a plan (nodes and relations with their ids), and the plan is applied in one transaction
 * or not at all. The mapping is that of `shared/formats/argdown`, read backwards.
 */
import type * as Y from 'yjs'
import type { Edit } from '@tablee/shared/board/edit'
import { plant, type Plant } from '@tablee/shared/board/plant'
import { limits, nodeKinds, type RelationKind } from '@tablee/shared/board/schema'
import { kindsOfArrow, markStatement } from '@tablee/shared/formats/argdown'
import { flatten } from '@tablee/shared/formats/argdown-text'
import {
  isLang,
  newId,
  type GroupId,
  type Lang,
  type NodeId,
  type RandomBytes,
  type RelationId,
} from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { ArgdownModel, Member, MemberRef } from './argdown-model.ts'
import { parseArgdown, type Reading } from './argdown-parse.ts'

export type PlannedNode = Plant['nodes'][number]
export type PlannedRelation = Plant['relations'][number]
type Draft = {
  readonly id: RelationId
  readonly kind: RelationKind
  readonly from: NodeId
  readonly host: NodeId
  readonly group: GroupId | null
  readonly target: unknown
  readonly places: boolean
  readonly rank: number
}
export type ImportPlan = {
  readonly nodes: readonly PlannedNode[]
  readonly relations: readonly PlannedRelation[]
  readonly at: number
  /** What the file says and a board cannot: how much of what. */
  readonly notKept: Readonly<Record<string, number>>
}
export type ImportOptions = Reading & { readonly random: RandomBytes; readonly at: number; readonly lang: Lang }

export async function importArgdown(text: string, options: ImportOptions): Promise<Result<ImportPlan>> {
  options.onProgress?.(0.05)
  const parsed = await parseArgdown(text, options)
  if (!parsed.ok) return parsed
  const plan = planOf(parsed.value, options)
  options.onProgress?.(1)
  return plan
}

/** Puts the plan on the board, whole or not at all. */
export const applyPlan = (doc: Y.Doc, origin: Edit, plan: ImportPlan): Result<null> => plant(doc, origin, plan)

const key = (ref: MemberRef) => `${ref.as} ${ref.title}`

export function planOf(
  model: ArgdownModel,
  options: Pick<ImportOptions, 'fileName' | 'random' | 'at' | 'lang'>,
): Result<ImportPlan> {
  const { random } = options
  const bad = (line: number | null, why: string) =>
    fail({ code: 'bad-file', file: options.fileName, line: line !== null && Number.isFinite(line) ? line : null, why })
  if (model.members.length > limits.nodes)
    return bad(
      null,
      `${model.members.length} statements and arguments are more than the ${limits.nodes} entries a board holds`,
    )
  const notKept: Record<string, number> = { ...model.notKept }
  const note = (what: string) => void (notKept[what] = (notKept[what] ?? 0) + 1)
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
    const wording = wordingOf(member)
    if (wording.length > limits.wording)
      return bad(
        member.line,
        `a text of ${wording.length} characters is longer than the ${limits.wording} an entry holds`,
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
    if (one.type === 'contradictory') note('contradictions as such (kept as attacks)')
    const wanted = refs.get(host)
    const data = byKey.get(key(one.from))?.data
    const listed = field(data, 'relations')
    const exact = (Array.isArray(listed) ? listed : []).flatMap((entry: unknown) => {
      const kind = [...kindsOfArrow[arrow]].find((known) => known === field(entry, 'kind'))
      return kind && field(entry, 'arrow') === arrow && field(entry, 'to') === wanted
        ? [{ kind, group: groupOf(field(entry, 'group')), target: field(entry, 'target') }]
        : []
    })
    const plain = arrow === 'undercut' ? 'undercuts' : arrow === 'support' ? 'supports' : 'attacks'
    const places = field(data, 'place') === `${{ support: '+', attack: '-', undercut: '_' }[arrow]} ${wanted}`
    for (const { kind, group, target } of exact.length > 0
      ? exact
      : [{ kind: plain, group: null, target: undefined } as const]) {
      if (from === host && kind !== 'undercuts') note('relations of an entry with itself')
      else draft({ kind, from, host, group, target, places })
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
      if (same) note('statements used twice in one structure')
      else
        draft({
          kind: 'supports',
          from: last ? argument : statement,
          host: last ? statement : argument,
          group,
          target: undefined,
          places: false,
        })
    })
  }

  const outgoing = new Map<NodeId, Draft[]>()
  for (const one of drafts) outgoing.set(one.from, [...(outgoing.get(one.from) ?? []), one])
  const relations = [...drafts]
    .sort((a, b) => Number(b.places) - Number(a.places) || a.rank - b.rank)
    .flatMap((one): PlannedRelation[] => {
      const { id, kind, from, host, group, rank } = one
      if (kind !== 'undercuts') return [{ id, kind, from, to: host, group, rank }]
      const candidates = (outgoing.get(host) ?? []).filter((other) => other !== one)
      const nth = field(one.target, 'nth')
      const like = candidates.filter(
        (other) => other.kind === field(one.target, 'kind') && refs.get(other.host) === field(one.target, 'to'),
      )
      const named = like[typeof nth === 'number' ? nth : 0] ?? like[0]
      const target =
        named ??
        candidates.find((other) => other.kind !== 'undercuts') ??
        candidates.find((other) => other.host !== from)
      if (!named && candidates.length > 1) note('which relation an undercut means (taken: the first)')
      if (target) return [{ id, kind, from, to: target.id, group, rank }]
      note('undercuts of arguments that lead nowhere (kept as attacks)')
      return from === host ? [] : [{ id, kind: 'attacks', from, to: host, group, rank }]
    })
  if (relations.length > limits.relations)
    return bad(null, `${relations.length} relations are more than the ${limits.relations} a board holds`)
  return ok({ nodes, relations, at: options.at, notKept })
}

/** A title and its text are one wording, `Title: text`; our own exports say when they made the title up. */
function wordingOf(member: Member): string {
  const exact = field(member.data, 'wording')
  if (typeof exact === 'string') return exact
  const text = flatten(member.text)
  if (!member.titled || (field(member.data, 'title') === 'made' && text !== '')) return text
  return text === '' ? member.title : `${member.title}: ${text}`
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
