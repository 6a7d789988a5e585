/** What a citizen's phone asks and is told. All of it is this seat's own; nothing here says anything of another's. */
import type { Answer, Item, ItemKey } from '../ballot/items.ts'
import type { Consent, VotedOn } from '../ballot/rows.ts'
import type { LocalText, Signature } from '../dialogue/programme.ts'
import type { BoardId, SeatCode } from '../ids.ts'
import type { RoundState } from '../problem.ts'

/** `GET /api/seats`: the seats of this session's table, and the texts to read before taking one. */
export type SeatsAnswer = {
  readonly dialogueTitle: string
  readonly site: string
  readonly tableNumber: number
  readonly langs: readonly string[]
  readonly seats: readonly { readonly seat: SeatCode; readonly taken: boolean }[]
  /** Null: this dialogue asks for no consent and has no private tasks. */
  readonly consent: ConsentPage | null
}
export type ConsentPage = {
  readonly version: string
  readonly intro: LocalText
  readonly taking: LocalText
  readonly quoted: LocalText
  readonly observed: LocalText
}

/**
 * `POST /api/seats`: takes part. It is the first thing that is recorded of a person; who declines sends nothing and leaves
 * (`DELETE /api/sessions`). Answers `SeatAnswer`, or 409 `seat-taken`.
 */
export type SitRequest = {
  readonly id: string
  readonly seat: SeatCode
  readonly consent: {
    readonly version: string
    readonly quoted: boolean
    readonly observed: boolean
    readonly lang: string
  }
}

/** What a seat does, each kept in the phone's outbox until it is answered; idempotent by `id`. */
export type SeatCommand =
  | {
      readonly id: string
      readonly kind: 'write'
      readonly board: BoardId
      readonly step: string
      readonly sheet: string
      readonly text: string
      readonly lang: string
      readonly sent: boolean
    }
  | {
      readonly id: string
      readonly kind: 'take-back'
      readonly board: BoardId
      readonly step: string
      readonly sheet: string
    }
  | {
      readonly id: string
      readonly kind: 'answer'
      readonly board: BoardId
      readonly step: string
      readonly answers: Readonly<Record<ItemKey, Answer>>
      readonly sent: boolean
    }
  | {
      readonly id: string
      readonly kind: 'consent'
      readonly consent: {
        readonly version: string
        readonly quoted: boolean
        readonly observed: boolean
        readonly lang: string
      }
    }

/**
 * `GET /api/seat?after=<version>`: what this seat has to do. With `after` the server holds the request until something has
 * changed, 20 s at most, so that a step that opens is on the phone at once and nothing but HTTP is needed.
 */
export type SeatAnswer = {
  readonly version: string
  readonly seat: SeatCode
  readonly dialogueTitle: string
  readonly site: string
  readonly tableNumber: number
  /** The table's board of the session that runs, and whether this seat may edit it. */
  readonly board: BoardId | null
  readonly mayEdit: boolean
  /** The server's clock when it answered: a phone's own may be wrong. */
  readonly now?: number
  readonly session: { readonly number: number; readonly title: LocalText; readonly question: LocalText } | null
  readonly langs: readonly string[]
  readonly consent: Consent
  readonly consentPage: ConsentPage
  /** Open ones first, the running session's before others; those of other sessions only while they hold something unsent. */
  readonly rounds: readonly SeatRound[]
}
export type SeatRound = {
  readonly board: BoardId
  readonly step: string
  readonly title: LocalText
  readonly minutes: number
  readonly state: RoundState
  /** The session that it belongs to, where another one runs: an open step outlives its session until the table closes it. */
  readonly session?: { readonly number: number; readonly title: LocalText }
  /** Since when it is open, so that the phone can say how much of its minutes is left. */
  readonly openedAt?: number | null
  readonly task: SeatTask
}
export type SeatTask =
  | {
      readonly kind: 'write'
      readonly prompt: LocalText
      readonly signature: Signature
      /** Own sheets, oldest first. */
      readonly sheets: readonly {
        readonly id: string
        readonly text: string
        readonly lang: string
        readonly sent: boolean
        readonly takenBack: boolean
      }[]
    }
  | {
      readonly kind: 'ballot' | 'questionnaire'
      readonly items: readonly Item[]
      /** For items on entries: the wordings that are voted on. */
      readonly nodes: readonly VotedOn[]
      /** Own answers that reached the server. */
      readonly answers: Readonly<Record<ItemKey, { readonly answer: Answer; readonly sent: boolean }>>
    }
