/**
 * Gives each block an id, in the transaction that makes it. Only after this person's own change: a device that reads
 * along writes nothing. Of two blocks with one id (a split, a paste) the one that holds the text keeps it, so that words
 * which were taken from it lead back to it; else the first.
 */
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { isId } from '@tablee/shared/ids'
import { freshId } from '../board/verbs.ts'
import { isOwn } from './own.ts'

export function giveIds(doc: Node, tr: Pick<Transaction, 'doc' | 'setNodeMarkup'>): boolean {
  const taken = new Map<string, { readonly pos: number; readonly empty: boolean }>()
  let changed = false
  const set = (pos: number, id: string) => {
    const node = tr.doc.nodeAt(pos)
    if (node) tr.setNodeMarkup(pos, null, { ...node.attrs, id })
    changed = true
  }
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const id: unknown = node.attrs['id']
    if (!isId(id)) {
      const own = freshId()
      taken.set(own, { pos, empty: node.content.size === 0 })
      set(pos, own)
      return false
    }
    const before = taken.get(id)
    if (before === undefined) taken.set(id, { pos, empty: node.content.size === 0 })
    else if (before.empty && node.content.size > 0) {
      set(before.pos, freshId())
      taken.set(id, { pos, empty: false })
    } else set(pos, freshId())
    return false
  })
  return changed
}

export const GiveIds = Extension.create<{ onNew: () => void }>({
  name: 'giveIds',
  addOptions: () => ({ onNew: () => undefined }),
  addProseMirrorPlugins() {
    const { onNew } = this.options
    return [
      new Plugin({
        key: new PluginKey('giveIds'),
        appendTransaction(transactions, _before, state) {
          if (!transactions.some((tr) => tr.docChanged && isOwn(tr))) return null
          const tr = state.tr
          if (!giveIds(state.doc, tr)) return null
          // A new block is a step of its own for undo, however quickly it was typed.
          onNew()
          return tr
        },
      }),
    ]
  },
})
