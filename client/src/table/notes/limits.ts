/**
 * What the minutes can hold, before the server has to refuse it: a change that would pass a limit does not happen, and
 * the screen says so.
 */
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { limits } from '@tablee/shared/board/schema'
import { isOwn } from './own.ts'

export type Full = 'characters' | 'elements' | 'depth'

/** The document's root counts as one, and the letters in a block as one more. */
const deepestBlock = limits.depth - 2
/** A list and its item are two levels, the line in it is the last. */
export const deepestList = Math.floor((deepestBlock - 1) / 2)

export function sizeOf(doc: Node): Readonly<Record<Full, number>> {
  let characters = 0
  let elements = 0
  let depth = 0
  doc.descendants((node, pos) => {
    if (node.isText) characters += node.text?.length ?? 0
    else elements += 1
    if (node.isTextblock) depth = Math.max(depth, doc.resolve(pos).depth + 1)
    return true
  })
  return { characters, elements, depth }
}
const most: Readonly<Record<Full, number>> = {
  characters: limits.notes,
  elements: limits.notesElements,
  depth: deepestBlock,
}

export const KeepLimits = Extension.create<{ onFull: (full: Full) => void }>({
  name: 'keepLimits',
  addOptions: () => ({ onFull: () => undefined }),
  addProseMirrorPlugins() {
    const { onFull } = this.options
    return [
      new Plugin({
        key: new PluginKey('keepLimits'),
        filterTransaction(tr, state) {
          // Letters cost a walk only where they may matter; structure is walked whenever it may have grown.
          if (!tr.docChanged || !isOwn(tr)) return true
          if (tr.doc.content.size <= state.doc.content.size && tr.steps.length < 2) return true
          const next = sizeOf(tr.doc)
          const full = (Object.keys(most) as Full[]).find((what) => next[what] > most[what])
          if (full === undefined || next[full] <= sizeOf(state.doc)[full]) return true
          onFull(full)
          return false
        },
      }),
    ]
  },
})
