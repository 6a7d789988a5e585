/**
 * Whose links somebody hands out, is told of, issues anew and withdraws: those of roles beneath their own, on their own
 * sites. A link is a key: who were told of one of another site would hold that site's.
 */
import type { SiteId } from '@tablee/shared/ids'
import { handsOut, isRoomRole } from '@tablee/shared/roles'
import type { LinkState } from '@tablee/shared/access/fold'
import { sitesOf, type Session } from './session.ts'

type Handed = Pick<LinkState, 'role' | 'table' | 'sites'>
type Tables = { table(id: string): { readonly siteId: SiteId } | null }

/** On which sites a link opens something; null: on all that its dialogue has. */
export function sitesOfLink({ role, table, sites }: Handed, { table: at }: Tables): readonly SiteId[] | null {
  if (isRoomRole(role)) return sites ?? []
  if (table === null) return null
  const found = at(table)
  return found === null ? [] : [found.siteId]
}

/** `sites` as `sitesOfLink` says them. */
export function mayHandOut(
  session: Pick<Session, 'role' | 'sites'>,
  { role, sites }: { readonly role: Handed['role']; readonly sites: readonly SiteId[] | null },
): boolean {
  if (!handsOut[session.role].includes(role)) return false
  const own = sitesOf(session)
  return own === null || (sites !== null && sites.length > 0 && sites.every((site) => own.includes(site)))
}
