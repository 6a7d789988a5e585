/**
 * When people change tables: at the moment at which the notice of the next session is over, and at once where somebody moved
 * them by hand. Whoever is at the old table then is led away, and who waits is told.
 */
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { DialogueId, SeatCode } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import { createAtTime } from './at-time.ts'

type Dialogues = {
  standing(dialogue: DialogueId): DialogueState | null
  onChange(listener: (change: object) => void): () => void
}

/** The next moment at which some screens go along with an act; null: none waits. */
function nextIn({ clocks, own, joined }: DialogueState, now: number): number | null {
  const all = [...clocks.values(), ...own.values()].flatMap(({ leaves }) => leaves?.until ?? [])
  const times = [...all, ...[...joined.values()].map(({ goesAt }) => goesAt)].filter((at) => at > now)
  return times.length === 0 ? null : Math.min(...times)
}

/** `go` is called with the seats that move in this dialogue. Nothing of it happens where none does. */
export function createGoing({
  dialogue,
  dialogues,
  clock,
  go,
}: {
  readonly dialogue: DialogueId
  readonly dialogues: Dialogues
  readonly clock: Clock
  readonly go: (seats: readonly SeatCode[]) => void
}): { close(): void } {
  const going = createAtTime(clock, () => {
    const state = dialogues.standing(dialogue)
    if (state === null || state.rotation.size === 0) return null
    go([...new Set([...state.rotation.values()].flatMap((moves) => [...moves.keys()]))])
    return nextIn(state, clock())
  })
  const stop = dialogues.onChange((change) => {
    if ('dialogue' in change) going.look()
  })
  // A notice may have been running when this process started.
  going.look()
  return {
    close(): void {
      stop()
      going.close()
    },
  }
}
