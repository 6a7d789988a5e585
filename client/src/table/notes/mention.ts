/**
 * A mention is a live link: the number and the wording that its node has now, or that it is gone from the map. `@` and a
 * few letters name one; `Asking` is what is being asked for, the list itself is the panel's.
 */
import type { Editor } from '@tiptap/core'
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { NodeView } from '@tiptap/pm/view'
import { isId, type NodeId } from '@tablee/shared/ids'
import { longestLabel } from '@tablee/shared/board/notes/schema'
import { direction } from '@tablee/shared/i18n/language'
import { shortened, type Entry } from '../board/entries.ts'
import type { Names } from './names.ts'
import { Mention } from './schema.ts'

/** As much of a wording as reads well in a sentence. */
const inSentence = 60

/** The letters after the `@`, and where the whole stands. */
export type Asking = { readonly query: string; readonly from: number; readonly to: number }

export type MentionOptions = {
  names: Names
  gone: () => string
  onOpen: (node: NodeId) => void
  onAsk: (asking: Asking | null) => void
  /** A key while the list is open; true when the list took it. */
  onKey: (key: string) => boolean
}

type Asked = { readonly asking: Asking | null; readonly dismissed: number | null }
const asked = new PluginKey<Asked>('asked')

function askedAt(state: EditorState): Asking | null {
  const { selection } = state
  if (!(selection instanceof TextSelection) || !selection.empty) return null
  const { $from } = selection
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '\ufffc')
  const match = /(?:^|[\s(\u00ab\u201c\ufffc])@([^@\ufffc]{0,40})$/.exec(before)
  if (!match) return null
  const query = match[1] ?? ''
  return { query, from: $from.pos - query.length - 1, to: $from.pos }
}

export const MentionLink = Mention.extend<MentionOptions>({
  addNodeView() {
    const { names, gone, onOpen } = this.options
    return ({ node: first }): NodeView => {
      const dom = document.createElement('span')
      dom.className = 'mention'
      dom.setAttribute('role', 'link')
      let node = first
      const show = (): void => {
        const id: unknown = node.attrs['node']
        const named = isId(id) ? names.of(id as NodeId) : null
        const wording = document.createElement('span')
        wording.textContent = shortened(named?.wording ?? String(node.attrs['label'] ?? ''), inSentence)
        if (named) {
          wording.lang = named.lang
          wording.dir = direction(named.lang)
        }
        const mark = document.createElement('b')
        mark.textContent = named ? named.number : gone()
        dom.classList.toggle('gone', named === null)
        dom.replaceChildren(...(mark.textContent === '' ? [wording] : [mark, ' ', wording]))
      }
      const open = (event: Event): void => {
        const id: unknown = node.attrs['node']
        if (!isId(id) || names.of(id as NodeId) === null) return
        event.preventDefault()
        onOpen(id as NodeId)
      }
      dom.addEventListener('click', open)
      const stop = names.subscribe(show)
      show()
      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false
          node = next
          show()
          return true
        },
        ignoreMutation: () => true,
        destroy: stop,
      }
    }
  },
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state
        if (!('node' in selection)) return false
        const id: unknown = editor.getAttributes('mention')['node']
        if (!isId(id) || this.options.names.of(id as NodeId) === null) return false
        this.options.onOpen(id as NodeId)
        return true
      },
    }
  },
  addProseMirrorPlugins() {
    const { onAsk, onKey } = this.options
    return [
      new Plugin<Asked>({
        key: asked,
        state: {
          init: () => ({ asking: null, dismissed: null }),
          apply(tr, before, _old, state) {
            const asking = askedAt(state)
            if (tr.getMeta(asked) === 'dismiss') return { asking: null, dismissed: asking?.from ?? null }
            if (asking === null) return { asking: null, dismissed: null }
            return asking.from === before.dismissed
              ? { asking: null, dismissed: before.dismissed }
              : { asking, dismissed: null }
          },
        },
        view: () => ({
          update(view, before) {
            const now = asked.getState(view.state)?.asking ?? null
            const then = asked.getState(before)?.asking ?? null
            if (now?.query !== then?.query || now?.from !== then?.from) onAsk(now)
          },
          destroy: () => onAsk(null),
        }),
        props: {
          handleTextInput(view, from, to, text) {
            const $from = view.state.doc.resolve(from)
            const before = $from.parent.textBetween(
              Math.max(0, $from.parentOffset - 2),
              $from.parentOffset,
              '',
              '\ufffc',
            )
            if (!closes.test(text) || before !== '\ufffc ' || from !== to) return false
            view.dispatch(view.state.tr.insertText(text, from - 1, to).scrollIntoView())
            return true
          },
          handleKeyDown: (view, event) =>
            (asked.getState(view.state)?.asking ?? null) !== null && !event.isComposing && onKey(event.key),
          handleDOMEvents: {
            blur: (view) => {
              if (asked.getState(view.state)?.asking) view.dispatch(view.state.tr.setMeta(asked, 'dismiss'))
              return false
            },
          },
        },
      }),
    ]
  },
})

export const dismissAsking = (editor: Editor): void => editor.view.dispatch(editor.state.tr.setMeta(asked, 'dismiss'))

/** Puts the mention where it was asked for, and a space behind it where there is none. */
export function mention(editor: Editor, { from, to }: Pick<Asking, 'from' | 'to'>, entry: Entry): void {
  const $to = editor.state.doc.resolve(to)
  const after = $to.parent.textBetween($to.parentOffset, $to.parent.content.size, undefined, '\ufffc')
  editor
    .chain()
    .focus()
    .insertContentAt({ from, to }, [
      { type: 'mention', attrs: { node: entry.node.id, label: entry.node.wording.slice(0, longestLabel) } },
      ...(/^\s/.test(after) ? [] : [{ type: 'text', text: ' ' }]),
    ])
    .run()
}

/** What closes a sentence stands at its last word: the space that came behind a mention gives way to it. */
const closes = /^[.,)\]…»”]/

/** Entries for what was asked: by number where it begins with a figure, else by wording. */
export function matching(list: readonly Entry[], query: string): readonly Entry[] {
  const wanted = query.trim().toLocaleLowerCase()
  const fits = ({ node, item }: Entry): boolean =>
    /^\d/.test(wanted) && item.number.startsWith(wanted) ? true : node.wording.toLocaleLowerCase().includes(wanted)
  const found = wanted === '' ? list : list.filter(fits)
  const byNumber = ({ item }: Entry) => (wanted !== '' && item.number.startsWith(wanted) ? 0 : 1)
  return found.toSorted((a, b) => byNumber(a) - byNumber(b)).slice(0, 8)
}
