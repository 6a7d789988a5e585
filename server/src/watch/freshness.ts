/**
 * How long a watch node may go on showing what it has. A curtain and a revoked link take effect within a second: who does
 * not hear of them must not go on as if there were none. Three rules, each by this machine's monotonic clock:
 *
 * 1. The log is heard while the owner answers pings (all that it let out before lies before the answer) and Postgres answers
 *    the heartbeat (which says who the owner is). Without either for 3 s nobody comes in, after 5 s nobody stays.
 * 2. Where the log names another owner, nothing of the one before counts, and it has a second to be in step with the new one.
 *    While the new one says that it is not open yet, nobody can have drawn a curtain there.
 * 3. Where the lease that the owner told of has run out, another one may have taken it: nobody stays.
 */
export const patience = {
  /** Without the log for so long (ms) nobody comes in, */
  joins: 3_000,
  /** and nobody stays. */
  stays: 5_000,
  /** A new owner has so long (ms) until everybody here sees what it shows. */
  inStep: 1_000,
} as const

export type Standing = 'open' | 'no-joins' | 'closed'

/** Begins as if nothing was ever heard: closed. Times are of `now`, when the question was sent. */
export function createFreshness(now: () => number) {
  let log = Number.NEGATIVE_INFINITY
  let owner = Number.NEGATIVE_INFINITY
  /** Until when the owner's lease is its own for certain. */
  let until = Number.NEGATIVE_INFINITY
  /** Since when another owner may hide things that are not hidden here. */
  let apart: number | null = null

  const heard = (): number => Math.min(log, owner)
  return {
    logAnswered: (asked: number): void => void (log = Math.max(log, asked)),
    /** `holds`: how long its lease holds from then on. */
    ownerAnswered(asked: number, holds: number): void {
      if (asked >= owner) until = asked + holds
      owner = Math.max(owner, asked)
    },
    /** The log names another owner: what the one before said counts no more. */
    otherOwner: (asked: number): void => void (apart ??= asked),
    /** The new one says that it is not open yet. */
    notYet: (asked: number): void => void (apart = apart === null ? null : Math.max(apart, asked)),
    /** Everything that is followed stands as the new owner shows it, and it has answered since. */
    inStep: (): void => void (apart = null),
    /** How long ago the older of the two was asked what it answered (ms). */
    age: (): number => now() - heard(),
    standing(): Standing {
      const at = now()
      if (at - heard() >= patience.stays) return 'closed'
      if (apart === null ? at >= until : at - apart >= patience.inStep) return 'closed'
      return at - heard() >= patience.joins ? 'no-joins' : 'open'
    },
  }
}
