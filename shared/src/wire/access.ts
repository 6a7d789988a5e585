/** Entering, leaving and links over HTTP. */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import type { BoardId, DialogueId, LinkId, SiteId, TableId } from '../ids.ts'
import { everyAudience } from '../view/audiences.ts'
import { route, type Infer } from './declare.ts'
import { id, role, seat, tag, time } from './terms.ts'

const whoEnters = {
  device: id(),
  seat: z
    .exactOptional(seat.nullable())
    .describe('Passed over where people are asked for consent: there POST /api/seats is how somebody sits down'),
}
/** Re-read at each `GET /api/me`. */
const whoAmI = z
  .object({
    role,
    dialogue: id<DialogueId>(),
    dialogueTitle: z.string(),
    site: z.string().nullable(),
    sites: z
      .exactOptional(z.array(z.object({ id: id<SiteId>(), name: z.string() })))
      .describe('Whose rooms they have: of a head facilitator one, of a coordinator some'),
    table: id<TableId>().nullable(),
    tableNumber: z.int().nullable(),
    seats: z.int().nullable(),
    seat: seat.nullable(),
    board: id<BoardId>().nullable().describe('Where its table stands now'),
    lang: tag,
    mayEdit: z.boolean(),
  })
  .meta({ id: 'Me' })
export type Me = Infer<typeof whoAmI>

export const enter = route('POST /api/sessions', {
  action: 'anybody',
  at: 'none',
  summary: 'Enter with a link’s token or a short code',
  body: z.union([
    z.object({ token: z.string().min(8).max(200), ...whoEnters }),
    z.object({ code: z.string().min(1).max(40), ...whoEnters }),
  ]),
  /** `session` goes into `Authorization: Bearer`; it is shown this once. */
  answer: z.object({ session: z.string(), expiresAt: time, me: whoAmI }),
  status: 201,
})
/** A link's token comes from the URL's fragment. */
export type SessionRequest = Infer<typeof enter.body>
export type SessionAnswer = Infer<typeof enter.answer>

export const leave = route('DELETE /api/sessions', {
  action: 'signed-in',
  at: 'none',
  summary: 'Leave: this session ends',
  status: 204,
})
export const me = route('GET /api/me', {
  action: 'signed-in',
  at: 'none',
  summary: 'Who this session is now',
  answer: whoAmI,
})

/** One card: who enters with it and where. */
const link = z
  .object({
    id: id<LinkId>(),
    role,
    label: z.string(),
    table: id<TableId>().nullable(),
    tableNumber: z.int().nullable(),
    site: z.string().nullable().describe('The table’s; of a head facilitator or coordinator, whose rooms they have'),
    sites: z.exactOptional(z.array(id<SiteId>())).describe('Of a head facilitator or coordinator'),
    audience: z.exactOptional(z.string()).describe('Of who watches, where they are not observers: `public`'),
    opened: z
      .exactOptional(z.int())
      .describe(
        'On how many devices it was opened at most: a browser that came again without its data counts once more. Never which, and never since when',
      ),
    seat: seat.nullable(),
    createdAt: time,
    expiresAt: time.nullable(),
    revokedAt: time.nullable(),
    url: z
      .string()
      .nullable()
      .describe('Holds the secret in its fragment (observers: in its path); null once revoked or expired'),
    code: z
      .string()
      .nullable()
      .describe('ABCD-EFGH, read out at the table, typed in by a translator; null for all others'),
  })
  .meta({ id: 'Link' })
export type LinkEntry = Infer<typeof link>
export const cards = z.array(link)

export const linkList = route('GET /api/dialogues/:dialogue/links', {
  action: 'link.list',
  at: 'dialogue',
  summary:
    'The links that one hands out, with what is printed on cards: an organiser all, others of their sites’ tables',
  answer: cards,
})
export const issueLink = route('POST /api/dialogues/:dialogue/links', {
  action: 'link.issue',
  at: 'dialogue',
  summary: 'Issue a link',
  body: z.object({
    role,
    table: id<TableId>().nullish(),
    sites: z
      .exactOptional(z.array(id<SiteId>()).min(1).max(200))
      .describe('Of a head facilitator one, of a coordinator some; of nobody else any'),
    seat: seat.nullish(),
    audience: z
      .exactOptional(z.enum(everyAudience.map(({ name }) => name)))
      .describe('Of who watches. `public`: while such a card lives anybody reads /api/public/:dialogue'),
    label: z.string().max(limits.title).optional(),
    expiresAt: time.nullish(),
  }),
  answer: link,
  status: 201,
})
export type IssueRequest = Infer<typeof issueLink.body>
export const revokeLink = route('DELETE /api/links/:link', {
  action: 'link.revoke',
  at: 'link',
  summary: 'Revoke a link: its sessions and sockets end within a second',
  answer: link,
})
export const renewLink = route('POST /api/links/:link/renew', {
  action: 'link.issue',
  at: 'link',
  summary: 'Re-issue a lost link: the old token, path and code end',
  answer: link,
})
