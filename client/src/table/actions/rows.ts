/** The empty row: where it begins, what it becomes, and where that belongs; the same choice for an entry that stands. */
import type { NodeId } from '@tablee/shared/ids'
import type { Hand } from './hand.ts'
import { moveForKey, moveOf, movesAt, nextBeneath, signsOfRows, type Move } from '../board/moves.ts'
import { movesFrom, spotFor, type Home } from '../board/spots.ts'
import type { RowDraft } from './ui.ts'
import { freshId, putBeneath, siblingsOf, turnInto } from '../board/verbs.ts'

export function createRows(hand: Hand) {
  const { world, set, at, done } = hand
  function begin(parent: NodeId | null, after: NodeId | null, move: Move, under = false): void {
    if (!world().mayEdit) return
    const home: Home = { parent, after, under }
    const draft: RowDraft = {
      id: freshId(),
      relation: freshId(),
      parent,
      after,
      move,
      fallback: move,
      lang: world().lang,
      home,
    }
    set({
      draft,
      editing: { id: draft.id, where: 'outline', start: 'end' },
      selected: null,
      side: 'outline',
      menu: null,
      done: null,
    })
    world().link.presence.show({ node: parent, writing: true })
  }

  /** Beneath an entry, last among its children. */
  function beneath(id: NodeId, move?: Move): void {
    const entry = at(id)
    if (entry) begin(id, entry.item.children.at(-1) ?? null, move ?? nextBeneath(entry.node.kind), true)
  }

  /** After an entry, of the same sort; beneath an only issue, for two questions at one table are rare. */
  function next(id: NodeId): void {
    const entry = at(id)
    if (!entry) return
    const only =
      entry.node.kind === 'issue' && world().entries.list.filter(({ node }) => node.kind === 'issue').length === 1
    if (only) return beneath(id)
    begin(entry.item.parent, id, moveOf(entry.node.kind, entry.relation?.kind ?? null))
  }

  function redraft(change: Partial<RowDraft>): void {
    const { draft } = world().ui
    if (draft) set({ draft: { ...draft, ...change } })
  }

  const rehome = (home: Home, move: Move, fallback = move): void =>
    redraft({ parent: home.parent, after: home.after, home, move, fallback })

  /** What it is when nobody chose, where its row began. */
  const redraftAsUsual = (draft: RowDraft): void => rehome(draft.home, draft.fallback)

  /** Where an empty row may go: beneath the row above it, or after its parent. */
  function indentDraft(): void {
    const { ui } = world()
    const draft = ui.draft
    const above = draft?.after == null ? null : at(draft.after)
    if (!draft || !above) return
    const usual = nextBeneath(above.node.kind)
    // What somebody chose on purpose goes along, where it makes sense there.
    const there = movesAt({ kind: above.node.kind, hasRelation: above.relation !== null })
    const move = draft.move !== draft.fallback && there.includes(draft.move) ? draft.move : usual
    rehome({ parent: above.node.id, after: above.item.children.at(-1) ?? null, under: true }, move, usual)
  }

  function outdentDraft(): boolean {
    const { ui } = world()
    const parent = ui.draft?.parent == null ? null : at(ui.draft.parent)
    if (!parent) return false
    const move = moveOf(parent.node.kind, parent.relation?.kind ?? null)
    rehome({ parent: parent.item.parent, after: parent.node.id, under: false }, move)
    return true
  }

  /** The signs of an empty row on a row that stands: something is said to it. An answer goes to its question. */
  function sign(id: NodeId, key: string): boolean {
    const entry = at(id)
    const move = moveForKey(key)
    if (!entry || !world().mayEdit || move === null || !signsOfRows.includes(move)) return false
    const above = { kind: entry.node.kind, hasRelation: entry.relation !== null }
    const home: Home = { parent: id, after: entry.item.children.at(-1) ?? null, under: true }
    const spot = movesAt(above).includes(move) ? spotFor(world().entries, home, move) : null
    if (!spot) return false
    begin(spot.parent, spot.after, move, true)
    return true
  }

  /** Where an entry stands, as if its row had begun there. */
  function homeOf(id: NodeId): Home | null {
    const { ui, entries } = world()
    const entry = at(id)
    if (!entry) return ui.draft?.id === id ? ui.draft.home : null
    const siblings = siblingsOf(entries, entry.item.parent, id)
    return { parent: entry.item.parent, after: siblings[siblings.indexOf(entry) - 1]?.node.id ?? null, under: false }
  }

  /** What it may be, there or where that belongs. */
  function choicesFor(id: NodeId): readonly Move[] {
    const home = homeOf(id)
    return home ? movesFrom(world().entries, home) : []
  }

  /** A choice by key, chip or menu, for the row being written or for an entry that stands: it goes where that belongs. */
  function choose(id: NodeId, move: Move): boolean {
    const { entries, link } = world()
    const home = homeOf(id)
    const spot = home && spotFor(entries, home, move)
    if (!home || !spot) return false
    if (!at(id)) redraft({ move, ...spot })
    else if (spot.parent === home.parent) turnInto(link, entries, id, move)
    else done(putBeneath(link, entries, id, spot.parent, spot.after, move))
    return true
  }

  /** A sign on the empty row is a choice; anything else is the first letter. */
  function firstKey(id: NodeId, key: string): boolean {
    const move = moveForKey(key)
    return move !== null && choose(id, move)
  }

  return { begin, beneath, next, redraftAsUsual, indentDraft, outdentDraft, sign, choicesFor, choose, firstKey }
}
