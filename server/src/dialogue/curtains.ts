/**
 * Curtains: a table's own, which anyone at it moves, and the one that the room draws over many tables at once and alone
 * opens again. Observers meet one curtain, drawn if either is. What is written behind it is held by rows in each board's own
 * journal, which say what it is whoever drew it; the dialogue's log says which of the two it was.
 */
import type { DialogueCommand } from '@tablee/shared/dialogue/commands'
import { tablesOf } from '@tablee/shared/dialogue/fold'
import { ownCurtain } from '@tablee/shared/dialogue/watched'
import type { ClockOf } from '@tablee/shared/dialogue/clock'
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Boards } from './boards.ts'
import type { DialogueRecord, Founded, Reading } from './reading.ts'
import type { By } from './verbs.ts'

export type Drawing = 'open' | 'drawn'
type Done = Promise<Result<null>>

/**
 * Each answers after COMMIT; `not-found` for an id that is not there, `refused` for a table that opens what the room drew.
 * A curtain counts as drawn from before the first row that draws it until after the last that opens it.
 */
export function createCurtains(record: DialogueRecord, boards: Boards, reading: Reading) {
  const curtainOf = (board: BoardId): Drawing => boards.staged(board).curtain
  const append = (id: DialogueId, row: DialogueCommand, by: By): Done => record.append(id, row, by)
  const draw = (board: BoardId, to: Drawing, by: By, command = by.command): Done =>
    boards.append(board, { kind: 'curtain', to, by: by.author, command }, by)

  /** The rows that move a table's curtain on all its boards but one: what is written on any of them is held from there on. */
  function drawRest(state: Founded, of: TableId, to: Drawing, by: By, but: BoardId | null = null): void {
    // Also of boards on which nothing stands yet: what is written there behind the curtain is held, too.
    for (const { id } of state.plan.boardsOf.get(of) ?? [])
      if (id !== but && curtainOf(id) !== to) void draw(id, to, by)
    if (state.rules.get(of)?.curtain !== to)
      void append(state.plan.draft.id, { kind: 'curtain', command: `${by.command}-${of}`, table: of, to }, by)
  }

  /**
   * Before the room's curtain lies over it a table's own is said for the table: from then on nobody can read it from its
   * boards, on which the version before kept it alone.
   */
  function sayOwn(state: Founded, of: TableId, by: By): Done {
    if (state.rules.get(of)?.curtain !== undefined) return Promise.resolve(ok(null))
    const to = ownCurtain(state, of, curtainOf)
    return append(state.plan.draft.id, { kind: 'curtain', command: `${by.command}-own-${of}`, table: of, to }, by)
  }

  /** Its boards as both curtains say, where one of them is otherwise: the same act again mends what did not land. */
  const boardsTo = (state: Founded, of: TableId, to: Drawing, by: By): readonly Done[] =>
    (state.plan.boardsOf.get(of) ?? []).flatMap(({ id }) =>
      curtainOf(id) === to ? [] : [draw(id, to, by, `${by.command}-${id}`)],
    )

  return {
    curtainOf,
    drawRest,
    /**
     * Moved on one board, it is moved on all of its table: half open would show what is written behind the other half. Behind
     * the room's curtain the table's own moves alone; where it has none, there is nothing that it could open.
     */
    setCurtain(board: BoardId, to: Drawing, by: By): Done {
      const id = reading.homeOf(board)
      const state = reading.staged(id)
      const table = state?.plan.board.get(board)?.table
      if (id === null || state === null || table === undefined)
        return Promise.resolve(fail({ code: 'not-found', what: 'board' }))
      if (boards.sent(board, by.command, by) === null) {
        const alone = `${by.command}-alone-${table}`
        // It came before, while the room's curtain was drawn: what was done since is not undone by it.
        const before = record.sent(id, alone, by)
        if (before !== null) return before
        if (to === 'open' && state.drawn.has(table)) {
          if (ownCurtain(state, table, curtainOf) === 'open')
            return Promise.resolve(fail({ code: 'refused', why: 'the room has drawn this curtain' }))
          return append(id, { kind: 'curtain', command: alone, table, to }, by)
        }
        drawRest(state, table, to, by, board)
      }
      return draw(board, to, by)
    },
    /**
     * The room's curtain over all tables of a site, or over these. Drawn, the boards' rows come first and the dialogue's row
     * last; opened, the other way about: whatever is missing after a fall, nothing that observers could see is not held.
     */
    async drawCurtains(id: DialogueId, of: ClockOf, to: Drawing, by: By, still: () => boolean = () => true): Done {
      // All rows are of this turn: whoever may now, may for all of them.
      if (!still()) return fail({ code: 'not-signed-in' })
      const state = reading.staged(id)
      if (state === null) return fail({ code: 'not-found', what: 'dialogue' })
      const tables = tablesOf(state, of)
      if (tables.some((table) => !state.plan.table.has(table))) return fail({ code: 'not-found', what: 'table' })
      const rows: Done[] = []
      const row = (): Done => append(id, { kind: 'curtain-all', command: by.command, of, to }, by)
      if (to === 'open') {
        rows.push(row())
        // Asked again after the room drew it anew, it opens nothing; where boards' rows were missing, it mends them.
        const after = reading.staged(id) ?? state
        for (const table of tables)
          if (!after.drawn.has(table) && ownCurtain(after, table, curtainOf) === 'open')
            rows.push(...boardsTo(after, table, 'open', by))
      } else {
        const before = record.sent(id, by.command, by)
        if (before !== null) return before
        // First: what does not land takes along all behind it.
        for (const table of tables) rows.push(sayOwn(state, table, by))
        for (const table of tables) rows.push(...boardsTo(state, table, 'drawn', by))
        rows.push(row())
      }
      return (await Promise.all(rows)).find((each) => !each.ok) ?? ok(null)
    },
  }
}
