/**
 * Letters that leave a document for good, of whatever kind it is, by the ids that Yjs gave them. Each step is durable
 * before the next: black in the living document, so that every device loses them; a new epoch, where its kind has one; then
 * all its rows, and the file's own remains. Done twice it is as done once: who was cut off asks again.
 */
import { nothingAgain } from '@tablee/shared/board/again'
import { blackenLetters, type Letters } from '@tablee/shared/board/erase'
import type { DocName } from '@tablee/shared/documents'
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as Y from 'yjs'
import type { Journal } from '../journal/port.ts'
import { blackenUpdate, type Sought } from './blacken-row.ts'

export const createEraseLetters =
  (parts: {
    readonly journal: Pick<Journal, 'rewrite'>
    readonly write: (document: DocName, author: string, change: (doc: Y.Doc) => void) => Promise<Result<unknown>>
    /** `full`: not now, or never. */
    readonly renew: (document: DocName) => Promise<{ readonly kind: string }>
    /** What is kept in memory of documents is read anew. */
    readonly reread: () => void
    readonly scrub: () => Promise<void>
  }) =>
  async (document: DocName, letters: readonly Letters[], author: string): Promise<Result<null>> => {
    const what: Sought = { ids: new Set(), again: nothingAgain, own: () => false, theirs: () => false, letters }
    const done = await parts.write(document, author, (doc) => {
      openTexts(doc)
      blackenLetters(doc, { who: author, why: 'erase' }, letters, what)
    })
    if (!done.ok) return done
    const { kind } = await parts.renew(document)
    if (kind !== 'saved' && kind !== 'full') return fail({ code: 'not-yet' })
    const black = (update: Uint8Array): Uint8Array => blackenUpdate(update, what)
    await parts.journal.rewrite([
      { doc: document, row: (row) => (row.kind === 'update' ? black(row.data) : row.data), state: black },
    ])
    parts.reread()
    await parts.scrub()
    return ok(null)
  }

/** A root that nobody has opened yet is no text. */
function openTexts(doc: Y.Doc): void {
  for (const [name, root] of doc.share) {
    if (Object.getPrototypeOf(root) !== Y.AbstractType.prototype) continue
    let item = root._start
    while (item !== null && !(item.content instanceof Y.ContentString)) item = item.right
    if (item !== null) doc.getText(name)
  }
}
