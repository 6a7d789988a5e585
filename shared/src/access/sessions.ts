/**
 * The sessions of a dialogue as one value among many: a hall's phones come in within a minute, and each row makes a new
 * state while the one before may still be judged by. So they lie in 256 parts, and a row copies one of them.
 */
import type { LinkId, SeatCode } from '../ids.ts'

/** One device that came in with one link; named by the hash of the secret that the device holds. */
export type SessionState = {
  readonly link: LinkId
  readonly generation: number
  readonly device: string
  readonly seat: SeatCode | null
  readonly until: number
}
export type Sessions = {
  get(id: string): SessionState | undefined
  with(id: string, session: SessionState): Sessions
  without(id: string): Sessions
  [Symbol.iterator](): Iterator<readonly [string, SessionState]>
}

type Part = ReadonlyMap<string, SessionState>

/** Names are hexadecimal hashes, so that two characters of them are as good as chance; any other name has a place too. */
const placeOf = (id: string): number => Number.parseInt(id.slice(0, 2), 16) || 0

const over = (parts: readonly (Part | undefined)[]): Sessions => {
  function change(id: string, make: (part: Map<string, SessionState>) => void): Sessions {
    const next = [...parts]
    const part = new Map(parts[placeOf(id)])
    make(part)
    next[placeOf(id)] = part
    return over(next)
  }
  return {
    get: (id) => parts[placeOf(id)]?.get(id),
    with: (id, session) => change(id, (part) => part.set(id, session)),
    without: (id) => (parts[placeOf(id)]?.has(id) === true ? change(id, (part) => part.delete(id)) : over(parts)),
    *[Symbol.iterator]() {
      for (const part of parts) if (part !== undefined) yield* part
    },
  }
}

export const noSessions: Sessions = over(Array.from({ length: 256 }, () => undefined))
