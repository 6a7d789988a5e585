import type { Problem } from '@tablee/shared/problem'

/** Where a dialogue is served by now that this page's address no longer leads to; null where the address went along. */
export function goneTo(problem: Problem | { readonly code: 'offline' } | null, origin: string): string | null {
  if (problem?.code !== 'moved' || problem.to === null) return null
  return URL.canParse(problem.to) && new URL(problem.to).origin !== origin ? problem.to : null
}
