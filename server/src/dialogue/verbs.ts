/**
 * What may happen to a dialogue. Each verb judges by what is staged and stages its rows in the same turn; the journal lands
 * them in this order, and a row that does not land takes along all behind it.
 */
import { comesWithNotice, noClock, wentOn, type ClockAct, type ClockOf, type Seen } from '@tablee/shared/dialogue/clock'
import type { DialogueCommand, Places, PolicyChange } from '@tablee/shared/dialogue/commands'
import { clockOf, firstClock, siteTold, tableTold, tablesAt, tablesOf } from '@tablee/shared/dialogue/fold'
import type { DialogueState } from '@tablee/shared/dialogue/state'
import { ownCurtain, ruleOf } from '@tablee/shared/dialogue/watched'
import { idle } from '@tablee/shared/dialogue/idle'
import { minutesOf, type DialogueDraft, type ProgrammeSession } from '@tablee/shared/dialogue/programme'
import { goesOn } from '@tablee/shared/dialogue/ran'
import { beyond, closedObservation } from '@tablee/shared/dialogue/rule'
import type { SeatMoves } from '@tablee/shared/dialogue/rotation'
import { moveMisfit, type Known } from '@tablee/shared/dialogue/seating'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import type { Judge } from '../record/record.ts'
import type { Boards } from './boards.ts'
import { createCurtains } from './curtains.ts'
import type { DialogueRecord, Founded, Reading } from './reading.ts'

/** Who wrote a command and with which id: the same one again takes no effect. */
export type By = { readonly author: string; readonly device: string; readonly command: string }
/** Of a session that ran before: its clock goes on as it ran, or begins anew. */
export type ClockWish = 'on' | 'anew'
type Done = Promise<Result<null>>

const notFound = (what: string): Done => Promise.resolve(fail({ code: 'not-found', what }))

/**
 * Each answers after COMMIT; `not-found` for an id that is not there, `beyond-dialogue` for more than the dialogue lets
 * a table open, `refused` for a founding over another's ids. Who may is asked before.
 */
