/**
 * Who may come in: a fold over the rows of `access:<dialogue>`, pure and total. What must not happen (a session of a link
 * that was revoked) is decided before a row is written; whether a time has passed, by whoever asks.
 */
import type { LinkId } from '../ids.ts'
import type { AccessRow, Issued, KeyState } from './rows.ts'
import { noSessions, type SessionState, type Sessions } from './sessions.ts'

export type LinkState = Issued & { readonly id: LinkId; readonly revokedAt: number | null }
export type AccessState = {
  /** The server's, where no row says another. */
  readonly key: KeyState
  /** In the order in which they were issued. */
  readonly links: ReadonlyMap<LinkId, LinkState>
  readonly sessions: Sessions
}
export const nobody: AccessState = { key: { of: 'server' }, links: new Map(), sessions: noSessions }

/** Not revoked and not expired: what it opens is another question of its generation. */
export const counts = (link: LinkState, now: number): boolean =>
  link.revokedAt === null && (link.expiresAt === null || link.expiresAt > now)

/** The link of this id as long as it counts and was not issued anew since `generation`. */
export function current(state: AccessState, id: LinkId, generation: number, now: number): LinkState | null {
  const link = state.links.get(id)
  return link !== undefined && link.generation === generation && counts(link, now) ? link : null
}

/** One row further. */
export function accessAfter(state: AccessState, row: AccessRow): AccessState {
  switch (row.kind) {
    case 'key':
      return {
        ...state,
        key: row.of === 'server' ? { of: row.of } : { of: row.of, generation: row.generation },
      }
    case 'issue': {
      const { kind: _, command: __, link: id, ...link } = row
      return { ...state, links: new Map(state.links).set(id, { id, ...link, revokedAt: null }) }
    }
    case 'revoke':
      return withLink(state, row.link, { revokedAt: row.revokedAt })
    case 'renew':
      return withLink(state, row.link, { generation: row.generation, revokedAt: null })
    case 'begin': {
      const { session, link, generation, device, seat, until } = row
      return { ...state, sessions: state.sessions.with(session, { link, generation, device, seat, until }) }
    }
    case 'sit':
      return withSession(state, row.session, { seat: row.seat })
    case 'end':
      return { ...state, sessions: state.sessions.without(row.session) }
    case 'end-all':
      return { ...state, sessions: noSessions }
    case 'past':
      return state
  }
}

function withLink(state: AccessState, id: LinkId, change: Partial<LinkState>): AccessState {
  const link = state.links.get(id)
  return link === undefined ? state : { ...state, links: new Map(state.links).set(id, { ...link, ...change }) }
}

function withSession(state: AccessState, id: string, change: Partial<SessionState>): AccessState {
  const session = state.sessions.get(id)
  return session === undefined ? state : { ...state, sessions: state.sessions.with(id, { ...session, ...change }) }
}
