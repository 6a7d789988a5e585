/**
 * What a paragraph says in the reader's language, beneath it, while somebody writes the minutes. It is drawn between the
 * paragraphs and is no part of them: no caret gets into it, and nothing of it is ever written.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Node } from '@tiptap/pm/model'
import { direction } from '@tablee/shared/i18n/language'
import { isId, type BlockId, type NodeId } from '@tablee/shared/ids'
import { mentionMark } from '@tablee/shared/board/notes/schema'
import { blockName } from '@tablee/shared/board/texts'
import { placesIn } from '@tablee/shared/view/translated'
import { shortened } from '../board/entries.ts'
import type { Names } from './names.ts'

/** `which`: the language, and how far it is. */
export type Read = { readonly text: string; readonly into: string; readonly which: string }
export type ReadBeneath = {
  /** Whether there is any at all, so that typing pays for nothing where there is none. */
  readonly any: boolean
  /** The language of `which`. */
  readonly language: string
  readonly of: (id: string, wording: string) => Read | null
}
const nothingRead: ReadBeneath = { any: false, language: '', of: () => null }

declare module '@tiptap/core' {
  interface Storage {
    readBeneath: { now: ReadBeneath }
  }
}
export const beneathKey = new PluginKey<DecorationSet>('beneath')

/** As much of a wording as reads well in a sentence. */
const inSentence = 60

export const Beneath = Extension.create<{ names: Names | null }, { now: ReadBeneath }>({
  name: 'readBeneath',
  addOptions: () => ({ names: null }),
  addStorage: () => ({ now: nothingRead }),
  addProseMirrorPlugins() {
    const { storage, options } = this
    const mentioned = (block: Node): readonly string[] => {
      const names: string[] = []
      block.forEach(({ type, attrs }) => {
        if (type.name !== 'mention') return
        const id: unknown = attrs['node']
        const named = isId(id) ? options.names?.of(id as NodeId) : null
        names.push(shortened(named?.wording ?? String(attrs['label'] ?? ''), inSentence))
      })
      return names
    }
    const draw =
      ({ text, into, which }: Read, names: readonly string[]) =>
      (): HTMLElement => {
        const [beneath, said, language] = ['translation', 'translated', 'which'].map((name) => {
          const element = document.createElement('span')
          element.className = name
          return element
        }) as [HTMLElement, HTMLElement, HTMLElement]
        beneath.contentEditable = 'false'
        said.lang = into
        said.dir = direction(into)
        said.textContent = placesIn(text, names.length)
          .map((part) => (typeof part === 'number' ? (names[part] ?? '') : part))
          .join('')
        language.lang = storage.now.language
        language.textContent = which
        beneath.append(said, ' ', language)
        return beneath
      }
    return [
      new Plugin<DecorationSet>({
        key: beneathKey,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, before, _old, state) {
            if (!tr.docChanged && tr.getMeta(beneathKey) === undefined) return before
            const { now } = storage
            if (!now.any) return DecorationSet.empty
            const drawn: Decoration[] = []
            state.doc.descendants((node, pos) => {
              if (!node.isTextblock) return true
              const id: unknown = node.attrs['id']
              const wording = node.textBetween(0, node.content.size, '', mentionMark)
              const read = isId(id) ? now.of(blockName(id as BlockId), wording) : null
              if (read !== null)
                drawn.push(
                  Decoration.widget(pos + node.nodeSize, draw(read, mentioned(node)), {
                    side: -1,
                    ignoreSelection: true,
                    key: `beneath ${String(id)} ${read.into} ${read.which} ${read.text}`,
                  }),
                )
              return false
            })
            return DecorationSet.create(state.doc, drawn)
          },
        },
        props: { decorations: (state) => beneathKey.getState(state) },
      }),
    ]
  },
})
