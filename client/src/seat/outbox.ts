/**
 * What this seat has said and the server has not answered yet: in order, each until it is answered. A command keeps its
 * id over every attempt, so that one whose answer was lost on the way takes effect once.
 */
import type { SeatCommand } from '@tablee/shared/wire/seat'
import { passing, type ClientProblem } from '../link/api.ts'

export type QueuedCommand = { readonly command: SeatCommand; readonly tries: number }
export type Outbox = readonly QueuedCommand[]

/** Begun and not handed in: worth nothing any more once something later of the same is on its way. */
const isDraft = (command: SeatCommand): boolean =>
  (command.kind === 'write' || command.kind === 'answer') && !command.sent

function overtakes(later: SeatCommand, draft: SeatCommand): boolean {
  if (later.kind === 'write' || later.kind === 'take-back')
    return draft.kind === 'write' && draft.sheet === later.sheet && draft.board === later.board
  if (later.kind === 'answer')
    return (
      draft.kind === 'answer' &&
      draft.board === later.board &&
      draft.step === later.step &&
      Object.keys(draft.answers).every((key) => Object.hasOwn(later.answers, key))
    )
  return false
}

/** Last in the row. Drafts that it overtakes fall away, unless one was tried: nobody knows whether it arrived. */
export const enqueued = (outbox: Outbox, command: SeatCommand): Outbox => [
  ...outbox.filter((one) => !(one.tries === 0 && isDraft(one.command) && overtakes(command, one.command))),
  { command, tries: 0 },
]
export const tried = (outbox: Outbox, id: string): Outbox =>
  outbox.map((one) => (one.command.id === id ? { ...one, tries: one.tries + 1 } : one))
export const answered = (outbox: Outbox, id: string): Outbox => outbox.filter((one) => one.command.id !== id)

export type Verdict =
  /** It stands. */
  | 'done'
  /** Nobody knows: the same again, later. */
  | 'later'
  /** What it was for is closed. */
  | 'late'
  /** It will never be taken. */
  | 'refused'
  /** This phone does not hold the seat any more. */
  | 'moved'

/** An error of the server's own may pass; after so many tries it blocks nobody's row any longer. */
const enough = 8

export function verdictOf(problem: ClientProblem | null, tries: number): Verdict {
  if (problem === null) return 'done'
  if (passing.has(problem.code)) return 'later'
  switch (problem.code) {
    case 'unexpected':
      return tries < enough ? 'later' : 'refused'
    case 'round':
    case 'closed':
      return 'late'
    case 'seat-moved':
    case 'no-seat':
    case 'not-signed-in':
    case 'link-unknown':
      return 'moved'
    default:
      return 'refused'
  }
}
