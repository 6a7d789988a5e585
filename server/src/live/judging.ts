/** What a kind says of an update that somebody brings, and what they hear of a refusal. */
import type { DeviceId } from '@tablee/shared/ids'
import { authorOf, type Session } from '../access/session.ts'
import type { Claims } from './claims.ts'
import type { Decision } from './gate.ts'
import { judged, refusalOf, type Kind, type Open } from './kind.ts'
import type { Newcomers } from './newcomers.ts'
import type { Outcome } from './outcome.ts'
import type { Logger } from './ports.ts'

export type Proposal = {
  readonly update: Uint8Array
  readonly session: Session
  readonly device: DeviceId
  /** clientIDs the device says are its own: its ticket's list. Nobody else's are bound to it. */
  readonly clients: readonly number[]
  /** Who asks, as they stand when it is judged; null when access was revoked. */
  readonly again: () => Session | null
  /** False once nobody waits for the answer: the device keeps the update and brings it again. */
  readonly alive: () => boolean
}

type Into = Open & { readonly kind: Kind; readonly claims: Claims }

/** An update that the gate itself trips over is refused: closing with "try again" would bring it back for ever. */
export function judge(
  { id, name, kind, document, claims, recovering }: Into,
  { update, device, clients }: Proposal,
  session: Session,
  { newcomers, logger }: { readonly newcomers: Newcomers; readonly logger: Logger },
): Decision {
  const author = authorOf(session)
  try {
    return judged(kind, {
      id,
      doc: document,
      update,
      session,
      claim: (client) => claims.claim(client, device, author, clients),
      admits: (fresh) => newcomers.take(name, session, fresh),
      ...(recovering ? { recovery: claims.handingIn(device, clients) } : {}),
    })
  } catch (cause) {
    const stack = cause instanceof Error ? cause.stack : String(cause)
    logger.error({ doc: name, cause: stack }, 'the gate failed on an update')
    return { kind: 'refuse', why: 'unjudged', at: [] }
  }
}

/** After a restore what contradicts the document is kept for the organiser here, before the sender hears of it. */
export async function refused(
  { id, name, kind, recovering }: Into,
  { why, at }: Extract<Decision, { kind: 'refuse' }>,
  { device, update }: Proposal,
  session: Session,
  { logger }: { readonly logger: Logger },
): Promise<Outcome> {
  // One clock, two contents: kept whole for the organiser, and nothing of it reaches the document.
  if (why === 'writer-conflict' && recovering)
    try {
      await kind.recovery?.conflict(id, device, authorOf(session), update.slice())
    } catch (cause) {
      logger.error({ doc: name, cause: String(cause) }, 'a conflict could not be kept; the device keeps it')
    }
  return { kind: 'refused', why, at, ...refusalOf(kind, why, session) }
}
