/** Paper: what is printed, how far a print has come, and what a sheet that came back is. */
import type { Item } from '../ballot/items.ts'
import type { VotedOn } from '../ballot/rows.ts'
import type { LocalText, Signature } from '../dialogue/programme.ts'
import type { SeatCode, TableId } from '../ids.ts'
import type { Problem, RoundState } from '../problem.ts'
import type { ConsentPage } from './seat.ts'

export const paperKinds = ['consent', 'write', 'ballot', 'questionnaire', 'map'] as const
export type PaperKind = (typeof paperKinds)[number]
/** What is printed on a sheet beside people's questions comes in these. */
export const paperLangs = ['en', 'fr', 'de', 'es', 'ar'] as const
export type PaperLang = (typeof paperLangs)[number]

/** `POST /api/dialogues/:dialogue/paper`: begins a print, 202 with its `PrintJob`. */
export type PrintRequest = {
  /** Null: the sheets of all sessions (and the consent sheets, which belong to none). */
  readonly session: number | null
  readonly kinds: readonly PaperKind[]
  /** Null: every table. A table's own people get their own table whatever they ask for. */
  readonly tables: readonly TableId[] | null
  /** Empty: each table in its own language. Several: every sheet once in each. */
  readonly langs: readonly PaperLang[]
}
/** `GET …/paper/:job`, `DELETE …/paper/:job` cancels; `GET …/paper/:job/files/:n` is a PDF (from 0), once it is done. */
export type PrintJob = {
  readonly id: string
  readonly state: 'waiting' | 'printing' | 'done' | 'failed'
  /** 0 to 1. */
  readonly progress: number
  readonly sheets: number
  readonly pages: number
  /** One file, or for a large hall several, each of whole tables. */
  readonly files: readonly PrintFile[]
  /** From being asked to being done. */
  readonly seconds: number | null
  readonly problem: Problem | null
}
export type PrintFile = {
  /** Numbers of its first and last table. */
  readonly from: number
  readonly to: number
  readonly pages: number
  readonly bytes: number
}
/** Sheets in one print: a whole day of ten tables of eight, in two languages. */
export const mostSheets = 4_000

/** `GET /api/boards/:board/paper/:sheet`: what a printed sheet is, by its short id: the form shows this and nothing else. */
export type PaperSheet = {
  readonly id: string
  readonly kind: PaperKind
  /** Null on an anonymous sheet (the server knows whose it is and tells nobody) and on the table's map. */
  readonly seat: SeatCode | null
  readonly step: string | null
  readonly title: LocalText
  readonly lang: PaperLang
  readonly state: RoundState
  /** Already typed in: a second time is a correction. */
  readonly entered: boolean
  readonly holds: PaperHolds
}
export type PaperHolds =
  | { readonly kind: 'consent'; readonly consent: ConsentPage }
  | {
      readonly kind: 'write'
      readonly prompt: LocalText
      readonly signature: Signature
      /** The id its text gets, every time it is typed. */
      readonly sheet: string
    }
  | {
      readonly kind: 'ballot' | 'questionnaire'
      readonly items: readonly Item[]
      /** The entries that are voted on. */
      readonly nodes: readonly VotedOn[]
      /** Printed before the vote was opened: its rows for entries were filled in by hand, perhaps not all. */
      readonly byHand: boolean
    }
  | { readonly kind: 'map' }
