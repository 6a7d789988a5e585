/**
 * A dialogue as its rows say it: where each site stands in the programme and where its tables have been, what each table
 * decided and each board was told. Nothing of it is kept elsewhere. A state that was handed out never changes.
 */
import type { BoardId, NodeId, PhotoHash, SiteId, TableId } from '../ids.ts'
import { acted, enter, noClock, type ClockAct, type ClockState, type ClockOf } from './clock.ts'
import { ruleAtFirst, ruleIn, type DialogueCommand, type PolicyChange } from './commands.ts'
import { notBegun } from './course.ts'
import type { BoardDraft, DialogueDraft, SiteDraft, TableDraft } from './programme.ts'
import { noticeMs } from './ran.ts'
import { beneath, noCeiling, strictest, type Opening, type Rule } from './rule.ts'

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

export type DialogueState = {
  /** Null before it is founded. */
  readonly plan: Plan | null
  readonly clocks: ReadonlyMap<SiteId, ClockState>
  /** Of tables that do not go by their site's. */
  readonly own: ReadonlyMap<TableId, ClockState>
  /** Tables that joined the hall again: when their screens go along, and the clock that they had, to take it back. */
  readonly joined: ReadonlyMap<TableId, { readonly goesAt: number; readonly had: ClockState }>
  /** Sessions in which a table has been by a clock of its own that it has no more. */
  readonly been: ReadonlyMap<TableId, ClockState['reached']>
  /** What each table decided. */
  readonly rules: ReadonlyMap<TableId, Partial<Rule>>
  readonly boards: ReadonlyMap<BoardId, OwnPolicy>
  readonly citizensEdit: ReadonlyMap<TableId, boolean>
  /** Where the tables stand in the plan of their room, as far as somebody arranged them. */
  readonly places: ReadonlyMap<TableId, { readonly x: number; readonly y: number }>
}

export const noDialogue: DialogueState = {
  plan: null,
  clocks: new Map(),
  own: new Map(),
  joined: new Map(),
  been: new Map(),
  rules: new Map(),
  boards: new Map(),
  citizensEdit: new Map(),
  places: new Map(),
}

/** One row further; `at` is the row's time in milliseconds since 1970. Founded twice, the first counts. */
export function dialogueAfter(before: DialogueState, row: DialogueCommand, at: number): DialogueState {
  switch (row.kind) {
    case 'found': {
      if (before.plan !== null) return before
      const { dialogue: draft } = row
      const plan = planOf(draft)
      return {
        ...moved({ ...before, plan }, draft, at),
        rules: new Map(draft.tables.map((table) => [table.id, ruleAtFirst(table)])),
      }
    }
    case 'move':
      return moved(before, row, at)
    case 'clock':
      return clocked(before, row.of, row.act, at)
    case 'policy': {
      // A row without a table is of the version before: it decided for its board.
      const { board, table, change } = row
      const after = decided(before, board, change, table === undefined)
      return table === undefined ? after : ruled(after, table, ruleIn(change))
    }
    case 'curtain':
      return ruled(before, row.table, { curtain: row.to })
    case 'citizens-edit':
      return { ...before, citizensEdit: new Map(before.citizensEdit).set(row.table, row.allowed) }
    case 'close':
      return withBoard(before, row.board, { closed: row.closed })
    case 'arrange': {
      const places = new Map(before.places)
      for (const table of tablesAt(before, row.site)) {
        const place = Object.hasOwn(row.places, table) ? row.places[table] : undefined
        if (place !== undefined) places.set(table, place)
      }
      return { ...before, places }
    }
  }
}

