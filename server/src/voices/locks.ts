/**
 * What a vote or a sheet keeps from people's hands on a board. A wording is locked while a round on it is open, and from
 * the moment in which somebody begins to open one: what is read then must be what people vote on.
 */
import { sharesName } from '@tablee/shared/board/sheets'
import type { BoardId, NodeId } from '@tablee/shared/ids'
import type { RoundPlaces } from './ports.ts'
import type { VoiceStore } from './voices.ts'

/** Each with the wording that is voted on; null while it is still being read. */
export type Locked = ReadonlyMap<NodeId, string | null>
export type Locks = ReturnType<typeof createLocks>

const nothing: Locked = new Map()

/**
 * Of a board that is not there nothing is locked. Follows voices until `close`; call what `take` gives, whatever comes.
 */
export function createLocks(voices: VoiceStore, places: Pick<RoundPlaces, 'board'>) {
  /** Asked at every update of every board, so it is worked out once and forgotten when a round moves. */
  const known = new Map<BoardId, Locked>()
  const opening = new Map<BoardId, (readonly NodeId[])[]>()
  /** Sheets of each board to which something is being done, with what was asked last. */
  const atWork = new Map<BoardId, Map<string, Promise<unknown>>>()
  const stop = voices.onChange(({ row }) => {
    if (row.kind === 'open' || row.kind === 'close' || row.kind === 'reveal') known.delete(row.board)
  })

  function find(board: BoardId): Locked {
    const place = places.board(board)
    if (place === null) return nothing
    const locked = new Map<NodeId, string | null>()
    for (const nodes of opening.get(board) ?? []) for (const node of nodes) locked.set(node, null)
    for (const round of voices.state(place.dialogue).rounds.values())
      if (round.board === board && round.state === 'open')
        for (const { node, wording } of round.nodes) locked.set(node, wording)
    return locked.size === 0 ? nothing : locked
  }

  return {
    of(board: BoardId): Locked {
      let found = known.get(board)
      if (found === undefined) {
        found = find(board)
        known.set(board, found)
      }
      return found
    },
    /** Whether words of this id are a sheet's of this board, or would be taken for one's: the server lays those alone. */
    isSheet(board: BoardId, words: string): boolean {
      const place = places.board(board)
      if (place === null) return false
      for (const sheet of atWork.get(board)?.keys() ?? []) if (sharesName(sheet, words)) return true
      for (const round of voices.staged(place.dialogue).rounds.values())
        if (round.board === board) for (const sheet of round.sheets.keys()) if (sharesName(sheet, words)) return true
      return false
    },
    /** Locks these until the answer is called: a row that opens the round keeps them locked from then on. */
    take(board: BoardId, nodes: readonly NodeId[]): () => void {
      opening.set(board, [...(opening.get(board) ?? []), nodes])
      known.delete(board)
      return () => {
        const rest = (opening.get(board) ?? []).filter((each) => each !== nodes)
        if (rest.length > 0) opening.set(board, rest)
        else opening.delete(board)
        known.delete(board)
      }
    },
    /**
     * One at a time for each sheet, and nobody's words take its name meanwhile: whoever then waits for what is on its way
     * to the disk sees on the board whether the sheet lies there, and whether its name is free.
     */
    async alone<T>(board: BoardId, sheet: string, run: () => Promise<T>): Promise<T> {
      const here = atWork.get(board) ?? new Map<string, Promise<unknown>>()
      atWork.set(board, here)
      const mine = (here.get(sheet) ?? Promise.resolve()).then(run, run)
      here.set(sheet, mine)
      try {
        return await mine
      } finally {
        if (here.get(sheet) === mine) here.delete(sheet)
        if (here.size === 0 && atWork.get(board) === here) atWork.delete(board)
      }
    },
    close: stop,
  }
}
