/**
 * A problem is data; the sentence, in the reader's language, comes last (client/i18n, `problem.<code>`).
 * Expected outcomes are returned as one of these; bugs are thrown.
 */
import type { Fault } from './file.ts'
import type { SeatCode } from './ids.ts'
import type { Action, Role } from './roles.ts'

/** Where a round of writing, voting or answering stands at a table. */
export const roundStates = ['waiting', 'open', 'closed', 'revealed'] as const
export type RoundState = (typeof roundStates)[number]

/** A mistake in a file, and where. */
export type Spoilt = {
  readonly line: number | null
  readonly column: number | null
  /** A path inside the file such as `AIF.nodes[3].text`, where a line says too little. */
  readonly place: string | null
  readonly why: Fault
}

export type Problem =
  | { readonly code: 'not-signed-in' }
  | { readonly code: 'link-unknown' } // wrong, expired or revoked: one answer, so that guessing learns nothing
  | { readonly code: 'code-unknown'; readonly retryAfter: number }
  | { readonly code: 'not-allowed'; readonly role: Role; readonly action: Action }
  | { readonly code: 'not-found'; readonly what: string }
  | { readonly code: 'bad-request'; readonly where: string; readonly why: string }
  | { readonly code: 'too-large'; readonly limit: number; readonly size: number | null }
  | { readonly code: 'too-many'; readonly retryAfter: number }
  | (Spoilt & {
      readonly code: 'bad-file'
      readonly file: string
      /** What else is wrong with it, where all is told at once. */
      readonly more?: readonly Spoilt[]
    })
  | {
      readonly code: 'board-full'
      readonly what: 'nodes' | 'relations' | 'shapes' | 'links' | 'photos' | 'bytes'
      readonly limit: number
    }
  | { readonly code: 'journal-unavailable' }
  | { readonly code: 'moved'; readonly to: string | null } // the dialogue is on another server by now; where, if that may be told
  | { readonly code: 'not-yet' } // a gap: resync and send again
  | { readonly code: 'refused'; readonly why: string }
  | { readonly code: 'closed' }
  | { readonly code: 'seat-taken'; readonly seat: SeatCode } // on another device; the facilitator can free it
  | { readonly code: 'seat-waits'; readonly seat: SeatCode } // this phone has two seats already: the facilitator lets in a third
  | { readonly code: 'seat-moved' } // this seat now is on another device
  | { readonly code: 'no-seat' } // first take one
  | { readonly code: 'round'; readonly state: RoundState; readonly wants: RoundState } // not open, not closed, not revealed
  | { readonly code: 'differs'; readonly items: readonly string[] } // typed twice, and not the same
  | { readonly code: 'beyond-dialogue'; readonly what: string } // the dialogue lets no table open that to observers
  // Somebody else did something to it, which was not on this screen yet; or, `byItself`, nobody did and time went on.
  | { readonly code: 'changed'; readonly byItself?: true }
  | { readonly code: 'voted-on' } // the wording is locked while a vote on it is open
  | { readonly code: 'timeout' }
  | { readonly code: 'origin' }
  | { readonly code: 'unexpected' }

export type ProblemCode = Problem['code']

/** HTTP status of each problem: a total table, used at the one edge that turns problems into responses. */
export const httpStatus: Readonly<
  Record<ProblemCode, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 422 | 429 | 500 | 503>
> = {
  'not-signed-in': 401,
  'link-unknown': 401,
  'code-unknown': 401,
  'not-allowed': 403,
  'not-found': 404,
  'bad-request': 400,
  'too-large': 413,
  'too-many': 429,
  'bad-file': 422,
  'board-full': 413,
  'journal-unavailable': 503,
  moved: 503,
  'not-yet': 409,
  refused: 422,
  closed: 409,
  'seat-taken': 409,
  'seat-waits': 409,
  'seat-moved': 401,
  'no-seat': 409,
  round: 409,
  differs: 409,
  'beyond-dialogue': 409,
  changed: 409,
  'voted-on': 409,
  timeout: 408,
  origin: 403,
  unexpected: 500,
}

export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P }
/** What was asked for. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
/** An expected refusal; a bug is thrown instead. */
export const fail = <P extends Problem>(problem: P): Result<never, P> => ({ ok: false, problem })
