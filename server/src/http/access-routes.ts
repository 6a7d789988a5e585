/** Entering, leaving, tickets and links over HTTP. */
import type { DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { isRoomRole, isTableRole, type Action } from '@tablee/shared/roles'
import { everyAudience, observers } from '@tablee/shared/view/audiences'
import * as wire from '@tablee/shared/wire/access'
import type { IssueRequest, LinkEntry, Me, SessionRequest } from '@tablee/shared/wire/access'
import { ticket } from '@tablee/shared/wire/document'
import type { Hono } from 'hono'
import type { Access } from '../access/access.ts'
import type { Env } from '../access/allow.ts'
import { mayHandOut, sitesOfLink } from '../access/handing-out.ts'
import type { Link } from '../access/links.ts'
import { isSeatOf, type Session } from '../access/session.ts'
import { on, routes } from './serve.ts'

/** What a card and a greeting say of a place; `dialogue/` answers it. */
export type Describe = {
  me(session: Session): Me
  table(id: TableId): {
    readonly dialogue: string
    readonly number: number
    readonly site: string
    readonly siteId: SiteId
    readonly seats: number
  } | null
  /** In the order of the dialogue's file. */
  sites(dialogue: DialogueId): readonly { readonly id: SiteId; readonly name: string }[]
  /** The event's window, in which short codes count. */
  window(dialogue: string): { readonly opensAt: number; readonly closesAt: number } | null
}

/** `ABCDEFGH` as it is printed and read out. */
const spoken = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/**
 * Opens the table to whoever has it: a token in the fragment, or an observers' path. Also of a link that does not count
 * any more.
 */
export function linkUrl(access: Access, link: Link, origin: string): string {
  const { token, path } = access.links.derive(link)
  return path === null ? `${origin}/join#${token}` : `${origin}/watch/${path}`
}

export type Cards = { access: Access; describe: Describe; origin: () => string; now: () => number }

/** A link as whoever hands it out sees it, with what is printed on its card. All of one call are told as of one moment. */
export function presenter({ access, describe, origin, now }: Cards): (link: Link) => LinkEntry {
  const opened = access.sessions.opened()
  return (link) => {
    const table = link.table === null ? null : describe.table(link.table)
    const rooms = isRoomRole(link.role) ? (link.sites ?? []) : null
    const named = rooms === null ? [] : describe.sites(link.dialogue).filter(({ id }) => rooms.includes(id))
    const usable = link.revokedAt === null && (link.expiresAt === null || link.expiresAt > now())
    const code = access.links.derive(link).code
    return {
      id: link.id,
      role: link.role,
      label: link.label,
      table: link.table,
      tableNumber: table?.number ?? null,
      site: table?.site ?? (named.length === 0 ? null : named.map(({ name }) => name).join(', ')),
      ...(rooms === null ? {} : { sites: rooms }),
      ...(link.audience === undefined || link.audience === observers.name ? {} : { audience: link.audience }),
      opened: opened.get(link.id) ?? 0,
      seat: link.seat,
      createdAt: link.createdAt,
      expiresAt: link.expiresAt,
      revokedAt: link.revokedAt,
      url: usable ? linkUrl(access, link, origin()) : null,
      code: usable && code !== null ? spoken(code) : null,
    }
  }
}

/** What a link names beside its role; null: nothing is wrong with it. */
function misplaced(wanted: IssueRequest, dialogue: DialogueId, describe: Describe): Problem | null {
  const bad = (where: string, why: string): Problem => ({ code: 'bad-request', where, why })
  const table = wanted.table ?? null
  const place = table === null ? null : describe.table(table)
  if (isTableRole(wanted.role) !== (table !== null))
    return bad('table', table === null ? 'this role sits at a table' : 'this role has no table')
  if (table !== null && place?.dialogue !== dialogue) return { code: 'not-found', what: 'table' }
  const seat = wanted.seat ?? null
  const sits = seat === null || (wanted.role === 'citizen' && place !== null && isSeatOf(place, seat))
  if (!sits) return bad('seat', 'not a seat of this table')
  if (wanted.audience !== undefined && wanted.role !== 'observer') return bad('audience', 'only who watches is of one')
  const { sites } = wanted
  if (isRoomRole(wanted.role) !== (sites !== undefined))
    return bad('sites', sites === undefined ? 'this role has rooms of sites' : 'this role has no sites of its own')
  if (sites === undefined) return null
  const known = describe.sites(dialogue)
  if (sites.some((site) => !known.some(({ id }) => id === site))) return { code: 'not-found', what: 'site' }
  if (new Set(sites).size < sites.length) return bad('sites', 'named twice')
  return wanted.role === 'head' && sites.length > 1 ? bad('sites', 'a head facilitator has one site') : null
}

/** Whoever enters is led to their dialogue by what they show. */
export const enterRoute = (
  enter: (
    request: SessionRequest,
    address: string,
    within: DialogueId | null,
  ) => Promise<Result<{ readonly secret: string; readonly expiresAt: number; readonly me: Me }>>,
): Hono<Env> =>
  routes(
    on(wire.enter, async ({ c, body }) => {
      const entered = await enter(body, c.get('address'), c.get('within'))
      if (!entered.ok) return entered
      const { secret, expiresAt, me } = entered.value
      return ok({ session: secret, expiresAt, me })
    }),
  )

/**
 * A link is told with its address as long as it counts. Issuing one at a seat or table that is not there is
 * `bad-request` or `not-found`.
 */
export function accessRoutes(cards: Cards): Hono<Env> {
  const { access, describe } = cards
  const present = (link: Link): LinkEntry => presenter(cards)(link)
  /** A link of a role above their own, or of another site, is none of theirs, whatever they may do with others. */
  const denied = (session: Session, link: Pick<Link, 'role' | 'table' | 'sites'>, action: Action): Problem | null =>
    mayHandOut(session, { role: link.role, sites: sitesOfLink(link, describe) })
      ? null
      : { code: 'not-allowed', role: session.role, action }
  const gone: Problem = { code: 'not-found', what: 'link' }
  /** The link in the path, if it is theirs to change. */
  function theirs(session: Session, id: LinkId | null, action: Action): Result<Link> {
    const link = id === null ? null : access.links.get(id)
    if (link === null) return fail(gone)
    const problem = denied(session, link, action)
    return problem === null ? ok(link) : fail(problem)
  }

  return routes(
    on(wire.leave, ({ session }) => access.sessions.close(session.id)),
    on(wire.me, ({ session }) => ok(describe.me(session))),
    on(ticket, ({ session, body }) => access.tickets.issue(session, body)),
    on(wire.linkList, ({ where, session }) =>
      ok(
        access.links
          .list(where.dialogue)
          .filter((link) => denied(session, link, 'link.list') === null)
          .map(presenter(cards)),
      ),
    ),
    on(wire.issueLink, async ({ body: wanted, session, where: { dialogue } }) => {
      const wrong = misplaced(wanted, dialogue, describe)
      const { role, table = null, seat = null, sites } = wanted
      const placed = sites === undefined ? {} : { sites }
      // Of another site's tables nobody learns whether they are there.
      const problem = denied(session, { role, table, ...placed }, 'link.issue') ?? wrong
      if (problem !== null) return fail(problem)
      const audience = everyAudience.find(({ name }) => name === wanted.audience)
      const window = describe.window(dialogue)
      const issued = await access.links.issue({
        role,
        dialogue,
        table,
        seat,
        ...placed,
        ...(audience === undefined ? {} : { audience }),
        label: wanted.label ?? '',
        expiresAt: wanted.expiresAt ?? null,
        codeFrom: window?.opensAt ?? null,
        codeUntil: window?.closesAt ?? null,
      })
      return issued.ok ? ok(present(issued.value)) : issued
    }),
    on(wire.revokeLink, async ({ session, where }) => {
      const link = theirs(session, where.link, 'link.revoke')
      if (!link.ok) return link
      const revoked = await access.links.revoke(link.value.id)
      if (!revoked.ok) return revoked
      const now = access.links.get(link.value.id)
      return now === null ? fail(gone) : ok(present(now))
    }),
    on(wire.renewLink, async ({ session, where }) => {
      const link = theirs(session, where.link, 'link.issue')
      if (!link.ok) return link
      const renewed = await access.links.renew(link.value.id)
      return renewed.ok ? ok(present(renewed.value)) : renewed
    }),
  )
}