function planOf(draft: DialogueDraft): Plan {
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

type To = { readonly session: number; readonly startedAt: number | null }

/** All sites at once, and every table with its site. */
function moved(before: DialogueState, { session, startedAt }: To, at: number): DialogueState {
  const clocks = new Map(before.clocks)
  for (const site of before.plan?.draft.sites ?? []) {
    const clock = clocks.get(site.id) ?? noClock
    const course = { ...notBegun, session, since: startedAt, begunAt: startedAt }
    clocks.set(site.id, { ...enter(clock, course, at), version: clock.version + 1, before: null })
  }
  return alone({ ...before, clocks }, [...before.own.keys()])
}

/** These tables go by their site's clock again; where they have been stays known. */
function alone(before: DialogueState, tables: readonly TableId[]): DialogueState {
  const left = tables.filter((table) => before.own.has(table))
  if (left.length === 0) return before
  const own = new Map(before.own)
  const been = new Map(before.been)
  for (const table of left) {
    been.set(table, new Map([...(been.get(table) ?? []), ...(own.get(table)?.reached ?? [])]))
    own.delete(table)
  }
  return { ...before, own, been }
}

/** By which clock a table goes. */
export const clockOf = (state: DialogueState, table: TableId): ClockState =>
  state.own.get(table) ?? state.clocks.get(siteOf(state, table)) ?? noClock

/** Where one is meant for a whole dialogue: the clock of its first site. */
export const firstClock = (state: DialogueState): ClockState =>
  state.clocks.get(state.plan?.draft.sites[0]?.id ?? ('' as SiteId)) ?? noClock

/** Whether a table has been in a session: since when, and whether it stayed for longer than a notice. */
export function reachedBy(
  state: DialogueState,
  table: TableId,
  session: number,
): { readonly at: number; readonly stayed: boolean } | null {
  const now = clockOf(state, table).reached.get(session)
  const before = state.been.get(table)?.get(session)
  return now === undefined || before?.stayed === true ? (before ?? null) : now
}

const siteOf = (state: DialogueState, table: TableId): SiteId => state.plan?.table.get(table)?.site ?? ('' as SiteId)

/** The tables of a site, in the order of their numbers. */
export const tablesAt = (state: DialogueState, site: SiteId): readonly TableId[] =>
  [...(state.plan?.table.values() ?? [])].flatMap((table) => (table.site === site ? [table.id] : []))

function clocked(before: DialogueState, of: ClockOf, act: ClockAct, at: number): DialogueState {
  const programme = before.plan?.draft.sessions ?? []
  if ('site' in of) {
    const clocks = new Map(before.clocks).set(of.site, acted(before.clocks.get(of.site) ?? noClock, act, programme, at))
    // The day ends for those, too, who were held.
    return act.do === 'end' ? alone({ ...before, clocks }, tablesAt(before, of.site)) : { ...before, clocks }
  }
  if (act.do === 'join') {
    const joined = new Map(before.joined)
    for (const table of of.tables) {
      const had = before.own.get(table)
      if (had !== undefined) joined.set(table, { goesAt: at + noticeMs, had })
    }
    return alone({ ...before, joined }, of.tables)
  }
  const own = new Map(before.own)
  const joined = new Map(before.joined)
  for (const table of of.tables) {
    const left = joined.get(table)
    joined.delete(table)
    if (act.do === 'take-back' && left !== undefined && at < left.goesAt && !own.has(table)) own.set(table, left.had)
    else own.set(table, acted(clockOf(before, table), act, programme, at))
  }
  return { ...before, own, joined }
}

const ruled = (before: DialogueState, table: TableId, change: Partial<Rule>): DialogueState => ({
  ...before,
  rules: new Map(before.rules).set(table, { ...before.rules.get(table), ...change }),
})

const withBoard = (before: DialogueState, board: BoardId, change: Partial<OwnPolicy>): DialogueState => ({
  ...before,
  boards: new Map(before.boards).set(board, { ...(before.boards.get(board) ?? openBoard), ...change }),
})

function decided(before: DialogueState, board: BoardId, change: PolicyChange, isOlder: boolean): DialogueState {
  const { hidden, photos, showCanvas: _alwaysShown, ...rule } = change
  const older = isOlder ? { older: { ...before.boards.get(board)?.older, ...rule } } : {}
  return withBoard(before, board, {
    ...(hidden === undefined ? {} : { hidden }),
    ...(photos === undefined ? {} : { photos }),
    ...older,
  })
}

type Drawing = 'open' | 'drawn'
/** Of a board of the version before, until something was decided for it. */
const olderStart: Rule = { ...noCeiling, showNotes: false, observation: 'open', curtain: 'open' }

/**
 * What a table decided and how far it may; what it has not decided is as strict as the strictest of its boards.
 * `curtainOf`: as each board's own rows say. A curtain counts as drawn until every row that opens it is in.
 */
export function ruleOf(
  state: DialogueState,
  table: TableId,
  curtainOf: (board: BoardId) => Drawing,
): { readonly rule: Rule; readonly ceiling: Opening } {
  const ceiling = state.plan?.table.get(table)?.observation?.ceiling ?? noCeiling
  const boards = (state.plan?.boardsOf.get(table) ?? [])
    .map(({ id }): Rule => ({ ...olderStart, ...state.boards.get(id)?.older, curtain: curtainOf(id) }))
    .reduce(strictest, { ...noCeiling, observation: 'open', curtain: 'open' })
  const rule = { ...boards, ...state.rules.get(table) }
  const curtain = boards.curtain === 'drawn' || rule.curtain === 'drawn' ? 'drawn' : 'open'
  return { rule: { ...rule, ...beneath(rule, ceiling), curtain }, ceiling }
}
