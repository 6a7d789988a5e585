/** The minutes, state by state. */
import { notesFragment } from '@tablee/shared/board/doc'
import { contestedMinutes, rtlMinutes } from '@tablee/shared/board/notes/samples'
import { contested } from '@tablee/shared/board/samples'
import { seatCode, type BlockId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import * as Y from 'yjs'
import type { Present } from '../link/link.ts'
import type { State } from './states.ts'
import { asTranslated } from './translated.ts'

/** Somebody's caret `from` letters into the text of a block, and what is selected from there. */
function caretAt(doc: Y.Doc, block: number, from: number, to: number): Pick<Present, 'anchor' | 'head'> {
  const element = notesFragment(doc).get(block)
  const letters = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(letters instanceof Y.XmlText)) return { anchor: null, head: null }
  const at = (index: number) => Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(letters, index))
  return { anchor: at(from), head: at(to) }
}

function carets(doc: Y.Doc): readonly Present[] {
  const of = { node: null, writing: true } as const
  return [
    { conn: 2, seat: null, role: 'facilitator', ...of, ...caretAt(doc, 1, 12, 12) },
    { conn: 3, seat: seatCode(3, 4), role: 'citizen', ...of, ...caretAt(doc, 2, 20, 5) },
  ]
}

export function notesStates(
  status: (change?: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus,
): Readonly<Record<string, State>> {
  const ui = () => ({ tab: 'notes', side: 'map' }) as const
  const inArabic = () => status({ translated: 1 }, 'ar')
  return {
    notes: { local: () => ({ doc: contestedMinutes(), status: status() }), ui },
    'notes-empty': { local: () => ({ doc: contested(), status: status() }), ui },
    'notes-rtl': { local: () => ({ doc: rtlMinutes(), status: status({}, 'ar') }), ui },
    'notes-translated': { local: () => ({ doc: rtlMinutes(), status: inArabic() }), ui, translated: asTranslated },
    'notes-reading-translated': {
      local: () => ({ doc: rtlMinutes(), status: inArabic(), role: 'citizen', seat: 'T3-04', mayEdit: false }),
      ui,
      translated: asTranslated,
    },
    'notes-carets': {
      local: () => {
        const doc = contestedMinutes()
        return { doc, status: status(), others: carets(doc) }
      },
      ui,
    },
    'notes-reading': {
      local: () => ({ doc: contestedMinutes(), status: status(), role: 'citizen', seat: 'T3-04', mayEdit: false }),
      ui: () => ({ ...ui(), notesAt: { block: 'm-4' as BlockId } }),
    },
    'notes-offline': {
      local: () => ({
        doc: contestedMinutes(),
        status: status(),
        light: { kind: 'kept', n: 3, onDisk: true, writing: null, since: Date.now() - 60_000 },
        link: { state: 'waiting' },
      }),
      ui,
    },
  }
}
