/**
 * A session: one device that came in with one link. The device holds a random secret, the database its hash. Nothing of
 * the link is copied into it but the generation, so that role, table and revocation are read anew at every call.
 */
import type { DeviceId, RandomBytes, SeatCode } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { sha256 } from './keys.ts'
import type { Link, Links } from './links.ts'
import type { Holders, Session } from './session.ts'

/** A week: tablets are prepared days before the event and must not ask again in the middle of it. */
const lifetime = 7 * 24 * 3_600_000

type Row = { hash: string; link: string; generation: number; device: string; seat: string | null; expires_at: number }

export function createSessions({
  database,
  links,
  holders,
  clock,
  random,
}: {
  database: Database
  links: Links
  holders: Holders
  clock: Clock
  random: RandomBytes
}) {
  const insert = database.prepare(
    'INSERT INTO session (hash, link, generation, device, seat, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const byHash = database.prepare('SELECT * FROM session WHERE hash = ?')
  const remove = database.prepare('DELETE FROM session WHERE hash = ?')
  const setSeat = database.prepare('UPDATE session SET seat = ? WHERE hash = ?')
  const purge = database.prepare('DELETE FROM session WHERE expires_at <= ?')

  function read(hash: string): Session | null {
    const row = byHash.get(hash) as Row | undefined
    if (row === undefined || row.expires_at <= clock()) return null
    const link = links.current(row.link, row.generation)
    if (link === null) return null
    const session = {
      id: hash,
      link: link.id,
      role: link.role,
      dialogue: link.dialogue,
      table: link.table,
      device: row.device as DeviceId,
    }
    if (link.role !== 'citizen' || !holders.asked(link.dialogue))
      return { ...session, seat: (link.seat ?? row.seat) as SeatCode | null }
    // What stands on the card says where somebody may sit; that they do is what they consented to.
    const seat = row.seat as SeatCode | null
    if (seat === null) return { ...session, seat, unseated: true }
    return holders.holds(link.dialogue, seat, session) ? { ...session, seat } : { ...session, seat, moved: true }
  }

  return {
    open(
      link: Link,
      device: DeviceId,
      seat: SeatCode | null,
    ): { readonly secret: string; readonly expiresAt: number; readonly session: Session } {
      const secret = Buffer.from(random(24)).toString('base64url')
      const hash = sha256(secret)
      const expiresAt = Math.min(clock() + lifetime, link.expiresAt ?? Number.MAX_SAFE_INTEGER)
      insert.run(hash, link.id, link.generation, device, seat, clock(), expiresAt)
      const session = read(hash)
      if (session === null) throw new Error('a session that was just opened is not there')
      return { secret, expiresAt, session }
    },
    /** Anyone who came in with this session sits here from now on. */
    sits: (id: string, seat: SeatCode): boolean => setSeat.run(seat, id).changes > 0,
    bySecret: (secret: string): Session | null => read(sha256(secret)),
    /** The same session as it stands now, or null: its link was revoked, re-issued or has expired, it was left, or its seat moved. */
    again: (session: Session): Session | null => {
      const now = read(session.id)
      return now?.moved === true ? null : now
    },
    /** Whether anybody still can come with this session's secret. */
    lives: (id: string): boolean => read(id) !== null,
    close: (id: string): void => void remove.run(id),
    /** Drops what has expired; called at start and by the hour. */
    purge: (): void => void purge.run(clock()),
  }
}
