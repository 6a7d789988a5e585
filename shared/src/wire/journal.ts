/** The journal as the developers' page reads it: who, where, how large, when. Never what was written, and no secret. */

export type JournalDocument = {
  readonly name: string
  readonly epoch: number
  /** Of its last row; 0 without rows. */
  readonly seq: number
  /** Since the last checkpoint. */
  readonly tail: { readonly rows: number; readonly bytes: number }
  readonly aside: number
}

/** Units are characters of a text and entries of anything else. `path`: null where the place itself is gone since. */
export type JournalChange = { readonly path: readonly string[] | null; readonly wrote: number; readonly took: number }

export type JournalEntry = {
  readonly seq: number
  readonly at: number
  /** A role, a role and a seat, or `server`. */
  readonly author: string
  /** The beginning of the device's id: enough to tell two apart. */
  readonly device: string
  readonly bytes: number
} & (
  | { readonly kind: 'update'; readonly changes: readonly JournalChange[]; readonly more: number }
  /** `what` names the command, `about` its plain fields. */
  | { readonly kind: 'command'; readonly what: string; readonly about: readonly (readonly [string, string])[] }
)

/** `GET /api/dialogues/:dialogue/journal/entries?doc=…&find=…&before=…&after=…&limit=…`: newest first. */
export type JournalPage = {
  readonly doc: string
  readonly epoch: number
  /** The newest row there is. */
  readonly head: number
  /** The rows that were looked at, first and last: where only some are wanted, a page may hold few of them, or none. */
  readonly from: number
  readonly to: number
  readonly entries: readonly JournalEntry[]
}
export const journalPage = { usual: 50, most: 200, find: 80 } as const

/** What was put aside because its checksum failed or it could not be applied. */
export type JournalAside = {
  readonly doc: string
  readonly epoch: number
  readonly seq: number
  readonly what: 'row' | 'checkpoint'
  readonly why: string
  readonly at: number
}
