/**
 * A board's content in another Yjs document: a new epoch begins so, with the same nodes, words, shapes and blocks and with
 * one writer instead of thousands. Two documents of one content share no clock, so no update of the one can be applied to
 * the other; `carrier` carries it over as what it does.
 *
 * Invariant: ids, fields and letters are the same; who wrote which letter, and what was deleted, stays with the old document.
 */
import * as Y from 'yjs'
import { sameData } from './canvas/same.ts'
import { canvasMap, documentRoots, isMap, notesFragment, notesRoot, canvasRoot, roots, type RootName } from './doc.ts'

/** As Yjs types it: any of its shared types. */
type Type = Exclude<Y.Item['parent'], Y.ID | string | null>
type Pairs = Map<unknown, Type>

const isType = (value: unknown): value is Type => value instanceof Y.AbstractType

function rootOf(doc: Y.Doc, name: (typeof documentRoots)[number]): Y.Map<unknown> | Y.XmlFragment {
  if (name === notesRoot) return notesFragment(doc)
  return name === canvasRoot ? canvasMap(doc) : roots(doc)[name satisfies RootName]
}

/** Everything the roots hold, keys in order, texts with their marks: equal strings are equal boards. */
export function contentKey(doc: Y.Doc): string {
  const plain = (value: unknown): unknown => {
    if (isMap(value)) return ['map', ...[...value.entries()].sort(byKey).map(([key, one]) => [key, plain(one)])]
    if (value instanceof Y.Text) return ['text', value.toDelta(), sorted(value.getAttributes())]
    if (value instanceof Y.XmlElement)
      return ['element', value.nodeName, sorted(value.getAttributes()), value.toArray().map(plain)]
    if (value instanceof Y.XmlFragment || value instanceof Y.Array) return ['list', value.toArray().map(plain)]
    return value === undefined ? ['nothing'] : ordered(value)
  }
  return JSON.stringify(documentRoots.map((name) => plain(rootOf(doc, name))))
}
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)
const sorted = (record: object): unknown => Object.entries(record).sort(byKey)
const ordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(ordered)
    : typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(byKey)
            .map(([key, one]) => [key, ordered(one)]),
        )
      : value

/** The same kind of thing, so that one can be changed into the other where it stands. */
function alike(a: unknown, b: unknown): boolean {
  if (!isType(a) || !isType(b) || a.constructor !== b.constructor) return false
  return !(a instanceof Y.XmlElement && b instanceof Y.XmlElement) || a.nodeName === b.nodeName
}

/** Makes `to` hold what `from` holds, changing only what differs; each type of `from` is remembered with its twin. */
function settle(from: Y.Doc, to: Y.Doc, pairs: Pairs): void {
  to.transact(() => {
    for (const name of documentRoots) match(rootOf(from, name), rootOf(to, name), pairs)
  })
}

function match(from: Type, to: Type, pairs: Pairs): void {
  pairs.set(from, to)
  if (from instanceof Y.Text && to instanceof Y.Text) matchText(from, to)
  else if (isMap(from) && isMap(to)) {
    for (const key of to.keys()) if (!from.has(key)) to.delete(key)
    for (const [key, value] of from.entries()) {
      const there = to.get(key)
      if (alike(value, there)) match(value as Type, there as Type, pairs)
      else if (isType(value) || !to.has(key) || isType(there) || !sameData(value, there)) put(to, key, value, pairs)
    }
  } else if (from instanceof Y.XmlFragment && to instanceof Y.XmlFragment) {
    if (from instanceof Y.XmlElement && to instanceof Y.XmlElement) matchAttributes(from, to)
    const wanted = from.toArray()
    wanted.forEach((child, i) => {
      if (alike(child, to.length > i ? to.get(i) : undefined)) match(child as Type, to.get(i) as Type, pairs)
      else {
        if (to.length > i) to.delete(i, 1)
        insert(to, i, [child], pairs)
      }
    })
    if (to.length > wanted.length) to.delete(wanted.length, to.length - wanted.length)
  }
}

