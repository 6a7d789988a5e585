/** A snapshot's own row in the journal: what was cut where, the name it got, and the salts drawn for it. */
import type { Snapshot, TextPlace } from '@tablee/shared/snapshot/structure'

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
}

export function readSnapshotRow(data: string): SnapshotRow | null {
  const value: unknown = JSON.parse(data)
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'snapshot'
    ? (value as SnapshotRow)
    : null
}
export const saltsOf = (data: string): readonly Salt[] => readSnapshotRow(data)?.salts ?? []
