/**
 * Bodies and answers of the HTTP interface, as types: the schemas that check them stand in the server, so that no
 * validator reaches a phone. `GET /openapi.json` describes every route.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { Ran } from '../dialogue/ran.ts'
import type { BoardId, DialogueId, LinkId, TableId } from '../ids.ts'
import type { Role } from '../roles.ts'
import type { Clock } from './editor.ts'

/** `POST /api/sessions`: a link's token (from the URL's fragment) or a short code, and this device's id. */
export type SessionRequest =
  | { readonly token: string; readonly device: string; readonly seat?: string | null }
  | { readonly code: string; readonly device: string; readonly seat?: string | null }

/** Who this session is, re-read at each `GET /api/me`. `board` is where its table stands now. */
export type Me = {
  readonly role: Role
  readonly dialogue: DialogueId
  readonly dialogueTitle: string
  readonly site: string | null
  readonly table: TableId | null
  readonly tableNumber: number | null
  readonly seats: number | null
  readonly seat: string | null
  readonly board: BoardId | null
  readonly lang: string
  readonly mayEdit: boolean
}

/** Answer of `POST /api/sessions`. `session` goes into `Authorization: Bearer`; it is shown this once. */
export type SessionAnswer = { readonly session: string; readonly expiresAt: number; readonly me: Me }

export type SessionEntry = {
  readonly number: number
  readonly title: string
  /** In all the dialogue's languages: an organiser may read another one than its own. */
  readonly titles: LocalText
  readonly question: string
  readonly minutes: number
  /** The tables were in it and left: its clock can go on as it ran. Left out: never, or it runs now. */
  readonly ran?: Ran
}
/** `POST /api/dialogues/:dialogue/session`. Without `clock` a session that ran before goes on as `goesOn` says. */
export type MoveRequest = { readonly session: number; readonly clock?: 'on' | 'anew' }
export type TableEntry = {
  readonly id: TableId
  readonly number: number
  readonly site: string
  readonly seats: number
  readonly lang: string
  readonly citizensEdit: boolean
  /** The board of the session that runs now. */
  readonly current: BoardId | null
  readonly boards: readonly {
    readonly id: BoardId
    readonly session: number
    readonly question: string
    readonly closed: boolean
    /** How many of its steps are open: results of all tables wait for them. */
    readonly open: number
    /** Its table has been there. */
    readonly reached?: boolean
  }[]
}

/** `GET /api/dialogues/:dialogue`: a table's own people see their table only; organisers and analysts see all. */
export type DialogueAnswer = {
  readonly id: DialogueId
  readonly title: string
  readonly lang: string
  readonly clock: Clock
  readonly sessions: readonly SessionEntry[]
  readonly tables: readonly TableEntry[]
}
/** `GET /api/dialogues`: the dialogues this session may read. */
export type DialogueList = readonly { readonly id: DialogueId; readonly title: string }[]

/** One card: who enters with it and where. `url` holds the secret in its fragment (observers: in its path). */
export type LinkEntry = {
  readonly id: LinkId
  readonly role: Role
  readonly label: string
  readonly table: TableId | null
  readonly tableNumber: number | null
  readonly site: string | null
  readonly seat: string | null
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  /** Null once revoked or expired: nothing to print. */
  readonly url: string | null
  /** `ABCD-EFGH`, read out at the table; only for citizens. */
  readonly code: string | null
}

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
