/** Boards, as the live engine knows them: the map, the canvas and the minutes of one session at one table. */
import { boardAnew } from '@tablee/shared/board/anew'
import { isSeeded, seedCanvas } from '@tablee/shared/board/canvas/plant'
import { roots } from '@tablee/shared/board/doc'
import { limits } from '@tablee/shared/board/schema'
import type { BoardId } from '@tablee/shared/ids'
import type * as Y from 'yjs'
import { stateFor } from '../../access/session.ts'
import type { Kind, Open } from '../kind.ts'
import type { Logger } from '../ports.ts'
import { judge } from './gate.ts'
import type { BoardDeps } from './ports.ts'

/**
 * A board of before there was a canvas gets one when somebody joins it, in a row of the server's; what goes wrong with
 * that is logged and tried again with the next who joins.
 */
export function boards(
  { dialogues, recovery, locked = () => new Map(), isSheet = () => false, erased }: BoardDeps,
  /** The server's own edit of a board, in a row of its own. */
  write: (board: BoardId, change: (doc: Y.Doc) => void) => Promise<unknown>,
  logger: Logger,
): Kind<BoardId> {
  const seeding = new WeakSet<Y.Doc>()
  /** Boards that were made before there was a canvas get its records the first time somebody comes to them. */
  function seed({ id, document, readOnly, recovering }: Open<BoardId>): void {
    // A board that the server has not even given its question is none of ours.
    if (isSeeded(document) || readOnly || recovering || !roots(document).meta.has('board')) return
    if (seeding.has(document)) return
    seeding.add(document)
    write(id, seedCanvas)
      .catch((cause: unknown) => logger.error({ board: id, cause: String(cause) }, 'a canvas was not begun'))
      .finally(() => seeding.delete(document))
  }

  return {
    documents: 'board',
    place: (id) => dialogues.board(id),
    state: (id) => dialogues.boardState(id),
    shown: (id) => dialogues.shownState?.(id) ?? dialogues.boardState(id),
    judge: ({ id, doc, update, session, ...more }) =>
      judge(doc, update, {
        ...more,
        state: stateFor(session, dialogues.boardState(id)),
        locked: locked(id),
        isSheet: (words) => isSheet(id, words),
      }),
    // Who typed while a vote on it opened did nothing wrong.
    refusal: (why) => (why === 'voted-on' ? { problem: { code: 'voted-on' }, fault: false } : null),
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
    // Curtain, policy, clock: told as soon as they are committed.
    onStatus: (changed) =>
      dialogues.onChange((change) =>
        changed((id) => {
          if ('board' in change) return id === change.board
          const place = dialogues.board(id)
          if (place?.dialogue !== change.dialogue) return false
          return change.tables === undefined || change.tables.includes(place.table)
        }),
      ),
    opens: (id) => dialogues.counted?.(id) ?? Promise.resolve(),
    joined: seed,
    anew: boardAnew,
    ...(recovery === undefined ? {} : { recovery }),
    ...(erased === undefined
      ? {}
      : {
          arrivals: {
            arrives: erased.arrives,
            forget: erased.forget,
            // Of its own, not in the turn of what brought it: an import holds the board's turn while it is written.
            landed: (board, arrival) =>
              void write(board, arrival.settle)
                .then(() => erased.settled(board, arrival))
                .catch((cause: unknown) =>
                  logger.error(
                    { board, cause: String(cause) },
                    'what came again of an erased sentence was not settled',
                  ),
                ),
          },
        }),
  }
}
