/** Boards, as the live engine knows them: the map, the canvas and the minutes of one session at one table. */
import { boardAnew } from '@tablee/shared/board/anew'
import { limits } from '@tablee/shared/board/schema'
import type { BoardId } from '@tablee/shared/ids'
import { stateFor } from '../../access/session.ts'
import type { Arrival, Kind, Open } from '../kind.ts'
import { judge } from './gate.ts'
import type { BoardDeps } from './ports.ts'

export function boards(
  { dialogues, recovery, locked = () => new Map(), isSheet = () => false, erased }: BoardDeps,
  on: {
    /** Somebody came to the board. */
    readonly joined: (open: Open<BoardId>) => void
    readonly landed: (board: BoardId, arrival: Arrival) => void
  },
): Kind<BoardId> {
  return {
    documents: 'board',
    exists: (id) => dialogues.board(id) !== null,
    judge: ({ id, doc, update, session, ...more }) =>
      judge(doc, update, {
        ...more,
        actor: { role: session.role, seat: session.seat },
        state: stateFor(session, dialogues.boardState(id)),
        locked: locked(id),
        isSheet: (words) => isSheet(id, words),
      }),
    refusal: (why, { role }) =>
      // Who typed while a vote on it opened did nothing wrong.
      why === 'voted-on'
        ? { problem: { code: 'voted-on' }, fault: false }
        : why === 'not-allowed'
          ? { problem: { code: 'not-allowed', role, action: 'board.edit' }, fault: true }
          : { problem: { code: 'refused', why }, fault: true },
    limits: { soft: limits.documentSoft, hard: limits.documentHard },
    status({ id, recovering, large, readOnly }) {
      const status = dialogues.status(id)
      if (status === null) return null
      const voted = locked(id)
      const board = {
        ...status,
        ...(recovering ? { recovery: true, observed: false } : {}),
        ...(large ? { large: true } : {}),
        ...(readOnly ? { damaged: true } : {}),
        ...(voted.size > 0 ? { locked: [...voted.keys()] } : {}),
      }
      return { type: 'board', board }
    },
    joined: on.joined,
    anew: boardAnew,
    ...(recovery === undefined ? {} : { recovery }),
    ...(erased === undefined
      ? {}
      : { arrivals: { arrives: erased.arrives, forget: erased.forget, landed: on.landed } }),
  }
}
