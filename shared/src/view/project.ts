/**
 * What an audience may see of a board: an allow-list, pure and strict. Every field of the result is written out here;
 * nothing is copied over, so a field that is added to a board stays unseen until somebody adds it on purpose.
 *
 * The outline is made anew from what is shown, so that order, numbers and places are a function of the shown things
 * alone: hidden siblings leave no gap, and two histories that differ only in what is hidden give the same bytes.
 *
 * A hidden node takes its own relations with it and nothing else. What stood beneath it stays, as "not linked yet":
 * hiding one sentence must not silence the people who answered it, and anyone who wants a branch gone hides its nodes.
 */
import { outlineOf } from '../board/outline.ts'
import type { Whole } from '../board/whole.ts'
import type { Board, BoardNode, Relation, Words } from '../board/schema.ts'
import type { BlockId, GroupId, NodeId, RelationId, WordsId } from '../ids.ts'
import { viewCanvas } from './canvas.ts'
import { viewNotes } from './notes.ts'
import type { BoardView, Held, ViewNode, ViewPolicy, ViewRelation, ViewWords } from './policy.ts'
import { translatedAs } from './translated.ts'
import { blocksAsRead, nothingRefused, refusalOn, type Refusal } from './refusals.ts'

/** `later`: the board as the table has it by now, where what is shown is older. It says whose a sentence turned out to be. */
export function project(
  board: Whole,
  policy: ViewPolicy,
  held: Held,
  publicId: (id: string) => string,
  later: Whole | null = null,
): BoardView {
  const { question, lang } = board.meta
  if (!policy.consent) return { ...nothingShown, state: 'no-consent', lang }
  if (policy.curtain === 'drawn') return { ...nothingShown, state: 'curtain', question, lang }

  // Who said no to being watched is not there; who said no to being printed is there, and counts.
  const { consents } = policy
  const [observed, quoted] = (['observed', 'quoted'] as const).map((which) =>
    consents === undefined ? nothingRefused : refusalOn(which, consents, board, later),
  ) as [Refusal, Refusal]

  const nodes = shownNodes(board, new Set<string>(policy.hidden), held, [observed, quoted])
  const relations = shownRelations(board, nodes, held)
  const words = shownWords(board, nodes, held, observed)
  const { items, loose } = outlineOf(nodes, relations)
  const siblings = orderAmongSiblings(items, loose)
  const translated = (id: string, wording: string | null) =>
    translatedAs(policy.translations?.of, id, wording, policy.translatedUntil)

  const view = {
    state: policy.observation === 'paused' ? ('paused' as const) : ('open' as const),
    question,
    lang,
    nodes: {} as Record<string, ViewNode>,
    relations: {} as Record<string, ViewRelation>,
    words: {} as Record<string, ViewWords>,
    notes: policy.showNotes
      ? viewNotes(
          board.notes,
          withoutBlocks(board, held, [observed, quoted]),
          publicId,
          (node) => (nodes.has(node) ? publicId(node) : null),
          translated,
        )
      : {},
    template: policy.showCanvas ? (board.canvas?.template.name ?? '') : '',
    canvas: policy.showCanvas
      ? viewCanvas(board.canvas, {
          held: held.shapes,
          photos: policy.photos,
          ...(consents === undefined ? {} : { refused: { observed, quoted, by: consents }, later: later?.canvas }),
          publicId,
          node: (node) => (nodes.has(node) ? publicId(node) : null),
          translations: policy.translations?.of,
          translatedUntil: policy.translatedUntil,
        })
      : {},
  }
  for (const { node: id, relation, parent, depth, number } of items) {
    const node = nodes.get(id)
    if (!node) continue
    const spoken = words.get(id) ?? []
    const open = publicId(id)
    view.nodes[open] = {
      kind: node.kind,
      wording: node.wording,
      lang: node.lang,
      order: siblings.get(id) ?? 0,
      number,
      depth,
      parent: parent === null ? null : publicId(parent),
      relation: relation === null ? null : publicId(relation),
      words: spoken.length,
      ...translated(id, node.wording),
    }
    if (!policy.showWords) continue
    for (const [order, one] of spoken.filter(({ id }) => !quoted.words.has(id)).entries()) {
      view.words[publicId(one.id)] = {
        node: open,
        text: one.text,
        lang: one.lang,
        capture: one.capture,
        minute: Math.floor(one.at / minute),
        order,
        ...translated(one.id, null),
      }
    }
  }
  const groups = shownGroups(relations)
  for (const relation of [...relations.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    view.relations[publicId(relation.id)] = {
      kind: relation.kind,
      from: publicId(relation.from),
      to: publicId(relation.to),
      group: relation.group !== null && groups.has(relation.group) ? publicId(relation.group) : null,
    }
  }
  return view
}

const minute = 60_000
const nothingShown = { question: '', nodes: {}, relations: {}, words: {}, notes: {}, template: '', canvas: {} } as const

/** A node's wording is the one the curtain keeps, where it keeps one. */
function shownNodes(
  board: Board,
  hidden: ReadonlySet<string>,
  held: Held,
  refusals: readonly Refusal[],
): ReadonlyMap<NodeId, BoardNode> {
  const shown = new Map<NodeId, BoardNode>()
  for (const [id, node] of board.nodes) {
    if (hidden.has(id) || held.ids.has(id)) continue
    const wording = held.wording.get(id) ?? node.wording
    const one = wording === node.wording ? node : { ...node, wording }
    if (!refusals.some((refusal) => refusal.wording(one, id, wording))) shown.set(id, one)
  }
  return shown
}

/** Both ends shown; for an undercut that means the relation it doubts, down to one between two shown nodes. */
function shownRelations(
  board: Board,
  nodes: ReadonlyMap<NodeId, BoardNode>,
  held: Held,
): ReadonlyMap<RelationId, Relation> {
  const shown = new Map<RelationId, Relation>()
  const waiting = new Map<RelationId, Relation[]>()
  const ready: Relation[] = []
  for (const [id, relation] of board.relations) {
    if (held.ids.has(id) || !nodes.has(relation.from)) continue
    if (relation.kind !== 'undercuts') {
      if (nodes.has(relation.to as NodeId)) ready.push(relation)
      continue
    }
    const target = relation.to as RelationId
    waiting.set(target, [...(waiting.get(target) ?? []), relation])
  }
  for (let relation = ready.pop(); relation; relation = ready.pop()) {
    shown.set(relation.id, relation)
    ready.push(...(waiting.get(relation.id) ?? []))
  }
  return shown
}

/** What was said beneath a shown node, oldest first; never what was withdrawn, redacted, is held or may not be watched. */
function shownWords(
  board: Board,
  nodes: ReadonlyMap<NodeId, BoardNode>,
  held: Held,
  unseen: Refusal,
): ReadonlyMap<NodeId, readonly Words[]> {
  const shown = new Map<NodeId, readonly Words[]>()
  for (const id of nodes.keys()) {
    const said: Words[] = []
    for (const one of board.wordsOf.get(id) ?? []) {
      const words = board.words.get(one)
      if (words && words.withdrawn === null && words.redacted === null && !held.ids.has(one) && !unseen.words.has(one))
        said.push(words)
    }
    if (said.length > 0) shown.set(id, said)
  }
  return shown
}

/** A sentence that was taken out of the minutes stands in them too, and one may be written into them again. */
function withoutBlocks({ notes }: Whole, held: Held, refusals: readonly Refusal[]): Held {
  const shown = (notes?.blocks ?? []).flatMap(
    (block) => held.blocks.get(block.id) ?? (held.blocks.has(block.id) ? [] : [block]),
  )
  const minutes = blocksAsRead(shown)
  const withheld = refusals.flatMap((one) => [...one.minutes(minutes)])
  if (withheld.length === 0) return held
  const blocks = new Map(held.blocks)
  for (const id of withheld) blocks.set(id as BlockId, null)
  return { ...held, blocks }
}

/** A premise group of which one member is left would tell that another is hidden. */
function shownGroups(relations: ReadonlyMap<RelationId, Relation>): ReadonlySet<GroupId> {
  const once = new Set<GroupId>()
  const twice = new Set<GroupId>()
  for (const { group } of relations.values()) {
    if (group === null) continue
    if (once.has(group)) twice.add(group)
    once.add(group)
  }
  return twice
}

/** 0, 1, 2 … beneath each parent; at the top the issues first, then what is not linked yet, each from 0. */
function orderAmongSiblings(
  items: ReturnType<typeof outlineOf>['items'],
  loose: readonly NodeId[],
): ReadonlyMap<NodeId, number> {
  const order = new Map<NodeId, number>()
  const isLoose = new Set(loose)
  let issues = 0
  for (const item of items) {
    if (item.parent === null && !isLoose.has(item.node)) order.set(item.node, issues++)
    for (const [n, child] of item.children.entries()) order.set(child, n)
  }
  for (const [n, node] of loose.entries()) order.set(node, n)
  return order
}

/** What the table took back since `then`, of what `then` shows: removed, withdrawn or redacted. A delay must not show it. */
export function takenBack(then: Board, now: Board): (NodeId | RelationId | WordsId)[] {
  const gone: (NodeId | RelationId | WordsId)[] = []
  for (const id of then.nodes.keys()) if (!now.nodes.has(id)) gone.push(id)
  for (const [id, words] of then.words) {
    const later = now.words.get(id)
    if (words === later) continue
    if (!later || later.withdrawn !== null || later.redacted !== null) gone.push(id)
  }
  return gone
}

/** The view without some of its nodes: what is left to show when projecting fails and a node must go all the same. */
export function withoutNodes(view: BoardView, publicIds: ReadonlySet<string>): BoardView {
  const nodes = Object.fromEntries(Object.entries(view.nodes).filter(([id]) => !publicIds.has(id)))
  const words = Object.fromEntries(Object.entries(view.words).filter(([, { node }]) => node in nodes))
  let relations = view.relations
  for (let size = -1; size !== Object.keys(relations).length; ) {
    size = Object.keys(relations).length
    const ends = relations
    relations = Object.fromEntries(
      Object.entries(ends).filter(([, { from, to }]) => from in nodes && (to in nodes || to in ends)),
    )
  }
  const canvas = Object.fromEntries(
    Object.entries(view.canvas).map(([id, shape]) => [
      id,
      { ...shape, links: shape.links.filter((node) => node in nodes) },
    ]),
  )
  return { ...view, nodes, relations, words, canvas }
}
