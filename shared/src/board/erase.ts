/**
 * Erasing sentences from a board's document. Struck words go whole, by their id; so does a sheet that lies on the canvas.
 * Elsewhere the sentence goes where nobody's name stands beside it: a wording, a label, the minutes, an element that no
 * seat signed. What another person said stays to the letter, also when it is the same.
 */
import * as Y from 'yjs'
import { blacken, blackened, changeStrings, isBlack, spansOf, type Span } from './blacken.ts'
import { canvasMap, isMap, notesFragment, roots } from './doc.ts'
import type { Edit } from './verb.ts'

export type Erased = {
  /** Words and sheets. */
  readonly ids: ReadonlySet<string>
  /** As they stood in each version. */
  readonly sentences: readonly string[]
}
/** Letters of a text, or values of a map, by the ids that Yjs gave them. */
export type Letters = { readonly client: number; readonly clock: number; readonly len: number }

/** What an erasure looks at: a text, or a plain value in a map. `whole`: it is the sheet itself. */
type Place =
  | { readonly text: Y.Text; readonly whole: boolean }
  | { readonly map: Y.Map<unknown> | Y.XmlElement; readonly key: string; readonly whole: boolean }

function* inMap(map: Y.Map<unknown>, whole: boolean): Generator<Place> {
  for (const [key, value] of map.entries()) {
    if (value instanceof Y.Text) yield { text: value, whole }
    else if (isMap(value)) yield* inMap(value, whole)
    // A value of the sheet's own element (its place, its kind) is no text of anybody's.
    else if (typeof value === 'string' || typeof value === 'object') yield { map, key, whole: false }
  }
}
function* inXml(node: Y.XmlFragment): Generator<Place> {
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) yield { text: child, whole: false }
    else if (child instanceof Y.XmlElement) {
      for (const key of Object.keys(child.getAttributes())) yield { map: child, key, whole: false }
      yield* inXml(child)
    }
  }
}

/** Null: somebody else signed it. */
function ownership(id: string, entry: Y.Map<unknown>, ids: ReadonlySet<string>): boolean | null {
  if (ids.has(id.replace(/^shape:/, ''))) return true
  const seat = entry.get('props.seat') ?? null
  return seat === null ? false : null
}

function* placesOn(doc: Y.Doc, ids: ReadonlySet<string>): Generator<Place> {
  const all = roots(doc)
  yield* inMap(all.nodes, false)
  yield* inMap(all.relations, false)
  for (const [id, entry] of canvasMap(doc).entries()) {
    const whole = isMap(entry) ? ownership(id, entry, ids) : null
    if (isMap(entry) && whole !== null) yield* inMap(entry, whole)
  }
  yield* inXml(notesFragment(doc))
}

const valueAt = (place: Extract<Place, { key: string }>): unknown =>
  place.map instanceof Y.XmlElement ? place.map.getAttribute(place.key) : place.map.get(place.key)

function spansIn(text: Y.Text, whole: boolean, { sentences }: Erased): readonly Span[] {
  const spans: Span[] = []
  let at = 0
  // What stands between two mentions is one piece; each letter is a place, a mention is one too.
  for (const { insert } of text.toDelta() as readonly { insert: unknown }[]) {
    if (typeof insert === 'string') {
      const found = whole && !isBlack(insert) ? [{ at: 0, length: insert.length }] : spansOf(insert, sentences)
      for (const one of found) spans.push({ at: at + one.at, length: one.length })
    }
    at += typeof insert === 'string' ? insert.length : 1
  }
  return spans
}

function lettersAt(text: Y.Text, { at, length }: Span): readonly Letters[] {
  const found: Letters[] = []
  let passed = 0
  for (let item = text._start; item !== null && passed < at + length; item = item.right) {
    if (item.deleted || !item.countable) continue
    const from = Math.max(at, passed)
    const to = Math.min(at + length, passed + item.length)
    if (from < to) found.push({ client: item.id.client, clock: item.id.clock + from - passed, len: to - from })
    passed += item.length
  }
  return found
}

/** Where the sentences stand in what a transaction changed, by ids: history holds the same letters under these ids. */
export const lettersIn = ({ doc, changed }: Y.Transaction, what: Erased): readonly Letters[] =>
  [...changed].flatMap(([type, keys]) =>
    [...placesIn(doc, type, keys, what.ids)].flatMap((one) => lettersOf(one, what)),
  )

