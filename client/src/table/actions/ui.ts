/** The state of the table's screen: what is chosen, written, open and in sight. The board is the document's. */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import type { BlockId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { ClientProblem } from '../../link/api.ts'
import type { TableLink } from '../../link/link.ts'
import type { Anchor } from '../../ui/menu.tsx'
import type { Entries } from '../board/entries.ts'
import type { Pasted } from '../board/paste.ts'
import type { Telling } from './folding.ts'
import type { Depth, Shown } from '../board/shown.ts'
import type { Home } from '../board/spots.ts'
import type { Taken } from './taken.ts'
import type { Draft } from '../board/verbs.ts'
import type { VoicesDialog } from '../voices/dialogs.tsx'

export type Where = 'outline' | 'map'
/** What of the board is in sight beside the outline. */
export type Tab = 'map' | 'canvas' | 'notes' | 'voices' | 'back' | 'materials'
/** Where the next thing said goes: chosen, or (`as: 'usual'`) what the selection makes likely. */
export type Saying =
  | { readonly as: 'usual' }
  | { readonly as: 'entry'; readonly beneath: NodeId | null }
  | { readonly as: 'words'; readonly node: NodeId }

/** An empty row: on this screen only, until its first letter. */
export type RowDraft = Draft & { readonly home: Home }

export type Ui = {
  readonly selected: NodeId | null
  readonly editing: { readonly id: NodeId; readonly where: Where; readonly start: 'end' | number } | null
  readonly draft: RowDraft | null
  readonly opened: ReadonlySet<NodeId>
  readonly saying: Saying
  /** A text from elsewhere that the composer takes up, beside what stands in it. */
  readonly brought: string | null
  /** A line above the composer: what was just done, and how to take it back. It stays until the next deed, unless it `passes`. */
  readonly done: {
    readonly text: string
    readonly undo: () => void
    /** Undo takes this back too, while nothing else was done since: so many steps this person had then. */
    readonly after?: number
    /** It goes by itself: by then undo, or a menu, takes it back as well. */
    readonly passes?: boolean
  } | null
  /** What this person wrote in entries that others removed meanwhile. */
  readonly taken: readonly Taken[]
  readonly problem: ClientProblem | null
  readonly menu: { readonly id: NodeId; readonly at: Anchor; readonly where: Where } | null
  readonly dialog:
    | { readonly kind: 'link' | 'move' | 'language'; readonly node: NodeId }
    | { readonly kind: 'correct' | 'redact'; readonly words: WordsId }
    | { readonly kind: 'kept' | 'keys' }
    | { readonly kind: 'lines'; readonly pasted: Pasted }
    | { readonly kind: 'observers' }
    | { readonly kind: 'eyes' }
    | { readonly kind: 'to-canvas'; readonly node: NodeId }
    | { readonly kind: 'voices'; readonly of: VoicesDialog }
    | null
  readonly tab: Tab
  /** What the hall is shown and this screen shows along with it, by the name of its start; null: nothing. */
  readonly along: string | null
  /** Whether the replay is open from the beginning (the gallery). */
  readonly replay: boolean
  /** Something on the canvas that somebody wants to see there. */
  readonly element: ShapeId | null
  /** A block of the notes to be led to: a new object each time, so that the same one is led to twice. */
  readonly notesAt: { readonly block: BlockId } | null
  /** Entries whose branches are folded on this screen. */
  readonly folded: ReadonlySet<NodeId>
  /** The branch that is looked at alone; null shows all. */
  readonly focus: NodeId | null
  /** How much the map shows, and which branches were opened on it. */
  readonly depth: Depth
  readonly deeper: ReadonlySet<NodeId>
  /** What is sought; null while nobody searches. */
  readonly query: string | null
  /** For anyone who does not see what changed on this screen. */
  readonly told: string
  /** On a phone one of the two is in sight: the outline, or (`map`) what `tab` says. */
  readonly side: Where
}

export const firstUi: Ui = {
  selected: null,
  editing: null,
  draft: null,
  opened: new Set(),
  saying: { as: 'usual' },
  brought: null,
  done: null,
  taken: [],
  problem: null,
  menu: null,
  dialog: null,
  tab: 'map',
  along: null,
  replay: false,
  element: null,
  notesAt: null,
  folded: new Set(),
  focus: null,
  depth: null,
  deeper: new Set(),
  query: null,
  told: '',
  side: 'outline',
}

export type World = {
  readonly link: TableLink
  readonly entries: Entries
  /** Of these, what the screen shows. */
  readonly shown: Shown
  readonly ui: Ui
  /** Language in which this person writes. */
  readonly lang: Lang
  readonly mayEdit: boolean
  /** Entries whose wording is being voted on. */
  readonly locked: ReadonlySet<NodeId>
  readonly say: (key: 'removed' | 'removedWords' | 'removedApart', values: Record<string, string | number>) => string
  readonly tell: (key: Telling, n: number) => string
  readonly reveal: (id: NodeId) => void
  readonly rtl: boolean
}
