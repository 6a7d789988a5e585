/** What a request came to. */
import type { Problem, Result } from '@tablee/shared/problem'

/** The network or the server did not answer; nobody knows whether the request arrived, so only idempotent ones retry. */
export type ClientProblem = Problem | { readonly code: 'offline' }

export type Answer<T> = Result<T, ClientProblem>

/** Answers after which sending the same command again can help. */
export const passing: ReadonlySet<ClientProblem['code']> = new Set([
  'offline',
  'timeout',
  'too-many',
  'journal-unavailable',
  'moved',
  'not-yet',
])