type Attributed = Y.XmlElement | Y.Text
const attributesOf = (of: Attributed): Readonly<Record<string, unknown>> =>
  of.getAttributes() as Record<string, unknown>
function setAttribute(of: Attributed, key: string, value: unknown): void {
  if (value === undefined) of.removeAttribute(key)
  else if (of instanceof Y.Text) of.setAttribute(key, value)
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'object')
    // Typed as text by default; what the notes' schema allows beside it is a number.
    Reflect.apply(of.setAttribute, of, [key, value])
}
function matchAttributes(from: Attributed, to: Attributed): void {
  const wanted = attributesOf(from)
  const there = attributesOf(to)
  for (const key of Object.keys(there)) if (!(key in wanted)) to.removeAttribute(key)
  for (const [key, value] of Object.entries(wanted)) if (!sameData(there[key], value)) setAttribute(to, key, value)
}

/** What differs between the first and the last letter that do. */
function matchText(from: Y.Text, to: Y.Text): void {
  matchAttributes(from, to)
  const wanted: unknown[] = from.toDelta()
  if (sameData(wanted, to.toDelta())) return
  const [a, b] = [from.toString(), to.toString()]
  const plain = a.length === from.length && b.length === to.length && bare(from) && bare(to)
  if (!plain) {
    to.delete(0, to.length)
    to.applyDelta(wanted)
    return
  }
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  // Never between the halves of one character.
  if (start > 0 && /[\uD800-\uDBFF]/.test(a[start - 1] ?? '')) start -= 1
  if (end > 0 && /[\uDC00-\uDFFF]/.test(a[a.length - end] ?? '')) end -= 1
  to.delete(start, b.length - start - end)
  to.insert(start, a.slice(start, a.length - end))
}
const bare = (text: Y.Text): boolean =>
  (text.toDelta() as { readonly attributes?: unknown }[]).every(({ attributes }) => attributes === undefined)

function put(to: Y.Map<unknown>, key: string, value: unknown, pairs: Pairs): void {
  const copy: unknown = isType(value) ? value.clone() : value
  to.set(key, copy)
  if (isType(value) && isType(copy)) pair(value, copy, pairs)
}

function insert(to: Y.XmlFragment, at: number, children: readonly unknown[], pairs: Pairs): void {
  const copies = children.flatMap((child) =>
    child instanceof Y.XmlElement || child instanceof Y.XmlText ? [child.clone() as Y.XmlElement | Y.XmlText] : [],
  )
  to.insert(at, copies)
  copies.forEach((copy, i) => pair(children[i] as Type, copy as Type, pairs))
}

/** A type and its copy, with everything in them. */
function pair(of: Type, copy: Type, pairs: Pairs): void {
  pairs.set(of, copy)
  if (isMap(of) && isMap(copy)) {
    for (const [key, value] of of.entries()) {
      const there = copy.get(key)
      if (isType(value) && isType(there)) pair(value, there, pairs)
    }
  } else if (of instanceof Y.XmlFragment && copy instanceof Y.XmlFragment) {
    of.toArray().forEach((child, i) => {
      const there: unknown = copy.get(i)
      if (isType(child) && isType(there)) pair(child as Type, there as Type, pairs)
    })
  }
}

/**
 * The same board in a fresh document, with one writer; `change` may leave something out. Throws where it would hold
 * anything else: nothing is begun then.
 */
export function boardAnew(from: Y.Doc, client: number, change: (doc: Y.Doc) => void = () => {}): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(from))
  // Not on the old document: what is left out would go to everybody as a change of it.
  copy.transact(() => change(copy))
  const fresh = new Y.Doc()
  fresh.clientID = client
  settle(copy, fresh, new Map())
  const same = contentKey(copy) === contentKey(fresh)
  copy.destroy()
  if (!same) throw new Error('a board made anew is not the same board')
  return fresh
}

