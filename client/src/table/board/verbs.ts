/**
 * What a person does to the board, in the terms of the screen. Each is one transaction of `board/edit` with this
 * person's origin; it returns the Problem if the board refused it.
 */
import {
  addNode,
  addWords,
  group,
  move,
  placeWords,
  relate,
  remove,
  reorder,
  setKind,
  setLang,
  setRelationKind,
  setWording,
  unrelate,
  type Edit,
  type Target,
} from '@tablee/shared/board/edit'
import { between, betweenMany } from '@tablee/shared/board/order'
import type { Capture, RelationKind } from '@tablee/shared/board/schema'
import {
  newId,
  type BlockId,
  type GroupId,
  type Lang,
  type NodeId,
  type RelationId,
  type SeatCode,
  type WordsId,
} from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { TableLink } from '../../link/link.ts'
import type { Entries, Entry } from './entries.ts'
import { moveOf, moveTable, relationUnder, type Move } from './moves.ts'

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
export const freshId = <Id extends string>(): Id => newId<Id>(random)

/** Who did it, as the journal and this person's undo know it: a seat or a role, never a name. */
export const who = (link: TableLink): string => link.me.who
const edit = (link: TableLink, why: string): Edit => ({ who: who(link), why })

export type Draft = {
  /** Drawn before the node exists, so that its row stays the same row when the first letter makes it real. */
  readonly id: NodeId
  readonly relation: RelationId
  readonly parent: NodeId | null
  readonly after: NodeId | null
  readonly move: Move
  /** What it is when nobody chose: Backspace returns to it. */
  readonly fallback: Move
  readonly lang: Lang
}

const orderOf = (entry: Entry | undefined): string | null =>
  entry ? (entry.relation?.order ?? entry.node.order) : null

/** An order key after `after` among the children of `parent`. */
function orderAfter(entries: Entries, parent: NodeId | null, after: NodeId | null): string | null {
  if (after === null) return null
  const siblings = siblingsOf(entries, parent, after)
  const at = siblings.findIndex((entry) => entry.node.id === after)
  if (at < 0) return null // undone since the row began: last, then
  const next = siblings[at + 1]
  return next === undefined ? null : between(orderOf(siblings[at]), orderOf(next))
}

/** Entries under one parent; at the top issues and loose entries are two lists. */
export function siblingsOf(entries: Entries, parent: NodeId | null, like: NodeId): readonly Entry[] {
  const issue = entries.byId.get(like)?.node.kind === 'issue'
  return entries.list.filter(
    (entry) => entry.item.parent === parent && (parent !== null || (entry.node.kind === 'issue') === issue),
  )
}

/** What a relation of this kind beneath `parent` ends on: the entry, or for an undercut the entry's own relation. */
const targetFor = (kind: RelationKind, parent: Entry): Target | null =>
  kind === 'undercuts' ? (parent.relation?.id ?? null) : parent.node.id

/** The relation that a move is beneath this entry; null for what stands alone. */
export function relationTo(
  entries: Entries,
  as: Move,
  parentId: NodeId | null,
): { readonly kind: RelationKind; readonly to: Target } | null {
  const parent = parentId === null ? undefined : entries.byId.get(parentId)
  const kind = parent === undefined ? null : relationUnder(as, parent.node.kind)
  const to = kind === null || parent === undefined ? null : targetFor(kind, parent)
  return kind === null || to === null ? null : { kind, to }
}

/** `ends`: where it stands beneath its parent when it follows nobody. */
export function writeDraft(
  link: TableLink,
  entries: Entries,
  draft: Draft,
  text: string,
  ends: 'first' | 'last' = 'last',
): Result<unknown> {
  const parent = draft.parent === null ? null : (entries.byId.get(draft.parent) ?? null)
  const place = relationTo(entries, draft.move, draft.parent)
  const eldest = parent?.item.children[0]
  const order =
    draft.after === null && ends === 'first' && eldest !== undefined
      ? between(null, orderOf(entries.byId.get(eldest)))
      : orderAfter(entries, draft.parent, draft.after)
  return addNode(link.doc, edit(link, 'add'), {
    id: draft.id,
    kind: moveTable[draft.move].kind,
    wording: text,
    lang: draft.lang,
    at: Date.now(),
    ...(place !== null
      ? { place: { relation: draft.relation, ...place, ...(order === null ? {} : { order }) } }
      : order === null
        ? {}
        : { order }),
  })
}

