/**
 * Who has which entry open: what one reads nobody else is offered. In memory alone, and for a while: whoever goes away, or a
 * server that starts again, leaves it to the others.
 */
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'

/** Long enough for a long sentence and a talk about it; a page says every minute that it is still there. */
const leaseMs = 3 * 60_000

type Reader = Pick<Session, 'id' | 'device'>
type Lease = { readonly session: string; readonly device: string; readonly until: number }

/** Of one dialogue. */
export function createLeases(clock: Clock) {
  const leases = new Map<EntryName, Lease>()
  const live = (entry: EntryName): Lease | null => {
    const found = leases.get(entry)
    return found !== undefined && found.until > clock() ? found : null
  }
  return {
    /** False: somebody else has it. Who opens one leaves the one before. */
    open({ id, device }: Reader, entry: EntryName): boolean {
      const other = live(entry)
      if (other !== null && other.session !== id) return false
      this.leave(id)
      leases.set(entry, { session: id, device, until: clock() + leaseMs })
      return true
    },
    leave(session: string): void {
      for (const [entry, lease] of leases) if (lease.session === session) leases.delete(entry)
    },
    /** What this session has open. */
    of(session: string): EntryName | null {
      for (const [entry, lease] of leases) if (lease.session === session && live(entry) !== null) return entry
      return null
    },
    /** The device of somebody else who has it open. */
    by: (entry: EntryName, session: string): string | null => {
      const found = live(entry)
      return found === null || found.session === session ? null : found.device
    },
  }
}
export type Leases = ReturnType<typeof createLeases>
