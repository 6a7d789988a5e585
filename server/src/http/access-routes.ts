/** Entering, leaving, tickets and links over HTTP. */
import type { DialogueId, LinkId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import * as wire from '@tablee/shared/wire/access'
import type { LinkEntry, Me, SessionRequest } from '@tablee/shared/wire/access'
import { ticket } from '@tablee/shared/wire/document'
import type { Hono } from 'hono'
import type { Access } from '../access/access.ts'
import type { Env } from '../access/allow.ts'
import type { Link } from '../access/links.ts'
import { isSeatOf, type Session } from '../access/session.ts'
import { on, routes } from './serve.ts'

/** What a card and a greeting say of a place; `dialogue/` answers it. */
export type Describe = {
  me(session: Session): Me
  table(
    id: TableId,
  ): { readonly dialogue: string; readonly number: number; readonly site: string; readonly seats: number } | null
  /** The event's window, in which short codes count. */
  window(dialogue: string): { readonly opensAt: number; readonly closesAt: number } | null
}

const atTable: ReadonlySet<Role> = new Set(['facilitator', 'reporter', 'citizen'])

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

/** A link as its organiser sees it, with what is printed on its card. */
export const presenter =
  ({ access, describe, origin, now }: Cards) =>
  (link: Link): LinkEntry => {
    const table = link.table === null ? null : describe.table(link.table)
    const usable = link.revokedAt === null && (link.expiresAt === null || link.expiresAt > now())
    const code = access.links.derive(link).code
    return {
      id: link.id,
      role: link.role,
      label: link.label,
      table: link.table,
      tableNumber: table?.number ?? null,
      site: table?.site ?? null,
      seat: link.seat,
      createdAt: link.createdAt,
      expiresAt: link.expiresAt,
      revokedAt: link.revokedAt,
      url: usable ? linkUrl(access, link, origin()) : null,
      code: usable && code !== null ? spoken(code) : null,
    }
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
  const present = presenter(cards)

  return routes(
    on(wire.leave, ({ session }) => access.sessions.close(session.id)),
    on(wire.me, ({ session }) => ok(describe.me(session))),
    on(ticket, ({ session, body }) => access.tickets.issue(session, body)),
    on(wire.linkList, ({ where }) => ok(access.links.list(where.dialogue).map(present))),
    on(wire.issueLink, async ({ body: wanted, where: { dialogue } }) => {
      const table = wanted.table ?? null
      const place = table === null ? null : describe.table(table)
      if (atTable.has(wanted.role) !== (table !== null))
        return fail({
          code: 'bad-request',
          where: 'table',
          why: table === null ? 'this role sits at a table' : 'this role has no table',
        })
      if (table !== null && place?.dialogue !== dialogue) return fail({ code: 'not-found', what: 'table' })
      const seat = wanted.seat ?? null
      const sits = seat === null || (wanted.role === 'citizen' && place !== null && isSeatOf(place, seat))
      if (!sits) return fail({ code: 'bad-request', where: 'seat', why: 'not a seat of this table' })
      const window = describe.window(dialogue)
      const issued = await access.links.issue({
        role: wanted.role,
        dialogue,
        table,
        seat,
        label: wanted.label ?? '',
        expiresAt: wanted.expiresAt ?? null,
        codeFrom: window?.opensAt ?? null,
        codeUntil: window?.closesAt ?? null,
      })
      return issued.ok ? ok(present(issued.value)) : issued
    }),
    on(wire.revokeLink, async ({ where }) => {
      const id = where.link as LinkId
      const revoked = await access.links.revoke(id)
      if (!revoked.ok) return revoked
      const link = access.links.get(id)
      return link === null ? fail({ code: 'not-found', what: 'link' }) : ok(present(link))
    }),
    on(wire.renewLink, async ({ where }) => {
      const renewed = await access.links.renew(where.link as LinkId)
      return renewed.ok ? ok(present(renewed.value)) : renewed
    }),
  )
}
