/**
 * A pause: what stood openly when it began stands on, and nothing that came or was allowed since. Which seq that was and
 * what was allowed then is said in the view's own journal, so that a restart goes on from it.
 */
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { allowedBy, narrower, withConsents, type Allowed } from './allowed.ts'
import type { Mark } from './marks.ts'

type Frozen = { readonly seq: number; readonly allowed: Allowed }

export type Pause = {
  /** While paused: the seq up to which the board was public, and what of it. */
  readonly frozen: Frozen | null
  /** The last seq that was shown openly: not behind the curtain, with consent, not paused. And what was allowed then. */
  readonly publicSeq: number
  readonly publicly: Allowed | null
}

export const notPaused: Pause = { frozen: null, publicSeq: 0, publicly: null }

/** As the view's journal says; null when it says nothing. */
export function resumedFrom(marks: readonly Mark[], policy: ViewPolicy): Pause | null {
  const mark = marks.findLast(({ kind }) => kind !== 'epoch')
  if (mark?.kind !== 'frozen') return null
  return { ...notPaused, frozen: { seq: mark.seq, allowed: mark.allowed ?? allowedBy(policy) } }
}

/** Begins or ends with the policy; `mark` is what the journal has to be told of it. */
export function follow(pause: Pause, policy: ViewPolicy): { readonly pause: Pause; readonly mark: Mark | null } {
  const paused = policy.observation === 'paused'
  if (paused === (pause.frozen !== null)) return { pause, mark: null }
  if (!paused) return { pause: { ...pause, frozen: null }, mark: { kind: 'resumed' } }
  const frozen = { seq: pause.publicSeq, allowed: pause.publicly ?? allowedBy(policy) }
  return { pause: { ...pause, frozen }, mark: { kind: 'frozen', ...frozen } }
}

/** What a new epoch has to be told of it. */
export const marksOf = ({ frozen }: Pause): readonly Mark[] => (frozen === null ? [] : [{ kind: 'frozen', ...frozen }])

/** The policy with the pause laid over it. */
export const laidOver = ({ frozen }: Pause, policy: ViewPolicy): ViewPolicy =>
  frozen === null ? policy : { ...policy, ...narrower(frozen.allowed, policy) }

/** To be called once what was shown is committed: a pause that begins later goes back to this. */
export const shownOpenly = (pause: Pause, seq: number, policy: ViewPolicy): Pause => ({
  ...pause,
  publicSeq: seq,
  publicly: allowedBy(policy),
})

/** Rows were rewritten: what was allowed counts by the consents of now, and what was public is found anew. */
export const rewritten = ({ frozen, publicSeq }: Pause, { consents }: ViewPolicy): Pause => ({
  frozen: frozen === null ? null : { seq: frozen.seq, allowed: withConsents(frozen.allowed, consents) },
  publicSeq,
  publicly: null,
})
