/** Paper: sheets go out by table and seat, and one that comes back is known by its short id. */
import type { Voices } from '@tablee/shared/voices/fold'
import type { BoardId, DialogueId, RandomBytes, SeatCode, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { PrintJob, PrintRequest } from '@tablee/shared/wire/print'
import { mostSheets } from '@tablee/shared/wire/paper'
import type { KeyOf } from '../access/dialogue-keys.ts'
import type { Clock } from '../clock.ts'
import { createSheetIds } from './ids.ts'
import { createPrints } from './prints.ts'
import type { Press } from './press.ts'
import { createReturned } from './returned.ts'
import {
  sheetsFor,
  stepsOf,
  type PaperBoard,
  type PaperDialogue,
  type PaperEntry,
  type PaperTable,
  type PrintedSheet,
} from './sheets.ts'

/** What paper asks of the dialogue, of people's voices and of the boards. */
export type PaperPlaces = {
  dialogue(id: DialogueId): PaperDialogue | null
  tables(id: DialogueId): readonly PaperTable[]
  table(id: TableId): PaperTable | null
  boardsOf(table: TableId): readonly PaperBoard[]
  board(id: BoardId): PaperBoard | null
  readonly seating: PaperSeating
}
/** Where seats sit: a sheet goes to the table at which its step finds them. */
export type PaperSeating = {
  seatsAt(place: PaperBoard): readonly SeatCode[]
  /** Sits there in its session, or sat there until they were moved in its middle. */
  wasAt(place: PaperBoard, seat: SeatCode): boolean
  homeOf(dialogue: DialogueId, seat: SeatCode): TableId | null
}
export type Paper = ReturnType<typeof createPaper>

/**
 * Problems of `print`: `not-found`, `too-large` (sheets), `too-many`; it answers when the print waits, not when it is
 * done. `own` null: all tables. Close it: prints that run are ended.
 */
export function createPaper({
  keyOf,
  places,
  voices,
  outline,
  press,
  clock,
  random,
  onTrouble,
}: {
  keyOf: KeyOf
  places: PaperPlaces
  voices: (dialogue: DialogueId) => Voices
  /** The entries of a board as committed, in the order of its outline. */
  outline: (board: BoardId) => Promise<readonly PaperEntry[]>
  press: Press
  clock: Clock
  random: RandomBytes
  onTrouble: (what: string) => void
}) {
  const ids = createSheetIds(keyOf)
  const prints = createPrints({ press, clock, random, onTrouble })

  const sheetsOf = (
    request: Pick<PrintRequest, 'session' | 'kinds' | 'langs'>,
    dialogue: PaperDialogue,
    tables: readonly PaperTable[],
    origin: string,
    outlines: ReadonlyMap<BoardId, readonly PaperEntry[]> = new Map(),
  ): readonly PrintedSheet[] =>
    sheetsFor({
      request,
      dialogue,
      tables,
      boards: places.boardsOf,
      seatsAt: places.seating.seatsAt,
      homeOf(seat) {
        const home = places.seating.homeOf(dialogue.id, seat)
        return home === null ? null : places.table(home)
      },
      voices: voices(dialogue.id),
      outline: (board) => outlines.get(board) ?? [],
      ids,
      origin,
    })

  async function outlinesFor(
    { kinds, session }: PrintRequest,
    tables: readonly PaperTable[],
  ): Promise<ReadonlyMap<BoardId, readonly PaperEntry[]>> {
    const outlines = new Map<BoardId, readonly PaperEntry[]>()
    if (!kinds.includes('map')) return outlines
    for (const board of tables.flatMap(({ id }) => places.boardsOf(id)))
      if (session === null || board.session === session) outlines.set(board.id, await outline(board.id))
    return outlines
  }

  /** `own`: the table of who asks; null may print every table. */
  async function print(
    asked: {
      readonly dialogue: DialogueId
      readonly own: TableId | null
      readonly by: string
      readonly origin: string
    },
    request: PrintRequest,
  ): Promise<Result<PrintJob>> {
    const dialogue = places.dialogue(asked.dialogue)
    if (dialogue === null) return fail({ code: 'not-found', what: 'dialogue' })
    const wanted = request.tables === null ? null : new Set(request.tables)
    const tables = places
      .tables(dialogue.id)
      .filter(({ id }) => (asked.own === null ? (wanted?.has(id) ?? true) : id === asked.own))
    const most = tables.reduce((sum, { seats }) => sum + seats, 0) * Math.max(1, request.langs.length)
    // Before anything is made: a hall of a hundred tables, each sheet in five languages, is a print shop's work.
    const each = stepsOf(dialogue.sessions).filter(
      ({ session, step }) =>
        request.kinds.includes(step.task.kind) && (request.session === null || session.number === request.session),
    ).length
    if (most * (each + (request.kinds.includes('consent') ? 1 : 0)) > mostSheets)
      return fail({ code: 'too-large', limit: mostSheets, size: most * each })
    const sheets = sheetsOf(request, dialogue, tables, asked.origin, await outlinesFor(request, tables))
    if (sheets.length === 0) return fail({ code: 'not-found', what: 'sheet' })
    const lang = sheets[0]?.lang ?? 'en'
    const job = prints.begin(asked.by, { title: dialogue.title, lang, sheets })
    return job === null ? fail({ code: 'too-many', retryAfter: 10 }) : ok(job)
  }

  return {
    print,
    sheetsOf,
    prints,
    find: createReturned({ ids, places, voices }),
    /** Whose anonymous sheet this is, for the server alone. */
    writerOf(dialogue: DialogueId, board: BoardId, step: string, sheet: string): SeatCode | null {
      const of = places.board(board)
      if (of === null) return null
      // Also theirs who were moved away in its session: they wrote it here.
      const left = [...voices(dialogue).seats.keys()].filter((seat) => places.seating.wasAt(of, seat))
      return (
        [...places.seating.seatsAt(of), ...left].find((seat) => ids.wordsOf(dialogue, step, seat) === sheet) ?? null
      )
    },
    close: prints.close,
  }
}
