/** What became of a write. */
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'

export type Outcome =
  | { readonly kind: 'saved'; readonly seq: number }
  | { readonly kind: 'not-yet' }
  /** More new writers than may come now; `own`: this session brought too many itself. Kept on the device, to be brought again. */
  | { readonly kind: 'later'; readonly seconds: number; readonly own: boolean }
  /** `fault`: no honest device would have sent it. */
  | {
      readonly kind: 'refused'
      readonly why: string
      readonly at: readonly string[]
      readonly problem: Problem
      readonly fault: boolean
    }
  /** Nothing more is written: it holds `limit` bytes, or lacks rows. */
  | { readonly kind: 'full'; readonly limit: number }
  | { readonly kind: 'revoked' }
  /** The document goes on in another epoch (a renewal): load it anew. */
  | { readonly kind: 'ended' }
  /** Nobody waits any more, or the server closes. */
  | { readonly kind: 'abandoned' }

/** May it still be written? Answered by who asked, in the turn of the writing. */
export const notAllowed: Outcome = {
  kind: 'refused',
  why: 'not-allowed',
  at: [],
  problem: { code: 'refused', why: 'not-allowed' },
  fault: false,
}

/** `limit` in bytes. */
export const problemOfFull = ({ limit }: Extract<Outcome, { kind: 'full' }>): Problem => ({
  code: 'board-full',
  what: 'bytes',
  limit,
})

/** As a request is answered. */
export function seqOf(outcome: Outcome): Result<{ seq: number }> {
  switch (outcome.kind) {
    case 'saved':
      return ok({ seq: outcome.seq })
    case 'not-yet':
    case 'ended':
      return fail({ code: 'not-yet' })
    case 'later':
      return fail({ code: 'too-many', retryAfter: outcome.seconds })
    case 'refused':
      return fail(outcome.fault ? { code: 'refused', why: outcome.why } : outcome.problem)
    case 'full':
      return fail(problemOfFull(outcome))
    case 'revoked':
      return fail({ code: 'link-unknown' })
    case 'abandoned':
      return fail({ code: 'journal-unavailable' })
  }
}
