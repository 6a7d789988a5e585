/** The mark of a block that became words: which entries they lie beneath now. It stands in the margin and leads there. */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { isId, type BlockId, type NodeId } from '@tablee/shared/ids'

export type Became = { readonly node: NodeId | null; readonly number: string }
export type BecameOf = ReadonlyMap<BlockId, readonly Became[]>

declare module '@tiptap/core' {
  interface Storage {
    becameWords: { of: BecameOf }
  }
}

export const becameKey = new PluginKey<DecorationSet>('became')

export const BecameWords = Extension.create<
  { label: (list: readonly Became[]) => string; onOpen: (node: NodeId) => void },
  { of: BecameOf }
>({
  name: 'becameWords',
  addOptions: () => ({ label: () => '', onOpen: () => undefined }),
  addStorage: () => ({ of: new Map() }),
  addProseMirrorPlugins() {
    const { storage, options } = this
    const mark = (list: readonly Became[]) => (): HTMLElement => {
      const element = document.createElement('span')
      element.className = 'became'
      element.setAttribute('role', 'link')
      element.setAttribute('aria-label', options.label(list))
      element.title = options.label(list)
      element.contentEditable = 'false'
      element.textContent = list.map(({ number }) => number || '·').join(' ')
      element.addEventListener('mousedown', (event) => event.preventDefault())
      element.addEventListener('click', () => {
        const node = list.find((one) => one.node !== null)?.node
        if (node) options.onOpen(node)
      })
      return element
    }
    return [
      new Plugin<DecorationSet>({
        key: becameKey,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, before, _old, state) {
            if (!tr.docChanged && tr.getMeta(becameKey) === undefined) return before
            const of: BecameOf = storage.of
            if (of.size === 0) return DecorationSet.empty
            const marks: Decoration[] = []
            state.doc.descendants((node, pos) => {
              if (!node.isTextblock) return true
              const id: unknown = node.attrs['id']
              const list = isId(id) ? of.get(id as BlockId) : undefined
              if (list)
                marks.push(
                  Decoration.node(pos, pos + node.nodeSize, { class: 'has-words' }),
                  Decoration.widget(pos + 1, mark(list), {
                    side: -1,
                    ignoreSelection: true,
                    key: `became ${list.map(({ number }) => number).join(' ')}`,
                  }),
                )
              return false
            })
            return DecorationSet.create(state.doc, marks)
          },
        },
        props: { decorations: (state) => becameKey.getState(state) },
      }),
    ]
  },
})
