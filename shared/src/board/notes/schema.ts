/**
 * What a table's minutes are. In the document they are XML elements, as y-tiptap lays ProseMirror's nodes:
 *
 *     notes > heading{id, level} | paragraph{id} | bulletList | orderedList | blockquote
 *     bulletList, orderedList > listItem > paragraph{id}, bulletList, orderedList      blockquote > paragraph{id}
 *     heading, paragraph > text | mention{node, label}
 *
 * Read, they are a flat list of blocks, each with an id of its own: what words were taken from, what a snapshot freezes
 * and what observers see.
 *
 * There are no marks. The house sets no italics; and Yjs tidies formats up in the document of anyone who reads them, which
 * would make a writer of every device that only reads along.
 */
import type { BlockId, NodeId } from '../../ids.ts'

export const listNames = ['bulletList', 'orderedList'] as const
export const textNames = ['heading', 'paragraph'] as const
export const elementNames = [...textNames, ...listNames, 'blockquote', 'listItem', 'mention'] as const
export type ElementName = (typeof elementNames)[number]
/** An element that may lie in the minutes. */
export const isElementName = (name: unknown): name is ElementName => elementNames.some((one) => one === name)

/** Which elements may lie in which; `'text'` is the run of letters itself. */
export const childrenOf: Readonly<Record<ElementName | 'notes', ReadonlySet<ElementName | 'text'>>> = {
  notes: new Set(['heading', 'paragraph', 'bulletList', 'orderedList', 'blockquote']),
  heading: new Set(['text', 'mention']),
  paragraph: new Set(['text', 'mention']),
  bulletList: new Set(['listItem']),
  orderedList: new Set(['listItem']),
  listItem: new Set(['paragraph', 'bulletList', 'orderedList']),
  blockquote: new Set(['paragraph']),
  mention: new Set(),
}
/** Which attributes an element may carry. */
export const attributesOf: Readonly<Record<ElementName, readonly string[]>> = {
  heading: ['id', 'level'],
  paragraph: ['id'],
  bulletList: [],
  orderedList: [],
  listItem: [],
  blockquote: [],
  mention: ['node', 'label'],
}

export const headingLevels = [1, 2, 3] as const
export type HeadingLevel = (typeof headingLevels)[number]
/** A level that headings of the minutes have. */
export const isHeadingLevel = (value: unknown): value is HeadingLevel => headingLevels.some((level) => level === value)
/** A mention remembers what it named, for when that is gone from the map. */
export const longestLabel = 200

export const blockKinds = ['heading', 'paragraph', 'bullet', 'ordered', 'quote'] as const
export type BlockKind = (typeof blockKinds)[number]

/** A node of the map, named in a sentence. */
export type Mention = { readonly node: NodeId; readonly label: string }

export type Block = {
  readonly id: BlockId
  readonly kind: BlockKind
  /** Of a heading 1 to 3; of a list's item how deep it lies, from 1; else 0. */
  readonly level: number
  /** Its number in a numbered list, from 1. Null for anything else, and for what follows within an item. */
  readonly ordinal: number | null
  /** Each mention is one `mentionMark`. */
  readonly text: string
  /** In the order of their marks in the text. */
  readonly mentions: readonly Mention[]
}
/** U+FFFC: nobody types it, and where somebody pastes it, it is taken out. */
export const mentionMark = '\ufffc'

/** Immutable and structurally shared: a block that did not change is the same object as before. */
export type Notes = {
  readonly blocks: readonly Block[]
  readonly byId: ReadonlyMap<BlockId, Block>
  /** Letters, as the limit counts them. */
  readonly characters: number
}
export const noNotes: Notes = { blocks: [], byId: new Map(), characters: 0 }

/** A block's text with each mention written out. */
export function plainBlock({ text, mentions }: Block, name: (mention: Mention) => string): string {
  let n = 0
  return text.replaceAll(mentionMark, () => {
    const mention = mentions[n++]
    return mention === undefined ? '' : name(mention)
  })
}
