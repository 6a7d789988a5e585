/** A table's rounds over HTTP: what its screen is told, and what who runs the table does. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, type Result } from '@tablee/shared/problem'
import type { Action, Role } from '@tablee/shared/roles'
import type { ResultsAnswer, TableVoices, VoicesCommand } from '@tablee/shared/wire/voices'
import { Hono } from 'hono'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import { bucket } from '../access/limits.ts'
import type { Session } from '../access/session.ts'
import type { TableVerbs } from '../ballot/ballot.ts'
import { topicsOfBoard, topicsOfResults } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Clock } from '../clock.ts'
import * as answers from './voices-answers.ts'
import * as schemas from './voices-schemas.ts'

const actionOf: Readonly<Record<VoicesCommand['kind'], Action>> = {
  open: 'round.move',
  close: 'round.move',
  reveal: 'round.move',
  place: 'sheet.place',
  'place-on-canvas': 'sheet.place',
  'table-answer': 'table.answer',
  'paper-consent': 'paper.enter',
  'paper-sheet': 'paper.enter',
  'paper-answers': 'paper.enter',
  settle: 'paper.enter',
  free: 'seat.free',
  'let-in': 'seat.free',
}

export function voicesRoutes({
  verbs,
  told,
  results,
  waiting,
  clock,
}: {
  verbs: TableVerbs
  told: (board: BoardId, role: Role) => Result<TableVoices>
  results: { told(dialogue: DialogueId, reader: 'analyst' | 'wall'): Result<ResultsAnswer> }
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  // A reporter who types sheets in as fast as hands go stays far below; a card alone must not fill the journal.
  const hands = bucket({ clock, perSecond: 2, burst: 60 })

  return new Hono<Env>()
    .get(
      '/api/boards/:board/voices',
      allow('voices.read', 'board', {
        summary: 'The table’s seats and rounds; before a ballot is closed, nothing of what came in',
        query: { after: 'The version at hand: the answer waits for another one, 20 s at most' },
        answer: answers.tableVoices,
      }),
      async (c) => {
        const session = c.get('session')
        const where = c.get('where')
        const still = c.get('still')
        const found = await waiting.hold({
          session: session.id,
          card: session.link,
          topics: topicsOfBoard(session, where),
          after: c.req.query('after'),
          answer: () => {
            const problem = still()
            return problem === null ? told(where.board, session.role) : fail(problem)
          },
          signal: c.req.raw.signal,
        })
        return found.ok ? c.json(found.value) : problemResponse(c, found.problem)
      },
    )
    .post(
      '/api/boards/:board/voices',
      allow({ by: 'kind', is: actionOf }, 'board', {
        summary: 'Open, close, reveal, place; the table’s own answer; paper; a lost phone. Once per id',
        body: schemas.voicesCommand,
        answer: answers.tableVoices,
      }),
      async (c) => {
        const session = c.get('session')
        const wait = hands.take(session.id)
        if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
        const { board } = c.get('where')
        const still = c.get('still')
        const done = await one(verbs, session, board, c.get('body'), () => still() === null)
        if (!done.ok) return problemResponse(c, still() ?? done.problem)
        const answer = told(board, session.role)
        return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
      },
    )
    .get(
      '/api/dialogues/:dialogue/results',
      allow('results.read', 'dialogue', {
        summary: 'Figures of all tables, with unit and base; counts below 5 are not said',
        query: { after: 'The version at hand: the answer waits for another one, 20 s at most' },
        answer: answers.results,
      }),
      async (c) => {
        const session = c.get('session')
        const { dialogue } = c.get('where')
        const still = c.get('still')
        const found = await waiting.hold({
          session: session.id,
          card: session.link,
          topics: topicsOfResults(session, dialogue),
          after: c.req.query('after'),
          answer: () => {
            const problem = still()
            return problem === null ? results.told(dialogue, 'analyst') : fail(problem)
          },
          signal: c.req.raw.signal,
        })
        return found.ok ? c.json(found.value) : problemResponse(c, found.problem)
      },
    )
    .get(
      '/api/watch/:link/results',
      // Many screens follow one link: they ask every few seconds and are never held.
      allow('watch.follow', 'watch', {
        summary: 'Figures of all tables, as observers may see them',
        query: { after: 'The version at hand: if it is still that one, 204 without a body' },
        answer: answers.results,
        also: [204],
      }),
      (c) => {
        const found = results.told(c.get('where').dialogue, 'wall')
        if (!found.ok) return problemResponse(c, found.problem)
        return c.req.query('after') === found.value.version ? c.body(null, 204) : c.json(found.value)
      },
    )
}

/** One command to its verb. */
function one(
  verbs: TableVerbs,
  session: Session,
  board: BoardId,
  command: VoicesCommand,
  still: () => boolean,
): Promise<Result<null>> {
  switch (command.kind) {
    case 'open':
      return verbs.open(session, board, command, still)
    case 'close':
      return verbs.close(session, board, command, still)
    case 'reveal':
      return verbs.reveal(session, board, command, still)
    case 'place':
      return verbs.place(session, board, command, still)
    case 'place-on-canvas':
      return verbs['place-on-canvas'](session, board, command, still)
    case 'table-answer':
      return verbs['table-answer'](session, board, command, still)
    case 'paper-consent':
      return verbs['paper-consent'](session, board, command, still)
    case 'paper-sheet':
      return verbs['paper-sheet'](session, board, command, still)
    case 'paper-answers':
      return verbs['paper-answers'](session, board, command, still)
    case 'settle':
      return verbs.settle(session, board, command, still)
    case 'free':
      return verbs.free(session, board, command, still)
    case 'let-in':
      return verbs['let-in'](session, board, command, still)
  }
}
