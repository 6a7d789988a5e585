/**
 * Minutes that somebody emptied while somebody else wrote in them, without a connection. Who removes a block removes what
 * they see. Letters that were written in it elsewhere, and had not arrived, go with it all the same: Yjs removes whatever
 * lies in what is removed. Nobody ever read them, so nobody decided that they go: the device that wrote them lays them
 * down again, as lines of their own where they stood. What was seen and removed stays away.
 */
import * as Y from 'yjs'
import { isId, type BlockId, type NodeId } from '../../ids.ts'
import { notesFragment } from '../doc.ts'
import { plainText } from '../text.ts'
import type { Edit } from '../verb.ts'
import { isHeadingLevel } from './schema.ts'
import { layBlocks, type NewBlock } from './write.ts'

type Ranges = ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>
/** From and to within a struct. */
type Piece = readonly [number, number]
/** What went without anybody having seen it: all of a struct, or pieces of it. */
type Unseen = ReadonlyMap<Y.Item, readonly Piece[]>

/**
 * Takes `update`, by `apply`, and lays down again what it removes in the minutes of `own` writers without naming it:
 * whoever removed that had not seen it.
 */
export function takeKeepingUnseen(
  doc: Y.Doc,
  update: Uint8Array,
  apply: () => void,
  own: ReadonlySet<number>,
  origin: Edit,
): void {
  const named: Ranges = Y.decodeUpdate(update).ds.clients
  let lost: ReadonlyMap<Y.XmlElement, readonly NewBlock[]> | null = null
  // The letters are still there: what is removed is collected after this.
  const look = (transaction: Y.Transaction): void => void (lost ??= lostIn(doc, unseenIn(transaction, named, own)))
  doc.on('afterTransaction', look)
  apply()
  doc.off('afterTransaction', look)
  const kept: ReadonlyMap<Y.XmlElement, readonly NewBlock[]> = lost ?? new Map()
  if (kept.size === 0) return
  doc.transact(() => {
    const fragment = notesFragment(doc)
    for (const [top, blocks] of kept) layBlocks(fragment, placeBehind(top), blocks)
  }, origin)
}

function unseenIn({ doc, deleteSet }: Y.Transaction, named: Ranges, own: ReadonlySet<number>): Unseen {
  const unseen = new Map<Y.Item, readonly Piece[]>()
  for (const client of own) {
    const structs = doc.store.clients.get(client) ?? []
    const seen = [...(named.get(client) ?? [])].sort((a, b) => a.clock - b.clock)
    for (const { clock, len } of deleteSet.clients.get(client) ?? [])
      for (let at = Y.findIndexSS(structs, clock), struct = structs[at]; struct !== undefined; struct = structs[++at]) {
        if (struct.id.clock >= clock + len) break
        const pieces = struct instanceof Y.Item ? without(struct.id.clock, struct.length, seen) : []
        if (struct instanceof Y.Item && pieces.length > 0) unseen.set(struct, pieces)
      }
  }
  return unseen
}

/** What of these clocks is in none of the ranges. */
function without(clock: number, length: number, ranges: readonly { clock: number; len: number }[]): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const range of ranges) {
    const to = Math.min(range.clock - clock, length)
    if (to > from) pieces.push([from, to])
    from = Math.max(from, range.clock + range.len - clock)
  }
  return from < length ? [...pieces, [from, length]] : pieces
}

/** By the element of the minutes, removed or not, behind which they come. */
function lostIn(doc: Y.Doc, unseen: Unseen): ReadonlyMap<Y.XmlElement, readonly NewBlock[]> {
  const blocks = new Set<Y.XmlElement>()
  for (const item of unseen.keys()) {
    const block = blockOf(item)
    if (block !== null) blocks.add(block)
  }
  const lost = new Map<Y.XmlElement, NewBlock[]>()
  for (const [top, block] of blocks.size === 0 ? [] : inOrder(notesFragment(doc), blocks, null)) {
    const made = madeAnew(block, unseen)
    if (made !== null) lost.set(top, [...(lost.get(top) ?? []), made])
  }
  return lost
}

const isBlock = (type: unknown): type is Y.XmlElement =>
  type instanceof Y.XmlElement && (type.nodeName === 'paragraph' || type.nodeName === 'heading')

/** The block in which a run of letters or a mention lies. */
function blockOf(item: Y.Item): Y.XmlElement | null {
  const parent: unknown = item.parent
  if (isBlock(parent)) return parent
  const above: unknown = parent instanceof Y.XmlText ? parent._item?.parent : null
  return isBlock(above) ? above : null
}

const childrenOf = function* (type: { readonly _start: Y.Item | null }): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item
}

/** As they stand or stood in the minutes, each with the outermost element that it lies in. */
function* inOrder(
  type: Y.XmlFragment,
  wanted: ReadonlySet<Y.XmlElement>,
  top: Y.XmlElement | null,
): Generator<readonly [Y.XmlElement, Y.XmlElement]> {
  for (const { content } of childrenOf(type)) {
    if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlElement)) continue
    if (wanted.has(content.type)) yield [top ?? content.type, content.type]
    else if (!isBlock(content.type)) yield* inOrder(content.type, wanted, top ?? content.type)
  }
}

function madeAnew(block: Y.XmlElement, unseen: Unseen): NewBlock | null {
  const line: (string | { readonly node: NodeId; readonly label: string })[] = []
  let first: Y.ID | null = null
  for (const child of childrenOf(block)) {
    const type: unknown = child.content instanceof Y.ContentType ? child.content.type : null
    if (type instanceof Y.XmlText)
      for (const run of childrenOf(type))
        for (const [from, to] of unseen.get(run) ?? []) {
          if (!(run.content instanceof Y.ContentString)) continue
          first ??= run.id
          line.push(run.content.str.slice(from, to))
        }
    else if (type instanceof Y.XmlElement && unseen.has(child)) {
      const [node, label] = ['node', 'label'].map((key) => attribute(type, key))
      if (!isId(node)) continue
      first ??= child.id
      line.push({ node: node as NodeId, label: typeof label === 'string' ? label : '' })
    }
  }
  if (first === null || line.every((part) => typeof part === 'string' && plainText(part).trim() === '')) return null
  const { client, clock }: Y.ID = first
  // A block that nobody else has seen keeps its name, so that words which were taken from it lead back to it. Any other
  // gets one that is made of its first letter: two tabs that lay it down give it the same.
  const whole = block._item !== null && unseen.has(block._item)
  const named = whole ? attribute(block, 'id') : null
  const id = (isId(named) ? named : `kept-${client.toString(36)}-${clock.toString(36)}`) as BlockId
  const level = whole && block.nodeName === 'heading' ? attribute(block, 'level') : null
  return isHeadingLevel(level) ? { id, kind: 'heading', level, line } : { id, kind: kindOf(block), line }
}

/** Also of an element that is removed. */
const attribute = (element: Y.XmlElement, key: string): unknown => element._map.get(key)?.content.getContent().at(-1)

function kindOf(block: Y.XmlElement): 'paragraph' | 'quote' | 'bullet' | 'ordered' {
  const above: unknown = block._item?.parent
  if (!(above instanceof Y.XmlElement)) return 'paragraph'
  if (above.nodeName === 'blockquote') return 'quote'
  const list: unknown = above._item?.parent
  return list instanceof Y.XmlElement && list.nodeName === 'orderedList' ? 'ordered' : 'bullet'
}

/** How many stand before what comes behind it. */
function placeBehind(top: Y.XmlElement): number {
  let before = 0
  for (let item: Y.Item | null = top._item; item !== null; item = item.left) if (!item.deleted) before += item.length
  return before
}
