/**
 * Commands of a board: what a device may ask for and only the server writes. Each is one row of the board's journal and
 * takes effect once, however often it is sent: marks and corrections because they stand in the document, a curtain's
 * move because the board's record knows the names of its commands.
 */
import type * as Y from 'yjs'
import { correct, redact, withdraw } from '@tablee/shared/board/command'
import type { Edit } from '@tablee/shared/board/edit'
import { roots } from '@tablee/shared/board/doc'
import { checkWords } from '@tablee/shared/board/words'
import type { BoardId, DeviceId, Lang, SeatCode } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { can, type Action, type Role } from '@tablee/shared/roles'
import { boardCommands, type BoardCommand } from '@tablee/shared/wire/board'
import { run } from '@tablee/shared/wire/verbs'
import { boardDoc } from '@tablee/shared/documents'
import { authorOf } from '../../access/session.ts'
import { seqOf } from '../outcome.ts'
import type { Room } from '../room.ts'
import type { Rooms } from '../rooms.ts'
import type { Writer } from '../writer.ts'
import type { CanvasCommand, CanvasCommands } from './canvas-commands.ts'
import type { Ended } from './ended.ts'
import type { LiveDialogues } from './ports.ts'

export type CommandActor = { readonly role: Role; readonly seat: SeatCode | null; readonly device: DeviceId }

/** Asked in the turn in which the row is handed to the journal: may they who asked still ask? */
type May = () => boolean
/** What does one kind of command. */
type Verb<C> = (
  board: BoardId,
  room: Room,
  actor: CommandActor,
  command: C,
  may: May,
) => Promise<Result<{ seq: number }>>
type By = Parameters<LiveDialogues['release']>[1]

/**
 * Problems: `not-found` for the board or the words, `not-allowed`, `refused`, and those of a write (`seqOf`).
 * `patience` is asked at the start of each.
 */
export function createCommands({
  dialogues,
  rooms,
  writer,
  canvas,
  clock,
  ended,
  patience,
}: {
  dialogues: LiveDialogues
  rooms: Rooms
  writer: Writer
  canvas: CanvasCommands
  clock: () => number
  ended: Ended
  patience: () => () => boolean
}) {
  async function own(room: Room, actor: CommandActor, words: string): Promise<boolean | null> {
    const { words: root } = roots(room.document)
    const value = checkWords(root.get(words))
    if (!value.ok) return null
    if (value.value.seat !== null && value.value.seat === actor.seat) return true
    const item = root._map.get(words)
    if (item !== undefined && room.claims.wrote(item.id.client, actor.device, authorOf(actor))) return true
    return ended.wrote(room, words, actor.device)
  }

  const stillMay =
    (board: BoardId, actor: CommandActor, action: Action, may: May, own = false): May =>
    () =>
      may() && can(actor.role, action, dialogues.boardState(board), own)

  const mayNow = (board: BoardId, actor: CommandActor, action: Action, own = false): Problem | null =>
    can(actor.role, action, dialogues.boardState(board), own) ? null : { code: 'not-allowed', role: actor.role, action }

  const marking =
    <C extends Extract<BoardCommand, { kind: 'withdraw' | 'redact' | 'correct' }>>(
      mark: (doc: Y.Doc, origin: Edit, command: C, by: string) => Result<unknown>,
    ): Verb<C> =>
    async (board, room, actor, command, may) => {
      const mine = await own(room, actor, command.words)
      if (mine === null) return fail({ code: 'not-found', what: 'words' })
      const { action } = boardCommands.commands[command.kind]
      const denied = mayNow(board, actor, action, mine)
      if (denied !== null) return fail(denied)
      const by = authorOf(actor)
      let problem: Problem | null = null
      const outcome = await writer.write(
        room,
        by,
        (doc: Y.Doc) => {
          const done = mark(doc, { who: by, why: command.kind }, command, by)
          problem = done.ok ? null : done.problem
        },
        stillMay(board, actor, action, may, mine),
      )
      return problem === null ? seqOf(outcome) : fail(problem)
    }

  const recording =
    <C extends Extract<BoardCommand, { kind: 'curtain' | 'release' }>>(
      record: (board: BoardId, command: C, by: By) => Promise<Result<null>>,
    ): Verb<C> =>
    async (board, room, actor, command, may) => {
      const { action } = boardCommands.commands[command.kind]
      const denied = mayNow(board, actor, action)
      if (denied !== null) return fail(denied)
      const by = { author: authorOf(actor), device: actor.device, command: command.id }
      const allowed = stillMay(board, actor, action, may)
      const done = await room.recorded(
        async () => (allowed() ? record(board, command, by) : fail({ code: 'refused', why: 'not-allowed' })),
        patience(),
      )
      return done.ok ? ok({ seq: room.seq }) : done
    }

  const onCanvas =
    <C extends CanvasCommand>(
      write: (board: BoardId, room: Room, by: string, command: C, may: May) => Promise<Result<{ seq: number }>>,
    ): Verb<C> =>
    async (board, room, actor, command, may) => {
      const { action } = boardCommands.commands[command.kind]
      const denied = mayNow(board, actor, action)
      return denied === null
        ? write(board, room, authorOf(actor), command, stillMay(board, actor, action, may))
        : fail(denied)
    }

  const verbs: { readonly [Kind in BoardCommand['kind']]: Verb<Extract<BoardCommand, { kind: Kind }>> } = {
    withdraw: marking((doc, origin, { words }, by) => withdraw(doc, origin, words, clock(), by)),
    redact: marking((doc, origin, { words }, by) => redact(doc, origin, words, clock(), by)),
    correct: marking((doc, origin, { words, newWords, text, lang, at }, by) =>
      correct(doc, origin, { words, newWords, text, lang, at, now: clock(), by }),
    ),
    curtain: recording((board, { to }, by) => dialogues.setCurtain(board, to, by)),
    release: recording((board, _, by) => dialogues.release(board, by)),
    template: onCanvas((board, room, by, command, may) =>
      canvas.template(room, by, (dialogues.status(board)?.lang ?? 'en') as Lang, command, may),
    ),
    'put-back': onCanvas((_, room, by, command, may) => canvas.putBack(room, by, command, may)),
  }

  return {
    /** `may` is asked in the turn of the writing, beside the access matrix: may they who asked still ask? */
    command(
      board: BoardId,
      actor: CommandActor,
      command: BoardCommand,
      may: May = () => true,
    ): Promise<Result<{ seq: number }>> {
      if (dialogues.board(board) === null) return Promise.resolve(fail({ code: 'not-found', what: 'board' }))
      return rooms.use(boardDoc(board), (room) => run(verbs, [board, room, actor], command, [may]))
    },
  }
}