export function createVerbs(record: DialogueRecord, boards: Boards, reading: Reading, clock: Clock) {
  const append = (id: DialogueId, row: DialogueCommand, by: By, judge?: Judge<DialogueState>): Done =>
    record.append(id, row, by, judge)
  const { curtainOf, drawRest, setCurtain, drawCurtains } = createCurtains(record, boards, reading)

  /** Before a move: what a table decided in the version before, on one board, is said for the table, on every board. */
  function carryOver(state: Founded, of: TableId, by: By): void {
    const { curtain: _either, ...change } = ruleOf(state, of, curtainOf).rule
    const decided = state.rules.get(of) ?? {}
    const board = state.plan.boardsOf.get(of)?.[0]?.id
    if (board !== undefined && Object.keys(change).some((field) => !Object.hasOwn(decided, field))) {
      const command = `${by.command}-rule-${of}`
      const whose = state.paused.has(of) ? { from: 'room' as const } : {}
      void append(state.plan.draft.id, { kind: 'policy', command, board, table: of, ...whose, change }, by)
    }
    if (ownCurtain(state, of, curtainOf) === 'drawn') drawRest(state, of, 'drawn', by)
  }

  /**
   * When the session's clock began, if the tables are moved to it now: where it ran before it goes on as it ran (`wish`, or
   * `goesOn`). A session that runs is begun again.
   */
  function startOf(state: Founded, to: ProgrammeSession, wish: ClockWish | null): number {
    const { course, ran: left } = firstClock(state)
    const ran = to.number === course.session ? undefined : left.get(to.number)
    if (ran === undefined || wish === 'anew') return clock()
    return wish === 'on' || goesOn(ran, minutesOf(to), to.number < course.session, clock()) ? ran.startedAt : clock()
  }

  /** It is founded once, and no id of it is another dialogue's. */
  const foreign =
    (draft: DialogueDraft) =>
    (now: DialogueState): Problem | null => {
      const taken = [...draft.tables, ...draft.boards].some(({ id }) => reading.homeOf(id) !== null)
      return now.plan === null && !taken ? null : { code: 'refused', why: 'founded already' }
    }

  return {
    /** A table of which nothing is said begins unobserved. */
    found(draft: DialogueDraft, by: By): Done {
      const tables = draft.tables.map((each) => ({ ...each, observation: each.observation ?? closedObservation }))
      if (reading.committed(draft.id) !== null) return Promise.resolve(ok(null))
      return append(
        draft.id,
        { kind: 'found', command: by.command, dialogue: { ...draft, tables } },
        by,
        foreign(draft),
      )
    },
    moveTo(id: DialogueId, session: number, by: By, wish: ClockWish | null = null): Done {
      const state = reading.staged(id)
      if (state === null) return notFound('dialogue')
      const to = state.plan.draft.sessions.find((each) => each.number === session)
      if (to === undefined) return notFound('session')
      if (record.sent(id, by.command, by) === null)
        for (const table of state.plan.table.values()) carryOver(state, table.id, by)
      return append(id, { kind: 'move', command: by.command, session, startedAt: startOf(state, to, wish) }, by)
    },
    /**
     * An act on the clock of a site or of some tables: of all of them, or of none. `changed` where somebody else has acted
     * since `seen`, or another step runs by now. `still`: may they yet?
     */
    act(id: DialogueId, of: ClockOf, act: ClockAct, seen: Seen, by: By, still: () => boolean = () => true): Done {
      const state = reading.staged(id)
      if (state === null) return notFound('dialogue')
      const missing = notThere(state, of)
      if (missing !== null) return notFound(missing)
      const judge = (now: DialogueState): Problem | null =>
        still() ? objection(now, of, act, seen, clock() + laterMs) : { code: 'not-signed-in' }
      if (record.sent(id, by.command, by) === null && judge(state) === null && carries(act))
        for (const table of 'site' in of ? tablesAt(state, of.site) : of.tables) carryOver(state, table, by)
      return append(id, { kind: 'clock', command: by.command, of, act }, by, judge)
    },
    /** Anyone who asks: a dialogue's promise to its people is not the facilitator's to widen, nor the organiser's. */
    setPolicy(board: BoardId, change: PolicyChange, by: By): Done {
      const state = reading.staged(reading.homeOf(board))
      const table = state?.plan.board.get(board)?.table
      if (state === null || table === undefined) return notFound('board')
      const what = beyond(change, ruleOf(state, table, curtainOf).ceiling)
      if (what !== null) return Promise.resolve(fail({ code: 'beyond-dialogue', what }))
      return append(state.plan.draft.id, { kind: 'policy', command: by.command, board, table, change }, by)
    },
    /**
     * The same of many tables at once, from their room; those of which the dialogue does not let it are told, and the others
     * do it. A table's own pause stays: the room opens again what it paused itself.
     */
    async setPolicies(
      id: DialogueId,
      of: ClockOf,
      change: Pick<PolicyChange, 'observation' | 'delayMinutes'>,
      by: By,
      still: () => boolean = () => true,
    ): Promise<Result<readonly Left[]>> {
      if (!still()) return fail({ code: 'not-signed-in' })
      const state = reading.staged(id)
      if (state === null) return fail({ code: 'not-found', what: 'dialogue' })
      const tables = tablesOf(state, of)
      if (tables.some((table) => !state.plan.table.has(table))) return fail({ code: 'not-found', what: 'table' })
      const left: Left[] = []
      const rows: Done[] = []
      for (const table of tables) {
        const board = state.plan.boardsOf.get(table)?.[0]?.id
        if (board === undefined) continue
        const { rule, ceiling } = ruleOf(state, table, curtainOf)
        if (beyond(change, ceiling) !== null) {
          left.push({ table, why: 'beyond-dialogue' })
          continue
        }
        const { observation, ...rest } = change
        const own = observation !== undefined && rule.observation === 'paused' && !state.paused.has(table)
        if (own && observation === 'open') left.push({ table, why: 'own-pause' })
        const does = own ? rest : change
        if (Object.keys(does).length === 0) continue
        const command = `${by.command}-${table}`
        rows.push(append(id, { kind: 'policy', command, board, table, from: 'room', change: does }, by))
      }
      const failed = (await Promise.all(rows)).find((each) => !each.ok)
      return failed?.ok === false ? failed : ok(left)
    },
    setCurtain,
    drawCurtains,
    /** What was written behind the curtain of this board may be seen. */
    release: (board: BoardId, by: By): Done =>
      reading.board(board) === null
        ? notFound('board')
        : boards.append(board, { kind: 'release', by: by.author, command: by.command }, by),
    setCitizensEdit(of: TableId, allowed: boolean, by: By): Done {
      const place = reading.table(of)
      if (place === null) return notFound('table')
      return append(place.dialogue, { kind: 'citizens-edit', command: by.command, table: of, allowed }, by)
    },
    /** Where the tables of a site stand in its plan; of another site's nothing is said. */
    arrange(id: DialogueId, site: SiteId, places: Places, by: By, still: () => boolean = () => true): Done {
      const state = reading.staged(id)
      if (state === null || !state.plan.site.has(site)) return notFound('site')
      const isThere = (table: string): boolean => state.plan.table.get(table)?.site === site
      if (!Object.keys(places).every(isThere)) return notFound('table')
      return append(id, { kind: 'arrange', command: by.command, site, places }, by, () =>
        still() ? null : { code: 'not-signed-in' },
      )
    },
    /**
     * From a session on these seats sit at these tables. `refused` with why it does not fit. `known`: with what is on its way.
     */
    moveSeats(
      id: DialogueId,
      { why, ...move }: SeatMoves & { readonly why: string },
      by: By & { readonly role: string },
      known: Known,
      still: () => boolean = () => true,
    ): Done {
      if (reading.staged(id) === null) return notFound('dialogue')
      return append(id, { kind: 'seats', command: by.command, ...move, why, by: by.role }, by, (now) => {
        if (!still()) return { code: 'not-signed-in' }
        const misfit = moveMisfit(now, move, clock(), known)
        return misfit === null ? null : { code: 'refused', why: misfit.why }
      })
    },
    setClosed(board: BoardId, closed: boolean, by: By): Done {
      const place = reading.board(board)
      if (place === null) return notFound('board')
      return append(place.dialogue, { kind: 'close', command: by.command, board, closed }, by)
    },
  }
}

