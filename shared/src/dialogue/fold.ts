/**
 * A dialogue as its rows say it: which session runs and since when, where the tables have been, what each table decided
 * and each board was told. Nothing of it is kept elsewhere. A state that was handed out never changes.
 */
import type { BoardId, NodeId, PhotoHash, TableId } from '../ids.ts'
import { ruleAtFirst, ruleIn, type DialogueCommand, type PolicyChange } from './commands.ts'
import type { BoardDraft, DialogueDraft, SiteDraft, TableDraft } from './programme.ts'
import { noticeMs, type Ran } from './ran.ts'
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
  readonly session: number
  readonly startedAt: number | null
  /** Since when the tables are in the session that runs. */
  readonly since: number
  /** When the tables were first moved to a session, and whether they ever stayed there for longer than the notice. */
  readonly reached: ReadonlyMap<number, { readonly at: number; readonly stayed: boolean }>
  /** Of each session that the tables left with its clock begun; of several times the last. */
  readonly ran: ReadonlyMap<number, Ran>
  /** What each table decided. */
  readonly rules: ReadonlyMap<TableId, Partial<Rule>>
  readonly boards: ReadonlyMap<BoardId, OwnPolicy>
  readonly citizensEdit: ReadonlyMap<TableId, boolean>
}

export const noDialogue: DialogueState = {
  plan: null,
  session: 0,
  startedAt: null,
  since: 0,
  reached: new Map(),
  ran: new Map(),
  rules: new Map(),
  boards: new Map(),
  citizensEdit: new Map(),
}

/** One row further; `at` is the row's time in milliseconds since 1970. Founded twice, the first counts. */
export function dialogueAfter(before: DialogueState, row: DialogueCommand, at: number): DialogueState {
  switch (row.kind) {
    case 'found': {
      if (before.plan !== null) return before
      const { dialogue: draft } = row
      return {
        ...moved(before, draft, at),
        plan: planOf(draft),
        rules: new Map(draft.tables.map((table) => [table.id, ruleAtFirst(table)])),
      }
    }
    case 'move':
      return moved(before, row, at)
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

function moved(before: DialogueState, { session, startedAt }: To, at: number): DialogueState {
  const left = before.session === session || before.reached.size === 0 ? null : before
  const reached = new Map(before.reached)
  const ran = new Map(before.ran)
  if (left !== null) {
    if (left.startedAt !== null) ran.set(left.session, { startedAt: left.startedAt, leftAt: at })
    const first = reached.get(left.session)
    if (first !== undefined && at - left.since > noticeMs) reached.set(left.session, { ...first, stayed: true })
  }
  if (!reached.has(session)) reached.set(session, { at, stayed: false })
  const since = before.session === session && before.reached.size > 0 ? before.since : at
  return { ...before, session, startedAt, since, reached, ran }
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
