/**
 * Says where every struct of an update will lie once Yjs has integrated it, without integrating it: the container
 * (a root map, an entry, a wording) and the key. Follows Yjs's own rule (Item.getMissing): the parent is named, or
 * inherited from the left neighbour, else from the right one; beside or inside collected content it becomes garbage.
 */
import * as Y from 'yjs'
import { canvasRoot, notesRoot } from '@tablee/shared/board/doc'
import { canvasContainerIn, type CanvasContainer } from './canvas-gate.ts'
import type { Struct } from './decode.ts'
import { Neighbours } from './neighbours.ts'
import { notesContainerIn, type NotesContainer } from './notes-gate.ts'

export type Container =
  | { readonly kind: 'root'; readonly id: string; readonly root: string }
  | { readonly kind: 'entry'; readonly id: string; readonly root: string; readonly entry: string }
  /** `type` is null for a wording that this update brings. */
  | {
      readonly kind: 'text'
      readonly id: string
      readonly entry: string
      readonly type: Y.AbstractType<unknown> | null
    }
  | NotesContainer
  | CanvasContainer
  | { readonly kind: 'gone'; readonly id: 'gone' }
  /** A place no board has (an unknown root, too deep, a list where a map is): never allowed. */
  | { readonly kind: 'nowhere'; readonly id: 'nowhere'; readonly why: string }

export type Place = { readonly container: Container; readonly key: string | null }
export type Resolved = { readonly struct: Struct; readonly place: Place }

export const gone: Place = { container: { kind: 'gone', id: 'gone' }, key: null }
const nowhere = (why: string): Place => ({ container: { kind: 'nowhere', id: 'nowhere', why }, key: null })

export type Resolution =
  | { readonly kind: 'resolved'; readonly structs: ReadonlyMap<number, readonly Resolved[]> }
  | { readonly kind: 'missing'; readonly client: number; readonly clock: number }
  | { readonly kind: 'bad'; readonly why: string }

export const knownClock = (doc: Y.Doc, client: number): number => Y.getState(doc.store, client)

/** Places of what the document already holds. Make one per judgement: upgrading a root replaces its object. */
export class Places {
  private readonly roots = new Map<unknown, string>()
  private readonly memo = new Map<unknown, Container>()
  private readonly doc: Y.Doc

  constructor(doc: Y.Doc, roots: Iterable<string>) {
    this.doc = doc
    for (const name of roots) {
      const type = doc.share.get(name)
      if (type !== undefined) this.roots.set(type, name)
    }
  }

  /** The place of a struct the document holds. */
  of(client: number, clock: number): Place {
    const struct = Y.getItem(this.doc.store, Y.createID(client, clock)) as Y.Item | Y.GC
    return struct instanceof Y.Item ? this.ofItem(struct) : gone
  }

  ofItem(item: Y.Item): Place {
    return item.parent instanceof Y.AbstractType ? { container: this.ofType(item.parent), key: item.parentSub } : gone
  }

  ofType(type: Y.AbstractType<unknown>): Container {
    const known = this.memo.get(type)
    if (known !== undefined) return known
    const container = this.derive(type)
    this.memo.set(type, container)
    return container
  }

  private derive(type: Y.AbstractType<unknown>): Container {
    const holder = type._item
    if (holder === null) {
      const root = this.roots.get(type)
      return root === undefined ? nowhere('root').container : { kind: 'root', id: `root:${root}`, root }
    }
    return containerIn(this.ofItem(holder), holder, type)
  }
}

/** The container made by an item that holds a type: entries lie in roots, wordings in entries, nothing lies deeper. */
function containerIn(place: Place, holder: Y.Item, type: Y.AbstractType<unknown> | null): Container {
  const id = `${holder.id.client}.${holder.id.clock}`
  const { container, key } = place
  if (container.kind === 'gone') return container
  if (
    container.kind === 'element' ||
    container.kind === 'letters' ||
    (container.kind === 'root' && container.root === notesRoot)
  ) {
    const found = notesContainerIn(container, key, id, type ?? contentType(holder))
    return 'why' in found ? nowhere(found.why).container : found
  }
  if (
    container.kind === 'record' ||
    container.kind === 'label' ||
    (container.kind === 'root' && container.root === canvasRoot)
  ) {
    const found = canvasContainerIn(container, key, id, type)
    return 'why' in found ? nowhere(found.why).container : found
  }
  if (container.kind === 'root' && key !== null) return { kind: 'entry', id, root: container.root, entry: key }
  if (container.kind === 'entry' && key === 'wording') return { kind: 'text', id, entry: container.entry, type }
  return nowhere('depth').container
}

const contentType = ({ content }: Y.Item): unknown => (content instanceof Y.ContentType ? content.type : null)

type Lookup = Place | 'wait' | 'missing'

