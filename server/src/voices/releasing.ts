/**
 * A table lets the hall be asked about an entry in the words that stand there, whatever its curtain keeps from observers, and
 * takes that back. The yes is to these words: put in others, the entry waits for another.
 */
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Voices } from '@tablee/shared/voices/fold'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { handOf, type Session } from '../access/session.ts'
import type { RoundBoards, RoundPlaces, Still } from './ports.ts'
import { signedOut } from './rounds.ts'
import type { VoiceStore } from './voices.ts'

type Release = Extract<VoicesCommand, { readonly kind: 'release' }>
type TakeIn = Extract<VoicesCommand, { readonly kind: 'take-in' }>

/** Answers after COMMIT; `not-found` for an entry that is not there, `changed` where it is worded otherwise by now. */
export function createReleasing({
  voices,
  places,
  boards,
}: {
  voices: VoiceStore
  places: Pick<RoundPlaces, 'board'>
  boards: Pick<RoundBoards, 'look'>
}) {
  const released = (now: Voices, board: BoardId, node: string): VotedOn | undefined =>
    [...(now.released.get(board)?.values() ?? [])].find((one) => one.node === node)
  return {
    async release(
      session: Session,
      board: BoardId,
      { id, node, wording }: Release,
      still: Still,
    ): Promise<Result<null>> {
      const dialogue = places.board(board)?.dialogue
      if (dialogue === undefined) return fail({ code: 'not-found', what: 'board' })
      const before = voices.sent(dialogue, id, session)
      if (before !== null) return before
      return boards.look(board, (doc) => {
        const entry = readBoard(doc).nodes.get(node)
        if (entry === undefined) return fail<Problem>({ code: 'not-found', what: 'node' })
        if (entry.wording !== wording) return fail<Problem>({ code: 'changed' })
        const row = { kind: 'release', command: id, board, entry: { node, wording, lang: entry.lang } } as const
        return voices.append(dialogue, row, handOf(session), () => (still() ? null : signedOut))
      })
    },

    'take-in': async (session: Session, board: BoardId, { id, node }: TakeIn, still: Still): Promise<Result<null>> => {
      const dialogue = places.board(board)?.dialogue
      if (dialogue === undefined) return fail({ code: 'not-found', what: 'board' })
      // Taken back already: that is what was wanted.
      if (voices.sent(dialogue, id, session) === null && released(voices.staged(dialogue), board, node) === undefined)
        return ok(null)
      return voices.append(dialogue, { kind: 'take-in', command: id, board, node }, handOf(session), () =>
        still() ? null : signedOut,
      )
    },
  }
}
