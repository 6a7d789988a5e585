/**
 * Who may write which clocks. The row of a clientID is checked and advanced in the transaction that writes its structs:
 * two nodes that append the same clock with different content would diverge without anybody noticing.
 */
import type { Database } from '../store/database.ts'
import type { Head } from './heads.ts'
import type { Place } from './history.ts'
import type { DocName, Entry, Journal } from './port.ts'
import { asNumber } from './row.ts'

type Claim = {
  readonly doc: DocName
  readonly epoch: number
  readonly client: number
  readonly device: string
  readonly author: string
}

const keyOf = (doc: DocName, epoch: number, client: number): string => `${doc}\n${epoch}\n${client}`

export function createWriters(database: Database) {
  const findWriter = database.prepare(
    'SELECT clock, device FROM journal_writer WHERE document = ? AND epoch = ? AND client = ?',
  )
  const allWriters = database.prepare(
    'SELECT client, clock FROM journal_writer WHERE document = ? AND epoch = ? AND clock > 0',
  )
  /** Compared and moved in one statement: an edit of somebody who wrote before, which nearly all are. */
  const move = database.prepare(
    'UPDATE journal_writer SET clock = ? WHERE document = ? AND epoch = ? AND client = ? AND clock = ?',
  )
  const begin = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock) VALUES (?, ?, ?, ?)
     ON CONFLICT (document, epoch, client) DO UPDATE SET clock = excluded.clock`,
  )
  const writeClaim = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock, device, author) VALUES (?, ?, ?, 0, ?, ?)
     ON CONFLICT (document, epoch, client) DO UPDATE SET device = excluded.device, author = excluded.author WHERE device IS NULL`,
  )

  // Claims wait for the next group: 600 devices that reload at once must not cost 600 syncs. None is needed on disk
  // before the first row of its clientID, and that comes in the same transaction or a later one.
  const claims = new Map<string, Claim>()
  let written: string[] = []

  const clockOf = ({ id, epoch }: Place, client: number): number =>
    asNumber(findWriter.get(id, epoch, client)?.['clock'] ?? 0)

  function ownerOf(place: Place | null, doc: DocName, epoch: number, client: number): string | null {
    const waiting = claims.get(keyOf(doc, epoch, client))
    if (waiting !== undefined) return waiting.device
    const stored = place === null ? null : findWriter.get(place.id, place.epoch, client)?.['device']
    return typeof stored === 'string' ? stored : null
  }

  return {
    owner: ownerOf,
    /**
     * False when a range does not begin where its writer stands or a dependency is missing; what it may have moved by then
     * is rolled back with the entry.
     */
    advance(place: Place, { writers, deps }: Entry): boolean {
      if (deps.some(({ client, clock }) => clockOf(place, client) < clock)) return false
      return writers.every(({ client, from, to }) => {
        if (from > 0) return Number(move.run(to, place.id, place.epoch, client, from).changes) === 1
        if (clockOf(place, client) !== 0) return false
        begin.run(place.id, place.epoch, client, to)
        return true
      })
    },
    clocks: ({ id, epoch }: Place): ReadonlyMap<number, number> =>
      new Map(allWriters.all(id, epoch).map((row) => [asNumber(row['client']), asNumber(row['clock'])])),
    claim(place: Place | null, claim: Claim): ReturnType<Journal['claim']> {
      const owner = ownerOf(place, claim.doc, claim.epoch, claim.client)
      if (owner !== null) return owner === claim.device ? 'yours' : 'another'
      claims.set(keyOf(claim.doc, claim.epoch, claim.client), claim)
      return 'claimed'
    },
    waiting: (): boolean => claims.size > 0,
    /** Inside a group's transaction. Claims on a document without rows go on waiting: it has no number yet. */
    writeClaims(headOf: (doc: DocName) => Head): void {
      written = []
      for (const [key, { doc, epoch, client, device, author }] of claims) {
        const { id } = headOf(doc)
        if (id === null) continue
        writeClaim.run(id, epoch, client, device, author)
        written.push(key)
      }
    },
    /** After COMMIT: until then they would have been lost with it. */
    claimsWritten(): void {
      for (const key of written) claims.delete(key)
      written = []
    },
  }
}
