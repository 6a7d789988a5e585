/**
 * Commands of a board: what a device may ask for and only the server writes. Each is one row of the board's journal and
 * takes effect once, however often it is sent: marks and corrections because they stand in the document, a curtain's
 * move because the board's record knows the names of its commands.
 */
import type * as Y from 'yjs'
import { correct, redact, withdraw } from '@tablee/shared/board/command'
import { templateNames } from '@tablee/shared/board/canvas/schema'
import { roots } from '@tablee/shared/board/doc'
import { checkWords } from '@tablee/shared/board/words'
import { isId, isLang, type BoardId, type DeviceId, type Lang, type SeatCode, type WordsId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { can, type Action, type Role } from '@tablee/shared/roles'
import { boardCommands, type BoardCommand } from '@tablee/shared/wire/board'
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

type MarkingCommand = Extract<BoardCommand, { kind: 'withdraw' | 'redact' | 'correct' }>
type CurtainCommand = Extract<BoardCommand, { kind: 'curtain' | 'release' }>

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
  function own(room: Room, actor: CommandActor, words: string): boolean | null {
    const { words: root } = roots(room.document)
    const value = checkWords(root.get(words))
    if (!value.ok) return null
    if (value.value.seat !== null && value.value.seat === actor.seat) return true
    const item = root._map.get(words)
    if (item !== undefined && room.claims.wrote(item.id.client, actor.device, authorOf(actor))) return true
    return ended.wrote(room, words, actor.device)
  }

  /** Asked in the turn in which the row is handed to the journal: may they who asked still ask? */
  type May = () => boolean
  const stillMay =
    (board: BoardId, actor: CommandActor, action: Action, may: May, own = false): May =>
    () =>
      may() && can(actor.role, action, dialogues.boardState(board), own)

  async function marking(
    board: BoardId,
    room: Room,
    actor: CommandActor,
    command: MarkingCommand,
    may: May,
  ): Promise<Result<{ seq: number }>> {
    const mine = own(room, actor, command.words)
    if (mine === null) return fail({ code: 'not-found', what: 'words' })
    const action = boardCommands.commands[command.kind].action
    if (!can(actor.role, action, dialogues.boardState(board), mine))
      return fail({ code: 'not-allowed', role: actor.role, action })
    const by = authorOf(actor)
    const origin = { who: by, why: command.kind }
    const words = command.words as WordsId
    let problem: Problem | null = null
    const outcome = await writer.write(
      room,
      by,
      (doc: Y.Doc) => {
        const done =
          command.kind === 'withdraw'
            ? withdraw(doc, origin, words, clock(), by)
            : command.kind === 'redact'
              ? redact(doc, origin, words, clock(), by)
              : correct(doc, origin, {
                  words,
                  newWords: command.newWords as WordsId,
                  text: command.text,
                  lang: command.lang as Lang,
                  at: command.at,
                  now: clock(),
                  by,
                })
        problem = done.ok ? null : done.problem
      },
      stillMay(board, actor, action, may, mine),
    )
    return problem === null ? seqOf(outcome) : fail(problem)
  }

  async function curtain(
    board: BoardId,
    room: Room,
    actor: CommandActor,
    command: CurtainCommand,
    may: May,
  ): Promise<Result<{ seq: number }>> {
    const action = boardCommands.commands[command.kind].action
    if (!can(actor.role, action, dialogues.boardState(board)))
      return fail({ code: 'not-allowed', role: actor.role, action })
    const by = { author: authorOf(actor), device: actor.device, command: command.id }
    const allowed = stillMay(board, actor, action, may)
    const done = await room.recorded(async () => {
      if (!allowed()) return fail({ code: 'refused', why: 'not-allowed' })
      return command.kind === 'curtain' ? dialogues.setCurtain(board, command.to, by) : dialogues.release(board, by)
    }, patience())
    return done.ok ? ok({ seq: room.seq }) : done
  }

  function onCanvas(
    board: BoardId,
    room: Room,
    actor: CommandActor,
    command: CanvasCommand,
    may: May,
  ): Promise<Result<{ seq: number }>> {
    const action = boardCommands.commands[command.kind].action
    if (!can(actor.role, action, dialogues.boardState(board)))
      return Promise.resolve(fail({ code: 'not-allowed', role: actor.role, action }))
    const by = authorOf(actor)
    const lang = (dialogues.status(board)?.lang ?? 'en') as Lang
    return command.kind === 'template'
      ? canvas.template(room, by, lang, command, stillMay(board, actor, action, may))
      : canvas.putBack(room, by, command, stillMay(board, actor, action, may))
  }

  return {
    /** `may` is asked in the turn of the writing, beside the access matrix: may they who asked still ask? */
    command(
      board: BoardId,
      actor: CommandActor,
      command: BoardCommand,
      may: May = () => true,
    ): Promise<Result<{ seq: number }>> {
      const problem = malformed(command)
      if (problem !== null) return Promise.resolve(fail(problem))
      if (dialogues.board(board) === null) return Promise.resolve(fail({ code: 'not-found', what: 'board' }))
      return rooms.use(boardDoc(board), (room) =>
        command.kind === 'curtain' || command.kind === 'release'
          ? curtain(board, room, actor, command, may)
          : command.kind === 'template' || command.kind === 'put-back'
            ? onCanvas(board, room, actor, command, may)
            : marking(board, room, actor, command, may),
      )
    },
  }
}

function malformed(command: BoardCommand): Problem | null {
  const bad = (where: string): Problem => ({ code: 'bad-request', where, why: 'malformed' })
  if (!isId(command.id)) return bad('id')
  switch (command.kind) {
    case 'withdraw':
    case 'redact':
      return isId(command.words) ? null : bad('words')
    case 'correct':
      if (!isId(command.words)) return bad('words')
      if (!isId(command.newWords)) return bad('newWords')
      return isLang(command.lang) ? null : bad('lang')
    case 'curtain':
      return command.to === 'open' || command.to === 'drawn' ? null : bad('to')
    case 'release':
      return null
    case 'template':
      return templateNames.includes(command.template) && Number.isInteger(command.horizon) ? null : bad('template')
    case 'put-back':
      return typeof command.hand === 'string' && Number.isFinite(command.since) ? null : bad('hand')
  }
}
