/** Dialogues and the state of boards over HTTP. */
import { inLang, minutesOf } from '@tablee/shared/dialogue/programme'
import {
  newId,
  type BoardId,
  type CommandId,
  type DialogueId,
  type RandomBytes,
  type TableId,
} from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type { DialogueAnswer, DialogueList } from '@tablee/shared/wire/http'
import { Hono, type Context } from 'hono'
import { everywhere } from '../access/access.ts'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import { authorOf, type Session } from '../access/session.ts'
import * as schemas from './schemas.ts'
import type { By, Dialogues, Table } from '../dialogue/dialogues.ts'

export function dialogueRoutes({
  dialogues,
  rounds,
  random,
}: {
  dialogues: Dialogues
  rounds: {
    /** How many steps are open at a board. */
    openAt(board: BoardId): number
    closeAll(session: Session, board: BoardId, id: () => string): Promise<Result<null>>
  }
  random: RandomBytes
}): Hono<Env> {
  const by = (session: Session, command?: string): By => ({
    author: authorOf(session),
    device: session.device,
    command: command ?? newId<CommandId>(random),
  })
  const done = (c: Context, result: Result<null, Problem>, value: () => object) =>
    result.ok ? c.json(value()) : problemResponse(c, result.problem)

  const tableEntry = (table: Table) => ({
    id: table.id,
    number: table.number,
    site: table.site,
    seats: table.seats,
    lang: table.lang,
    citizensEdit: table.citizensEdit,
    current: dialogues.currentBoard(table.id)?.id ?? null,
    boards: dialogues.boardsOf(table.id).map(({ id, session, question, closed }) => ({
      id,
      session,
      question,
      closed,
      open: rounds.openAt(id),
      reached: dialogues.reached(id),
    })),
  })
  function answer(id: DialogueId, only: TableId | null): DialogueAnswer | null {
    const of = dialogues.dialogue(id)
    if (of === null) return null
    const tables = dialogues.tables(id).filter((table) => only === null || table.id === only)
    const lang = only === null ? of.lang : (tables[0]?.lang ?? of.lang)
    return {
      id,
      title: of.title,
      lang,
      clock: dialogues.clock(id, lang),
      tables: tables.map(tableEntry),
      sessions: of.sessions.map((session) => {
        const ran = session.number === of.session ? null : dialogues.ran(id, session.number)
        return {
          number: session.number,
          title: inLang(session.title, lang),
          titles: session.title,
          question: inLang(session.question, lang),
          minutes: minutesOf(session),
          ...(ran === null ? {} : { ran }),
        }
      }),
    }
  }

  return new Hono<Env>()
    .get(
      '/api/dialogues',
      allow('dialogue.read', 'none', { summary: 'The dialogues this session may read', answer: schemas.dialogueList }),
      (c) => {
        const { dialogue } = c.get('where')
        const ids = dialogue === everywhere ? dialogues.list() : [dialogue]
        return c.json(
          ids
            .flatMap((id) => dialogues.dialogue(id) ?? [])
            .map(({ id, title }) => ({ id, title })) satisfies DialogueList,
        )
      },
    )
    .get(
      '/api/dialogues/:dialogue',
      allow('dialogue.read', 'dialogue', {
        summary: 'Sessions, tables and boards; a table’s people see their own',
        answer: schemas.dialogueAnswer,
      }),
      (c) => {
        const found = answer(c.get('where').dialogue, c.get('session').table)
        return found === null ? problemResponse(c, { code: 'not-found', what: 'dialogue' }) : c.json(found)
      },
    )
    .post(
      '/api/dialogues/:dialogue/session',
      allow('session.move', 'dialogue', {
        summary: 'Move all tables to a session and start its clock',
        body: schemas.moveRequest,
        answer: schemas.dialogueAnswer,
      }),
      async (c) => {
        const { session, id, clock } = c.get('body')
        const { dialogue } = c.get('where')
        return done(
          c,
          await dialogues.moveTo(dialogue, session, by(c.get('session'), id), clock ?? null),
          () => answer(dialogue, null) ?? {},
        )
      },
    )
    .get(
      '/api/boards/:board',
      allow('board.open', 'board', {
        summary: 'A board beside its document: question, curtain, clock',
        answer: schemas.boardStatus,
      }),
      (c) => {
        const status = dialogues.status(c.get('where').board)
        return status === null ? problemResponse(c, { code: 'not-found', what: 'board' }) : c.json(status)
      },
    )
    .get(
      '/api/boards/:board/policy',
      allow('policy.read', 'board', { summary: 'What observers may see of a board', answer: schemas.policy }),
      (c) => c.json(dialogues.tablePolicy(c.get('where').board)),
    )
    .put(
      '/api/boards/:board/policy',
      allow('policy.write', 'board', {
        summary: 'Pause, delay, hide, show; in effect within a second',
        body: schemas.policyPatch,
        answer: schemas.policy,
      }),
      async (c) => {
        const board = c.get('where').board
        return done(c, await dialogues.setPolicy(board, c.get('body'), by(c.get('session'))), () =>
          dialogues.tablePolicy(board),
        )
      },
    )
    .put(
      '/api/boards/:board/access',
      allow('policy.write', 'board', {
        summary: 'Close a board with whatever is open on it, or let the citizens of its table edit',
        body: schemas.boardAccess,
        answer: schemas.boardStatus,
      }),
      async (c) => {
        const board = c.get('where').board
        const wanted = c.get('body')
        const table = c.get('where').table
        if (wanted.closed !== undefined) {
          const closed = await dialogues.setClosed(board, wanted.closed, by(c.get('session')))
          if (!closed.ok) return problemResponse(c, closed.problem)
          if (wanted.closed) {
            const rest = await rounds.closeAll(c.get('session'), board, () => newId<CommandId>(random))
            if (!rest.ok) return problemResponse(c, rest.problem)
          }
        }
        if (wanted.citizensEdit !== undefined && table !== null) {
          const edit = await dialogues.setCitizensEdit(table, wanted.citizensEdit, by(c.get('session')))
          if (!edit.ok) return problemResponse(c, edit.problem)
        }
        return c.json(dialogues.status(board) ?? {})
      },
    )
}