/** Where they stand on the board now. */
export const lettersOn = (doc: Y.Doc, what: Erased): readonly Letters[] =>
  [...placesOn(doc, what.ids)].flatMap((one) => lettersOf(one, what))

function lettersOf(place: Place, what: Erased): readonly Letters[] {
  if ('text' in place) return spansIn(place.text, place.whole, what).flatMap((span) => lettersAt(place.text, span))
  const value = valueAt(place)
  const item = place.map._map.get(place.key)
  return item === undefined || JSON.stringify(value) === JSON.stringify(without(value, what))
    ? []
    : [{ client: item.id.client, clock: item.id.clock, len: item.length }]
}

/** Of these letters those that stand nowhere any more: what stands on is a part of what it became since. */
export function lettersGone(doc: Y.Doc, letters: readonly Letters[]): readonly Letters[] {
  return letters.flatMap(({ client, clock, len }) => {
    const structs = doc.store.clients.get(client) ?? []
    const gone: Letters[] = []
    if (structs.length === 0) return gone
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
      const struct = structs[index]
      if (struct === undefined || struct.id.clock >= clock + len) break
      const from = Math.max(clock, struct.id.clock)
      if (struct.deleted)
        gone.push({ client, clock: from, len: Math.min(clock + len, struct.id.clock + struct.length) - from })
    }
    return gone
  })
}

function* placesIn(
  doc: Y.Doc,
  type: unknown,
  keys: ReadonlySet<string | null>,
  ids: ReadonlySet<string>,
): Generator<Place> {
  const { nodes, relations } = roots(doc)
  const [canvas, notes] = [canvasMap(doc), notesFragment(doc)]
  if (!(type instanceof Y.AbstractType)) return
  // What lies at the top of it, and beneath which root.
  let root: unknown = type
  let top: Y.Item | null = null
  while (root instanceof Y.AbstractType && root._item !== null) {
    top = root._item
    root = top.parent
  }
  const whole = (id: string, entry: unknown): boolean | null => (isMap(entry) ? ownership(id, entry, ids) : null)
  if (root === notes) {
    if (type instanceof Y.XmlText) yield { text: type, whole: false }
    else if (type instanceof Y.XmlFragment) {
      if (type instanceof Y.XmlElement) for (const key of keys) if (key !== null) yield { map: type, key, whole: false }
      if (keys.has(null)) yield* inXml(type)
    }
    return
  }
  if (root !== nodes && root !== relations && root !== canvas) return
  const own = root !== canvas || top?.parentSub == null ? false : whole(top.parentSub, canvas.get(top.parentSub))
  if (own === null) return
  if (type instanceof Y.Text) yield { text: type, whole: own }
  else if (type instanceof Y.Map)
    for (const key of keys) {
      const value: unknown = key === null ? null : type.get(key)
      const its = type === canvas && key !== null ? whole(key, value) : own
      if (key === null || its === null) continue
      if (value instanceof Y.Text) yield { text: value, whole: its }
      else if (isMap(value)) yield* inMap(value, its)
      else if (typeof value === 'string' || (typeof value === 'object' && value !== null))
        yield { map: type, key, whole: false }
    }
}

const without = (value: unknown, { sentences }: Erased): unknown =>
  changeStrings(value, (text) => blacken(text, sentences))

/** One transaction: these words whole, and the sentences wherever somebody wrote them down once more. */
export function eraseFromBoard(doc: Y.Doc, origin: Edit, what: Erased): void {
  const { words } = roots(doc)
  doc.transact(() => {
    for (const id of what.ids) {
      const value: unknown = words.get(id)
      if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') continue
      if (!isBlack(value.text)) words.set(id, { ...value, text: blackened(value.text) })
    }
    // All of them before the first is changed: changing one moves what is looked through.
    const places = Array.from(placesOn(doc, what.ids))
    for (const place of places) {
      if ('text' in place) {
        for (const { at, length } of [...spansIn(place.text, place.whole, what)].reverse()) {
          place.text.delete(at, length)
          place.text.insert(at, blackened('x'.repeat(length)))
        }
        continue
      }
      const value = valueAt(place)
      const next = without(value, what)
      if (JSON.stringify(next) === JSON.stringify(value)) continue
      if (place.map instanceof Y.XmlElement) place.map.setAttribute(place.key, next as string)
      else place.map.set(place.key, next)
    }
  }, origin)
}