/** Entries of the same sort right after one that stands, one for each text; their places are made all at once. */
export function writeAfter(
  link: TableLink,
  entries: Entries,
  above: Entry,
  texts: readonly string[],
): { readonly made: readonly NodeId[]; readonly result: Result<unknown> } {
  const { node, relation } = above
  const siblings = siblingsOf(entries, above.item.parent, node.id)
  const orders = betweenMany(orderOf(above), orderOf(siblings[siblings.indexOf(above) + 1]), texts.length)
  const made: NodeId[] = []
  for (const [n, wording] of texts.entries()) {
    const order = orders[n] ?? between(orders.at(-1) ?? null, null)
    const id = freshId<NodeId>()
    const result = addNode(link.doc, edit(link, 'add'), {
      id,
      kind: node.kind,
      wording,
      lang: node.lang,
      at: Date.now(),
      order,
      ...(relation === null ? {} : { place: { relation: freshId(), kind: relation.kind, to: relation.to, order } }),
    })
    if (!result.ok) return { made, result }
    made.push(id)
  }
  return { made, result: ok(made) }
}

export const reword = (link: TableLink, id: NodeId, text: string): Result<unknown> =>
  setWording(link.doc, edit(link, 'reword'), id, text)

/** Another move for an entry that stands: kind and relation change in one transaction, one step of undo. */
export function turnInto(link: TableLink, entries: Entries, id: NodeId, next: Move): void {
  const entry = entries.byId.get(id)
  if (!entry) return
  const parent = entry.item.parent === null ? null : (entries.byId.get(entry.item.parent) ?? null)
  const origin = edit(link, 'turn')
  link.doc.transact(() => {
    setKind(link.doc, origin, id, moveTable[next].kind)
    if (!parent || !entry.relation) return
    const kind = relationUnder(next, parent.node.kind)
    if (kind === null) {
      move(link.doc, origin, id, { to: null }, freshId(), Date.now())
      return
    }
    if ((kind === 'undercuts') === (entry.relation.kind === 'undercuts'))
      setRelationKind(link.doc, origin, entry.relation.id, kind)
    else {
      const to = targetFor(kind, parent)
      if (to !== null) move(link.doc, origin, id, { to, kind }, freshId(), Date.now())
    }
  }, origin)
}

/** Puts an entry beneath another (or to the top), keeping what it is as far as it makes sense there. */
export function putBeneath(
  link: TableLink,
  entries: Entries,
  id: NodeId,
  parentId: NodeId | null,
  after: NodeId | null,
  as?: Move,
): Result<unknown> {
  const entry = entries.byId.get(id)
  const parent = parentId === null ? null : (entries.byId.get(parentId) ?? null)
  if (!entry) return ok(null)
  const origin = edit(link, 'move')
  const among = after === null ? {} : { after }
  if (!parent) return move(link.doc, origin, id, { to: null, ...among }, freshId(), Date.now())
  let next = as ?? moveOf(entry.node.kind, entry.relation?.kind ?? null)
  if (next === 'issue') next = 'question'
  let kind =
    as === undefined && entry.relation && entry.relation.kind !== 'answers' && next !== 'position'
      ? entry.relation.kind
      : relationUnder(next, parent.node.kind)
  if (kind === 'undercuts' && parent.relation === null) kind = 'attacks'
  const to = kind === null ? null : targetFor(kind, parent)
  if (kind === null || to === null) return ok(null)
  const made = { kind, to }
  let result: Result<unknown> = ok(null)
  link.doc.transact(() => {
    if (moveTable[next].kind !== entry.node.kind) setKind(link.doc, origin, id, moveTable[next].kind)
    result = move(link.doc, origin, id, { ...made, ...among }, freshId(), Date.now())
  }, origin)
  return result
}

