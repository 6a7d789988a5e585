/**
 * Stateless frames (JSON text inside Hocuspocus's stateless message) between the server and a table's editor, and the
 * ticket. The server sends `saved` only after COMMIT.
 */
import type { TemplateName } from '../board/canvas/schema.ts'
import { inLang, tagFor, type LocalText } from '../dialogue/programme.ts'
import type { BoardId, RelationId, NodeId } from '../ids.ts'
import type { Problem } from '../problem.ts'
import type { Action } from '../roles.ts'

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

export type Step = {
  readonly kind:
    | 'welcome'
    | 'video'
    | 'private-writing'
    | 'map'
    | 'canvas'
    | 'ballot'
    | 'questionnaire'
    | 'read-back'
    | 'break'
  readonly title: string
  readonly minutes: number
}

/** The clock's truth: when the session began by the server's clock, and its steps; the screen derives the rest. */
export type Clock = {
  readonly session: number
  readonly sessions: number
  readonly title: string
  readonly startedAt: number | null
  readonly steps: readonly Step[]
  /** Server's time when this was sent, so that a device whose clock is a day off still shows the right time left. */
  readonly now: number
}

export type TableSession = { readonly number: number; readonly title: string; readonly board: BoardId }

/** The programme in every language that it has: each screen says it in its reader's. */
export type ProgrammeTexts = {
  /** Null: this table is asked a question of its own, in its own language. */
  readonly question: LocalText | null
  /** Of the running session. */
  readonly title: LocalText
  readonly steps: readonly LocalText[]
  /** Beside `sessions`. */
  readonly sessions: readonly LocalText[]
}

export type BoardStatus = {
  readonly board: BoardId
  readonly dialogue: string
  readonly dialogueTitle: string
  readonly site: string
  readonly tableNumber: number
  readonly seats: number
  readonly question: string
  readonly lang: string
  readonly curtain: 'open' | 'drawn'
  /** Entries written while the curtain was drawn and not yet released to observers. */
  readonly held: number
  readonly observed: boolean
  readonly state: 'open' | 'open-citizens-edit' | 'closed'
  readonly clock: Clock
  /** This table's boards: of the sessions that were reached, and this one. That of `clock.session` is where it stands now. */
  readonly sessions?: readonly TableSession[]
  /** Left out by a server of before, and where nobody knows more than the table's language. */
  readonly texts?: ProgrammeTexts
  /** The server's data was restored from a backup: devices hand in what it lacks, until the organiser ends it. */
  readonly recovery?: boolean
  /** The document passed 2 MiB: a new board is wanted before it is full. */
  readonly large?: boolean
  /** Rows of the board are missing, its file was damaged: it can be read, and nothing of it can be changed. */
  readonly damaged?: boolean
  /** Entries whose wording is being voted on: it holds still until the round is closed. Left out: none. */
  readonly locked?: readonly NodeId[]
}

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
    text === undefined ? otherwise : inLang(text, reader, lang) || otherwise
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

/** `POST /api/tickets` body and answer. The ticket travels in the auth message, never in a URL. */
export type TicketRequest = {
  readonly board: BoardId
  readonly path: 'collab' | 'presence'
  /** clientIDs this device authored with on this board; the last is the live one. */
  readonly clients: readonly number[]
  /** With a ticket for `collab`: one for presence comes along, so that a hall that reloads asks half as often. */
  readonly presence?: boolean | undefined
  /** The epoch that this device's copy is of; empty when it has none. */
  readonly epoch?: string | undefined
}
export type Ticket = {
  readonly ticket: string
  /** Only if it was asked for and this role shows presence. */
  readonly presence?: string
  readonly expiresAt: number
  /** Changes when the server's data was restored from a backup. */
  readonly incarnation: string
  /** The epoch of the board: a copy of another one is no copy of this document (`client/link/renewal`). */
  readonly epoch: string
  /** Devices hand in full states: whatever they hold of the board and the restored server lacks. */
  readonly recovery?: boolean
  readonly role: string
  readonly seat: string | null
  readonly mayEdit: boolean
}

/** `POST /api/boards/:id/commands`: idempotent by `id`, kept in the client's outbox while offline. */
export type BoardCommand =
  | { readonly id: string; readonly kind: 'withdraw'; readonly words: string }
  | { readonly id: string; readonly kind: 'redact'; readonly words: string }
  /** Withdraws `words` and adds `newWords` with the new text, linked to it, in one step. */
  | {
      readonly id: string
      readonly kind: 'correct'
      readonly words: string
      readonly newWords: string
      readonly text: string
      readonly lang: string
      readonly at: number
    }
  | { readonly id: string; readonly kind: 'curtain'; readonly to: 'open' | 'drawn' }
  | { readonly id: string; readonly kind: 'release' }
  /** Lays a template beneath the canvas, from the present year to `horizon`. What people made stays. */
  | { readonly id: string; readonly kind: 'template'; readonly template: TemplateName; readonly horizon: number }
  /** Restores what one person (`Hands`) moved or deleted on the canvas since then, where nobody else did since. */
  | { readonly id: string; readonly kind: 'put-back'; readonly hand: string; readonly since: number }

/** `GET /api/boards/:id/hands?since=`: who moved or deleted something on the canvas that can be put back. */
export type Hands = {
  readonly hands: readonly {
    /** Stands for one device at this board; says nothing outside it. */
    readonly hand: string
    /** A role, or a role and a seat. */
    readonly author: string
    readonly moved: number
    readonly deleted: number
    readonly last: number
  }[]
}

/** Which action each command is: asked at the route, and again where it is done. */
export const actionOf: Readonly<Record<BoardCommand['kind'], Action>> = {
  withdraw: 'words.withdraw',
  redact: 'words.redact',
  correct: 'words.correct',
  curtain: 'curtain.move',
  release: 'curtain.release',
  template: 'canvas.arrange',
  'put-back': 'canvas.put-back',
}
