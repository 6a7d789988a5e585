/** One editor of the minutes on one document, without a rendering of its own in React: ProseMirror draws itself. */
import { Editor } from '@tiptap/core'
import type { NodeId } from '@tablee/shared/ids'
import type * as Y from 'yjs'
import type { Presence, Present } from '../../link/link.ts'
import { Beneath } from './beneath.ts'
import { BecameWords, type Became } from './became.ts'
import { Carets } from './carets.ts'
import { GiveIds } from './ids.ts'
import { KeepLimits, type Full } from './limits.ts'
import { MentionLink, type Asking } from './mention.ts'
import { Paste } from './paste.ts'
import type { Names } from './names.ts'
import { minutes } from './schema.ts'
import { Sync, undoOf } from './sync.ts'

export type EditorTold = {
  readonly name: (present: Present) => string
  readonly became: (list: readonly Became[]) => string
  readonly gone: () => string
  readonly onOpen: (node: NodeId) => void
  readonly onAsk: (asking: Asking | null) => void
  readonly onKey: (key: string) => boolean
  readonly onFull: (full: Full) => void
}

export function openEditor(
  element: HTMLElement,
  {
    doc,
    presence,
    names,
    label,
    lang,
    told,
  }: {
    doc: Y.Doc
    presence: Presence
    names: Names
    label: string
    lang: string
    /** Read at each call: what the screen says changes with its language. */
    told: () => EditorTold
  },
): Editor {
  return new Editor({
    element,
    // The content security policy lets nobody write a style; `notes.css` has what ProseMirror needs.
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'minutes',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        lang,
        spellcheck: 'true',
      },
    },
    extensions: [
      ...minutes,
      Sync.configure({ doc }),
      GiveIds.configure({ onNew: () => undoOf(doc).stopCapturing() }),
      Paste,
      KeepLimits.configure({ onFull: (full) => told().onFull(full) }),
      MentionLink.configure({
        names,
        gone: () => told().gone(),
        onOpen: (node) => told().onOpen(node),
        onAsk: (asking) => told().onAsk(asking),
        onKey: (key) => told().onKey(key),
      }),
      BecameWords.configure({ label: (list) => told().became(list), onOpen: (node) => told().onOpen(node) }),
      Beneath.configure({ names }),
      Carets.configure({ presence, doc, name: (present) => told().name(present) }),
    ],
  })
}
