/**
 * The minutes read as blocks. Total and bounded: it never throws and never recurses, whatever the document holds. A
 * document is remembered, so that a keystroke costs the block it fell into and a walk over the others.
 */
import * as Y from 'yjs'
import { isId, type BlockId, type NodeId } from '../../ids.ts'
import { notesToRead } from '../doc.ts'
import { keptList } from '../share.ts'
import { limits } from '../schema.ts'
import { shortened, plainText } from '../text.ts'
import { distinctIds, type Named } from './ids.ts'
import {
  childrenOf,
  isElementName,
  isHeadingLevel,
  longestLabel,
  mentionMark,
  noNotes,
  type Block,
  type BlockKind,
  type ElementName,
  type Mention,
  type Notes,
} from './schema.ts'

type Content = { readonly text: string; readonly mentions: readonly Mention[]; readonly characters: number }
type Memory = { notes: Notes; stale: boolean; readonly contents: WeakMap<Y.XmlElement, Content> }

const memories = new WeakMap<Y.XmlFragment, Memory>()
/** The screen stops well below; what a hostile device made of more is not read on. */
const mostBlocks = limits.notesElements * 2

/** The same object until the notes change; its blocks are the same objects until they do. */
export function readNotes(doc: Y.Doc): Notes {
  const fragment = notesToRead(doc)
  let memory = memories.get(fragment)
  if (memory === undefined) {
    const fresh: Memory = { notes: noNotes, stale: true, contents: new WeakMap() }
    memories.set(fragment, fresh)
    fragment.observeDeep((events) => {
      fresh.stale = true
      for (const { target } of events) forget(fresh, target)
    })
    memory = fresh
  }
  if (memory.stale) {
    memory.notes = read(fragment, memory)
    memory.stale = false
  }
  return memory.notes
}

/** What changed lies in a block: its content is read anew. */
function forget(memory: Memory, target: unknown): void {
  let at: unknown = target
  for (let depth = 0; depth <= limits.depth && at instanceof Y.AbstractType; depth += 1) {
    if (at instanceof Y.XmlElement) memory.contents.delete(at)
    at = at._item?.parent
  }
}

type Place = {
  readonly element: Y.XmlElement
  readonly kind: BlockKind
  readonly level: number
  readonly ordinal: number | null
}

function read(fragment: Y.XmlFragment, memory: Memory): Notes {
  const places = walk(fragment)
  const ids = distinctIds(
    places.map(
      ({ element }): Named => ({
        id: element.getAttribute('id'),
        struct: element._item?.id ?? { client: 0, clock: 0 },
      }),
    ),
  )
  const before = memory.notes
  const byId = new Map<BlockId, Block>()
  let characters = 0
  const blocks = places.map(({ element, kind, level, ordinal }, n): Block => {
    let content = memory.contents.get(element)
    if (content === undefined) memory.contents.set(element, (content = contentOf(element)))
    characters += content.characters
    const id = ids[n] as BlockId
    const was = before.byId.get(id)
    const same =
      was !== undefined &&
      was.kind === kind &&
      was.level === level &&
      was.ordinal === ordinal &&
      was.text === content.text &&
      sameMentions(was.mentions, content.mentions)
    const block = same ? was : { id, kind, level, ordinal, text: content.text, mentions: content.mentions }
    byId.set(id, block)
    return block
  })
  const list = keptList(before.blocks, blocks)
  return list === before.blocks && before.characters === characters ? before : { blocks: list, byId, characters }
}

const sameMentions = (a: readonly Mention[], b: readonly Mention[]): boolean =>
  a.length === b.length && a.every((one, n) => one.node === b[n]?.node && one.label === b[n]?.label)

type Level = {
  readonly items: readonly unknown[]
  at: number
  readonly name: ElementName | 'notes'
  readonly lists: number
}

/** Depth first, with a stack of its own that `limits.depth` bounds. */
function walk(fragment: Y.XmlFragment): readonly Place[] {
  const places: Place[] = []
  const stack: Level[] = [{ items: fragment.toArray(), at: 0, name: 'notes', lists: 0 }]
  /** Of each open list the number of the item that is being read, and whether its first paragraph was met. */
  const items: { number: number; begun: boolean; readonly ordered: boolean }[] = []
  for (let level = stack.at(-1); level !== undefined && places.length < mostBlocks; level = stack.at(-1)) {
    const child = level.items[level.at++]
    if (child === undefined) {
      stack.pop()
      if (level.name === 'bulletList' || level.name === 'orderedList') items.pop()
      continue
    }
    if (!(child instanceof Y.XmlElement) || child instanceof Y.XmlHook) continue
    const name: unknown = child.nodeName
    if (!isElementName(name) || !childrenOf[level.name].has(name)) continue
    if (name === 'heading' || name === 'paragraph') {
      places.push(placeOf(child, name, level, items.at(-1)))
      continue
    }
    if (stack.length >= limits.depth) continue
    if (name === 'listItem') {
      const item = items.at(-1)
      if (item !== undefined) {
        item.number += 1
        item.begun = false
      }
    }
    const list = name === 'bulletList' || name === 'orderedList'
    if (list) items.push({ number: 0, begun: false, ordered: name === 'orderedList' })
    stack.push({ items: child.toArray(), at: 0, name, lists: level.lists + (list ? 1 : 0) })
  }
  return places
}

function placeOf(
  element: Y.XmlElement,
  name: 'heading' | 'paragraph',
  level: Level,
  item: { number: number; begun: boolean; readonly ordered: boolean } | undefined,
): Place {
  if (name === 'heading') {
    const wished: unknown = element.getAttribute('level')
    return { element, kind: 'heading', level: isHeadingLevel(wished) ? wished : 1, ordinal: null }
  }
  if (level.name === 'blockquote') return { element, kind: 'quote', level: 0, ordinal: null }
  if (level.name !== 'listItem' || item === undefined) return { element, kind: 'paragraph', level: 0, ordinal: null }
  const first = !item.begun
  item.begun = true
  return item.ordered
    ? { element, kind: 'ordered', level: level.lists, ordinal: first ? item.number : null }
    : { element, kind: 'bullet', level: level.lists, ordinal: null }
}

/** Letters and mentions of one block. Runs are read struct by struct: `toString` and `toDelta` go into what was put inside. */
function contentOf(element: Y.XmlElement): Content {
  const parts: string[] = []
  const mentions: Mention[] = []
  let characters = 0
  for (const child of element.toArray() as readonly unknown[]) {
    if (child instanceof Y.XmlText) {
      const letters = lettersOf(child, limits.notes * 2 - characters)
      characters += letters.length
      parts.push(plainText(letters).replaceAll(mentionMark, ''))
    } else if (child instanceof Y.XmlElement && !(child instanceof Y.XmlHook) && child.nodeName === 'mention') {
      const node: unknown = child.getAttribute('node')
      const label: unknown = child.getAttribute('label')
      if (!isId(node)) continue
      mentions.push({
        node: node as NodeId,
        label: typeof label === 'string' ? plainText(shortened(label, longestLabel)).replaceAll('\n', ' ') : '',
      })
      parts.push(mentionMark)
    }
  }
  return { text: parts.join('').replaceAll('\n', ' '), mentions, characters }
}

/** The letters that stand in a text, mentions left out; no more than `most`, and no half a surrogate pair. */
export function lettersOf(text: Y.XmlText, most: number): string {
  const parts: string[] = []
  let left = most
  for (let item = text._start; item !== null && left > 0; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const part = shortened(item.content.str, left)
    parts.push(part)
    left -= part.length
  }
  return parts.join('')
}
