/** Entering, leaving, tickets and links over HTTP. */
import type { LinkId, TableId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { LinkEntry, Me, SessionAnswer } from '@tablee/shared/wire/http'
import { Hono } from 'hono'
import * as schemas from './schemas.ts'
import type { Access } from '../access/access.ts'
import { allow, anybody, problemResponse, Refused, signedIn, type Env } from '../access/allow.ts'
import type { Link } from '../access/links.ts'
import { isSeatOf, type Session } from '../access/session.ts'

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

export function accessRoutes(cards: Cards): Hono<Env> {
  const { access, describe } = cards
  const present = presenter(cards)

  return new Hono<Env>()
    .post(
      '/api/sessions',
      anybody({
        summary: 'Enter with a link’s token or a short code',
        body: schemas.sessionRequest,
        answer: schemas.sessionAnswer,
        status: 201,
      }),
      async (c) => {
        const entered = await access.exchange(c.get('body'), c.get('address'))
        if (!entered.ok) return problemResponse(c, entered.problem)
        const { secret, expiresAt, session } = entered.value
        return c.json({ session: secret, expiresAt, me: describe.me(session) } satisfies SessionAnswer, 201)
      },
    )
    .delete('/api/sessions', signedIn({ summary: 'Leave: this session ends', status: 204 }), async (c) => {
      const left = await access.sessions.close(c.get('session').id)
      return left.ok ? c.body(null, 204) : problemResponse(c, left.problem)
    })
    .get('/api/me', signedIn({ summary: 'Who this session is now', answer: schemas.me }), (c) =>
      c.json(describe.me(c.get('session'))),
    )
    .post(
      '/api/tickets',
      allow({ by: 'path', is: { collab: 'board.open', presence: 'presence.show' } }, 'none', {
        summary: 'A ticket for one WebSocket: one use, 30 seconds',
        body: schemas.ticketRequest,
        answer: schemas.ticketAnswer,
        status: 201,
      }),
      (c) => {
        const issued = access.tickets.issue(c.get('session'), c.get('body'))
        return issued.ok ? c.json(issued.value, 201) : problemResponse(c, issued.problem)
      },
    )
    .get(
      '/api/dialogues/:dialogue/links',
      allow('link.list', 'dialogue', {
        summary: 'All links of a dialogue, with what is printed on cards',
        answer: schemas.linkList,
      }),
      (c) => c.json(access.links.list(c.get('where').dialogue).map(present)),
    )
    .post(
      '/api/dialogues/:dialogue/links',
      allow('link.issue', 'dialogue', {
        summary: 'Issue a link',
        body: schemas.linkRequest,
        answer: schemas.linkEntry,
        status: 201,
      }),
      async (c) => {
        const wanted = c.get('body')
        const { dialogue } = c.get('where')
        const table = wanted.table ?? null
        const place = table === null ? null : describe.table(table)
        if (atTable.has(wanted.role) !== (table !== null))
          throw new Refused({
            code: 'bad-request',
            where: 'table',
            why: table === null ? 'this role sits at a table' : 'this role has no table',
          })
        if (table !== null && place?.dialogue !== dialogue) throw new Refused({ code: 'not-found', what: 'table' })
        const seat = wanted.seat ?? null
        const sits = seat === null || (wanted.role === 'citizen' && place !== null && isSeatOf(place, seat))
        if (!sits) throw new Refused({ code: 'bad-request', where: 'seat', why: 'not a seat of this table' })
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
        return issued.ok ? c.json(present(issued.value), 201) : problemResponse(c, issued.problem)
      },
    )
    .delete(
      '/api/links/:link',
      allow('link.revoke', 'link', {
        summary: 'Revoke a link: its sessions and sockets end within a second',
        answer: schemas.linkEntry,
      }),
      async (c) => {
        const id = c.get('where').link as LinkId
        const revoked = await access.links.revoke(id)
        if (!revoked.ok) return problemResponse(c, revoked.problem)
        const link = access.links.get(id)
        return link === null ? problemResponse(c, { code: 'not-found', what: 'link' }) : c.json(present(link))
      },
    )
    .post(
      '/api/links/:link/renew',
      allow('link.issue', 'link', {
        summary: 'Re-issue a lost link: the old token, path and code end',
        answer: schemas.linkEntry,
      }),
      async (c) => {
        const renewed = await access.links.renew(c.get('where').link as LinkId)
        return renewed.ok ? c.json(present(renewed.value)) : problemResponse(c, renewed.problem)
      },
    )
}
