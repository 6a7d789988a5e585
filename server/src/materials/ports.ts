/** What materials ask of their neighbours. Structural: `dialogue/` and the uploads answer it, tests may too. */
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { DialogueId, UploadId } from '@tablee/shared/ids'
import type { Captions, MaterialFile } from '@tablee/shared/materials/rows'
import type { Problem, Result } from '@tablee/shared/problem'

/** The dialogue as its rows say it; null for one that was not founded. */
export type Standing = (dialogue: DialogueId) => DialogueState | null
/** Asked in the turn in which a row is staged: may they who asked still? */
export type Still = () => boolean
export type Done = Promise<Result<null>>
/** Who asks may not any more: the route says why. */
export const closedMeanwhile: Problem = { code: 'closed' }

/** Bytes that were brought, once it is known what they are. */
export type Brought = Omit<MaterialFile, 'lang' | 'page'>
export type Bringing = {
  /** What an upload is by its bytes, which lie where they are served from then on. */
  readonly file: (dialogue: DialogueId, upload: UploadId) => Promise<Result<Brought>>
  /** As WebVTT, whatever it was brought as. */
  readonly captions: (dialogue: DialogueId, upload: UploadId) => Promise<Result<Omit<Captions, 'lang'>>>
  /** Nobody has called it off. */
  readonly holds: (dialogue: DialogueId, upload: UploadId) => boolean
  /** A row names it: what is left of the upload goes. */
  readonly taken: (dialogue: DialogueId, upload: UploadId) => Promise<void>
}
