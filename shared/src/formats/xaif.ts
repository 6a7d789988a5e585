/**
 * A board as xAIF: every link through an S-node, linked premises through one, an undercut as a CA whose target is the
 * S-node of what it doubts, people's words as `L -> YA -> I` under their seat codes. `tablee` says what AIF has no word
 * for, so that the file comes back as the board it was.
 */
import type { Board, Relation } from '../board/schema.ts'
import type { Left } from '../file.ts'
import type { NodeId, RelationId, SeatCode } from '../ids.ts'
import { noSeat } from './aif.ts'
import { fileNames } from './file-map.ts'
import { inventory } from './inventory.ts'

export type Written = { readonly text: string; readonly left: Left }

type Id = string | number
/** As OVA writes them: numbers where they were numbers. */
const idOf = (name: string): Id => (/^(0|[1-9]\d{0,14})$/.test(name) ? Number(name) : name)

/** Premises that are linked, or one alone, and what they speak to together. */
type Reason = { readonly id: string; readonly members: readonly Relation[] }

function reasonsOf(relations: readonly Relation[]): readonly Reason[] {
  const linked = new Map<string, Relation[]>()
  const all: Relation[][] = []
  for (const one of relations) {
    const key = `${one.group} ${one.kind} ${one.to}`
    const others = one.group === null ? undefined : linked.get(key)
    if (others !== undefined) others.push(one)
    else {
      const members = [one]
      all.push(members)
      if (one.group !== null) linked.set(key, members)
    }
  }
  const taken = new Set<string>()
  return all.map((members) => {
    const [first] = members
    const group = first?.group ?? null
    const id = group !== null && !taken.has(group) ? group : (first?.id ?? '')
    taken.add(id)
    return { id, members }
  })
}

/** xAIF as OVA3 opens it; `left` counts what even `tablee` does not carry. */
export function exportXaif(board: Board, of: { readonly title?: string } = {}): Written {
  const { nodes, relations, places, words, depths, left } = inventory(board)
  const reasons = reasonsOf(relations)
  const reasonOf = new Map<RelationId, Reason>()
  for (const one of reasons) for (const member of one.members) reasonOf.set(member.id, one)
  const name = fileNames([
    ...nodes.map((one) => one.id),
    ...reasons.map((one) => one.id),
    ...words.map((one) => one.id),
  ])
  const id = (of: string): Id => idOf(name(of))

  const aifNodes: object[] = []
  const edges: { edgeID: number; fromID: Id; toID: Id }[] = []
  const schemefulfillments: object[] = []
  const layout: object[] = []
  const draw = (nodeID: Id, x: number, y: number): void =>
    void layout.push({ nodeID, visible: true, x, y, timestamp: '' })
  const edge = (fromID: Id, toID: Id): void => void edges.push({ edgeID: edges.length + 1, fromID, toID })

  const heights = new Map<NodeId, number>()
  nodes.forEach((one, row) => {
    aifNodes.push({ nodeID: id(one.id), text: one.wording, type: 'I' })
    heights.set(one.id, row)
    draw(id(one.id), 300 * (depths.get(one.id) ?? 0), 140 * row)
  })
  // Where every link places its entry, nothing need be said of it.
  const choice = relations.some((one) => !places.has(one.id))
  const links: object[] = []
  for (const { id: reason, members } of reasons) {
    const [first] = members
    if (first === undefined) continue
    const against = first.kind === 'attacks' || first.kind === 'undercuts'
    const example = first.kind === 'illustrates' && first.label === undefined
    const text = first.label ?? (against ? 'Default Conflict' : example ? 'Example' : 'Default Inference')
    aifNodes.push({ nodeID: id(reason), text, type: against ? 'CA' : 'RA' })
    schemefulfillments.push({ nodeID: id(reason), schemeID: against ? 71 : 72 })
    draw(id(reason), 300 * (depths.get(first.from) ?? 0) - 150, 140 * (heights.get(first.from) ?? 0))
    for (const member of members) edge(id(member.from), id(reason))
    const about = first.kind === 'undercuts' ? reasonOf.get(first.to as RelationId) : undefined
    edge(id(reason), id(about?.id ?? first.to))
    const doubted = about?.members.find((one) => one.id === first.to)
    const placing = choice ? members.filter((one) => places.has(one.id)).map((one) => id(one.from)) : []
    const more = {
      ...(against || first.kind === 'supports' || example ? {} : { kind: first.kind }),
      ...(placing.length > 0 ? { places: placing } : {}),
      ...(members.length === 1 && first.group !== null ? { group: true } : {}),
      ...(about !== undefined && doubted !== undefined && doubted !== about.members[0]
        ? { premise: id(doubted.from) }
        : {}),
    }
    if (Object.keys(more).length > 0) links.push({ nodeID: id(reason), ...more })
  }

  const seats = [...new Set(words.flatMap((one) => one.seat ?? []))].sort()
  const someUnknown = words.some((one) => one.seat === null)
  const person = new Map<SeatCode | null, number>()
  if (someUnknown) person.set(null, 0)
  for (const seat of seats) person.set(seat, person.size + (someUnknown ? 0 : 1))
  const [first, last] = noSeat.split(' ')
  for (const one of words) {
    const L = id(one.id)
    const YA = `${name(one.id)}-ya`
    aifNodes.push({ nodeID: L, text: one.text, type: 'L' }, { nodeID: YA, text: 'Default Illocuting', type: 'YA' })
    edge(L, YA)
    edge(YA, id(one.node ?? ''))
    const row = one.node === null ? 0 : (heights.get(one.node) ?? 0)
    draw(L, 2_400, 140 * row)
    draw(YA, 2_200, 140 * row)
  }

  const title = of.title ?? board.meta.question
  return {
    text: `${JSON.stringify(
      {
        AIF: {
          nodes: aifNodes,
          edges,
          schemefulfillments,
          descriptorfulfillments: [],
          cqdescriptorfulfillments: [],
          participants: [...person].map(([seat, participantID]) => ({
            participantID,
            firstname: first,
            surname: seat ?? last,
          })),
          locutions: words.map((one) => ({
            nodeID: id(one.id),
            personID: person.get(one.seat) ?? 0,
            start: new Date(one.at).toISOString(),
          })),
        },
        text: title,
        dialog: words.length > 0,
        OVA: {
          firstname: '',
          surname: '',
          url: '',
          nodes: layout,
          edges: edges.map(({ fromID, toID }) => ({ fromID, toID, visible: true })),
        },
        tablee: {
          about:
            'What AIF has no word for: kinds and languages of entries, exact links, how words were caught; what stayed behind',
          lang: board.meta.lang,
          nodes: nodes.map((one) => ({ nodeID: id(one.id), kind: one.kind, lang: one.lang })),
          links,
          words: words.map((one) => ({ nodeID: id(one.id), lang: one.lang, capture: one.capture })),
          left: left.all(),
        },
      },
      null,
      1,
    )}\n`,
    left: left.all(),
  }
}
