/**
 * Stateless frames (JSON text inside Hocuspocus's stateless message) between the server and a table's editor. The server sends `saved` only after COMMIT.
 */
import { shownIn, tagFor, type LocalText } from '../dialogue/programme.ts'
import type { BoardId, RelationId, NodeId } from '../ids.ts'
import type { Problem } from '../problem.ts'
import { spaced } from '../i18n/language.ts'
import type { BoardStatus } from './board.ts'

export type ToEditor =
  /** Everything up to the state vector `sv` (base64 of Y.encodeStateVector) is in the journal at `seq`. */
  /** `frames`: how many sync frames (SyncStep2, Update) of this socket are answered; deletions do not show in a vector. */
  | { readonly type: 'saved'; readonly seq: number; readonly sv: string; readonly at: number; readonly frames: number }
  /** The journal does not take writes; sent within 2 s, and again when it recovers. */
  | { readonly type: 'storage'; readonly state: 'down' | 'up'; readonly savedUntil: number }
  /** An update of this client was refused for good; it is followed by close 4522. */
  | { readonly type: 'refused'; readonly problem: Problem; readonly at: readonly (NodeId | RelationId)[] }
  /** State of the board beside its document: curtain, session, clock. */
  | { readonly type: 'board'; readonly board: BoardStatus }

/** The board on which this table works now; null where nobody says. */
export const boardNow = ({ sessions, clock }: Pick<BoardStatus, 'sessions' | 'clock'>): BoardId | null =>
  sessions?.find(({ number }) => number === clock.session)?.board ?? null

/** The same status with question, titles and steps in the reader's language; `spoken` says in which each then stands. */
export function forReader(
  status: BoardStatus,
  reader: string,
): BoardStatus & { readonly spoken: { readonly question: string; readonly programme: string } } {
  const { texts, lang, clock } = status
  if (texts === undefined) return { ...status, spoken: { question: lang, programme: lang } }
  const say = (text: LocalText | undefined, otherwise: string) =>
    (text === undefined ? '' : shownIn(text, reader, lang)) || spaced(lang, otherwise)
  return {
    ...status,
    question: say(texts.question ?? undefined, status.question),
    clock: {
      ...clock,
      title: say(texts.title, clock.title),
      steps: clock.steps.map((step, index) => ({ ...step, title: say(texts.steps[index], step.title) })),
    },
    ...(status.sessions === undefined
      ? {}
      : { sessions: status.sessions.map((one, index) => ({ ...one, title: say(texts.sessions[index], one.title) })) }),
    spoken: {
      question: texts.question === null ? lang : tagFor(texts.question, reader, lang),
      programme: tagFor(texts.title, reader, lang),
    },
  }
}

/** The name of every board's first epoch: a copy that does not say which it is of is of this one. */
export const firstEpoch = '1'
