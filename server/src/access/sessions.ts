/**
 * A session: one device that came in with one link. The device holds a random secret, the row its hash. Nothing of the
 * link is copied into it but the generation, so that role, table and revocation are read anew at every call: in memory,
 * for every edit asks.
 */
import { current } from '@tablee/shared/access/fold'
import { newId, type DeviceId, type DialogueId, type LinkId, type RandomBytes, type SeatCode } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import { sha256 } from './keys.ts'
import type { Leads, Link } from './links.ts'
import type { AccessLog } from './log.ts'
import { seated, type Holders, type Places, type Session } from './session.ts'

/** A week: tablets are prepared days before the event and must not ask again in the middle of it. */
const lifetime = 7 * 24 * 3_600_000

export type Opened = { readonly secret: string; readonly expiresAt: number; readonly session: Session }

const unknown: Problem = { code: 'link-unknown' }
const signedOut: Problem = { code: 'not-signed-in' }

/**
 * A session lasts a week, or as long as its link. What it answers about a session is asked of what is staged: from when
 * an end is on its way nobody comes in by it. Follows the log until `stop`.
 */
export function createSessions({
  dialogue,
  log,
  holders,
  places,
  leads,
  clock,
  random,
}: {
  dialogue: DialogueId
  log: AccessLog
  holders: Holders
  places: Pick<Places, 'seating'>
  leads: Leads
  clock: Clock
  random: RandomBytes
}) {
  const forgets = new Map<string, () => void>()
  const note = (id: string): void => void forgets.set(id, leads.lead(dialogue, 'session', id))
  for (const [id] of log.state(dialogue).sessions) note(id)
  const stop = log.onChange(({ row }) => {
    if (row.kind === 'begin') note(row.session)
    if (row.kind !== 'end') return
    forgets.get(row.session)?.()
    forgets.delete(row.session)
  })

  function read(id: string): Session | null {
    const state = log.staged(dialogue)
    const found = state.sessions.get(id)
    const now = clock()
    if (found === undefined || found.until <= now) return null
    const link = current(state, found.link, found.generation, now)
    if (link === null) return null
    const device = found.device as DeviceId
    const sites = link.sites === undefined ? {} : { sites: link.sites }
    const session = { id, link: link.id, role: link.role, dialogue, table: link.table, ...sites, device }
    if (link.role !== 'citizen' || !holders.asked(dialogue))
      return seated({ ...session, seat: link.seat ?? found.seat }, places)
    // What stands on the card says where somebody may sit; that they do is what they consented to.
    const { seat } = found
    if (seat === null) return seated({ ...session, seat, unseated: true }, places)
    const sits = seated({ ...session, seat }, places)
    return holders.holds(dialogue, seat, session) ? sits : { ...sits, moved: true }
  }

  return {
    async open(link: Link, device: DeviceId, seat: SeatCode | null): Promise<Result<Opened>> {
      const secret = Buffer.from(random(24)).toString('base64url')
      const session = sha256(secret)
      const until = Math.min(clock() + lifetime, link.expiresAt ?? Number.MAX_SAFE_INTEGER)
      const { id, generation } = link
      const done = await log.append(
        link.dialogue,
        { kind: 'begin', command: session, session, link: id, generation, device, seat, until },
        (now) => (current(now, id, generation, clock()) === null ? unknown : null),
      )
      if (!done.ok) return done
      // Gone again where the link was revoked while this was on its way.
      const opened = read(session)
      return opened === null ? fail(unknown) : ok({ secret, expiresAt: until, session: opened })
    },
    /** Anyone who came in with this session sits here from now on. */
    async sits(id: string, seat: SeatCode): Promise<Result<null>> {
      if (log.state(dialogue).sessions.get(id)?.seat === seat) return ok(null)
      return log.append(dialogue, { kind: 'sit', command: newId(random), session: id, seat }, (now) =>
        now.sessions.get(id) === undefined ? signedOut : null,
      )
    },
    bySecret: (secret: string): Session | null => read(sha256(secret)),
    /** The same session as it stands now, or null: its link was revoked, re-issued or has expired, it was left, or its seat moved. */
    again: (session: Pick<Session, 'id'>): Session | null => {
      const now = read(session.id)
      return now?.moved === true ? null : now
    },
    /** How many are in by each link, as it was issued last. */
    opened(): ReadonlyMap<LinkId, number> {
      const state = log.state(dialogue)
      const now = clock()
      const counted = new Map<LinkId, number>()
      for (const [, { link, generation, until }] of state.sessions)
        if (until > now && state.links.get(link)?.generation === generation)
          counted.set(link, (counted.get(link) ?? 0) + 1)
      return counted
    },
    /** Whether anybody still can come with this session's secret. */
    lives: (id: string): boolean => read(id) !== null,
    async close(id: string): Promise<Result<null>> {
      return log.state(dialogue).sessions.get(id) === undefined
        ? ok(null)
        : log.append(dialogue, { kind: 'end', command: `end ${id}`, session: id })
    },
    stop,
  }
}
