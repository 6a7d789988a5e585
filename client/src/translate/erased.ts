import type { ClientProblem } from '../hold/answer.ts'

/** Refused because it says again, in these words, what was erased for good: nobody was faster, and trying again is no help. */
export const saysErased = (problem: ClientProblem | { readonly code: 'gone' } | null): boolean =>
  problem !== null && problem.code === 'refused' && problem.why === 'erased'