/** A table at which something was not done, and why. */
type Left = { readonly table: TableId; readonly why: 'beyond-dialogue' | 'own-pause' }

/** A row's own time is a little later than its judging: what is said to be taken back is taken back by it, too. */
const laterMs = 50

/** What may lead to another board: a table's older decisions go with it. */
const carries = (act: ClockAct): boolean => comesWithNotice(act) || act.do === 'take-back'

/** What of it is not in this dialogue. */
const notThere = ({ plan }: Founded, of: ClockOf): string | null => {
  if ('site' in of) return plan.site.has(of.site) ? null : 'site'
  return of.tables.every((table) => plan.table.has(table)) ? null : 'table'
}

/**
 * The next step is next to the one that was on the screen, and not to one that began meanwhile: a step would be left out.
 * What is held or given minutes is whichever runs.
 */
function isStale(now: DialogueState, of: ClockOf, { do: verb }: ClockAct, { shownAt }: Seen, at: number): boolean {
  if (shownAt === undefined || (verb !== 'next' && verb !== 'back')) return false
  const clocks = 'site' in of ? [now.clocks.get(of.site) ?? noClock] : of.tables.map((table) => clockOf(now, table))
  return clocks.some((clock) => wentOn(clock, now.plan?.draft.sessions ?? [], shownAt, at))
}

/** Why it is not done now. */
function objection(now: DialogueState, of: ClockOf, act: ClockAct, seen: Seen, at: number): Problem | null {
  const versions =
    'site' in of ? [siteTold(now, of.site).version] : of.tables.map((table) => tableTold(now, table).version)
  if (Math.max(...versions) !== seen.version) return { code: 'changed' }
  if (isStale(now, of, act, seen, at)) return { code: 'changed', byItself: true }
  if (act.do === 'begin' && now.plan?.draft.sessions.every(({ number }) => number !== act.session) === true)
    return { code: 'not-found', what: 'session' }
  const why = idle(now, of, act, at)
  return why === null ? null : { code: 'refused', why }
}
