/**
 * A step at all tables of a site, or some of them: opened, closed and revealed from the room's console, as its protocol says.
 * A row for each table, all of one turn: each is judged as if its own facilitator had asked, so that of two consoles, or of a
 * console and a table, one is first at each table and nothing is done twice.
 */
import { stepOf, type ProgrammeSession, type ProgrammeStep, type StepTask } from '@tablee/shared/dialogue/programme'
import { stepOfAsk } from '@tablee/shared/voices/asks'
import { roundOf, type Round, type Voices } from '@tablee/shared/voices/fold'
import { roomMoves, type RoomMove } from '@tablee/shared/voices/room-moves'
import { thinSheets } from '@tablee/shared/voices/thin'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Left } from '@tablee/shared/wire/left'
import { handOf, type Session } from '../access/session.ts'
import type { RoundPlaces, Still } from './ports.ts'
import { isLeftOut, signedOut, wants, wordsNow } from './rounds.ts'
import type { VoiceStore } from './voices.ts'

/** What this needs to know of a site. */
export type SitePlaces = RoundPlaces & {
  tables(dialogue: DialogueId): readonly { readonly id: TableId; readonly siteId: SiteId }[]
  /** The board of the session that its table is in now. */
  currentBoard(table: TableId): { readonly session: number } | null
}
export type MoveRounds = {
  readonly id: string
  readonly step: string
  readonly to: RoomMove
  /** Without it all tables of the site. */
  readonly tables?: readonly TableId[]
}
export type MovedRounds = { readonly moved: readonly TableId[]; readonly left: readonly Left[] }

/** Its table is told before it reveals what gives its writers away; nobody there would be, if the room did it. */
const thinWhy = 'so few wrote that their table reveals it'

const why = (step: ProgrammeStep): string =>
  step.opens === 'room' ? 'not for all tables' : 'each table opens this step itself'

/** A step of the programme at its session's boards, or what was asked on the day at its own. */
type Moved = {
  readonly step: ProgrammeStep
  readonly task: StepTask
  readonly isAt: (board: { readonly id: BoardId; readonly session: number }) => boolean
  /** What was asked on the day: at tables that were not asked there is nothing to do. */
  readonly asked: boolean
}
function movedBy(
  { sessions }: { readonly sessions: readonly ProgrammeSession[] },
  { asks }: Voices,
  step: string,
): Moved | null {
  const ask = asks.get(step)
  if (ask !== undefined) {
    const asked = stepOfAsk(ask)
    return { step: asked, task: asked.task, isAt: ({ id }) => ask.boards.includes(id), asked: true }
  }
  const planned = stepOf(sessions, step)
  return planned && { ...planned, isAt: ({ session }) => session === planned.session.number, asked: false }
}

/**
 * Answers after COMMIT with the tables at which it was done and those at which not, and why. The same id again does at the
 * rest what could not land. Who may, and at which site, is asked before.
 */
export function createRoundsOfSite({ voices, places }: { voices: VoiceStore; places: SitePlaces }) {
  const rowFor = (board: BoardId, { id, step, to }: MoveRounds): VoiceRow => {
    const command = `${id}-${board}`
    if (to === 'open') return { kind: 'open', command, board, step, nodes: [] }
    // Nobody at the table said that they were done.
    if (to === 'closed') return { kind: 'close', command, board, step, afar: true }
    return { kind: 'reveal', command, board, step }
  }
  /** Writing that a table closed is opened again only where that table is named. */
  const judged =
    ({ to, tables }: MoveRounds, task: StepTask, still: Still) =>
    (round: Round): Problem | null => {
      if (!still()) return signedOut
      const writes = task.kind === 'write'
      const may: boolean =
        to === 'open'
          ? round.state === 'waiting' || (round.state === 'closed' && writes && tables !== undefined)
          : round.state === 'open' || (to === 'revealed' && round.state === 'closed')
      if (!may) return wants(round, to === 'open' ? 'waiting' : 'open')
      if (to !== 'revealed' || task.kind !== 'write' || task.signature !== 'anonymous') return null
      const { few, alone } = thinSheets(round)
      return few || alone.length > 0 ? { code: 'refused', why: thinWhy } : null
    }

  async function at(
    session: Session,
    dialogue: DialogueId,
    table: TableId,
    of: Moved,
    command: MoveRounds,
    still: Still,
  ): Promise<Result<Left | null>> {
    const board = places.boardsOf(table).find(of.isAt)
    if (board === undefined) return ok({ table, why: 'no-board' })
    const words = command.to === 'open' ? wordsNow(places, dialogue, command.step) : {}
    const row = { ...rowFor(board.id, command), ...words }
    const before = voices.sent(dialogue, row.command, session)
    if (before === null && command.to === 'open') {
      if (places.boardState(board.id) === 'closed' || places.dayOver(table)) return ok({ table, why: 'closed' })
      if (places.currentBoard(table)?.session !== board.session) return ok({ table, why: 'elsewhere' })
    }
    if (before === null && command.to === 'open' && isLeftOut(places, dialogue, command.step))
      return ok({ table, why: 'closed' })
    const judge = judged(command, of.task, still)
    const done =
      before ?? voices.append(dialogue, row, handOf(session), (now) => judge(roundOf(now, board.id, command.step)))
    const how = await done
    if (how.ok) return ok(null)
    if (how.problem.code === 'refused' && how.problem.why === thinWhy) return ok({ table, why: 'thin' })
    if (how.problem.code !== 'round') return how
    return ok({ table, why: command.to !== 'open' && how.problem.state === 'waiting' ? 'not-open' : 'done-already' })
  }

  return async (
    session: Session,
    { dialogue: id, site }: { readonly dialogue: DialogueId; readonly site: SiteId },
    command: MoveRounds,
    still: Still,
  ): Promise<Result<MovedRounds>> => {
    const dialogue = places.dialogue(id)
    const of = dialogue === null ? null : movedBy(dialogue, voices.state(id), command.step)
    if (dialogue === null || dialogue.consent === null || of === null) return fail({ code: 'not-found', what: 'step' })
    if (!roomMoves(of.step, of.task).includes(command.to)) return fail({ code: 'refused', why: why(of.step) })
    const here = places.tables(dialogue.id).flatMap((table) => (table.siteId === site ? [table.id] : []))
    const among = (table: TableId): boolean => !of.asked || places.boardsOf(table).some(of.isAt)
    const wanted = command.tables ?? here.filter(among)
    if (wanted.some((table) => !here.includes(table))) return fail({ code: 'not-found', what: 'table' })
    const all = await Promise.all(wanted.map((table) => at(session, dialogue.id, table, of, command, still)))
    const left: Left[] = []
    for (const one of all) {
      if (!one.ok) return one
      if (one.value !== null) left.push(one.value)
    }
    const not = new Set(left.map(({ table }) => table))
    return ok({ moved: wanted.filter((table) => !not.has(table)), left })
  }
}
