/**
 * Writes one of the demo's boards with the verbs that a table uses, and says which node has which key. A sentence that
 * does not fit is a bug: it throws.
 */
import { addNode, addWords, group, relate, type Edit } from '@tablee/shared/board/edit'
import {
  newId,
  seatCode,
  type BoardId,
  type GroupId,
  type Lang,
  type NodeId,
  type RandomBytes,
  type RelationId,
  type SeatCode,
  type WordsId,
} from '@tablee/shared/ids'
import type { Capture } from '@tablee/shared/board/schema'
import type { Problem, Result } from '@tablee/shared/problem'
import type * as Y from 'yjs'
import { plantQuestion } from '../dialogue/found.ts'
import { issueKey, type DemoBoard } from './types.ts'

export type DemoPlace = {
  readonly id: BoardId
  readonly question: string
  readonly lang: Lang
  readonly seats: number
  readonly tableNumber: number
}

/** Words as they came onto the board. */
export type DemoSaid = {
  readonly id: WordsId
  readonly seat: SeatCode | null
  readonly text: string
  readonly lang: Lang
  readonly capture: Capture
}

const origin: Edit = { who: 'server', why: 'demo' }
/** Between two nodes of the demo: people take some twenty seconds for a sentence. */
const pace = 20_000

/**
 * Null for `content`: the question alone. `startedAt` in ms; each entry comes twenty seconds after the one before.
 * Nodes and relations must be named before they are linked to.
 */
export function writeBoard(
  doc: Y.Doc,
  place: DemoPlace,
  content: DemoBoard | null,
  startedAt: number,
  random: RandomBytes,
): { readonly nodes: ReadonlyMap<string, NodeId>; readonly said: readonly DemoSaid[] } {
  const must = <T>(key: string, result: Result<T, Problem>): T => {
    if (result.ok) return result.value
    throw new Error(`demo board ${place.id}, ${key}: ${JSON.stringify(result.problem)}`)
  }
  const nodes = new Map<string, NodeId>()
  const said: DemoSaid[] = []
  const placing = new Map<string, RelationId>()
  const groups = new Map<string, { id: GroupId; members: RelationId[] }>()
  let at = startedAt
  const issue = newId<NodeId>(random)
  nodes.set(issueKey, issue)
  must(issueKey, plantQuestion(doc, place, { issue, at }))

  const find = <T>(of: ReadonlyMap<string, T>, key: string, from: string): T => {
    const found = of.get(key)
    if (found === undefined)
      throw new Error(`demo board ${place.id}: ${from} names ${key}, which does not stand before it`)
    return found
  }
  for (const { key, kind, text, lang = place.lang, place: under, words = [] } of content?.nodes ?? []) {
    at += pace
    const id = newId<NodeId>(random)
    const relation = newId<RelationId>(random)
    const target =
      under === undefined
        ? undefined
        : under.as === 'undercuts'
          ? find(placing, under.to, key)
          : find(nodes, under.to, key)
    const entry = { id, kind, wording: text, lang: lang as string as Lang, at }
    must(
      key,
      addNode(
        doc,
        origin,
        under === undefined || target === undefined
          ? entry
          : { ...entry, place: { relation, kind: under.as, to: target } },
      ),
    )
    if (nodes.has(key)) throw new Error(`demo board ${place.id}: ${key} stands twice`)
    nodes.set(key, id)
    if (under !== undefined) placing.set(key, relation)
    if (under?.group !== undefined) {
      const known = groups.get(under.group) ?? { id: newId<GroupId>(random), members: [] }
      known.members.push(relation)
      groups.set(under.group, known)
    }
    for (const one of words) {
      const came: DemoSaid = {
        id: newId<WordsId>(random),
        text: one.text,
        lang: (one.lang ?? place.lang) as string as Lang,
        seat: one.seat === null ? null : seatCode(place.tableNumber, one.seat),
        capture: one.capture ?? 'own-typing',
      }
      must(key, addWords(doc, origin, { ...came, node: id, at: at + 3_000 }))
      said.push(came)
    }
  }
  for (const { id, members } of groups.values()) if (members.length > 1) must('group', group(doc, origin, members, id))
  for (const link of content?.links ?? []) {
    const to = link.as === 'undercuts' ? find(placing, link.to, link.from) : find(nodes, link.to, link.from)
    must(
      link.from,
      relate(doc, origin, {
        id: newId<RelationId>(random),
        kind: link.as,
        from: find(nodes, link.from, link.from),
        to,
        at: at + pace,
      }),
    )
  }
  return { nodes, said }
}
