/**
 * Erasing a sentence: its letters become black marks of the same length, wherever they stand in a board's document. Of
 * the same length, because places in a text are counted: what others wrote beside it stays where it is.
 */
import * as Y from 'yjs'
import { documentRoots, notesRoot, roots } from './doc.ts'
import type { Edit } from './verb.ts'

const mark = '\u2588'

export const blackened = (text: string): string => mark.repeat(text.length)
/** Nothing of it is left to be erased. */
export const isBlack = (text: string): boolean => text !== '' && [...text].every((one) => one === mark)

/**
 * What is looked for in any text. A single word is anybody's: it is erased where the sentence itself stands, by its id,
 * and nowhere else.
 */
export const sought = (sentences: readonly string[]): readonly string[] =>
  [...new Set(sentences.map((one) => one.trim()))]
    .filter((one) => /\S\s+\S/u.test(one) && !isBlack(one))
    // The longer first: one that holds another is found whole.
    .sort((a, b) => b.length - a.length)

export function blacken(text: string, sentences: readonly string[]): string {
  let done = text
  for (const one of sentences) if (done.includes(one)) done = done.replaceAll(one, blackened(one))
  return done
}

/** Every string in a plain value. */
export function blackenValue(value: unknown, sentences: readonly string[]): unknown {
  if (typeof value === 'string') return blacken(value, sentences)
  if (Array.isArray(value)) return value.map((one) => blackenValue(one, sentences))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, blackenValue(one, sentences)]))
}

/** Letters of a text, by the ids that Yjs gave them. */
export type Letters = { readonly client: number; readonly clock: number; readonly len: number }

/** Where in the texts of a board (wordings, minutes, labels) these sentences stand now, letter by letter. */
export function lettersOf(doc: Y.Doc, sentences: readonly string[]): readonly Letters[] {
  const found: Letters[] = []
  if (sentences.length > 0)
    for (const text of textsIn(doc)) for (const place of placesIn(text, sentences)) found.push(...idsAt(text, place))
  return found
}

/** One transaction: these words whole, and the sentences wherever somebody wrote them down once more. */
export function blackenBoard(doc: Y.Doc, origin: Edit, words: ReadonlySet<string>, sentences: readonly string[]): void {
  const all = roots(doc)
  doc.transact(() => {
    for (const id of words) {
      const value: unknown = all.words.get(id)
      if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') continue
      if (!isBlack(value.text)) all.words.set(id, { ...value, text: blackened(value.text) })
    }
    if (sentences.length === 0) return
    for (const map of mapsIn(doc))
      for (const [key, value] of map.entries()) {
        if (value instanceof Y.AbstractType) continue
        const next = blackenValue(value, sentences)
        if (JSON.stringify(next) !== JSON.stringify(value)) map.set(key, next)
      }
    for (const text of textsIn(doc))
      for (const { at, length } of placesIn(text, sentences).reverse()) {
        text.delete(at, length)
        text.insert(at, mark.repeat(length))
      }
  }, origin)
}

function* nodesIn(doc: Y.Doc): Generator<unknown> {
  const inside = function* (node: unknown): Generator<unknown> {
    yield node
    if (node instanceof Y.Map) for (const one of node.values()) yield* inside(one)
    else if (node instanceof Y.XmlFragment) for (const one of node.toArray()) yield* inside(one)
  }
  for (const name of documentRoots) yield* inside(name === notesRoot ? doc.getXmlFragment(name) : doc.getMap(name))
}
const mapsIn = (doc: Y.Doc): readonly Y.Map<unknown>[] =>
  [...nodesIn(doc)].filter((one): one is Y.Map<unknown> => one instanceof Y.Map)
const textsIn = (doc: Y.Doc): readonly Y.Text[] =>
  [...nodesIn(doc)].filter((one): one is Y.Text => one instanceof Y.Text)

type Place = { readonly at: number; readonly length: number }

/** In order. Of a text with mentions in it (`Y.XmlText`) what stands between two of them is one piece. */
function placesIn(text: Y.Text, sentences: readonly string[]): Place[] {
  let at = 0
  const places: Place[] = []
  for (const { insert } of text.toDelta() as readonly { insert: unknown }[]) {
    if (typeof insert !== 'string') at += 1
    else {
      for (const one of sentences)
        for (let from = insert.indexOf(one); from >= 0; from = insert.indexOf(one, from + one.length))
          places.push({ at: at + from, length: one.length })
      at += insert.length
    }
  }
  const inOrder = places.sort((a, b) => a.at - b.at || b.length - a.length)
  // A sentence within another one is black already.
  return inOrder.filter((one, i) => !inOrder.slice(0, i).some((other) => one.at < other.at + other.length))
}

function idsAt(text: Y.Text, { at, length }: Place): readonly Letters[] {
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
