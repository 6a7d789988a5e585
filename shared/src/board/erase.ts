/**
 * Erasing sentences from a board's document. Struck words go whole, by their id; so does a sheet that lies on the canvas.
 * Elsewhere the sentence goes where nobody's name stands beside it: a wording, a label, the minutes, words and elements
 * that no seat signed. What another person said stays to the letter, also when it is the same.
 */
import * as Y from 'yjs'
import { blackenAgain, type Again } from './again.ts'
import { blackened, changeStrings, isBlack, joined, type Span } from './blacken.ts'
import { canvasMap, isMap, notesFragment, roots } from './doc.ts'
import { heardOf } from './heard.ts'
import { readBoard } from './read.ts'
import type { Edit } from './verb.ts'

export type Erased = {
  /** Words and sheets. */
  readonly ids: ReadonlySet<string>
  /** What says them again. */
  readonly again: Again
  /** Words without a seat that are somebody's all the same: what they wrote alone. */
  readonly own: (words: string) => boolean
  /** An entry that says what another person said beneath it, in their own right. */
  readonly theirs: (node: string, wording: string) => boolean
}
/** As the board stands: whose words lie beneath an entry that says just this. */
export function theirsOn(doc: Y.Doc, ids: ReadonlySet<string>, own: Erased['own']): Erased['theirs'] {
  let said: ReadonlySet<string> | null = null
  return (node, wording) => {
    said ??= new Set(
      [...readBoard(doc).words.values()]
        .filter((one) => !ids.has(one.id) && (one.seat !== null || own(one.id)))
        .filter((one) => one.withdrawn === null && one.redacted === null)
        .map((one) => `${one.node} ${heardOf(one.text).key}`),
    )
    return said.has(`${node} ${heardOf(wording).key}`)
  }
}
/** Letters of a text, or values of a map, by the ids that Yjs gave them. */
export type Letters = { readonly client: number; readonly clock: number; readonly len: number }

/**
 * What an erasure looks at: a text, a plain value in a map, or words that nobody signed. `whole`: it goes whatever it says
 * by itself. `made`: an entry or an element.
 */
type Place =
  | { readonly text: Y.Text; readonly whole: boolean; readonly made: boolean; readonly node?: string }
  | { readonly map: Y.Map<unknown> | Y.XmlElement; readonly key: string; readonly whole: boolean }

function* inMap(map: Y.Map<unknown>, whole: boolean, made: boolean, node?: string): Generator<Place> {
  for (const [key, value] of map.entries()) {
    if (value instanceof Y.Text) yield { text: value, whole, made, ...(node === undefined ? {} : { node }) }
    else if (isMap(value)) yield* inMap(value, whole, made, node)
    // A value of the sheet's own element (its place, its kind) is no text of anybody's.
    else if (typeof value === 'string' || typeof value === 'object') yield { map, key, whole: false }
  }
}
function* inXml(node: Y.XmlFragment): Generator<Place> {
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) yield { text: child, whole: false, made: false }
    else if (child instanceof Y.XmlElement) {
      for (const key of Object.keys(child.getAttributes())) yield { map: child, key, whole: false }
      yield* inXml(child)
    }
  }
}

/** What stands in the minutes one after another, with the names of mentions or with a gap for each. */
function* piecesOf(node: Y.XmlFragment, names: boolean): Generator<{ readonly place: Place; readonly text: string }> {
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) {
      const letters = (child.toDelta() as readonly { insert: unknown }[]).map(({ insert }) =>
        typeof insert === 'string' ? insert : '',
      )
      yield { place: { text: child, whole: true, made: false }, text: letters.join('') }
    } else if (child instanceof Y.XmlElement) {
      const label: unknown = names ? child.getAttribute('label') : null
      if (typeof label === 'string') yield { place: { map: child, key: 'label', whole: true }, text: label }
      yield* piecesOf(child, names)
    }
  }
}
/** A sentence that goes on through several blocks, or across a mention. */
function placesThrough(notes: Y.XmlFragment, { again }: Erased): readonly Place[] {
  return [true, false].flatMap((names) => {
    const pieces = [...piecesOf(notes, names)]
    const through = again.through(pieces.map(({ place, text }) => ({ of: 'text' in place ? place.text : place, text })))
    return pieces.flatMap(({ place }, n) => (through.has(n) ? [place] : []))
  })
}

