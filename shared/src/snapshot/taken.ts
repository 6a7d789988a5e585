/**
 * Which snapshots there are, as rows of a dialogue's archive and what they say: what was cut where, by whom and when, the
 * name it got and the salts that were drawn for it; and of what was erased since, the part of each snapshot that the log
 * gives no more: structure and digests, never letters.
 */
import type { BoardId } from '../ids.ts'
import type { PlacedPassage } from './codes.ts'
import type { Occasion } from './occasions.ts'
import type { Snapshot, SnapshotBoard, TextPlace } from './structure.ts'
import type { KeptNames } from './themes.ts'
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
  /** It holds themes. Rows of before hold none, whatever was read by then. */
  readonly themes?: true
  /** It holds codes; with those passages that do not stand as they were coded. Rows of before hold none. */
  readonly codes?: readonly PlacedPassage[]
  /** By whom; and when, of one that an earlier version wrote down elsewhere. */
  readonly taken: { readonly author: string; readonly at?: number }
  /** Of one that took itself. */
  readonly why?: Occasion
}
/** What would have been taken again was there already, under this name. */
export type WhyRow = {
  readonly kind: 'why'
  readonly command: string
  readonly hash: string
  readonly why: Occasion
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
/** What themes and codes were called and coders wrote, as it stands in these snapshots, from before something of it was erased. `theme`: also another key of `typedIn`. */
export type KeptNamesRow = {
  readonly kind: 'kept-names'
  readonly command: string
  readonly snapshots: readonly string[]
  readonly names: readonly { readonly theme: string; readonly name: string }[]
}
export type ArchiveRow = SnapshotRow | WhyRow | KeptRow | KeptStepsRow | KeptNamesRow

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const archiveKinds: Readonly<Record<ArchiveRow['kind'], number>> = {
  snapshot: 1,
  why: 1,
  kept: 1,
  'kept-steps': 1,
  'kept-names': 1,
}

/** Null for a row of another record in the same archive. */
export function readArchiveRow(text: string): ArchiveRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    Object.hasOwn(archiveKinds, String(value.kind))
    ? (value as ArchiveRow)
    : null
}

/** `whys`: on which occasions it took itself; none: by hand. */
export type Taken = { readonly row: SnapshotRow; readonly at: number; readonly whys: readonly Occasion[] }
export type Archive = {
  /** By name, in the order in which they were taken. */
  readonly taken: ReadonlyMap<string, Taken>
  readonly salts: readonly { readonly board: string | null; readonly salts: readonly Salt[] }[]
  /** By the snapshot's name and the board. */
  readonly kept: ReadonlyMap<string, ReadonlyMap<string, SnapshotBoard>>
  /** By the snapshot's name. */
  readonly steps: ReadonlyMap<string, readonly SnapshotStep[]>
  /** By the snapshot's name. */
  readonly names: ReadonlyMap<string, KeptNames>
}
export const emptyArchive: Archive = {
  taken: new Map(),
  salts: [],
  kept: new Map(),
  steps: new Map(),
  names: new Map(),
}

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
  if (row.kind === 'kept-names') {
    const kept = new Map(row.names.map(({ theme, name }) => [theme, name]))
    return { ...before, names: new Map([...row.snapshots.map((hash) => [hash, kept] as const), ...before.names]) }
  }
  const known = before.taken.get(row.hash)
  const why = row.why === undefined ? [] : [row.why]
  if (row.kind === 'why')
    return known === undefined
      ? before
      : { ...before, taken: new Map([...before.taken, [row.hash, { ...known, whys: [...known.whys, ...why] }]]) }
  const { board, hash, salts } = row
  const one =
    known === undefined ? { row, at: row.taken?.at ?? at, whys: why } : { ...known, whys: [...known.whys, ...why] }
  return { ...before, taken: new Map([...before.taken, [hash, one]]), salts: [...before.salts, { board, salts }] }
}

/** Newest first. */
export const newestFirst = ({ taken }: Archive): readonly Taken[] =>
  [...taken.values()].reverse().sort((a, b) => b.at - a.at)

/** Those that texts of a board may have, of all its snapshots; `null`: texts of the whole. A text version has one, whenever it was drawn. */
export const saltsFor = ({ salts }: Archive, board: string | null): readonly Salt[] => [
  ...salts.flatMap((one) => (board !== null && one.board === board ? one.salts : [])),
  ...salts.flatMap((one) => (one.board === null ? one.salts : [])),
]
