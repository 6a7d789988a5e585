/**
 * What happens to people's own voices, as rows of the journal `voices:<dialogue>`: never CRDT state, so that nobody reads
 * or forges them through a board. Everything that is known of seats, sheets, ballots and answers is a fold over these rows
 * (`voices/fold`): the server's memory, a snapshot and its rebuilding are the same function.
 */
import type { ViewTranslations } from '../view/translated.ts'
import type { BoardId, NodeId, SeatCode, TableId } from '../ids.ts'
import type { AskRow, CallBackRow } from './asks.ts'
import type { ImportedPlace, ImportedSet } from './imported.ts'
import type { Answer, ItemKey } from '../dialogue/items.ts'
import type { Worded } from './worded.ts'

export type Consent = {
  /** Of the texts that were read. */
  readonly version: string
  readonly quoted: boolean
  readonly observed: boolean
  /** In which language it was read. */
  readonly lang: string
  readonly how: 'phone' | 'paper'
}

/** An entry as it stood when a vote on it was opened: the vote is about this wording, whatever becomes of the entry. */
export type VotedOn = {
  readonly node: NodeId
  readonly wording: string
  readonly lang: string
  /** Where it is told: what translators made of it. No row has any. */
  readonly translations?: ViewTranslations
}

/**
 * `command`: the same one twice takes effect once. Who, on which device and when stand on the journal's row. `took`: a laptop
 * or a folder that is gone took it then, and its phone brought it again (`server/voices/again`): this is when it counts from.
 */
export type VoiceRow =
  /** Somebody takes part: the seat is theirs, on this device, until it is freed. Without a device: on paper. */
  | {
      readonly kind: 'sit'
      readonly command: string
      readonly table: TableId
      readonly seat: SeatCode
      readonly device: string | null
      /** The session that sat down, by its name inside the server: one phone may hold several seats. Older rows name none. */
      readonly session?: string
      readonly consent: Consent
      /** Names this person in questionnaire data and nowhere else; drawn once per seat. */
      readonly pair: string
    }
  | {
      readonly kind: 'consent'
      readonly command: string
      readonly seat: SeatCode
      readonly consent: Consent
      readonly took?: number
    }
  /** The seat moves to another device: the person who holds it is out, and the next to ask for it sits. What it said stays. */
  | { readonly kind: 'free'; readonly command: string; readonly seat: SeatCode }
  | {
      readonly kind: 'open'
      readonly command: string
      readonly board: BoardId
      readonly step: string
      readonly nodes: readonly VotedOn[]
      /** In which words its items were asked; left out where none was ever put in others. */
      readonly worded?: Worded
    }
  /** `afar`: with the board of a table that has gone home, by the organiser: nobody at the table said that they were done. */
  | {
      readonly kind: 'close'
      readonly command: string
      readonly board: BoardId
      readonly step: string
      readonly afar?: true
      readonly took?: number
    }
  | { readonly kind: 'reveal'; readonly command: string; readonly board: BoardId; readonly step: string }
  /** What somebody wrote alone, whole. The last one counts. `sent` false: begun, kept for this seat, seen by nobody else. */
  | {
      readonly kind: 'write'
      readonly command: string
      readonly board: BoardId
      readonly step: string
      readonly seat: SeatCode
      readonly sheet: string
      readonly text: string
      readonly lang: string
      readonly capture: 'own-typing' | 'paper'
      readonly sent: boolean
      readonly took?: number
    }
  /** The seat takes its sheet back: its text is gone from the table; that there was one stays. */
  | {
      readonly kind: 'take-back'
      readonly command: string
      readonly board: BoardId
      readonly step: string
      readonly seat: SeatCode
      readonly sheet: string
    }
  /** Answers to items of one round; of each item the last one counts. `seat` null: the table's own answer. */
  | {
      readonly kind: 'answer'
      readonly command: string
      readonly board: BoardId
      readonly step: string
      readonly seat: SeatCode | null
      readonly how: 'phone' | 'paper' | 'table'
      readonly answers: Readonly<Record<ItemKey, Answer>>
      readonly sent: boolean
      /** Of a sheet that was printed with other words than those of its round: in which words it asked these items. */
      readonly worded?: Worded
      readonly took?: number
    }
  /** Paper and phone differ for one seat: which one counts, and who said so (the row's author). */
  | {
      readonly kind: 'settle'
      readonly command: string
      readonly board: BoardId
      readonly step: string
      readonly seat: SeatCode
      readonly item: ItemKey
      readonly use: 'phone' | 'paper'
    }
  /** A sheet was placed by this command: it moves nothing when it comes again. Where it lies the board says. */
  | { readonly kind: 'placed'; readonly command: string }
  /** A poll or survey of another tool, whole: its people sit at tables of their own, its rounds are closed. */
  | {
      readonly kind: 'import'
      readonly command: string
      readonly set: ImportedSet
      readonly places: readonly ImportedPlace[]
    }
  | AskRow
  | CallBackRow
  /** The hall may be asked about this entry in these words, whatever its table's curtain keeps from observers. */
  | { readonly kind: 'release'; readonly command: string; readonly board: BoardId; readonly entry: VotedOn }
  /** Not any more. */
  | { readonly kind: 'take-in'; readonly command: string; readonly board: BoardId; readonly node: NodeId }
export type VoiceRowKind = VoiceRow['kind']

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const voiceKinds: Readonly<Record<VoiceRowKind, number>> = {
  sit: 1,
  consent: 1,
  free: 1,
  open: 1,
  close: 1,
  reveal: 1,
  write: 1,
  'take-back': 1,
  answer: 1,
  settle: 1,
  placed: 1,
  import: 1,
  ask: 1,
  'call-back': 1,
  release: 1,
  'take-in': 1,
}

/** Reads a row of `voices:<dialogue>`, written by this server; null for a kind that this version does not know. */
export function readVoiceRow(text: string): VoiceRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(voiceKinds, String(value.kind))
    ? (value as VoiceRow)
    : null
}

/** A step at one table: what is opened, closed and revealed. */
export type RoundName = string
/** A round is one step at one board. */
export const roundName = (board: string, step: string): RoundName => `${board}/${step}`