export type Carrier = {
  /** Applies an update to `from` and does the same to `to`: one transaction there, by the clientID that `to` has. */
  carry(update: Uint8Array): void
}

/** `from` and `to` hold the same board, and `to` is changed by nobody else; if it does not, it is made to. */
export function carrier(from: Y.Doc, to: Y.Doc): Carrier {
  const pairs: Pairs = new Map()
  settle(from, to, pairs)
  /** Copied whole in this update: what lies in them is there already. */
  let fresh: Pairs = new Map()
  const keep = (added: Pairs): void => {
    for (const [of, copy] of added) {
      pairs.set(of, copy)
      fresh.set(of, copy)
    }
  }

  function follow(event: Y.YEvent<Type>): void {
    const { target } = event
    const twin = pairs.get(target)
    if (twin === undefined || fresh.has(target) || target._item?.deleted === true) return
    const added: Pairs = new Map()
    if (isMap(target) && isMap(twin)) {
      for (const [key, { action }] of event.changes.keys) {
        if (action === 'delete') twin.delete(key)
        else put(twin, key, target.get(key), added)
      }
    } else if (target instanceof Y.Text && twin instanceof Y.Text) {
      twin.applyDelta(event.changes.delta)
      for (const key of event.changes.keys.keys()) setAttribute(twin, key, attributesOf(target)[key])
    } else if (target instanceof Y.XmlFragment && twin instanceof Y.XmlFragment) {
      let at = 0
      for (const step of event.changes.delta) {
        if (step.retain !== undefined) at += step.retain
        else if (step.delete !== undefined) twin.delete(at, step.delete)
        else if (Array.isArray(step.insert)) {
          insert(twin, at, step.insert, added)
          at += step.insert.length
        }
      }
      if (target instanceof Y.XmlElement && twin instanceof Y.XmlElement)
        for (const key of event.changes.keys.keys()) setAttribute(twin, key, attributesOf(target)[key])
    }
    keep(added)
  }

  return {
    carry(update) {
      fresh = new Map()
      to.transact(() => {
        const deep = (events: readonly Y.YEvent<Type>[]): void => {
          // The parents first: what is inside of something new comes with it.
          for (const event of events) follow(event)
        }
        const watched = documentRoots.map((name) => rootOf(from, name))
        for (const root of watched) root.observeDeep(deep as Parameters<typeof root.observeDeep>[0])
        try {
          Y.applyUpdate(from, update)
        } finally {
          for (const root of watched) root.unobserveDeep(deep as Parameters<typeof root.unobserveDeep>[0])
        }
      })
    },
  }
}

export type BoardRow = { readonly epoch: number; readonly data: Uint8Array }
export type Replay = {
  /** The next update row. One that cannot be applied throws, as `Y.applyUpdate` does. */
  take(row: BoardRow): void
  /** The same again, onto a document that holds what this one holds. */
  fork(onto: Y.Doc): Replay
}

/** A journal's rows, applied to one document across its epochs: anyone who follows `doc` sees one board that goes on. */
export const boardReplay = (doc: Y.Doc): Replay => replay(doc, null, null)

function replay(doc: Y.Doc, epoch: number | null, later: Y.Doc | null): Replay {
  let current = epoch
  /** The document of the current epoch, once that is not the first one's. */
  let from = later
  let by = from === null ? null : carrier(from, doc)
  return {
    take(row) {
      if (current !== null && row.epoch !== current) {
        from = new Y.Doc()
        Y.applyUpdate(from, row.data)
        by = carrier(from, doc)
      } else if (by === null) Y.applyUpdate(doc, row.data)
      else by.carry(row.data)
      current = row.epoch
    },
    fork(onto) {
      if (from === null) return replay(onto, current, null)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(from))
      return replay(onto, current, copy)
    },
  }
}
