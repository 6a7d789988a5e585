/**
 * The editor bound to the board's document. Undo is the person's own; it outlives the editor, which goes whenever
 * another tab is opened.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state'
import {
  getRelativeSelection,
  relativePositionToAbsolutePosition,
  ySyncPlugin,
  ySyncPluginKey,
  type ProsemirrorBinding,
} from '@tiptap/y-tiptap'
import { notesFragment } from '@tablee/shared/board/doc'
import { notesUndoFor } from '@tablee/shared/board/notes/undo'
import type * as Y from 'yjs'
import { isOwn } from './own.ts'

const managers = new WeakMap<Y.Doc, Y.UndoManager>()
export function undoOf(doc: Y.Doc): Y.UndoManager {
  let manager = managers.get(doc)
  if (manager === undefined) managers.set(doc, (manager = notesUndoFor(doc, ySyncPluginKey)))
  return manager
}

const bindingOf = (state: EditorState): ProsemirrorBinding | null => {
  const sync = ySyncPluginKey.getState(state) as { readonly binding: ProsemirrorBinding | null } | undefined
  return sync?.binding ?? null
}
type Selected = ReturnType<typeof getRelativeSelection>

/** Where the caret was before a step, so that undoing it leads back there. */
const caretOfSteps = new PluginKey<Selected | null>('caretOfSteps')
const selection = Symbol('selection')

export const Sync = Extension.create<{ doc: Y.Doc | null }>({
  name: 'sync',
  // Before whatever else has a use for the binding.
  priority: 1_000,
  addOptions: () => ({ doc: null }),
  addProseMirrorPlugins() {
    const { doc } = this.options
    if (doc === null) return []
    const manager = undoOf(doc)
    return [
      ySyncPlugin(notesFragment(doc)),
      new Plugin<Selected | null>({
        key: caretOfSteps,
        state: {
          init: () => null,
          apply: (_tr, _before, old) => {
            const binding = bindingOf(old)
            return binding === null ? null : getRelativeSelection(binding, old)
          },
        },
        // y-tiptap 3.0.9 takes a caret for lost whenever somebody else changes its paragraph, and puts it back at the
        // old offset: two who type in one line would mix their letters. Where Yjs knows the place, it is the place.
        appendTransaction(transactions, _old, state) {
          const binding = bindingOf(state)
          const was = binding?.beforeTransactionSelection
          if (!binding || !was || was.type !== 'text' || transactions.every(isOwn)) return null
          const place = (at: unknown) => relativePositionToAbsolutePosition(doc, binding.type, at, binding.mapping)
          const [anchor, head] = [place(was.anchor), place(was.head)]
          const { selection } = state
          if (anchor === null || head === null || (selection.anchor === anchor && selection.head === head)) return null
          if (Math.max(anchor, head) > state.doc.content.size) return null
          return state.tr.setSelection(TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head)))
        },
        view: (view) => {
          type Event = { readonly stackItem: { readonly meta: Map<unknown, unknown> } }
          const added = ({ stackItem }: Event) => void stackItem.meta.set(selection, caretOfSteps.getState(view.state))
          // After the change was drawn: the caret goes to where it was before the step.
          const popped = ({ stackItem }: Event) => {
            const binding = bindingOf(view.state)
            const before = stackItem.meta.get(selection) as Selected | null | undefined
            if (binding === null || !before || !view.hasFocus()) return
            const place = (at: unknown) =>
              at === null ? null : relativePositionToAbsolutePosition(doc, binding.type, at, binding.mapping)
            const [anchor, head] = [place(before.anchor), place(before.head)]
            if (anchor === null || head === null) return
            const { state } = view
            const within = (at: number) => state.doc.resolve(Math.min(at, state.doc.content.size))
            view.dispatch(state.tr.setSelection(TextSelection.between(within(anchor), within(head))).scrollIntoView())
          }
          manager.on('stack-item-added', added)
          manager.on('stack-item-popped', popped)
          return {
            destroy() {
              manager.off('stack-item-added', added)
              manager.off('stack-item-popped', popped)
            },
          }
        },
      }),
    ]
  },
  addKeyboardShortcuts() {
    const { doc } = this.options
    if (doc === null) return {}
    const manager = undoOf(doc)
    // Taken even when there is nothing to undo: the key must not reach the map's own history.
    const undo = () => (manager.undo(), true)
    const redo = () => (manager.redo(), true)
    return { 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo }
  },
})
