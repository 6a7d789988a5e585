/** A kind of document that no part of the house knows: what the server has to be told of it, whole. */
import * as Y from 'yjs'
import { createGate } from '@tablee/server/live/gate'
import type { Kind } from '@tablee/server/live/kind'

/** A report: one text, written by everybody but citizens until it is released. */
const judge = createGate<never, { readonly released: boolean }>({
  roots: ['text'],
  inside: () => 'depth',
  examine(doc, _structs, { actor, released }) {
    let letters = doc.share.get('text')?._length ?? 0
    const edits = (): boolean => !released && actor.role !== 'citizen'
    return {
      edits,
      struct({ content }, _at, key) {
        if (!edits()) return 'not-allowed'
        if (content instanceof Y.ContentDeleted) return null
        if (key !== null || !(content instanceof Y.ContentString)) return 'content'
        letters += content.getLength()
        return null
      },
      deletion(_at, _key, units) {
        letters -= units
        return edits() ? null : 'not-allowed'
      },
      whole: () => (letters > 1_000 ? { why: 'too-long', at: null } : null),
    }
  },
})
export const report = (is: { released: boolean }): Kind => ({
  documents: 'report',
  exists: (id) => id === 'r1',
  limits: { soft: 10_000, hard: 20_000 },
  judge: ({ doc, update, session, ...more }) =>
    judge(doc, update, { ...more, released: is.released, actor: { role: session.role, seat: session.seat } }),
  status: ({ readOnly }) => ({ type: 'report', released: is.released, readOnly }),
})
export const chapters = (doc: Y.Doc): readonly string[] => doc.getText('text').toString().split('\n')
