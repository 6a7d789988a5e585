/** What is told of several parts of a hall in one answer: what a table's screen follows, and what who asks the hall is told. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import { can, type Role } from '@tablee/shared/roles'
import type { Questions } from '@tablee/shared/wire/questions'
import type { Room } from '@tablee/shared/wire/room'
import type { TableVoices } from '@tablee/shared/wire/voices'
import type { Session } from '../access/session.ts'
import { versionOf } from '../hold/waiting.ts'
import type { At } from '../room/acts.ts'
import type { Hall } from './hall.ts'

/** `shares` asks nobody who may: who may not answer for the table, or may not ask the hall, is told nothing of it. */
export const toldIn = ({ dialogue: own, dialogues, participation, materials, rooms, synthesis: { shares } }: Hall) => ({
  /** A table's rounds; that there is something else to be seen; and of themes that the hall is shown whether they are its own. */
  async atTable(board: BoardId, role: Role): Promise<Result<TableVoices>> {
    const found = await participation.tableTold(board, role)
    const table = dialogues.board(board)?.table ?? null
    const shown = materials.told.shown(own, { role, table })
    const themes = await shares.atTable(board, role)
    if (!found.ok || (shown === null && themes === null)) return found
    const { version, ...rounds } = found.value
    const more = { ...(shown === null ? {} : { materials: shown }), ...(themes === null ? {} : { themes }) }
    return ok({ version: versionOf({ version, more }), ...rounds, ...more })
  },
  /** With what a theme team would have the hall asked. */
  async toAsk(session: Session, dialogue: DialogueId): Promise<Result<Questions>> {
    const found = await participation.questionsTold(session, dialogue)
    const proposed = await shares.proposedTo(dialogue)
    if (!found.ok || proposed.length === 0) return found
    const { version, ...told } = found.value
    return ok({ version: versionOf({ version, proposed }), ...told, proposed })
  },
  /** A room, with what a theme team would have its hall asked. */
  async inRoom(session: Session, at: At, after: string | undefined): Promise<Result<Room>> {
    const found = await rooms.told(session, at, after)
    const proposed = await shares.proposedTo(at.dialogue)
    if (!found.ok || proposed.length === 0 || !can(session.role, 'question.ask')) return found
    const { version, ...room } = found.value
    // What the room is known by stands first: by it the tables are told that are others since.
    return ok({ version: `${version}.${versionOf(proposed)}`, ...room, proposed })
  },
})