/** Words that nobody signed, nor any that they correct. */
function isUnsigned(words: Y.Map<unknown>, id: string, { ids, own }: Erased): boolean {
  const passed = new Set<string>()
  for (let one: unknown = id; typeof one === 'string' && !passed.has(one); ) {
    passed.add(one)
    const value: unknown = words.get(one)
    if (typeof value !== 'object' || value === null) break
    if (ids.has(one)) return false
    if (('seat' in value && value.seat !== null) || own(one)) return false
    one = 'corrects' in value ? value.corrects : null
  }
  return true
}

/** Null: somebody else signed it. */
function ownership(id: string, entry: Y.Map<unknown>, { ids, own }: Erased): boolean | null {
  const sheet = id.replace(/^shape:/, '')
  if (ids.has(sheet)) return true
  if (own(sheet)) return null
  const seat = entry.get('props.seat') ?? null
  return seat === null ? false : null
}

function* placesOn(doc: Y.Doc, what: Erased): Generator<Place> {
  const all = roots(doc)
  for (const [id, entry] of all.nodes.entries()) if (isMap(entry)) yield* inMap(entry, false, true, id)
  yield* inMap(all.relations, false, false)
  for (const id of all.words.keys())
    if (isUnsigned(all.words, id, what)) yield { map: all.words, key: id, whole: false }
  for (const [id, entry] of canvasMap(doc).entries()) {
    const whole = isMap(entry) ? ownership(id, entry, what) : null
    if (isMap(entry) && whole !== null) yield* inMap(entry, whole, isElement(entry))
  }
  const notes = notesFragment(doc)
  const through = placesThrough(notes, what)
  const known = new Set(through.map((place) => ('text' in place ? place.text : place.map)))
  yield* through
  for (const place of inXml(notes)) if (!known.has('text' in place ? place.text : place.map)) yield place
}

const isElement = (entry: Y.Map<unknown>): boolean => entry.get('type') === 'element'

const valueAt = (place: Extract<Place, { key: string }>): unknown =>
  place.map instanceof Y.XmlElement ? place.map.getAttribute(place.key) : place.map.get(place.key)

function spansIn(
  { text, whole, made, node }: Extract<Place, { text: Y.Text }>,
  { again, theirs }: Erased,
): readonly Span[] {
  const spans: Span[] = []
  let at = 0
  // What stands between two mentions is one piece; each letter is a place, a mention is one too.
  for (const { insert } of text.toDelta() as readonly { insert: unknown }[]) {
    if (typeof insert === 'string') {
      const found = whole && !isBlack(insert) ? [{ at: 0, length: insert.length }] : again.spans(insert, made)
      for (const one of found) spans.push({ at: at + one.at, length: one.length })
    }
    at += typeof insert === 'string' ? insert.length : 1
  }
  // Asked of what would go only: it reads the board.
  if (spans.length > 0 && node !== undefined && theirs(node, text.toString())) return []
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
  [...changed].flatMap(([type, keys]) => [...placesIn(doc, type, keys, what)].flatMap((one) => lettersOf(one, what)))

/** Where they stand on the board now. */
export const lettersOn = (doc: Y.Doc, what: Erased): readonly Letters[] =>
  [...placesOn(doc, what)].flatMap((one) => lettersOf(one, what))

function lettersOf(place: Place, what: Erased): readonly Letters[] {
  if ('text' in place) return spansIn(place, what).flatMap((span) => lettersAt(place.text, span))
  const value = valueAt(place)
  const item = place.map._map.get(place.key)
  return item === undefined || JSON.stringify(value) === JSON.stringify(without(place, value, what))
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

function* placesIn(doc: Y.Doc, type: unknown, keys: ReadonlySet<string | null>, what: Erased): Generator<Place> {
  const { nodes, relations, words } = roots(doc)
  const [canvas, notes] = [canvasMap(doc), notesFragment(doc)]
  if (!(type instanceof Y.AbstractType)) return
  // What lies at the top of it, and beneath which root.
  let root: unknown = type
  let top: Y.Item | null = null
  while (root instanceof Y.AbstractType && root._item !== null) {
    top = root._item
    root = top.parent
  }
  const whole = (id: string, entry: unknown): boolean | null => (isMap(entry) ? ownership(id, entry, what) : null)
  if (type === words) {
    for (const key of keys) if (key !== null && isUnsigned(words, key, what)) yield { map: words, key, whole: false }
    return
  }
  if (root === notes) {
    if (type instanceof Y.XmlText) yield { text: type, whole: false, made: false }
    else if (type instanceof Y.XmlFragment) {
      if (type instanceof Y.XmlElement) for (const key of keys) if (key !== null) yield { map: type, key, whole: false }
      if (keys.has(null)) yield* inXml(type)
    }
    return
  }
  if (root !== nodes && root !== relations && root !== canvas) return
  const entry: unknown = root !== canvas || top?.parentSub == null ? null : canvas.get(top.parentSub)
  const own = root !== canvas || top?.parentSub == null ? false : whole(top.parentSub, entry)
  if (own === null) return
  const made = root === nodes || (isMap(entry) && isElement(entry))
  const nodeOf = (key: string | null): { node?: string } =>
    root !== nodes ? {} : top?.parentSub != null ? { node: top.parentSub } : key === null ? {} : { node: key }
  if (type instanceof Y.Text) yield { text: type, whole: own, made, ...nodeOf(null) }
  else if (type instanceof Y.Map)
    for (const key of keys) {
      const value: unknown = key === null ? null : type.get(key)
      const its = type === canvas && key !== null ? whole(key, value) : own
      if (key === null || its === null) continue
      if (value instanceof Y.Text) yield { text: value, whole: its, made, ...nodeOf(key) }
      else if (isMap(value)) yield* inMap(value, its, type === canvas ? isElement(value) : made, nodeOf(key).node)
      else if (typeof value === 'string' || (typeof value === 'object' && value !== null))
        yield { map: type, key, whole: false }
    }
}

function without(place: Extract<Place, { key: string }>, value: unknown, { again }: Erased): unknown {
  const black = (text: string): string => (place.whole ? blackened(text) : blackenAgain(again, text, false))
  // Words: no other field of theirs is anybody's text.
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
    ? { ...value, text: blackenAgain(again, value.text, false) }
    : changeStrings(value, black)
}

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
    const places = Array.from(placesOn(doc, what))
    for (const place of places) {
      if ('text' in place) {
        blackenIn(place.text, spansIn(place, what))
        continue
      }
      const value = valueAt(place)
      const next = without(place, value, what)
      if (JSON.stringify(next) !== JSON.stringify(value)) put(place, next)
    }
  }, origin)
}

