/** A step that looks back: the table's earlier boards beside each other, coming, empty, closed, of another table, and large. */
import { sampleCanvas } from '@tablee/shared/board/canvas/samples'
import { contested, empty, large, rtl } from '@tablee/shared/board/samples'
import type { BoardId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type * as Y from 'yjs'
import type { BackPort } from '../table/back/port.ts'
import { courseNow, withCourse } from './clock-states.ts'
import { localLink, type Local } from './local-link.ts'
import type { State } from './states.ts'

type Lang = 'en' | 'ar'
type Status = (change: Partial<BoardStatus>, lang: Lang) => BoardStatus
type Past = Pick<Local, 'doc'> & { readonly link?: Local['link']; readonly state?: BoardStatus['state'] }

/** Links of local documents, a board's each. */
const portOf =
  (status: BoardStatus, pasts: Readonly<Record<string, Past>>): (() => BackPort) =>
  () => ({
    open(board) {
      const past = pasts[board]
      if (past === undefined) return null
      const of = { ...status, board: board as BoardId, ...(past.state === undefined ? {} : { state: past.state }) }
      return localLink({ doc: past.doc, status: of, ...(past.link === undefined ? {} : { link: past.link }) })
    },
    voices: (board) => async () => ({
      ok: true,
      value: { version: 'local', board: board as BoardId, seats: [], rounds: [] },
    }),
  })

const drawn = (doc: Y.Doc, lang: Lang = 'en'): Y.Doc => {
  sampleCanvas(doc, lang)
  return doc
}

export function backStates(status: Status): Readonly<Record<string, State>> {
  /** In the read-back of session 3, or in its map's step, which names what it looks back at. */
  const now = (lang: Lang = 'en', step = 5, looksBack: readonly number[] = [1, 2]): BoardStatus => {
    const before = status({}, lang)
    const { clock, sessions = [] } = before
    const steps = clock.steps.map((one, index) => (index === step ? { ...one, looksBack: [...looksBack] } : one))
    const third = { number: 3, title: sessions[1]?.title ?? '', board: before.board }
    const course = { ...courseNow(), session: 3, step }
    return {
      ...before,
      clock: withCourse({ ...clock, steps }, course),
      sessions: [...sessions.map((one) => ({ ...one, board: `past-${one.number}` as BoardId })), third],
    }
  }
  const state = (
    at: () => BoardStatus,
    pasts: () => Readonly<Record<string, Past>>,
    more: Partial<State> = {},
  ): State => ({
    local: () => ({ doc: at().lang === 'ar' ? rtl() : contested(), status: at() }),
    back: () => portOf(at(), pasts())(),
    ...more,
  })
  const two = () => ({ 'past-1': { doc: drawn(contested()) }, 'past-2': { doc: contested() } })
  return {
    back: state(() => now(), two),
    'back-coming': state(
      () => now('en', 5, [1, 2, 4]),
      () => ({
        'past-1': { doc: empty(), link: { seen: false, state: 'waiting' } },
        'past-2': { doc: contested(), link: { state: 'waiting' } },
      }),
    ),
    'back-nothing': state(
      () => now(),
      () => ({
        'past-1': { doc: empty(), state: 'closed' },
        'past-2': {
          doc: empty(),
          link: { state: 'barred', problem: { code: 'not-allowed', role: 'citizen', action: 'board.open' } },
        },
      }),
    ),
    'back-offer': state(() => now('en', 3), two),
    'back-rtl': state(
      () => now('ar'),
      () => ({ 'past-1': { doc: drawn(rtl(), 'ar') }, 'past-2': { doc: rtl() } }),
    ),
    'back-300': state(
      () => now(),
      () => ({ 'past-1': { doc: large(300) }, 'past-2': { doc: large(300) } }),
    ),
  }
}
