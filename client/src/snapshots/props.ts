/** What the snapshots page is given, and what it says to whoever runs it. */
import type { PlaceFigures } from '@tablee/shared/voices/figure'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ClientProblem } from '../link/api.ts'
import type { PhotoOf } from './canvas.tsx'
import type { CodingsInProps } from './codings-in.tsx'
import type { Comparison, Entry, Kind, Read } from './data.ts'
import type { FilesProps } from './files.tsx'
import type { LeavesWish } from './leaves.tsx'
import type { Saved } from './open-files.ts'
import type { VoicesInProps } from './voices-in.tsx'

export type BoardName = (board: string) => string

export type ScreenProps = {
  readonly about: DialogueAnswer | null
  readonly entries: readonly Entry[] | null
  readonly subject: string | null
  readonly chosen: string | null
  /** The chosen one, as soon as it is here. */
  readonly read: Read | null
  readonly photo: PhotoOf
  readonly against: string | null
  readonly comparison: Comparison | null
  readonly busy: 'taking' | 'comparing' | Kind | null
  /** What just happened: a snapshot was taken, or it was the same as an earlier one. */
  readonly news: { readonly what: 'taken' } | { readonly what: 'same'; readonly at: number } | null
  readonly problem: { readonly at: 'list' | 'take' | 'compare' | 'download'; readonly problem: ClientProblem } | null
  /** The last file that was downloaded, with what its format has no place for. */
  readonly saved: Saved | null
  readonly wish: LeavesWish
  /** By what answers stand side by side at first; left out: of everybody. */
  readonly by?: PlaceFigures['by']
  readonly files: Omit<FilesProps, 'about' | 'nameOf'>
  readonly voicesIn: VoicesInProps
  readonly codingsIn: CodingsInProps
  readonly onSubject: (board: string | null) => void
  readonly onTake: () => void
  readonly onChoose: (hash: string) => void
  readonly onAgainst: (hash: string | null) => void
  readonly onDownload: (kind: Kind) => void
  readonly onWish: (wish: LeavesWish) => void
  readonly onCancelDownload: () => void
  readonly onAgain: () => void
  /** Under a name they stand by the chosen snapshot; whether it was written. Null: it is not theirs to do. */
  readonly onCountersign: ((who: string) => Promise<boolean>) | null
  /** They are asked for their name to begin with (the gallery). */
  readonly standing?: boolean
}

/** How the page names times, boards and snapshots, in its reader's language. */
export type Naming = {
  readonly about: DialogueAnswer | null
  readonly time: (at: number) => string
  readonly nameOf: BoardName
  readonly labelOf: (entry: Entry) => string
  /** On which occasions it took itself, a line each; none: by hand. */
  readonly reasonsOf: (entry: Entry) => readonly string[]
}