function blackenIn(text: Y.Text, spans: readonly Span[]): void {
  for (const { at, length } of [...spans].reverse()) {
    text.delete(at, length)
    text.insert(at, blackened('x'.repeat(length)))
  }
}
function put({ map, key }: Extract<Place, { key: string }>, value: unknown): void {
  if (map instanceof Y.XmlElement) map.setAttribute(key, value as string)
  else map.set(key, value)
}

/**
 * One transaction: where these letters and values stand, new black ones do. A device that holds other letters under their
 * ids loses them by it.
 */
export function blackenLetters(doc: Y.Doc, origin: Edit, letters: readonly Letters[], what: Erased): void {
  // A root that nobody has opened yet is no map.
  roots(doc)
  const texts = new Map<Y.Text, Span[]>()
  const values: Extract<Place, { key: string }>[] = []
  for (const { item, from, to } of itemsOf(doc, letters)) {
    const { parent, parentSub } = item
    if (item.deleted) continue
    if (parent instanceof Y.Text && item.countable) {
      const at = placeOf(item) + from
      texts.set(parent, [...(texts.get(parent) ?? []), { at, length: to - from }])
    } else if (parentSub !== null && (parent instanceof Y.Map || parent instanceof Y.XmlElement))
      values.push({ map: parent, key: parentSub, whole: false })
  }
  if (texts.size + values.length === 0) return
  doc.transact(() => {
    for (const [text, spans] of texts) blackenIn(text, joined(spans))
    for (const place of values) put(place, without(place, valueAt(place), what))
  }, origin)
}

function* itemsOf(
  doc: Y.Doc,
  letters: readonly Letters[],
): Generator<{ readonly item: Y.Item; readonly from: number; readonly to: number }> {
  for (const { client, clock, len } of letters) {
    const structs = doc.store.clients.get(client) ?? []
    if (clock >= Y.getState(doc.store, client)) continue
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
      const item = structs[index]
      if (item === undefined || item.id.clock >= clock + len) break
      if (!(item instanceof Y.Item)) continue
      const from = Math.max(0, clock - item.id.clock)
      yield { item, from, to: Math.min(item.length, clock + len - item.id.clock) }
    }
  }
}
function placeOf(item: Y.Item): number {
  let at = 0
  for (let left = item.left; left !== null; left = left.left) if (!left.deleted && left.countable) at += left.length
  return at
}