export const step = (link: TableLink, id: NodeId, among: { after?: NodeId; before?: NodeId }): Result<unknown> =>
  reorder(link.doc, edit(link, 'order'), id, among)
export const takeAway = (link: TableLink, id: NodeId): Result<unknown> => remove(link.doc, edit(link, 'remove'), id)
/** What an entry that was just removed was called, for the step that brings it back: afterwards nobody can ask it. */
export function nameRemoval(link: TableLink, name: string): void {
  link.undo.undoStack.at(-1)?.meta.set(calledBefore, name)
  link.undo.stopCapturing()
}
const calledBefore = 'called'
export function removedAs(step: { readonly meta: Map<unknown, unknown> }): string {
  const name = step.meta.get(calledBefore)
  return typeof name === 'string' ? name : ''
}
export const speakIn = (link: TableLink, id: NodeId, lang: Lang): Result<unknown> =>
  setLang(link.doc, edit(link, 'lang'), id, lang)
export const unlink = (link: TableLink, id: RelationId): Result<unknown> => unrelate(link.doc, edit(link, 'unlink'), id)

/** A further link from an entry to another. */
export function linkTo(
  link: TableLink,
  entries: Entries,
  from: NodeId,
  to: NodeId,
  kind: RelationKind,
): Result<unknown> {
  const target = entries.byId.get(to)
  const end = target ? targetFor(kind, target) : null
  if (end === null) return ok(null)
  return relate(link.doc, edit(link, 'link'), { id: freshId(), kind, from, to: end, at: Date.now() })
}

/** Together with the entry above as one reason, or apart again. */
export function togetherWith(link: TableLink, entry: Entry, above: Entry | null): Result<unknown> {
  if (!entry.relation) return ok(null)
  if (above === null || !above.relation) return group(link.doc, edit(link, 'group'), [entry.relation.id], null)
  return group(
    link.doc,
    edit(link, 'group'),
    [above.relation.id, entry.relation.id],
    above.relation.group ?? freshId<GroupId>(),
  )
}

export type SpokenWords = {
  readonly text: string
  readonly lang: Lang
  readonly seat: SeatCode | null
  readonly capture: Capture
  /** The block of the notes it was taken from. */
  readonly block?: BlockId
}

export function say(
  link: TableLink,
  node: NodeId,
  said: SpokenWords,
): { readonly id: WordsId; readonly result: Result<unknown> } {
  const id = freshId<WordsId>()
  return { id, result: addWords(link.doc, edit(link, 'say'), { id, node, ...said, at: Date.now() }) }
}
export const lay = (link: TableLink, id: WordsId, node: NodeId): Result<unknown> =>
  placeWords(link.doc, edit(link, 'lay'), id, node)

/** An entry in the table's own wording: it has nobody's words beneath it until somebody's are laid there. */
export function writeEntry(
  link: TableLink,
  entries: Entries,
  { text, lang }: Pick<SpokenWords, 'text' | 'lang'>,
  as: Move,
  parent: NodeId | null,
): { readonly node: NodeId; readonly result: Result<unknown> } {
  const id = freshId<NodeId>()
  const draft: Draft = { id, relation: freshId(), parent, after: null, move: as, fallback: as, lang }
  return { node: id, result: writeDraft(link, entries, draft, text) }
}

/** A sentence somebody just said as an entry of its own: its wording begins as what was said. */
export function sayAsEntry(
  link: TableLink,
  entries: Entries,
  said: SpokenWords,
  as: Move,
  parent: NodeId | null,
): { readonly node: NodeId; readonly words: WordsId; readonly result: Result<unknown> } {
  // At once: the server judges an entry by whose words lie beneath it.
  return link.doc.transact(
    () => {
      const { node, result: made } = writeEntry(link, entries, said, as, parent)
      if (!made.ok) return { node, words: freshId<WordsId>(), result: made }
      const { id, result } = say(link, node, said)
      return { node, words: id, result }
    },
    edit(link, 'add'),
  )
}
