/**
 * Blocks written by a program: the demo, a sample, an import, a replay. People write through the editor, which is bound
 * to the document itself.
 */
import * as Y from 'yjs'
import { isId, type BlockId, type NodeId } from '../../ids.ts'
import { fail, ok, type Result } from '../../problem.ts'
import { notesFragment } from '../doc.ts'
import { limits } from '../schema.ts'
import { plainText } from '../text.ts'
import type { Edit } from '../verb.ts'
import { readNotes } from './read.ts'
import { longestLabel, mentionMark, type BlockKind, type HeadingLevel } from './schema.ts'

/** A sentence, or parts of one with mentions between. */
export type NotesLine = string | readonly (string | { readonly node: NodeId; readonly label: string })[]
export type NewBlock = { readonly id: BlockId; readonly line: NotesLine } & (
  | { readonly kind: 'heading'; readonly level: HeadingLevel }
  | { readonly kind: Exclude<BlockKind, 'heading'> }
)

/** Adds blocks after what stands there, in one transaction. Items that follow one another lie in one list, quotes in one quotation. */
export function addBlocks(doc: Y.Doc, origin: Edit, blocks: readonly NewBlock[]): Result<null> {
  const notes = readNotes(doc)
  const wrong = blocks.find(({ id }) => !isId(id) || notes.byId.has(id))
  if (wrong !== undefined) return fail({ code: 'bad-request', where: 'block', why: 'not a new id' })
  const size = blocks.reduce((sum, { line }) => sum + lengthOf(line), notes.characters)
  if (size > limits.notes) return fail({ code: 'too-large', limit: limits.notes, size })
  doc.transact(() => {
    const fragment = notesFragment(doc)
    layBlocks(fragment, fragment.length, blocks)
  }, origin)
  return ok(null)
}

/** Lays blocks before what stands at `at`, within a transaction. */
export function layBlocks(fragment: Y.XmlFragment, at: number, blocks: readonly NewBlock[]): void {
  let open: Open | null = null
  let next = at
  for (const block of blocks) {
    if (block.kind === 'heading' || block.kind === 'paragraph') {
      open = null
      const made = new Y.XmlElement(block.kind)
      fragment.insert(next++, [made])
      if (block.kind === 'heading') setAttribute(made, 'level', block.level)
      fill(made, block)
      continue
    }
    const within: Open =
      open?.kind === block.kind ? open : { kind: block.kind, element: new Y.XmlElement(holder[block.kind]) }
    if (within !== open) fragment.insert(next++, [within.element])
    open = within
    const paragraph = new Y.XmlElement('paragraph')
    if (block.kind === 'quote') within.element.push([paragraph])
    else {
      const item = new Y.XmlElement('listItem')
      within.element.push([item])
      item.push([paragraph])
    }
    fill(paragraph, block)
  }
}

type Held = Exclude<BlockKind, 'heading' | 'paragraph'>
type Open = { readonly kind: Held; readonly element: Y.XmlElement }
const holder: Readonly<Record<Held, string>> = { quote: 'blockquote', bullet: 'bulletList', ordered: 'orderedList' }

const lengthOf = (line: NotesLine): number =>
  typeof line === 'string'
    ? line.length
    : line.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)

/** Yjs types attributes as strings; an element's level is a number on the wire, as ProseMirror's is. */
const setAttribute = (
  element: Y.XmlElement<{ [key: string]: string | number }>,
  key: string,
  value: string | number,
): void => element.setAttribute(key, value)

function fill(element: Y.XmlElement, { id, line }: NewBlock): void {
  element.setAttribute('id', id)
  for (const part of typeof line === 'string' ? [line] : line) {
    if (typeof part === 'string') {
      const letters = plainText(part).replaceAll('\n', ' ').replaceAll(mentionMark, '')
      if (letters !== '') element.push([new Y.XmlText(letters)])
      continue
    }
    const mention = new Y.XmlElement('mention')
    element.push([mention])
    mention.setAttribute('node', part.node)
    mention.setAttribute('label', part.label.slice(0, longestLabel))
  }
}
