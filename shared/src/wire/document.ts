/**
 * What is asked over HTTP of a document of any kind that people edit together: a ticket, how it stands, and parts of a
 * long offline spell. A kind has these by being one (`documents.ts`); its commands it declares itself.
 */
import { z } from 'zod'
import { coEdited, coEditedKinds, perKind, type CoEdited } from '../documents.ts'
import { editing, opening } from '../roles.ts'
import { route, type Infer } from './declare.ts'
import { id, role, seat, time } from './terms.ts'

/** A ticket for one socket. It travels in the auth message, never in a URL. */
export const ticket = route('POST /api/tickets', {
  action: {
    naming: perKind((kind) => ({ by: 'path', is: { collab: opening(kind), presence: 'presence.show' } as const })),
  },
  at: 'none',
  summary: 'A ticket for one WebSocket: one use, 30 seconds',
  body: z
    .object({
      ...perKind((kind) => z.exactOptional(id()).describe(`The ${kind}; a ticket is for one document`)),
      path: z.enum(['collab', 'presence']),
      // clientIDs this device authored with there; the last is the live one. A device keeps those of 64 page loads
      // (client/link/store.ts), each of which Yjs may change a few times.
      clients: z.array(z.int().min(0).max(0xffff_ffff)).max(256),
      /** With a ticket for `collab`: one for presence comes along, so that a hall that reloads asks half as often. */
      presence: z.boolean().optional(),
      /** The epoch that this device's copy is of; empty when it has none. */
      epoch: z.string().max(32).optional(),
    })
    .refine((body) => coEditedKinds.filter((kind) => body[kind] !== undefined).length === 1, {
      path: ['board'],
      message: 'one document',
    }),
  answer: z.object({
    ticket: z.string(),
    /** Only if it was asked for and this role shows presence. */
    presence: z.exactOptional(z.string()),
    expiresAt: time,
    /** Changes when the server's data was restored from a backup. */
    incarnation: z.string(),
    /** The epoch of the document: a copy of another one is no copy of it (`client/link/renewal`). */
    epoch: z.string(),
    /** Devices hand in full states: whatever they hold of the document and the restored server lacks. */
    recovery: z.exactOptional(z.boolean()),
    role,
    seat: seat.nullable(),
    mayEdit: z.boolean(),
  }),
  status: 201,
})
export type TicketRequest = Infer<typeof ticket.body>
export type Ticket = Infer<typeof ticket.answer>

/** The one document that a request names. */
export const namedIn = (request: Partial<Record<CoEdited, string>>): { kind: CoEdited; id: string } | null => {
  const kind = coEditedKinds.find((each) => request[each] !== undefined)
  return kind === undefined ? null : { kind, id: request[kind] ?? '' }
}

const addressed = <K extends CoEdited>(kind: K) => `/api/${coEdited[kind]}/:${kind}` as const

/** Declares the address for parts of a long offline spell, for one kind of document. */
export const catchUpOf = <K extends CoEdited>(kind: K) =>
  route(`POST ${addressed(kind)}/catch-up`, {
    action: editing(kind),
    at: kind,
    summary: 'One part of a long offline spell: a Yjs v1 update',
    query: {
      clients: 'The device’s own clientIDs',
      epoch: `The ${kind}’s epoch that it was made in, if that is not the present one`,
    },
    takes: 'application/octet-stream',
    answer: z.object({ seq: z.int(), sv: z.string() }),
  })

/** Beside its document. A board's is what its table is told (`wire/board`). */
export const statusOf = <K extends Exclude<CoEdited, 'board'>>(kind: K) =>
  route(`GET ${addressed(kind)}`, {
    action: opening(kind),
    at: kind,
    summary: `A ${kind} beside its document`,
    answer: z.looseObject({ type: z.literal(kind) }),
  })
