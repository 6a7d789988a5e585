/**
 * What a laptop or a folder that is gone had taken from a seat's phone, handed in again with its receipt: after a second
 * laptop has taken over, or a restore. What was taken in time counts, also where its round is closed by now; what is newer
 * stays; and no receipt lets anybody say something else, or after the fact.
 */
import { roundOf, type Round } from '@tablee/shared/voices/fold'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Became, ClosedThere, SeatCommand, SeatGiven } from '@tablee/shared/wire/seat'
import type { Session } from '../access/session.ts'
import type { Still } from './ports.ts'
import { askedIn, type Receipts, type Taken } from './receipts.ts'
import type { VoiceStore } from './voices.ts'

type Of<Kind extends SeatCommand['kind']> = Extract<SeatCommand, { readonly kind: Kind }>
/** The seat's own verbs, told when it was taken. */
export type TakenVerbs = {
  readonly write: (session: Session, command: Of<'write'>, still: Still, took: number) => Promise<Result<null>>
  readonly answer: (session: Session, command: Of<'answer'>, still: Still, took: number) => Promise<Result<null>>
  readonly takeBack: (session: Session, command: Of<'take-back'>, still: Still) => Promise<Result<null>>
  readonly consent: (session: Session, command: Of<'consent'>, still: Still, took: number) => Promise<Result<null>>
}
/** For these nothing is known by now: the phone asks again. */
const passing: ReadonlySet<Problem['code']> = new Set(['journal-unavailable', 'not-signed-in', 'seat-moved', 'no-seat'])

/** Answers after COMMIT of all of them, in the order in which they were taken. */
export function createAgain({
  voices,
  receipts,
  verbs,
}: {
  voices: Pick<VoiceStore, 'staged' | 'sent' | 'append'>
  receipts: Receipts
  verbs: TakenVerbs
}) {
  /** Why it is not even tried; null where it is. Of the turn in which it is tried. */
  function notTried({ dialogue }: Session, command: SeatCommand, { asked }: Taken): Became | null {
    const now = voices.staged(dialogue)
    if (command.kind === 'consent') return null
    const round = roundOf(now, command.board, command.step)
    if (command.kind === 'take-back') return round.sheets.has(command.sheet) ? null : 'there'
    // Whoever took over does not know yet that it was opened, or about which entries.
    if (round.state === 'waiting') return 'waits'
    return command.kind === 'answer' && askedIn(round) !== asked ? 'asked-anew' : null
  }
  const run = (session: Session, command: SeatCommand, still: Still, took: number): Promise<Result<null>> => {
    switch (command.kind) {
      case 'write':
        return verbs.write(session, command, still, took)
      case 'answer':
        return verbs.answer(session, command, still, took)
      case 'take-back':
        return verbs.takeBack(session, command, still)
      case 'consent':
        return verbs.consent(session, command, still, took)
    }
  }
  async function one(session: Session, { command, receipt }: SeatGiven, still: Still): Promise<Result<Became>> {
    const taken = receipts.read(session, command, receipt)
    if (taken === null) return ok('unsigned')
    const before = voices.sent(session.dialogue, command.id, session)
    if (before !== null) {
      const landed = await before
      return landed.ok ? ok('there') : landed
    }
    const not = notTried(session, command, taken)
    if (not !== null) return ok(not)
    const done = await run(session, command, still, taken.at)
    if (done.ok) return ok('there')
    return passing.has(done.problem.code) ? fail(done.problem) : ok('refused')
  }
  /**
   * A ballot that was closed there stays closed: its figures have been seen. One that was opened since is another one. No hand
   * at this table closed it.
   */
  async function close({ dialogue }: Session, closed: ClosedThere): Promise<Result<null>> {
    const { board, step } = closed
    const took = receipts.readClosed(dialogue, closed)
    const open = (round: Round): boolean => round.state === 'open' && (round.openedAt ?? 0) < (took ?? 0)
    if (took === null || !open(roundOf(voices.staged(dialogue), board, step))) return ok(null)
    const done = await voices.append(
      dialogue,
      { kind: 'close', command: `closed ${board} ${step} ${took}`, board, step, took },
      { author: 'server', device: 'server' },
      (now) => (open(roundOf(now, board, step)) ? null : { code: 'not-found', what: 'round' }),
    )
    return done.ok || done.problem.code === 'not-found' ? ok(null) : done
  }
  /** What was given comes first: what was closed is not changed late by it. */
  return async (
    session: Session,
    { given, closed = [] }: { readonly given: readonly SeatGiven[]; readonly closed?: readonly ClosedThere[] },
    still: Still,
  ) => {
    const found: { readonly id: string; readonly became: Became }[] = []
    for (const each of given) {
      const became = await one(session, each, still)
      if (!became.ok) return became
      found.push({ id: each.command.id, became: became.value })
    }
    for (const each of closed) {
      const done = await close(session, each)
      if (!done.ok) return done
    }
    return ok(found)
  }
}
