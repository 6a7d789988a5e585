/** A phone that waits for its facilitator: told when it is let in, or when somebody else sits there. */
import type { SeatsAnswer } from '@tablee/shared/wire/seat'
import type { ClientProblem } from '../hold/answer.ts'
import { asAfter, follow } from '../hold/follow.ts'
import { seatHeld } from '../hold/retry.ts'
import type { Api } from '../link/api.ts'
import type { World } from './sync.ts'

/** `then`: it may be asked again. Returns what ends the waiting. */
export function untilLetIn(
  world: World,
  api: Api,
  seat: string,
  gone: (problem: ClientProblem) => boolean,
  then: () => void,
): () => void {
  let after: string | null = null
  const { stop } = follow<SeatsAnswer>({
    ask: (signal) => ({
      after,
      answer: api.get(asAfter(`/api/seats?waits=${seat}`, after), signal),
      took({ version, seats }) {
        after = version
        if (seats.some((one) => one.seat === seat && one.waits === true)) return
        stop()
        then()
      },
    }),
    lost: (problem) => !gone(problem),
    law: seatHeld,
    world: { ...world, chance: () => (world.random(1)[0] ?? 0) / 255 },
  })
  return stop
}
