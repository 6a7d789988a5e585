/**
 * The others' carets in the minutes. They come from the table's own presence, which is stamped by the server; the
 * awareness that y-tiptap asks for is fed from it and is never sent anywhere.
 */
import { Extension } from '@tiptap/core'
import { notesRoot } from '@tablee/shared/board/doc'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Presence, Present } from '../../link/link.ts'

type Cursor = { readonly anchor: Y.RelativePosition; readonly head: Y.RelativePosition }

/** A caret that is none, or that stands in a wording of the map, shows nothing: the plugin finds no place for it. */
function cursorOf({ anchor, head, node }: Present): Cursor | null {
  if (node !== null || anchor === null || head === null) return null
  try {
    const cursor = { anchor: Y.decodeRelativePosition(anchor), head: Y.decodeRelativePosition(head) }
    // A name that is none of ours would open a root of that name in the document.
    return [cursor.anchor, cursor.head].every(({ tname }) => tname === null || tname === notesRoot) ? cursor : null
  } catch {
    return null
  }
}

class FromPresence extends Awareness {
  private readonly presence: Presence
  private readonly stop: () => void

  constructor(doc: Y.Doc, presence: Presence, name: (present: Present) => string) {
    super(doc)
    // It would forget anyone who was not heard of for half a minute; the server says who is here.
    clearInterval(this._checkInterval)
    this.presence = presence
    const take = (): void => {
      const states = new Map<number, { user: { name: string }; cursor: Cursor }>()
      for (const present of presence.others()) {
        const cursor = cursorOf(present)
        // Never the number of a clientID: those begin where connections never get to.
        if (cursor !== null) states.set(-present.conn - 1, { user: { name: name(present) }, cursor })
      }
      const local = this.getLocalState()
      this.states = new Map<number, Record<string, unknown>>(states)
      if (local !== null) this.states.set(this.clientID, local)
      this.emit('change', [{ added: [], updated: [...states.keys()], removed: [] }, 'presence'])
    }
    this.stop = presence.subscribe(take)
    take()
  }

  override setLocalStateField(field: string, value: unknown): void {
    this.states.set(this.clientID, { ...this.getLocalState(), [field]: value })
    if (field !== 'cursor') return
    const cursor = value as Cursor | null
    this.presence.show(
      cursor === null
        ? { node: null, writing: false }
        : {
            node: null,
            writing: true,
            anchor: Y.encodeRelativePosition(cursor.anchor),
            head: Y.encodeRelativePosition(cursor.head),
          },
    )
  }

  override destroy(): void {
    this.stop()
    super.destroy()
  }
}

/** The same ink tag as in a wording (`table.css`). */
function caret(user: { readonly name: string }): HTMLElement {
  const element = document.createElement('span')
  element.className = 'caret'
  element.dataset['who'] = user.name
  element.setAttribute('aria-hidden', 'true')
  return element
}

export const Carets = Extension.create<
  { presence: Presence | null; doc: Y.Doc | null; name: (present: Present) => string },
  { awareness: FromPresence | null }
>({
  name: 'carets',
  addOptions: () => ({ presence: null, doc: null, name: () => '' }),
  addStorage: () => ({ awareness: null }),
  addProseMirrorPlugins() {
    const { presence, doc, name } = this.options
    if (presence === null || doc === null) return []
    const awareness = new FromPresence(doc, presence, name)
    this.storage.awareness = awareness
    return [
      yCursorPlugin(awareness, {
        cursorBuilder: caret,
        selectionBuilder: () => ({ class: 'theirs' }),
      }),
    ]
  },
  onDestroy() {
    this.storage.awareness?.destroy()
  },
})
