/** A kind of document that no part of the house knows: what the server has to be told of it, whole. */
import * as Y from 'yjs'
import { z } from 'zod'
import type { KindIn } from '@tablee/server/hall/kinds'
import { on } from '@tablee/server/http/serve'
import { createGate } from '@tablee/server/live/gate'
import type { DialogueId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import { command, commands } from '@tablee/shared/wire/declare'

// <its command>
export const reports = commands(
  'POST /api/reports/:report/commands',
  { at: 'report', summary: 'Release a report, or take it back', answer: z.object({ released: z.boolean() }) },
  { release: command('policy.write', { released: z.boolean() }) },
)
// </its command>

// <the kind>
/** A report: one text, until it is released. Its name stands in `documents`, who may in `roles`. */
const judge = createGate<never, object>({
  roots: ['text'],
  inside: () => 'depth',
  examine(doc) {
    let letters = doc.share.get('text')?._length ?? 0
    return {
      edits: () => true,
      struct({ content }, _at, key) {
        if (content instanceof Y.ContentDeleted) return null
        if (key !== null || !(content instanceof Y.ContentString)) return 'content'
        letters += content.getLength()
        return null
      },
      deletion(_at, _key, units) {
        letters -= units
        return null
      },
      whole: () => (letters > 1_000 ? { why: 'too-long', at: null } : null),
    }
  },
})
export const report = (of: Readonly<Record<string, DialogueId>>): KindIn => {
  const is = { released: false, tell: () => {} }
  return ({ lead }) => {
    for (const [id, dialogue] of Object.entries(of)) lead(dialogue, 'report', id)
    return {
      documents: 'report',
      place: (id) => (of[id] === undefined ? null : { dialogue: of[id], table: null }),
      state: () => (is.released ? 'closed' : 'open'),
      limits: { soft: 10_000, hard: 20_000 },
      judge: ({ doc, update, ...asked }) => judge(doc, update, asked),
      status: ({ readOnly }) => ({ type: 'report', released: is.released, readOnly }),
      onStatus: (changed) => ((is.tell = () => changed(() => true)), () => undefined),
      served: [
        on(reports, ({ body: { released } }) => {
          is.released = released
          is.tell()
          return ok({ released })
        }),
      ],
    }
  }
}
export const chapters = (doc: Y.Doc): readonly string[] => doc.getText('text').toString().split('\n')
// </the kind>
