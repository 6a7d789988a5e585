/**
 * How long to wait before the same thing is tried again: one law with parameters. A pause doubles from its first to its
 * longest and is spread by chance, so that a hall that lost the same server does not come back in the same instant.
 */
import type { ClientProblem } from './answer.ts'

export type RetryLaw = {
  /** Milliseconds of the first pause, before it is spread. */
  readonly first: number
  readonly longest: number
  /** The pause lies between these parts of it, by chance. */
  readonly spread: readonly [low: number, high: number]
}

/** Anything that talks to the server: connection, presence, commands. */
export const network: RetryLaw = { first: 500, longest: 15_000, spread: [0.5, 1] }
/** This device's own store: nobody else asks it. */
export const disk: RetryLaw = { first: 500, longest: 15_000, spread: [1, 1] }
/** A citizen's outbox: a hall of phones. */
export const seatOutbox: RetryLaw = { first: 1_000, longest: 20_000, spread: [0.7, 1.3] }
/** A citizen's held request: a screen that is looked at asks after 8 s at the latest, as long as nobody asks it to wait. */
export const seatHeld: RetryLaw = { ...seatOutbox, longest: 6_000 }
/** What a table's page follows of its voices. */
export const tableHeld: RetryLaw = { first: 500, longest: 10_000, spread: [1, 1] }
/** A phone whose storage is full, a copy of another epoch that could not be handed in: asked at a steady pace. */
export const steady: RetryLaw = { first: 5_000, longest: 5_000, spread: [1, 1] }

/**
 * Milliseconds until the next try; `attempt` counts from 0, `chance` is from 0 to 1. A server that says for how long it
 * gives no answer is not asked before.
 */
export function pauseOf(law: RetryLaw, attempt: number, chance = 0, problem: ClientProblem | null = null): number {
  const asked = problem?.code === 'too-many' ? problem.retryAfter * 1_000 : 0
  const step = Math.min(law.longest, law.first * 2 ** Math.min(Math.max(attempt, 0), 10))
  const [low, high] = law.spread
  return Math.max(asked, Math.round(step * (low + (high - low) * chance)))
}
