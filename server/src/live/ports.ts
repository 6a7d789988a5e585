/** What the engine asks of its neighbours. Structural: `access/` answers it, tests may too. */
import type { DeviceId, DialogueId } from '@tablee/shared/ids'
import type { Admitted } from '../access/tickets.ts'
import type { Session } from '../access/session.ts'

export type LiveAccess = {
  /** The session behind a ticket, once; null when it is unknown, used, too old, or of another dialogue than `within`. */
  consume(ticket: string, path: 'collab' | 'presence', within: DialogueId | null): Admitted | null
  /** The session as it stands now, with what is on its way to the disk; null once it was revoked. Asked before every write. */
  again(session: Session): Session | null
  /** The gate refused an update of this device for good: a strike. */
  refused(device: DeviceId): void
}

export type Logger = {
  info(detail: object, message: string): void
  warn(detail: object, message: string): void
  error(detail: object, message: string): void
}
