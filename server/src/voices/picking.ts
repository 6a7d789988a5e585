/**
 * Entries of maps that the hall may be asked about: those that observers see just now, as they see them, and those that their
 * table released for it. What may not be shown is not among them, and nothing says that it is there.
 */
import { readWhole } from '@tablee/shared/board/whole'
import type { Option } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId, NodeId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { BoardView } from '@tablee/shared/view/policy'
import type { AskedEntry } from '@tablee/shared/voices/asks'
import { entryShown } from '@tablee/shared/voices/picked'
import type { Pickable, QuestionCommand } from '@tablee/shared/wire/questions'
import { seesTable, type Session } from '../access/session.ts'
import type { BoardsNow } from './boards-now.ts'
import type { PlaceOfBoard, RoundBoards } from './ports.ts'
import type { SitePlaces } from './site-rounds.ts'
import type { VoiceStore } from './voices.ts'

/** What observers get of a board; structural: `view` answers it. */
export type Shows = {
  /** Just now; null while it cannot be said. */
  seen(board: BoardId): Promise<BoardView | null>
  /** What its entries are called there. */
  names(board: BoardId): (node: NodeId) => string
}
export type Picking = ReturnType<typeof createPicking>

type AskCommand = Extract<QuestionCommand, { readonly kind: 'ask' }>
type Wanted = NonNullable<AskCommand['entries']>
type Entry = Omit<AskedEntry, 'option'> & { readonly entry: string }

/** Answers of a state that moves on meanwhile: whether an entry may be shown is asked again whenever it is read. */
export function createPicking({
  voices,
  places,
  boards,
  now,
  shows,
}: {
  voices: Pick<VoiceStore, 'state'>
  places: SitePlaces
  now: Pick<BoardsNow, 'ready' | 'entries'>
  boards: Pick<RoundBoards, 'look'>
  shows: Shows
}) {
  /** In the order of its map. */
  async function entriesAt({ id: board, dialogue, tableNumber }: PlaceOfBoard): Promise<readonly Entry[]> {
    await now.ready([board])
    const seen = await shows.seen(board)
    const name = shows.names(board)
    return boards.look(board, (doc) => {
      const whole = readWhole(doc)
      const allowed = now.entries(board)
      const { released } = voices.state(dialogue)
      return whole.outline.flatMap(({ node: id }): readonly Entry[] => {
        const node = whole.nodes.get(id)
        const entry = name(id)
        if (node === undefined) return []
        const shown = seen?.state === 'open' && Object.hasOwn(seen.nodes, entry) ? seen.nodes[entry] : undefined
        // As observers read it: with a delay that is older than what its table has.
        const of = { board, node: id, kind: node.kind, table: tableNumber, entry }
        const free = released.get(board)?.get(id)
        const found = [
          ...(shown === undefined ? [] : [{ ...of, wording: shown.wording, lang: shown.lang }]),
          ...(free?.wording === node.wording ? [{ ...of, wording: free.wording, lang: free.lang }] : []),
        ].find((one) => one.wording.trim() !== '' && entryShown({ released }, { ...one, option: '' }, allowed))
        return found === undefined ? [] : [found]
      })
    })
  }
  /** The board at which a table is. */
  const boardOf = (table: TableId): PlaceOfBoard | undefined => {
    const session = places.currentBoard(table)?.session
    return places.boardsOf(table).find((each) => each.session === session)
  }

  return {
    /** Of tables of sites of who asks. Who may is asked before. */
    async told(session: Session, dialogue: DialogueId): Promise<Result<Pickable>> {
      const of = places.dialogue(dialogue)
      if (of === null || of.consent === null) return fail({ code: 'not-found', what: 'dialogue' })
      const tables = places.tables(dialogue).filter((table) => seesTable(session, table))
      const found = await Promise.all(
        tables.map(async ({ id: table }) => {
          const board = boardOf(table)
          const entries = board === undefined ? [] : await entriesAt(board)
          return board === undefined || entries.length === 0
            ? []
            : [
                {
                  table,
                  number: board.tableNumber,
                  entries: entries.map(({ entry, kind, wording, lang }) => ({ entry, kind, wording, lang })),
                },
              ]
        }),
      )
      return ok({ tables: found.flat().sort((a, b) => a.number - b.number) })
    },

    /** Frozen as they are read now; `not-found` for one that may not be shown, or is not of a site of who asks. */
    async freeze(
      session: Session,
      dialogue: DialogueId,
      wanted: Wanted,
    ): Promise<Result<{ readonly options: readonly Option[]; readonly entries: readonly AskedEntry[] }>> {
      const gone: Problem = { code: 'not-found', what: 'entry' }
      const own = new Map(
        places.tables(dialogue).flatMap((table) => (seesTable(session, table) ? [[table.id, boardOf(table.id)]] : [])),
      )
      const read = new Map<TableId, readonly Entry[]>()
      const options: Option[] = []
      const entries: AskedEntry[] = []
      for (const { table, entry: called, also = {} } of wanted) {
        const board = own.get(table)
        if (board === undefined) return fail(gone)
        const all = read.get(table) ?? (await entriesAt(board))
        read.set(table, all)
        const found = all.find((one) => one.entry === called)
        if (found === undefined) return fail(gone)
        const { entry: _name, ...entry } = found
        const option = `o${options.length + 1}`
        if (entries.some(({ board: of, node }) => of === entry.board && node === entry.node))
          return fail({ code: 'bad-request', where: 'entries', why: 'one twice' })
        options.push({ id: option, text: { ...also, [entry.lang]: entry.wording } })
        entries.push({ ...entry, option })
      }
      return ok({ options, entries })
    },
  }
}
