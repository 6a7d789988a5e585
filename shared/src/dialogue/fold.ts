/**
 * A dialogue as its rows say it: where each site stands in the programme and where its tables have been, what each table
 * decided and each board was told. Nothing of it is kept elsewhere. A state that was handed out never changes.
 */
import type { BoardId, SiteId, TableId } from '../ids.ts'
import {
  acted,
  comesWithNotice,
  led,
  meant,
  noClock,
  passedBy,
  put,
  takesBack,
  told,
  upTo,
  type ClockAct,
  type ClockState,
  type ClockOf,
  type SiteClock,
} from './clock.ts'
import { ruleAtFirst, ruleIn, type DialogueCommand, type PolicyChange } from './commands.ts'
import type { PlanRow } from './changes.ts'
import { clockAfter, draftAfter, passedAfter } from './replan.ts'
import { movedTo, noRotation } from './rotation.ts'
import { noticeMs } from './ran.ts'
import type { Rule } from './rule.ts'
import { satUntil } from './seating.ts'
import {
  clockOf,
  openBoard,
  planOf,
  siteOf,
  type Alone,
  type Been,
  type DialogueState,
  type OwnPolicy,
} from './state.ts'

export { clockOf } from './state.ts'

/** One row further; `at` is the row's time in milliseconds since 1970. Founded twice, the first counts. */
export function dialogueAfter(before: DialogueState, row: DialogueCommand, at: number): DialogueState {
  switch (row.kind) {
    case 'found': {
      if (before.plan !== null) return before
      const { dialogue: draft } = row
      const plan = planOf(draft)
      return {
        ...moved({ ...before, plan, founded: draft }, draft, at),
        rules: new Map(draft.tables.map((table) => [table.id, ruleAtFirst(table)])),
        rotation: (draft.rotation ?? []).reduce(movedTo, noRotation),
        moves: (draft.rotation ?? []).map(({ session, to }) => ({ session, to, why: '', by: null, at })),
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
      return table === undefined ? after : pausing(ruled(after, table, ruleIn(change)), table, row)
    }
    case 'curtain':
      return ruled(before, row.table, { curtain: row.to })
    case 'curtain-all': {
      const drawn = new Set(before.drawn)
      for (const table of tablesOf(before, row.of).filter((each) => isThere(before, each)))
        if (row.to === 'drawn') drawn.add(table)
        else drawn.delete(table)
      return { ...before, drawn }
    }
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
    case 'change':
      return replanned(before, row, at)
    case 'seats': {
      const { session, to, why, by } = row
      return {
        ...before,
        rotation: movedTo(before.rotation, row),
        moves: [...before.moves, { session, to, why, by, at }],
        left: satUntil(before, row, at),
      }
    }
  }
}

function replanned(before: DialogueState, { change, command, why, by }: PlanRow, at: number): DialogueState {
  const draft = before.plan === null ? null : draftAfter(before.plan.draft, change, why)
  if (draft === null) return before
  const programme = programmeOf(before)
  const clock = (one: ClockState): ClockState => clockAfter(one, programme, change, at, before.acts + 1)
  const been = ({ reached, passed }: Been): Been => ({ reached, passed: passedAfter(passed, change) })
  const alone = (one: Alone): Alone => ({ clock: clock(one.clock), been: one.been && been(one.been) })
  const each = <K, V>(map: ReadonlyMap<K, V>, of: (value: V) => V): ReadonlyMap<K, V> =>
    new Map([...map].map(([key, value]) => [key, of(value)]))
  const clocks = new Map(each(before.clocks, clock))
  // A site that joins late stands where the day begins, and goes on when somebody there says so.
  if (change.do === 'site')
    clocks.set(change.site.id, put(noClock, { session: draft.session, startedAt: null }, programme, at, 0))
  return {
    ...before,
    plan: planOf(draft),
    clocks,
    own: each(before.own, clock),
    joined: each(before.joined, (one) => ({ ...one, had: alone(one.had) })),
    ended: each(before.ended, (tables) => each(tables, alone)),
    been: each(before.been, been),
    changes: [...before.changes, { change, command, why, by, at }],
    acts: before.acts + 1,
    rules: change.do === 'table' ? new Map(before.rules).set(change.table.id, ruleAtFirst(change.table)) : before.rules,
  }
}

type To = { readonly session: number; readonly startedAt: number | null }

/** All sites at once, and every table with its site. */
function moved(before: DialogueState, to: To, at: number): DialogueState {
  const acts = before.acts + 1
  const clocks = new Map(before.clocks)
  for (const site of before.plan?.draft.sites ?? [])
    clocks.set(site.id, put(clocks.get(site.id) ?? noClock, to, programmeOf(before), at, acts))
  return withTheirSite({ ...before, clocks, acts, joined: new Map(), ended: new Map() }, [...before.own.keys()], at, at)
}

/** None before it is founded. */
export const programmeOf = ({ plan }: DialogueState) => plan?.draft.sessions ?? []

/** These tables go by their site's clock again, from `from` on; where they have been stays known. */
function withTheirSite(before: DialogueState, tables: readonly TableId[], at: number, from: number): DialogueState {
  const own = new Map(before.own)
  const been = new Map(before.been)
  for (const table of tables) {
    const clock = own.get(table)
    if (clock === undefined) continue
    const passed = passedBy(upTo(clock, programmeOf(before), at), programmeOf(before), from)
    been.set(table, together(been.get(table), { reached: clock.reached, passed }))
    own.delete(table)
  }
  return { ...before, own, been }
}
const together = (first: Been | undefined, then: Been): Been => ({
  reached: new Map([...(first?.reached ?? []), ...then.reached]),
  passed: [...(first?.passed ?? []), ...then.passed],
})

/** Where one is meant for a whole dialogue: the clock of its first site. */
export const firstClock = (state: DialogueState): ClockState =>
  state.clocks.get(state.plan?.draft.sites[0]?.id ?? ('' as SiteId)) ?? noClock

/** The tables of a site, in the order of their numbers. */
export const tablesAt = (state: DialogueState, site: SiteId): readonly TableId[] =>
  [...(state.plan?.table.values() ?? [])].flatMap((table) => (table.site === site ? [table.id] : []))

/** Whether a table has been in a session: since when, and whether it stayed for longer than a notice. */
export function reachedBy(
  state: DialogueState,
  table: TableId,
  session: number,
): { readonly at: number; readonly stayed: boolean } | null {
  const [now, before] = [clockOf(state, table).reached.get(session), state.been.get(table)?.reached.get(session)]
  if (now === undefined || before === undefined) return now ?? before ?? null
  return { at: Math.min(now.at, before.at), stayed: now.stayed || before.stayed }
}

/** A site that nobody knows has not begun. */
export const siteTold = (state: DialogueState, site: SiteId): SiteClock => told(state.clocks.get(site) ?? noClock)

/** Whichever it goes by. A table that joins the hall goes along later than the hall did. */
export function tableTold(state: DialogueState, table: TableId): SiteClock {
  const clock = told(clockOf(state, table))
  const version = Math.max(clock.version, state.versions.get(table) ?? 0)
  const joined = state.joined.get(table)
  if (joined === undefined) return { ...clock, version }
  const goesAt = Math.max(joined.goesAt, clock.course.goesAt ?? 0)
  return { course: { ...clock.course, goesAt }, version, takesBack: joined.goesAt }
}

/** What an act on a site's clock is: a step back may be to take back (`meant`). */
export const ofHall = (clock: ClockState, act: ClockAct, at: number): ClockAct =>
  meant(clock, act, clock.before?.clock ?? null, at)
/** The same on a table's. */
export function ofAlone(state: DialogueState, table: TableId, act: ClockAct, at: number): ClockAct {
  // It joins the hall: that is what its screens announce.
  const joins = at < (state.joined.get(table)?.goesAt ?? 0)
  if (joins && act.do === 'back' && act.from === 'shown') return { do: 'take-back' }
  const own = state.own.get(table)
  if (own === undefined || own.before === null) return act
  const hall = state.clocks.get(siteOf(state, table)) ?? noClock
  return meant(own, act, own.before.clock ?? upTo(hall, programmeOf(state), at), at)
}

/** The tables that are meant: all of a site, or these. */
export const tablesOf = (state: DialogueState, of: ClockOf): readonly TableId[] =>
  'site' in of ? tablesAt(state, of.site) : of.tables

/** Rows of a later version may name what this one cannot know. */
const isThere = ({ plan }: DialogueState, table: TableId): boolean => plan?.table.has(table) === true

function clocked(before: DialogueState, of: ClockOf, act: ClockAct, at: number): DialogueState {
  const state = { ...before, acts: before.acts + 1 }
  if ('site' in of) return before.plan?.site.has(of.site) === true ? ofSite(state, of.site, act, at) : before
  const tables = of.tables.filter((table) => isThere(before, table))
  return tables.length === 0 ? before : ofTables(state, tables, act, at)
}

function ofSite(before: DialogueState, site: SiteId, asked: ClockAct, at: number): DialogueState {
  const clock = before.clocks.get(site) ?? noClock
  const act = ofHall(clock, asked, at)
  const now = acted(clock, act, programmeOf(before), at, { version: before.acts })
  const ended = new Map(before.ended)
  if (endsBack(act)) ended.delete(site)
  const after = { ...before, ended, clocks: new Map(before.clocks).set(site, now) }
  if (act.do === 'take-back' && takesBack(clock, at)) return given(after, before.ended.get(site) ?? new Map())
  if (act.do !== 'end' || clock.course.ended) return after
  // The day ends for those, too, who were held.
  const held = tablesAt(before, site).filter((table) => before.own.has(table))
  ended.set(site, new Map(held.flatMap((table) => had(before, table))))
  return withTheirSite(after, held, at, at + noticeMs)
}

/** After it what was done before can be taken back no more. */
const endsBack = (act: ClockAct): boolean => comesWithNotice(act) || act.do === 'take-back'

const had = (state: DialogueState, table: TableId): readonly (readonly [TableId, Alone])[] => {
  const clock = state.own.get(table)
  return clock === undefined ? [] : [[table, { clock, been: state.been.get(table) }]]
}

/** Tables have the clocks again that they had; who has another one by now keeps that. */
function given(before: DialogueState, back: ReadonlyMap<TableId, Alone>): DialogueState {
  const own = new Map(before.own)
  const been = new Map(before.been)
  for (const [table, { clock, been: earlier }] of back) {
    if (own.has(table)) continue
    own.set(table, clock)
    if (earlier === undefined) been.delete(table)
    else been.set(table, earlier)
  }
  return { ...before, own, been }
}

function ofTables(before: DialogueState, tables: readonly TableId[], act: ClockAct, at: number): DialogueState {
  const versions = new Map(before.versions)
  const joined = new Map(before.joined)
  for (const table of tables) {
    versions.set(table, before.acts)
    if (endsBack(act) || at >= (joined.get(table)?.goesAt ?? 0)) joined.delete(table)
  }
  const state = { ...before, versions, joined }
  if (act.do === 'join') {
    for (const table of tables)
      for (const [, one] of had(before, table)) joined.set(table, { goesAt: at + noticeMs, had: one })
    return withTheirSite(state, tables, at, at + noticeMs)
  }
  return tables.reduce<DialogueState>(
    (now, table) => ofTable(now, table, ofAlone(before, table, act, at), at, before.joined.get(table)),
    state,
  )
}

type Joined = DialogueState['joined'] extends ReadonlyMap<TableId, infer One> ? One : never

function ofTable(
  before: DialogueState,
  table: TableId,
  act: ClockAct,
  at: number,
  joined: Joined | undefined,
): DialogueState {
  const clock = before.own.get(table)
  const own = new Map(before.own)
  const programme = programmeOf(before)
  const held = clock?.course.heldAt ?? null
  // Who was held since stays held.
  const stays = (after: DialogueState, from: number): DialogueState =>
    held === null ? after : ofTable(after, table, { do: 'hold' }, from, undefined)
  if (act.do === 'take-back' && joined !== undefined && at < joined.goesAt) {
    own.delete(table)
    return stays(given({ ...before, own }, new Map([[table, joined.had]])), held ?? at)
  }
  if (clock !== undefined) {
    if (act.do === 'take-back' && takesBack(clock, at) && clock.before?.clock === null) {
      own.delete(table)
      // What somebody wrote there meanwhile is still where the table has been.
      const been = new Map(before.been)
      been.set(table, together(been.get(table), { reached: clock.reached, passed: [] }))
      return stays({ ...before, own, been }, at)
    }
    own.set(table, acted(clock, act, programme, at, { version: before.acts }))
    return { ...before, own }
  }
  const hall = clockOf(before, table)
  if (led(hall, act, programme, at) === null) return before
  // What passed by the hall's clock is told there, and its move is not this table's to take back.
  const first = { ...upTo(hall, programme, at), passed: [], before: null }
  own.set(table, acted(first, act, programme, at, { version: before.acts, alone: true }))
  return { ...before, own }
}

/** Whose a pause is: whoever said it last. */
function pausing(before: DialogueState, table: TableId, { change, from }: PolicyRow): DialogueState {
  if (change.observation === undefined) return before
  const paused = new Set(before.paused)
  if (from === 'room' && change.observation === 'paused') paused.add(table)
  else paused.delete(table)
  return { ...before, paused }
}
type PolicyRow = Extract<DialogueCommand, { readonly kind: 'policy' }>

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
