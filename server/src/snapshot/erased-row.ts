/** Two rows of a board's journal: what shall be erased, by id, and what became of the snapshots that held it. */
import type { Letters } from '@tablee/shared/board/erase'

export type EraseRow =
  | {
      readonly kind: 'erase'
      readonly command: string
      readonly words: readonly string[]
      /** Where else on the board the sentences stood, letter by letter. */
      readonly letters: readonly Letters[]
      /** By what its table knows the sentences again. Not in rows of earlier versions. */
      readonly known?: {
        readonly table: string
        readonly digests: readonly { readonly words: number; readonly digest: string }[]
      }
    }
  | {
      readonly kind: 'erased'
      /** Of the `erase` row. */
      readonly command: string
      /** `as`: SHA-256 of what stands in the place of the text now, so that a rebuilt snapshot finds its digest. */
      readonly texts: readonly { readonly digest: string; readonly as: string }[]
    }

export function readEraseRow(value: unknown): EraseRow | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('command' in value)) return null
  return value.kind === 'erase' || value.kind === 'erased' ? (value as EraseRow) : null
}