/** Resolves the structs of `blocks`, all of them new to `doc` and contiguous with it. */
export function resolve(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>, places: Places): Resolution {
  const done = new Map<number, Resolved[]>()
  const made = new Map<string, Container>()
  for (const client of blocks.keys()) done.set(client, [])

  const inUpdate = (client: number, clock: number): { index: number; struct: Struct } | null => {
    const block = blocks.get(client)
    const first = block?.[0]
    const last = block?.at(-1)
    if (block === undefined || first === undefined || last === undefined) return null
    if (clock < first.id.clock || clock >= last.id.clock + last.length) return null
    let low = 0
    let high = block.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((block[middle] as Struct).id.clock <= clock) low = middle
      else high = middle - 1
    }
    return { index: low, struct: block[low] as Struct }
  }

  const lookup = (client: number, clock: number): Lookup => {
    if (clock < knownClock(doc, client)) return places.of(client, clock)
    const found = inUpdate(client, clock)
    if (found === null) return 'missing'
    return done.get(client)?.[found.index]?.place ?? 'wait'
  }

  /** The container inside the struct that an item names as its parent. */
  const inside = (client: number, clock: number): Lookup => {
    if (clock < knownClock(doc, client)) {
      const struct = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC
      if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return gone
      return struct.content instanceof Y.ContentType
        ? { container: places.ofType(struct.content.type), key: null }
        : nowhere('parent')
    }
    const found = inUpdate(client, clock)
    if (found === null) return 'missing'
    const place = done.get(client)?.[found.index]?.place
    if (place === undefined) return 'wait'
    const { struct } = found
    if (!(struct instanceof Y.Item) || place.container.kind === 'gone' || struct.content instanceof Y.ContentDeleted)
      return gone
    const container = made.get(`${struct.id.client}.${struct.id.clock}`)
    return container === undefined ? nowhere('parent') : { container, key: null }
  }

  const neighbours = new Neighbours(({ client, clock }) => {
    const struct =
      clock < knownClock(doc, client)
        ? (Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC)
        : inUpdate(client, clock)?.struct
    return struct instanceof Y.Item ? struct : null
  })

  const place = (item: Y.Item): Place | 'wait' | 'missing' | { readonly bad: string } => {
    const { origin, rightOrigin } = item
    const parent: unknown = item.parent
    const named = [origin, rightOrigin, parent instanceof Y.ID ? parent : null]
    for (const id of named) {
      // A struct that builds on its own future makes Yjs throw half-way through a transaction.
      if (id !== null && id.client === item.id.client && id.clock >= item.id.clock) return { bad: 'own-future' }
    }
    const left = origin === null ? null : lookup(origin.client, origin.clock)
    const right = rightOrigin === null ? null : lookup(rightOrigin.client, rightOrigin.clock)
    const above = parent instanceof Y.ID ? inside(parent.client, parent.clock) : null
    for (const found of [left, right, above]) if (found === 'missing' || found === 'wait') return found
    const l = left as Place | null
    const r = right as Place | null
    // Also where one of them is garbage: a page that can undo keeps what the server has thrown away, and would show this.
    if (l !== null && r !== null && (l.container.id !== r.container.id || l.key !== r.key)) return { bad: 'neighbours' }
    const beside = l ?? r
    if (beside?.container.kind === 'gone') return gone
    if (beside !== null) return rightOrigin === null || neighbours.met(origin, rightOrigin) ? beside : { bad: 'order' }
    if (typeof parent === 'string')
      return { container: { kind: 'root', id: `root:${parent}`, root: parent }, key: item.parentSub }
    const holder = above as Place | null
    if (holder === null) return { bad: 'no-parent' }
    return holder.container.kind === 'gone' ? gone : { container: holder.container, key: item.parentSub }
  }

  let moved = true
  let missing: { client: number; clock: number } | null = null
  while (moved) {
    moved = false
    for (const [client, block] of blocks) {
      const list = done.get(client) as Resolved[]
      while (list.length < block.length) {
        const struct = block[list.length] as Struct
        if (struct instanceof Y.Skip) return { kind: 'missing', client, clock: struct.id.clock }
        const found = struct instanceof Y.Item ? place(struct) : gone
        if (found === 'wait') break
        if (found === 'missing') {
          missing = { client, clock: struct.id.clock }
          break
        }
        if ('bad' in found) return { kind: 'bad', why: found.bad }
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
          made.set(`${struct.id.client}.${struct.id.clock}`, containerIn(found, struct, null))
        }
        list.push({ struct, place: found })
        moved = true
      }
    }
  }
  for (const [client, block] of blocks) {
    const list = done.get(client) as Resolved[]
    if (list.length === block.length) continue
    if (missing !== null) return { kind: 'missing', ...missing }
    return { kind: 'bad', why: 'cycle' }
  }
  return { kind: 'resolved', structs: done }
}
