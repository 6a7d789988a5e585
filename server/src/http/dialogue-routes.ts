/** Dialogues and the state of boards over HTTP. */
import { inLang, minutesOf } from '@tablee/shared/dialogue/programme'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { can } from '@tablee/shared/roles'
import * as board from '@tablee/shared/wire/board'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { dialogueList, moveSession, readDialogue, type DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { Hono } from 'hono'
import { everywhere } from '../access/access.ts'
import type { Env } from '../access/allow.ts'
import { handOf, seesTable, sitesOf, type Session } from '../access/session.ts'
import type { By, Dialogues, Table } from '../dialogue/dialogues.ts'
import { on, routes } from './serve.ts'

/** The command line on this machine asks for all of them, everybody else for their own. */
export const listRoute = (
  all: () => Promise<readonly { readonly id: DialogueId; readonly title: string }[]>,
): Hono<Env> =>
  routes(
    on(dialogueList, async ({ where: { dialogue } }) =>
      ok(
        (await all())
          .filter(({ id }) => dialogue === everywhere || id === dialogue)
          .map(({ id, title }) => ({ id, title })),
      ),
    ),
  )

/** `to`: who asks; null: whoever is told of all. */
type Told = (id: DialogueId, to: Pick<Session, 'role' | 'table' | 'sites'> | null) => DialogueAnswer | null

/** Its sessions, tables and boards: all of them, one table's, or those of some sites. */
export function dialogueTold(
  dialogues: Dialogues,
  openAt: (board: BoardId) => number,
  seal: () => DialogueAnswer['seal'] | null,
): Told {
  const tableEntry = (table: Table) => ({
    id: table.id,
    number: table.number,
    site: table.site,
    siteId: table.siteId,
    ...dialogues.ownClock(table.id),
    seats: table.seats,
    lang: table.lang,
    citizensEdit: table.citizensEdit,
    current: dialogues.currentBoard(table.id)?.id ?? null,
    boards: dialogues.boardsOf(table.id).map(({ id, session, question, closed }) => ({
      id,
      session,
      question,
      closed,
      open: openAt(id),
      reached: dialogues.reached(id),
    })),
  })
  return (id, to) => {
    const of = dialogues.dialogue(id)
    if (of === null) return null
    const tables = dialogues.tables(id).filter((table) => to === null || seesTable(to, table))
    const narrowed = to !== null && (to.table !== null || sitesOf(to) !== null)
    const lang = narrowed ? (tables[0]?.lang ?? of.lang) : of.lang
    const here = new Set(tables.map(({ siteId }) => siteId))
    const sites = dialogues.sitesTold(id).filter((site) => !narrowed || here.has(site.id))
    const table = to?.table ?? null
    const sealed = to !== null && !can(to.role, 'snapshot.read') ? null : (seal() ?? null)
    return {
      id,
      title: of.title,
      lang,
      window: { opensAt: of.opensAt, closesAt: of.closesAt },
      clock: table === null ? dialogues.clock(id, lang, sites[0]?.id) : dialogues.tableClock(table, lang),
      sites,
      ...(sealed === null ? {} : { seal: sealed }),
      tables: tables.map(tableEntry),
      sessions: of.sessions.map((session) => {
        const ran = session.number === of.session ? null : dialogues.ran(id, session.number)
        return {
          number: session.number,
          title: inLang(session.title, lang),
          titles: session.title,
          steps: session.steps.map(({ title }) => title),
          question: inLang(session.question, lang),
          minutes: minutesOf(session),
          ...(session.begins === undefined ? {} : { begins: session.begins }),
          ...(ran === null ? {} : { ran: { startedAt: ran.startedAt, leftAt: ran.leftAt } }),
        }
      }),
    }
  }
}

/**
 * Who sits at a table is told of that table alone. Closing a board closes its rounds too, in rows of their own after
 * it.
 */
export function dialogueRoutes({
  dialogues,
  told,
  closeAll,
  random,
}: {
  dialogues: Dialogues
  told: Told
  closeAll: (session: Session, board: BoardId, id: () => string) => Promise<Result<null>>
  random: RandomBytes
}): Hono<Env> {
  const by = (session: Session, command?: string): By => ({
    ...handOf(session),
    command: command ?? newId<CommandId>(random),
  })
  const statusOf = async (id: BoardId): Promise<Result<BoardStatus>> => {
    await dialogues.held.counted(id)
    const status = dialogues.status(id)
    return status === null ? fail({ code: 'not-found', what: 'board' }) : ok(status)
  }

  return routes(
    on(readDialogue, ({ where, session }) => {
      const found = told(where.dialogue, session)
      return found === null ? fail({ code: 'not-found', what: 'dialogue' }) : ok(found)
    }),
    on(moveSession, async ({ where: { dialogue }, session, body }) => {
      const moved = await dialogues.moveTo(dialogue, body.session, by(session, body.id), body.clock ?? null)
      if (!moved.ok) return moved
      const now = told(dialogue, null)
      return now === null ? fail({ code: 'not-found', what: 'dialogue' }) : ok(now)
    }),
    on(board.boardStatus, ({ where }) => statusOf(where.board)),
    on(board.readPolicy, ({ where }) => ok(dialogues.tablePolicy(where.board))),
    on(board.changePolicy, async ({ where, session, body }) => {
      const changed = await dialogues.setPolicy(where.board, body, by(session))
      return changed.ok ? ok(dialogues.tablePolicy(where.board)) : changed
    }),
    on(board.changeAccess, async ({ where, session, body: { closed, citizensEdit } }) => {
      if (closed !== undefined) {
        const done = await dialogues.setClosed(where.board, closed, by(session))
        if (!done.ok) return done
        if (closed) {
          const rest = await closeAll(session, where.board, () => newId<CommandId>(random))
          if (!rest.ok) return rest
        }
      }
      if (citizensEdit !== undefined && where.table !== null) {
        const edit = await dialogues.setCitizensEdit(where.table, citizensEdit, by(session))
        if (!edit.ok) return edit
      }
      return statusOf(where.board)
    }),
  )
}
