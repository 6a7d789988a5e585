/** All that a theme team may read of its dialogue at this moment, oldest first: worked out anew where a board says something else. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { oldestFirst, type PlacedEntry } from '@tablee/shared/synthesis/coverage'
import type { BoardEntries, EntryName, ReadEntry } from '@tablee/shared/synthesis/entries'
import type { ReadBoards } from './boards.ts'
import type { ThemePlaces } from './ports.ts'

/** All that may be read of a dialogue now. */
export type Readable = {
  readonly all: readonly PlacedEntry[]
  readonly byName: ReadonlyMap<EntryName, PlacedEntry>
  readonly withheld: number
}
type Made = {
  readonly of: readonly (BoardEntries | null)[]
  /** What each board says, oldest first. */
  readonly runs: readonly (readonly PlacedEntry[])[]
  readonly readable: Readable
}

/** Of boards that were read before (`boards.read`). */
export function createReadable(boards: Pick<ReadBoards, 'of'>, places: ThemePlaces) {
  let last: Made | null = null
  /** Of an entry that is the same object the same one: what is worked out of it need not be worked out again. */
  const placed = new WeakMap<ReadEntry, PlacedEntry>()

  const boardsOf = (dialogue: DialogueId): readonly BoardId[] =>
    places.tables(dialogue).flatMap(({ id }) => places.boardsOf(id).map((board) => board.id))

  /** The same object as long as no board says anything else. */
  function readable(dialogue: DialogueId): Readable {
    const at = places
      .tables(dialogue)
      .flatMap((table) => places.boardsOf(table.id).map((board) => ({ table, board, told: boards.of(board.id) })))
    const of = at.map(({ told }) => told)
    if (last !== null && last.of.length === of.length && of.every((one, n) => one === last?.of[n])) return last.readable
    const runs = at.map(({ table, board, told }, n) => {
      // Of a board that says the same nothing is sorted again.
      const before = last?.of.length === of.length && last.of[n] === told ? last.runs[n] : undefined
      return (
        before ??
        (told?.entries ?? [])
          .map((entry): PlacedEntry => {
            const before = placed.get(entry)
            if (before?.number === table.number && before.session === board.session && before.site === table.siteId)
              return before
            const one = {
              ...entry,
              board: board.id,
              table: table.id,
              number: table.number,
              site: table.siteId,
              session: board.session,
            }
            placed.set(entry, one)
            return one
          })
          .sort(oldestFirst)
      )
    })
    // Of lists that are sorted a sort is a merge.
    const all = runs.flat().sort(oldestFirst)
    const made = {
      all,
      byName: new Map(all.map((one) => [one.entry, one])),
      withheld: of.reduce((sum, told) => sum + (told?.withheld ?? 0), 0),
    }
    last = { of, runs, readable: made }
    return made
  }
  return { boardsOf, readable }
}
