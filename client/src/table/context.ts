/** The table as its parts see it: one value per render, actions that never change. */
import type { Board } from '@tablee/shared/board/schema'
import type { NodeId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { createContext, useContext } from 'react'
import type { PrintedMap } from '@tablee/shared/wire/printed'
import type { Answer } from '../link/api.ts'
import type { Present, TableLink } from '../link/link.ts'
import type { Going } from '../ui/going.ts'
import type { Actions } from './actions/actions.ts'
import type { Ui } from './actions/ui.ts'
import type { Looking } from './back/looking.ts'
import type { BackPort } from './back/port.ts'
import type { Entries } from './board/entries.ts'
import type { Sought } from './board/search.ts'
import type { Shown } from './board/shown.ts'
import type { Calling } from './calls/use-calls.ts'
import type { Showing } from './materials/use-materials.ts'
import type { PolicyPort } from './observers/policy.ts'
import type { PaperPort } from './paper/port.ts'
import type { Taken } from './actions/taken.ts'
import type { Observation } from './observers/use-policy.ts'
import type { Voicing } from './voices/use-voices.ts'

export type Table = {
  /** The table as it is when somebody asks, for what is done much later than it was offered. */
  readonly latest: () => Table
  readonly link: TableLink
  readonly board: Board
  readonly entries: Entries
  /** Of these, what this screen shows; outline and map draw from it. */
  readonly shown: Shown
  /** And of these, what stands on the map. */
  readonly onMap: Shown
  /** What the search that is open found, and which entries these are (null: nothing is sought). */
  readonly sought: Sought
  readonly found: ReadonlySet<NodeId> | null
  /** Whether the board's last change came from others. */
  readonly byOthers: () => boolean
  /** As this screen shows it: where its hall is about to go (`hall`), it is not yet. */
  readonly status: BoardStatus | null
  readonly hall: Going<BoardStatus> | null
  /** The server's time. */
  readonly now: () => number
  readonly ui: Ui
  readonly act: Actions
  readonly mayEdit: boolean
  readonly maySay: boolean
  readonly seats: number
  /** Who else is at each entry; only those who write. */
  readonly writers: ReadonlyMap<NodeId, readonly Present[]>
  /** What this person wrote in entries that others removed meanwhile. */
  readonly taken: readonly Taken[]
  readonly nameOf: (present: { readonly seat: string | null; readonly role: string }) => string
  readonly arrived: ReadonlySet<NodeId>
  /** Changed here and not saved yet. */
  readonly own: ReadonlySet<NodeId>
  /** The same, where it is shown as kept: offline. */
  readonly kept: ReadonlySet<NodeId>
  readonly refused: ReadonlySet<string>
  /** Null for whom the policy of observation is none of his business: citizens. */
  readonly observation: Observation | null
  /** Looks through observers' eyes; null where there is nobody to ask. */
  readonly look: PolicyPort['look'] | null
  /** Entries that observers do not see, as far as this role may know. */
  readonly unseen: ReadonlySet<NodeId>
  /** The table's curtain, or the room's over it; `ownDrawn`: the table's alone, which its button moves. */
  readonly drawn: boolean
  readonly ownDrawn: boolean
  /** People's own voices: null where there is nothing to follow. */
  readonly voicing: Voicing | null
  /** The table's call and the room's messages: for who runs the table or writes there, null for anybody else. */
  readonly calling: Calling | null
  /** The map as it may leave the table; null where nobody may take it. */
  readonly printing: (() => Promise<Answer<PrintedMap>>) | null
  /** Paper that is typed in and printed; null where there is nothing to ask. */
  readonly paper: PaperPort | null
  /** Entries whose wording is being voted on. */
  readonly locked: ReadonlySet<NodeId>
  /** The table's earlier boards, while its step looks back at them; null while it does not. */
  readonly looking: Looking | null
  readonly back: BackPort | null
  /** Films, slides and leaflets; null where this table has none. */
  readonly showing: Showing | null
}

const Context = createContext<Table | null>(null)
export const TableProvider = Context
export function useTable(): Table {
  const table = useContext(Context)
  if (!table) throw new Error('outside of a table')
  return table
}
