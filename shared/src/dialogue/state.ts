/** What is known of a dialogue: `dialogue/fold` makes it of its rows. A state that was handed out never changes. */
import type { BoardId, NodeId, PhotoHash, SeatCode, SiteId, TableId } from '../ids.ts'
import type { Changed } from './changes.ts'
import { noClock, type ClockState } from './clock.ts'
import type { BoardDraft, DialogueDraft, SiteDraft, TableDraft } from './programme.ts'
import { noRotation, type Moved, type Rotation } from './rotation.ts'
import type { Rule } from './rule.ts'

/** A draft, found by its ids. */
export type Plan = {
  readonly draft: DialogueDraft
  readonly site: ReadonlyMap<string, SiteDraft>
  /** In the order of their numbers. */
  readonly table: ReadonlyMap<string, TableDraft>
  readonly board: ReadonlyMap<string, BoardDraft>
  /** Of each table, in the order of the sessions. */
  readonly boardsOf: ReadonlyMap<string, readonly BoardDraft[]>
}

/** What a board decides for itself. */
export type OwnPolicy = {
  readonly closed: boolean
  readonly hidden: readonly NodeId[]
  readonly photos: readonly PhotoHash[]
  /** What the version before decided of one board alone: its table is as strict as the strictest of them. */
  readonly older: Partial<Rule>
}
export const openBoard: OwnPolicy = { closed: false, hidden: [], photos: [], older: {} }

export type Been = Pick<ClockState, 'reached' | 'passed'>
/** A table's own clock, and where it had been before by another one. */
export type Alone = { readonly clock: ClockState; readonly been: Been | undefined }

export type DialogueState = {
  /** Null before it is founded. */
  readonly plan: Plan | null
  /** As it was planned: `plan` is what became of it. */
  readonly founded: DialogueDraft | null
  readonly clocks: ReadonlyMap<SiteId, ClockState>
  /** Of tables that do not go by their site's. */
  readonly own: ReadonlyMap<TableId, ClockState>
  /** Tables that joined the hall again: when their screens go along, and what they had, to take it back. */
  readonly joined: ReadonlyMap<TableId, { readonly goesAt: number; readonly had: Alone }>
  /** The same of tables whose site ended the day for them, too. */
  readonly ended: ReadonlyMap<SiteId, ReadonlyMap<TableId, Alone>>
  /** Where a table has been by a clock of its own that it has no more, and what passed by it. */
  readonly been: ReadonlyMap<TableId, Been>
  /** How many acts on clocks there were; each clock's version is of the last that was about it. */
  readonly acts: number
  /** Of the last act on a table alone. */
  readonly versions: ReadonlyMap<TableId, number>
  /** Tables over which the room has drawn its curtain, whatever their own says. */
  readonly drawn: ReadonlySet<TableId>
  /** Tables that the room has paused, and that were not paused by themselves: what it opens again. */
  readonly paused: ReadonlySet<TableId>
  /** What each table decided. */
  readonly rules: ReadonlyMap<TableId, Partial<Rule>>
  readonly boards: ReadonlyMap<BoardId, OwnPolicy>
  readonly citizensEdit: ReadonlyMap<TableId, boolean>
  /** Where the tables stand in the plan of their room, as far as somebody arranged them. */
  readonly places: ReadonlyMap<TableId, { readonly x: number; readonly y: number }>
  /** What was not planned when it was founded, in the order in which it was decided; `plan` says the day as it is by now. */
  readonly changes: readonly Changed[]
  /** Who changes tables, and from which session on: as planned, and as it was decided since. */
  readonly rotation: Rotation
  /** The same in the order in which it was decided, with who and why. */
  readonly moves: readonly Moved[]
  /** Where somebody sat in a session in whose middle they were moved: what they said there stays theirs. */
  readonly left: ReadonlyMap<SeatCode, readonly { readonly session: number; readonly table: TableId }[]>
}

export const noDialogue: DialogueState = {
  plan: null,
  founded: null,
  clocks: new Map(),
  own: new Map(),
  joined: new Map(),
  ended: new Map(),
  been: new Map(),
  acts: 0,
  versions: new Map(),
  drawn: new Set(),
  paused: new Set(),
  rules: new Map(),
  boards: new Map(),
  citizensEdit: new Map(),
  places: new Map(),
  changes: [],
  rotation: noRotation,
  moves: [],
  left: new Map(),
}

/** A draft by its ids. */
export function planOf(draft: DialogueDraft): Plan {
  const boardsOf = new Map<string, readonly BoardDraft[]>()
  for (const board of [...draft.boards].sort((a, b) => a.session - b.session))
    boardsOf.set(board.table, [...(boardsOf.get(board.table) ?? []), board])
  return {
    draft,
    site: new Map(draft.sites.map((site) => [site.id, site])),
    table: new Map([...draft.tables].sort((a, b) => a.number - b.number).map((table) => [table.id, table])),
    board: new Map(draft.boards.map((board) => [board.id, board])),
    boardsOf,
  }
}

/** Of an unknown table none. */
export const siteOf = (state: DialogueState, table: TableId): SiteId =>
  state.plan?.table.get(table)?.site ?? ('' as SiteId)

/** By which clock a table goes. */
export const clockOf = (state: DialogueState, table: TableId): ClockState =>
  state.own.get(table) ?? state.clocks.get(siteOf(state, table)) ?? noClock
