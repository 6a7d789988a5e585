/** What the server writes when a sheet is placed, in the gallery's own document. */
import { addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { isLang, type Lang, type NodeId, type WordsId } from '@tablee/shared/ids'
import type { RevealedSheet } from '@tablee/shared/wire/voices'
import type * as Y from 'yjs'

export function place(doc: Y.Doc, sheet: RevealedSheet, node: NodeId): void {
  const before = [...readBoard(doc).words.keys()].filter((id) => id === sheet.id || id.startsWith(`${sheet.id}-`))
  addWords(
    doc,
    { who: 'server', why: 'place' },
    {
      id: (before.length === 0 ? sheet.id : `${sheet.id}-${before.length + 1}`) as WordsId,
      node,
      text: sheet.text,
      lang: (isLang(sheet.lang) ? sheet.lang : 'en') as Lang,
      seat: sheet.seat,
      capture: sheet.capture,
      at: Date.now(),
    },
  )
}
