/** What a table's screen asks and is told of its people's voices, and what walls and analysts are told. */
import type { Figure, Results } from '../ballot/figure.ts'
import type { Answer, Item, ItemKey } from '../ballot/items.ts'
import type { Consent, VotedOn } from '../ballot/rows.ts'
import type { ElementKind, ShapeId } from '../board/canvas/schema.ts'
import type { LocalText, Signature } from '../dialogue/programme.ts'
import type { BoardId, NodeId, SeatCode } from '../ids.ts'
import type { RoundState } from '../problem.ts'

/**
 * `GET /api/boards/:board/voices?after=<version>` (held like a phone's request). Before a round is closed it says that the
 * round is open and nothing of what came in: no count, no order, no partial result.
 */
export type TableVoices = {
  readonly version: string
  readonly board: BoardId
  readonly seats: readonly TableSeat[]
  /** Seats of this table that are on one phone, where there are two and more; for who runs the table. */
  readonly shared?: readonly (readonly SeatCode[])[]
  /** Seats that a phone asks for which has two already; for who runs the table, who may let it in. */
  readonly asks?: readonly SeatCode[]
  /** Languages in which one seat alone read its consent, where others read another: for who runs the table. */
  readonly alone?: readonly string[]
  readonly rounds: readonly TableRound[]
  /** Steps of this table's other boards that are open still: people can vote and write there. Left out: none. */
  readonly elsewhere?: readonly {
    readonly board: BoardId
    readonly session: number
    readonly step: string
    readonly title: LocalText
  }[]
}
export type TableSeat = {
  readonly seat: SeatCode
  readonly state: 'free' | 'phone' | 'paper'
  /** Null until somebody sits. Only for who runs the table; a citizen sees which seats are taken. */
  readonly consent: Pick<Consent, 'quoted' | 'observed' | 'how'> | null
}
export type TableRound = {
  readonly step: string
  readonly title: LocalText
  readonly minutes: number
  readonly state: RoundState
  readonly task:
    | {
        readonly kind: 'write'
        readonly prompt: LocalText
        readonly signature: Signature
        /** How many seats have handed in; for who runs the table. Null for others. */
        readonly handedIn: number | null
        /** Languages in which one sheet alone was handed in, where none may say who wrote it; for who runs the table. */
        readonly alone?: readonly string[]
        /** Seats that had begun and not sent when it was closed: a number, never the text. */
        readonly unsent: number
        /** Empty before the reveal; in an order that says nothing of who wrote or when. */
        readonly sheets: readonly RevealedSheet[]
      }
    | {
        readonly kind: 'ballot' | 'questionnaire'
        readonly items: readonly Item[]
        readonly nodes: readonly VotedOn[]
        /** The table's own answers (unit tables), for who may give them; they are the table's own and not sealed from it. */
        readonly tableAnswers?: Readonly<Record<ItemKey, Answer>>
        /** Null until it is closed. A questionnaire's answers are nobody's at the table: it has turnout only. */
        readonly results: RoundResults | null
      }
}
export type RevealedSheet = {
  readonly id: string
  readonly text: string
  readonly lang: string
  readonly seat: SeatCode | null
  readonly capture: 'own-typing' | 'paper'
  /** Where it lies: beneath an entry, on the canvas, or nowhere yet. */
  readonly placed:
    | { readonly on: 'map'; readonly node: NodeId }
    /** `element`: the shape's id, so that the screen can lead there. */
    | { readonly on: 'canvas'; readonly element?: ShapeId }
    | null
}
export type RoundResults = {
  readonly closedAt: number
  /** Seats at the table that take part; ballots that count; begun and not sent. */
  readonly seats: number
  readonly ballots: number
  readonly unsent: number
  /** Seats whose sheet is missing, for who types paper in; null for others. */
  readonly missing: readonly SeatCode[] | null
  readonly figures: readonly Figure[]
  /** Closed from afar with fewer than three answers and others missing: figures of people are not told. */
  readonly few?: true
  readonly conflicts: readonly {
    readonly seat: SeatCode
    readonly item: ItemKey
    readonly phone: Answer
    readonly paper: Answer
    readonly settled: 'phone' | 'paper' | null
  }[]
}

/** `GET /api/dialogues/:dialogue/results`, `GET /api/watch/:link/results`. */
export type ResultsAnswer = Results & { readonly version: string }

/** `POST /api/boards/:board/voices`: what the table's facilitator and reporter do. Idempotent by `id`. */
export type VoicesCommand =
  | { readonly id: string; readonly kind: 'open'; readonly step: string; readonly nodes: readonly NodeId[] }
  | { readonly id: string; readonly kind: 'close'; readonly step: string }
  | { readonly id: string; readonly kind: 'reveal'; readonly step: string }
  /** A revealed sheet beneath an entry, as words in the citizen's own text; once more moves it. */
  | {
      readonly id: string
      readonly kind: 'place'
      readonly step: string
      readonly sheet: string
      readonly node: NodeId
    }
  /** A revealed sheet as an element of the canvas. */
  | {
      readonly id: string
      readonly kind: 'place-on-canvas'
      readonly step: string
      readonly sheet: string
      readonly element: ElementKind
      readonly x: number
      readonly y: number
    }
  /** The table's own answer to items of unit `tables`. */
  | {
      readonly id: string
      readonly kind: 'table-answer'
      readonly step: string
      readonly answers: Readonly<Record<ItemKey, Answer>>
    }
  /** Paper: a consent, a private sheet (after the reveal), a ballot or a questionnaire of one seat. */
  | {
      readonly id: string
      readonly kind: 'paper-consent'
      readonly seat: SeatCode
      readonly consent: {
        readonly version: string
        readonly quoted: boolean
        readonly observed: boolean
        readonly lang: string
      }
    }
  | {
      readonly id: string
      readonly kind: 'paper-sheet'
      readonly step: string
      /** Null on an anonymous sheet: the server finds the seat by `sheet` (`PaperSheet.holds.sheet`) and tells nobody. */
      readonly seat: SeatCode | null
      readonly sheet: string
      readonly text: string
      readonly lang: string
    }
  /** `again`: the same typed a second time; a ballot that differs is refused with `differs`. */
  | {
      readonly id: string
      readonly kind: 'paper-answers'
      readonly step: string
      readonly seat: SeatCode
      readonly answers: Readonly<Record<ItemKey, Answer>>
      readonly again: Readonly<Record<ItemKey, Answer>>
    }
  | {
      readonly id: string
      readonly kind: 'settle'
      readonly step: string
      readonly seat: SeatCode
      readonly item: ItemKey
      readonly use: 'phone' | 'paper'
    }
  /** A lost phone: the person who holds the seat is out within a second, and it can be taken anew. */
  | { readonly id: string; readonly kind: 'free'; readonly seat: SeatCode }
  /** A phone that has two seats or more asked for this one: it may sit. */
  | { readonly id: string; readonly kind: 'let-in'; readonly seat: SeatCode }
