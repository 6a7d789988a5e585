/** What the server writes when a sheet is placed, in the gallery's own document. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { isLang, type Lang, type WordsId } from '@tablee/shared/ids'
import type { RevealedSheet, VoicesCommand } from '@tablee/shared/wire/voices'
import type * as Y from 'yjs'

export function place(
  doc: Y.Doc,
  sheet: RevealedSheet,
  { node, entry }: Extract<VoicesCommand, { kind: 'place' }>,
): void {
  const origin = { who: 'server', why: 'place' }
  const [lang, at] = [(isLang(sheet.lang) ? sheet.lang : 'en') as Lang, Date.now()]
  if (entry) {
    const { kind, beneath } = entry
    const under = beneath && { relation: beneath.id, kind: beneath.kind, to: beneath.to }
    addNode(doc, origin, { id: node, kind, wording: sheet.text, lang, at, ...(under ? { place: under } : {}) })
  }
  const before = [...readBoard(doc).words.keys()].filter((id) => id === sheet.id || id.startsWith(`${sheet.id}-`))
  addWords(doc, origin, {
    id: (before.length === 0 ? sheet.id : `${sheet.id}-${before.length + 1}`) as WordsId,
    node,
    text: sheet.text,
    lang,
    seat: sheet.seat,
    capture: sheet.capture,
    at,
  })
}
