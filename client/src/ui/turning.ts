/** What shows a time is told whenever it turns, by a clock that is asked anew each time: one that is set meanwhile is right at the next turn. */
import type { Later } from '../hold/world.ts'

/** A timer may come a little early; a second that is read too early is read as the one before. */
const margin = 3

/** `now`: the server's. `turnsIn`: milliseconds until what is shown is another. Told at once, too. */
export function turning(
  now: () => number,
  turnsIn: (at: number) => number,
  told: (at: number) => void,
  later: Later,
): () => void {
  let off: (() => void) | null = null
  const turn = (): void => {
    const at = now()
    told(at)
    off = later(turnsIn(at) + margin, turn)
  }
  turn()
  return () => off?.()
}
