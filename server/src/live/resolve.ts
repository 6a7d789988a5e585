/**
 * Says where every struct of an update will lie once Yjs has integrated it, without integrating it: the container
 * (a root, or what its kind of document calls a place inside one) and the key. Follows Yjs's own rule (Item.getMissing):
 * the parent is named, or inherited from the left neighbour, else from the right one; beside or inside collected content
 * it becomes garbage.
 */
import * as Y from 'yjs'
import type { Struct } from './decode.ts'
import { Neighbours } from './neighbours.ts'

/** A place within a kind's roots; `id` tells it from every other one of the document. */
export type Region = { readonly kind: string; readonly id: string }
export type Root = { readonly kind: 'root'; readonly id: string; readonly root: string }
export type Container<Inner extends Region = Region> =
  | Root
  | { readonly kind: 'inside'; readonly id: string; readonly region: Inner }
  | { readonly kind: 'gone'; readonly id: 'gone' }
  /** A place no such document has (an unknown root, too deep, a list where a map is): never allowed. */
  | { readonly kind: 'nowhere'; readonly id: 'nowhere'; readonly why: string }

/** An item that holds a type. `type` is null for one that this update brings; `content` is there in any case. */
export type Made = {
  readonly id: string
  readonly type: Y.AbstractType<unknown> | null
  readonly content: Y.AbstractType<unknown> | null
}
/** The region that such an item makes at this place; a string says why none may lie there. */
export type Inside<Inner extends Region> = (above: Root | Inner, key: string | null, made: Made) => Inner | string

/** What a kind says of its documents' shape. */
export type Layout<Inner extends Region> = {
  readonly roots: Iterable<string>
  readonly inside: Inside<Inner>
}

export type StructPlace<Inner extends Region = Region> = {
  readonly container: Container<Inner>
  readonly key: string | null
}
export type Resolved<Inner extends Region = Region> = { readonly struct: Struct; readonly place: StructPlace<Inner> }
/** Of each writer, in the order of its clock. */
export type Structs<Inner extends Region = Region> = ReadonlyMap<number, readonly Resolved<Inner>[]>

const gone = { container: { kind: 'gone', id: 'gone' }, key: null } as const
const nowhere = (why: string) => ({ container: { kind: 'nowhere', id: 'nowhere', why }, key: null }) as const

export type Resolution<Inner extends Region> =
  | { readonly kind: 'resolved'; readonly structs: Structs<Inner> }
  | { readonly kind: 'missing'; readonly client: number; readonly clock: number }
  | { readonly kind: 'bad'; readonly why: string }

/** The first clock of this writer that the document does not hold; 0 for one that it has never seen. */
export const knownClock = (doc: Y.Doc, client: number): number => Y.getState(doc.store, client)

/** Places of what the document already holds. Make one per judgement: upgrading a root replaces its object. */
export class Places<Inner extends Region> {
  private readonly roots = new Map<unknown, string>()
  private readonly memo = new Map<unknown, Container<Inner>>()
  private readonly doc: Y.Doc
  private readonly inside: Inside<Inner>

  constructor(doc: Y.Doc, { roots, inside }: Layout<Inner>) {
    this.doc = doc
    this.inside = inside
    for (const name of roots) {
      const type = doc.share.get(name)
      if (type !== undefined) this.roots.set(type, name)
    }
  }

  /** The place of a struct the document holds. */
  of(client: number, clock: number): StructPlace<Inner> {
    const struct = Y.getItem(this.doc.store, Y.createID(client, clock)) as Y.Item | Y.GC
    return struct instanceof Y.Item ? this.ofItem(struct) : gone
  }

  ofItem(item: Y.Item): StructPlace<Inner> {
    return item.parent instanceof Y.AbstractType ? { container: this.ofType(item.parent), key: item.parentSub } : gone
  }

  ofType(type: Y.AbstractType<unknown>): Container<Inner> {
    const known = this.memo.get(type)
    if (known !== undefined) return known
    const container = this.derive(type)
    this.memo.set(type, container)
    return container
  }

  /** What an item that holds a type makes at its place. */
  madeBy(
    { container, key }: StructPlace<Inner>,
    holder: Y.Item,
    type: Y.AbstractType<unknown> | null,
  ): Container<Inner> {
    if (container.kind === 'gone' || container.kind === 'nowhere') return container
    const id = `${holder.id.client}.${holder.id.clock}`
    const content = type ?? (holder.content instanceof Y.ContentType ? holder.content.type : null)
    const region = this.inside(container.kind === 'root' ? container : container.region, key, { id, type, content })
    return typeof region === 'string' ? nowhere(region).container : { kind: 'inside', id, region }
  }

  private derive(type: Y.AbstractType<unknown>): Container<Inner> {
    const holder = type._item
    if (holder !== null) return this.madeBy(this.ofItem(holder), holder, type)
    const root = this.roots.get(type)
    return root === undefined ? nowhere('root').container : { kind: 'root', id: `root:${root}`, root }
  }
}

type Lookup<Inner extends Region> = StructPlace<Inner> | 'wait' | 'missing'

/** Resolves the structs of `blocks`, all of them new to `doc` and contiguous with it. */
export function resolve<Inner extends Region>(
  doc: Y.Doc,
  blocks: ReadonlyMap<number, readonly Struct[]>,
  places: Places<Inner>,
): Resolution<Inner> {
  const done = new Map<number, Resolved<Inner>[]>()
  const made = new Map<string, Container<Inner>>()
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

  const lookup = (client: number, clock: number): Lookup<Inner> => {
    if (clock < knownClock(doc, client)) return places.of(client, clock)
    const found = inUpdate(client, clock)
    if (found === null) return 'missing'
    return done.get(client)?.[found.index]?.place ?? 'wait'
  }

  /** The container inside the struct that an item names as its parent. */
  const inside = (client: number, clock: number): Lookup<Inner> => {
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

  const place = (item: Y.Item): Lookup<Inner> | { readonly bad: string } => {
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
    const l = left as StructPlace<Inner> | null
    const r = right as StructPlace<Inner> | null
    // Also where one of them is garbage: a page that can undo keeps what the server has thrown away, and would show this.
    if (l !== null && r !== null && (l.container.id !== r.container.id || l.key !== r.key)) return { bad: 'neighbours' }
    const beside = l ?? r
    if (beside?.container.kind === 'gone') return gone
    if (beside !== null) return rightOrigin === null || neighbours.met(origin, rightOrigin) ? beside : { bad: 'order' }
    if (typeof parent === 'string')
      return { container: { kind: 'root', id: `root:${parent}`, root: parent }, key: item.parentSub }
    const holder = above as StructPlace<Inner> | null
    if (holder === null) return { bad: 'no-parent' }
    return holder.container.kind === 'gone' ? gone : { container: holder.container, key: item.parentSub }
  }

  let moved = true
  let missing: { client: number; clock: number } | null = null
  while (moved) {
    moved = false
    for (const [client, block] of blocks) {
      const list = done.get(client) as Resolved<Inner>[]
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
          made.set(`${struct.id.client}.${struct.id.clock}`, places.madeBy(found, struct, null))
        }
        list.push({ struct, place: found })
        moved = true
      }
    }
  }
  for (const [client, block] of blocks) {
    const list = done.get(client) as Resolved<Inner>[]
    if (list.length === block.length) continue
    if (missing !== null) return { kind: 'missing', ...missing }
    return { kind: 'bad', why: 'cycle' }
  }
  return { kind: 'resolved', structs: done }
}
