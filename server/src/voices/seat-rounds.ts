/** The rounds of one seat, as its phone is told them: what is asked of it, and what it said. Nothing of anybody else's. */
import { backOf } from '@tablee/shared/dialogue/back'
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import { roundOf, type Round } from '@tablee/shared/voices/fold'
import { asAsked } from '@tablee/shared/voices/worded'
import type { SeatCode } from '@tablee/shared/ids'
import type { SeatRound, SeatTask } from '@tablee/shared/wire/seat'
import type { Session } from '../access/session.ts'
import type { Clocks, RoundPlaces } from './ports.ts'
import { recommendedBeside, votedOnBeside, type Beside, type BesideOf } from './beside.ts'
import type { Receipts } from './receipts.ts'
import { asksSeat, isCalledBack, itemsFor, stepsOf, type Step } from './steps.ts'
import type { RecommendedNow } from './recommended-now.ts'
import type { VoiceStore } from './voices.ts'

type TaskAt = RecommendedNow['taskAt']

function taskOf(
  step: Step,
  round: Round,
  seat: SeatCode,
  { taskAt, made }: { taskAt: TaskAt; made: Beside },
): SeatTask {
  const task = taskAt(step)
  if (task.kind === 'write')
    return {
      kind: 'write',
      prompt: task.prompt,
      signature: task.signature,
      sheets: [...round.sheets.values()]
        .filter((sheet) => sheet.seat === seat)
        .map(({ id, text, lang, sent, takenBack }) => ({ id, text, lang, sent, takenBack })),
    }
  const answers: Record<ItemKey, { answer: Answer; sent: boolean }> = {}
  for (const [key, casts] of round.casts) {
    const phone = casts.get(seat)?.phone ?? null
    if (phone !== null) answers[key] = { answer: phone.answer, sent: phone.sent }
  }
  const items = asAsked(itemsFor(task, seat), round).filter(({ unit }) => unit !== 'tables')
  const translations = recommendedBeside(items, step.ask?.recommends, made)
  return {
    kind: task.kind,
    items,
    ...(translations === undefined ? {} : { translations }),
    nodes: votedOnBeside(round.nodes, made),
    answers,
  }
}

/** Begun and not handed in: it is shown until its person has seen what became of it. */
const holdsUnsent = (task: SeatTask): boolean =>
  task.kind === 'write'
    ? task.sheets.some(({ sent, takenBack, text }) => !sent && !takenBack && text.trim() !== '')
    : Object.values(task.answers).some(({ sent }) => !sent)

/** Something of this seat's stands in it, whatever became of it. */
const holdsOwn = (task: SeatTask): boolean =>
  task.kind === 'write' ? task.sheets.some(({ text }) => text.trim() !== '') : Object.keys(task.answers).length > 0

/**
 * None for a session without a table. Rounds of other sessions are among them while they are open, or hold something
 * that was begun and not handed in; when the day is over, all in which something of this seat stands; and in a
 * session that looks back, those of the sessions at which it looks, wherever the seat sat then.
 */
export function createSeatRounds({
  voices,
  places,
  taskAt,
  closed,
  beside,
}: {
  voices: VoiceStore
  places: RoundPlaces & Clocks
  /** What says to another server that a round was closed then. */
  closed: Receipts['closed']
  /** A step's task as it is read at its board. */
  taskAt: TaskAt
  beside: BesideOf
}) {
  return (session: Session, seat: SeatCode): readonly SeatRound[] => {
    const dialogue = places.dialogue(session.dialogue)
    if (dialogue === null || session.table === null) return []
    const now = voices.state(session.dialogue)
    const made = beside(session.dialogue)
    const course = places.clockAt(session.table)?.course
    const at = course?.session
    const over = course?.ended === true
    const steps = dialogue.sessions.find(({ number }) => number === at)?.steps ?? []
    const back = new Set(steps.flatMap((step) => backOf(step, at ?? 0).looksBack ?? []))
    const { sits, table } = session
    const tables = sits === undefined ? [table] : new Set(sits.values())
    const own = [...tables].flatMap((id) =>
      places.boardsOf(id).filter((place) => sits === undefined || sits.get(place.session) === place.table),
    )
    const found = own.flatMap((place) =>
      stepsOf(places, place.id).flatMap((step) => {
        const round = roundOf(now, place.id, step.id)
        // What nobody has opened yet is nobody's to read.
        if (round.state === 'waiting' || !asksSeat(places, now, step, seat)) return []
        const task = taskOf(step, round, seat, { taskAt, made })
        // What tables answer as one, and nobody by themselves, is nothing to do on a phone.
        if (task.kind === 'ballot' && task.items.length === 0) return []
        const running = place.session === at
        if (
          !running &&
          round.state !== 'open' &&
          !(over || back.has(place.session) ? holdsOwn(task) : holdsUnsent(task))
        )
          return []
        const { title, minutes } = step.step
        const { state, openedAt, closedAt } = round
        const mark =
          task.kind === 'write' || closedAt === null ? null : closed(session.dialogue, place.id, step.id, closedAt)
        const of = running ? undefined : dialogue.sessions.find(({ number }) => number === place.session)
        const ofSession = of === undefined ? {} : { session: { number: of.number, title: of.title } }
        return [
          {
            running,
            round: {
              board: place.id,
              step: step.id,
              title,
              minutes,
              state,
              ...ofSession,
              openedAt,
              ...(mark === null ? {} : { closed: mark }),
              ...(isCalledBack(step) ? { calledBack: true as const } : {}),
              task,
            },
          },
        ]
      }),
    )
    const rank = ({ running, round }: (typeof found)[number]): number =>
      (round.state === 'open' ? 0 : 2) + (running ? 0 : 1)
    return found.toSorted((a, b) => rank(a) - rank(b)).map(({ round }) => round)
  }
}
