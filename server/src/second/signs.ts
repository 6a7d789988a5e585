/** Signs of life of the second laptop, as the first one asks for them: whether it is away, there, or quick enough to be waited for. */
import { createSilence, silenceLooks } from './silence.ts'
import type { createWaits, Timing } from './waits.ts'

/** Asks until `end`. */
export function createSigns({
  waits,
  timing,
  ask,
  hasAll,
  tear,
}: {
  readonly waits: ReturnType<typeof createWaits>
  readonly timing: Timing
  readonly ask: (id: number) => void
  /** Whether nothing is missing there now. */
  readonly hasAll: () => boolean
  /** Nothing came for too long: the line is no use. */
  readonly tear: () => void
}) {
  const silence = createSilence()
  const asked = new Map<number, number>()
  let beats = 0
  const looking = setInterval(() => {
    const ago = silence.look()
    if (ago > timing.gone) tear()
    else if (ago > timing.silent) waits.went(ago)
  }, silenceLooks)
  const beating = setInterval(() => {
    beats += 1
    asked.set(beats, performance.now())
    ask(beats)
  }, timing.beat)
  looking.unref()
  beating.unref()
  return {
    /** Whatever came. */
    heard(): void {
      if (silence.heard() > timing.silent) waits.heard()
    },
    answered(id: number): void {
      const began = asked.get(id)
      asked.delete(id)
      if (began !== undefined) waits.beat(performance.now() - began, hasAll())
    },
    end(): void {
      clearInterval(looking)
      clearInterval(beating)
    },
  }
}
