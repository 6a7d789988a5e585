/** What a node counts of its leases. */
import type { Meters } from '../ops/meters.ts'
import type { Lease } from './lease.ts'

/** Told how each renewal went. */
export function countLeases(meters: Meters, leases: () => readonly Lease[]) {
  const renewals = meters.counters('tablee_lease_renewals_total', 'Renewals of leases on halls.', 'outcome', [
    'kept',
    'failed',
    'fenced',
  ])
  meters.gauge('tablee_lease_age_seconds', 'Age of the oldest renewal that a hall here rests on.', () =>
    leases().reduce((oldest, lease) => Math.max(oldest, lease.age() / 1_000), 0),
  )
  return (how: 'kept' | 'failed' | 'fenced'): void => renewals[how].add()
}

/** Told of each lease by which a hall was opened here: one that had another before was taken over. */
export function countTakeovers(meters: Meters) {
  const takeovers = meters.counter('tablee_takeovers_total', 'Halls opened here that a process had before.')
  return ({ epoch }: Pick<Lease, 'epoch'>): void => takeovers.add(epoch > 1 ? 1 : 0)
}
