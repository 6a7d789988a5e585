/**
 * Bodies and answers of the HTTP interface, as types: the schemas that check them stand in the server, so that no
 * validator reaches a phone. `GET /openapi.json` describes every route.
 */
import type { BoardId, DialogueId } from '../ids.ts'
import type { LinkEntry } from './access.ts'

/**
 * `POST /api/dialogues`, the body a file `tablee-dialogue/1`. `founded` false: a dialogue of this id stands already and was
 * not changed; its cards are its organiser's then, and none are given.
 */
export type FoundedAnswer = {
  readonly founded: boolean
  readonly id: DialogueId
  readonly title: string
  readonly links: readonly LinkEntry[]
}

/** `GET`, `POST /api/dialogues/:dialogue/erasures`: sentences that were struck out and are still kept, and erased ones. */
export type Erasures = { readonly struck: number; readonly erased: number }
/** What is missing of a database that was damaged and mended. `at`: when that was found; null when rows alone are. */
export type DamageAnswer = {
  readonly at: number | null
  readonly boards: readonly {
    readonly board: BoardId
    readonly site: string
    readonly table: number
    readonly session: number
    /** Changes that are gone. */
    readonly rows: number
    /** False when a checkpoint holds what they did: only the replay lacks them. */
    readonly readOnly: boolean
  }[]
  readonly also: readonly ('programme' | 'log' | 'voices' | 'links' | 'snapshots' | 'photos' | 'devices' | 'other')[]
  /** The newest backup that is known: a path on the server's machine. */
  readonly backup: { readonly file: string; readonly at: number } | null
}

/** `GET /api/recovery`: after a restore from a backup, what devices have handed in of this dialogue's boards. */
export type RecoveryAnswer = {
  /** Left out: nothing was ever found damaged. */
  readonly damage?: DamageAnswer
  readonly running: boolean
  readonly began: number | null
  readonly boards: readonly {
    readonly board: BoardId
    readonly table: number
    readonly session: number
    readonly devices: number
    /** Clocks of writers: roughly letters and clicks; `foreign` were brought by a device that did not write them. */
    readonly structs: number
    readonly foreign: number
    /** Words that were withdrawn or redacted, as devices say. */
    readonly marks: number
    /** Updates that contradict the board: kept aside, nothing of them is in it. */
    readonly conflicts: readonly {
      readonly device: string
      readonly author: string
      readonly at: number
      readonly bytes: number
      readonly sha256: string
    }[]
  }[]
}
