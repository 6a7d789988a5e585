/**
 * The gate's rules for the minutes: elements, attributes and letters, each at a place that can hold it. A document that
 * was only ever changed through here is one that every editor's schema takes as it is; otherwise the editor of anyone who
 * reads it would tidy it up, and a device that only reads along would become a writer.
 */
import * as Y from 'yjs'
import type { Touch } from '@tablee/shared/board/paths'
import {
  attributesOf,
  childrenOf,
  isElementName,
  isHeadingLevel,
  longestLabel,
  type ElementName,
} from '@tablee/shared/board/notes/schema'
import { limits } from '@tablee/shared/board/schema'
import { notesRoot } from '@tablee/shared/board/doc'
import { isId } from '@tablee/shared/ids'

/** A place within the minutes. `depth` counts as the document's does: the root is 1. */
export type NotesContainer =
  | { readonly kind: 'element'; readonly id: string; readonly name: ElementName; readonly depth: number }
  | { readonly kind: 'letters'; readonly id: string; readonly depth: number }

type Above = NotesContainer | { readonly kind: 'root'; readonly root: string }

/**
 * The container that an item makes which holds an XML type, or why no container may lie there. `type` is exact: a
 * hook, a fragment or a text of another kind reads as something else than it is.
 */
export function notesContainerIn(above: Above, key: string | null, id: string, type: unknown): NotesContainer | string {
  const parent = above.kind === 'root' ? 'notes' : above.kind === 'element' ? above.name : null
  const depth = (above.kind === 'root' ? 1 : above.depth) + 1
  if (parent === null || key !== null) return 'depth'
  if (depth > limits.depth) return 'depth'
  if (!(type instanceof Y.AbstractType)) return 'content'
  if (type.constructor === Y.XmlText) return childrenOf[parent].has('text') ? { kind: 'letters', id, depth } : 'element'
  if (type.constructor !== Y.XmlElement) return 'content'
  const name: unknown = (type as Y.XmlElement).nodeName
  if (!isElementName(name) || !childrenOf[parent].has(name)) return 'element'
  return { kind: 'element', id, name, depth }
}

/** What an update adds to the minutes, summed up by the ledger. `runs` hold letters, or nothing: they weigh all the same. */
export type NotesGrowth = { characters: number; elements: number; runs: number }

/** Why this struct may not stand at its place in the minutes, or null. */
export function checkNotes(
  struct: Y.Item,
  container: Above,
  key: string | null,
  allows: (touch: Touch) => boolean,
  growth: NotesGrowth,
): string | null {
  if (!allows({ root: 'notes', change: 'write' })) return 'not-allowed'
  const { content } = struct
  if (container.kind === 'element' && key !== null) {
    if (!attributesOf[container.name].includes(key)) return 'attribute'
    if (content instanceof Y.ContentDeleted) return null
    return content instanceof Y.ContentAny &&
      content.arr.length > 0 &&
      content.arr.every((value) => attributeValue(key, value))
      ? null
      : 'value'
  }
  if (key !== null) return 'attribute'
  if (content instanceof Y.ContentDeleted) return null
  if (container.kind === 'letters') {
    // No formats and no embeds: the minutes have no marks, and a mention is an element.
    if (!(content instanceof Y.ContentString)) return 'content'
    growth.characters += content.getLength()
    return null
  }
  if (!(content instanceof Y.ContentType)) return 'content'
  const made = notesContainerIn(container, key, '', content.type)
  if (typeof made === 'string') return made
  if (made.kind === 'letters') growth.runs += 1
  else growth.elements += 1
  return null
}

function attributeValue(key: string, value: unknown): boolean {
  switch (key) {
    case 'id':
    case 'node':
      return isId(value)
    case 'level':
      return isHeadingLevel(value)
    case 'label':
      return typeof value === 'string' && value.length <= longestLabel
    default:
      return false
  }
}

/** People who write at once without seeing one another may pass the screen's limits together; what they wrote is kept. */
const slack = {
  characters: limits.notes * 1.2,
  elements: limits.notesElements * 2,
  /** One for each line, and one more for each mention in it. */
  runs: limits.notesElements * 4,
} as const
const fits = (size: NotesGrowth, growth: NotesGrowth): boolean =>
  (Object.keys(slack) as (keyof NotesGrowth)[]).every((what) => size[what] + Math.max(0, growth[what]) <= slack[what])

/**
 * How large the minutes are at most: counted once, then carried on with what was let in. Deletions make the true size
 * smaller than that, so it is counted anew before anybody is refused.
 */
const sizes = new WeakMap<Y.Doc, NotesGrowth>()

/** Why the minutes may not grow by this, or null. */
export function notesOver(doc: Y.Doc, growth: NotesGrowth): string | null {
  if (growth.characters <= 0 && growth.elements <= 0 && growth.runs <= 0) return null
  let size = sizes.get(doc)
  if (size === undefined || !fits(size, growth)) sizes.set(doc, (size = measure(doc)))
  if (!fits(size, growth))
    return size.characters + growth.characters > slack.characters ? 'notes-too-long' : 'notes-full'
  size.characters += Math.max(0, growth.characters)
  size.elements += growth.elements
  size.runs += growth.runs
  return null
}

function measure(doc: Y.Doc): NotesGrowth {
  const size = { characters: 0, elements: 0, runs: 0 }
  const root = doc.share.get(notesRoot)
  const open: { readonly _start: Y.Item | null }[] = root === undefined ? [] : [root]
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue
      if (item.content instanceof Y.ContentString) size.characters += item.length
      else if (item.content instanceof Y.ContentType) {
        if (item.content.type instanceof Y.XmlText) size.runs += 1
        else size.elements += 1
        open.push(item.content.type)
      }
    }
  }
  return size
}
