/**
 * Which snapshots there are, as rows of a dialogue's archive and what they say: what was cut where, by whom and when, the
 * name it got and the salts that were drawn for it; and of what was erased since, the part of each snapshot that the log
 * gives no more: structure and digests, never letters.
 */
import type { BoardId } from '../ids.ts'
import type { Snapshot, SnapshotBoard, TextPlace } from './structure.ts'
import type { SnapshotStep } from './voices.ts'

/** `salt` in base64url; `digest` says to which text of this place it belongs, without saying the text. */
export type Salt = { readonly place: TextPlace; readonly salt: string; readonly digest: string }

export type SnapshotRow = {
  readonly kind: 'snapshot'
  readonly command: string
  readonly of: Snapshot['of']
  readonly dialogue: string
  readonly board: string | null
  readonly hash: string
  readonly cut: Snapshot['cut']
  readonly salts: readonly Salt[]
  /** Boards say their country and group, and questionnaires their site where many answered. Rows of before say nothing of it. */
  readonly places?: true
  /** It holds the day's times. Rows of before say nothing of them, and keep their names. */
  readonly times?: true
  /** By whom; and when, of one that an earlier version wrote down elsewhere. */
  readonly taken: { readonly author: string; readonly at?: number }
}
/** A board as it stands in these snapshots, from before something of it was erased. */
export type KeptRow = {
  readonly kind: 'kept'
  readonly command: string
  readonly board: BoardId
  readonly snapshots: readonly string[]
  readonly part: SnapshotBoard
}
/** What was asked, as it stands in these snapshots, from before something of it was erased. */
export type KeptStepsRow = {
  readonly kind: 'kept-steps'
  readonly command: string
  readonly snapshots: readonly string[]
  readonly steps: readonly SnapshotStep[]
}
export type ArchiveRow = SnapshotRow | KeptRow | KeptStepsRow

const kinds: ReadonlySet<unknown> = new Set(['snapshot', 'kept', 'kept-steps'])

/** Null for a row of another record in the same archive. */
export function readArchiveRow(text: string): ArchiveRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind)
    ? (value as ArchiveRow)
    : null
}

export type Taken = { readonly row: SnapshotRow; readonly at: number }
export type Archive = {
  /** By name, in the order in which they were taken. */
  readonly taken: ReadonlyMap<string, Taken>
  readonly salts: readonly { readonly board: string | null; readonly salts: readonly Salt[] }[]
  /** By the snapshot's name and the board. */
  readonly kept: ReadonlyMap<string, ReadonlyMap<string, SnapshotBoard>>
  /** By the snapshot's name. */
  readonly steps: ReadonlyMap<string, readonly SnapshotStep[]>
}
export const emptyArchive: Archive = { taken: new Map(), salts: [], kept: new Map(), steps: new Map() }

/** One row further. A snapshot that was taken twice is one; its first time counts. */
export function archiveAfter(before: Archive, row: ArchiveRow, at: number): Archive {
  if (row.kind === 'kept') {
    const kept = new Map(before.kept)
    // The first one is of before anything was erased.
    for (const hash of row.snapshots) kept.set(hash, new Map([[row.board, row.part], ...(kept.get(hash) ?? [])]))
    return { ...before, kept }
  }
  if (row.kind === 'kept-steps')
    return { ...before, steps: new Map([...row.snapshots.map((hash) => [hash, row.steps] as const), ...before.steps]) }
  const { board, hash, salts } = row
  const taken = before.taken.has(hash)
    ? before.taken
    : new Map([...before.taken, [hash, { row, at: row.taken?.at ?? at }]])
  return { ...before, taken, salts: [...before.salts, { board, salts }] }
}

/** Newest first. */
export const newestFirst = ({ taken }: Archive): readonly Taken[] =>
  [...taken.values()].reverse().sort((a, b) => b.at - a.at)

/** Those that texts of a board may have, of all its snapshots; `null`: texts of the whole. A text version has one, whenever it was drawn. */
export const saltsFor = ({ salts }: Archive, board: string | null): readonly Salt[] => [
  ...salts.flatMap((one) => (board !== null && one.board === board ? one.salts : [])),
  ...salts.flatMap((one) => (one.board === null ? one.salts : [])),
]
