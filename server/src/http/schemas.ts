/** What the routes of access and dialogue take and give: checked here, at the border, and printed in `/openapi.json`. */
import { templateNames } from '@tablee/shared/board/canvas/schema'
import { limits } from '@tablee/shared/board/schema'
import {
  isId,
  isLang,
  isPhotoHash,
  isSeatCode,
  type BoardId,
  type Lang,
  type NodeId,
  type PhotoHash,
  type SeatCode,
  type TableId,
  type WordsId,
} from '@tablee/shared/ids'
import { roles } from '@tablee/shared/roles'
import { z } from 'zod'

const idPattern = '^[a-z0-9][a-z0-9-]{0,63}$'
const id = <Id extends string>() => z.custom<Id>(isId, 'not an id').meta({ type: 'string', pattern: idPattern })
const seat = z
  .custom<SeatCode>(isSeatCode, 'not a seat code')
  .meta({ type: 'string', pattern: '^T[0-9]{1,3}-[0-9]{2}$' })
const lang = z.custom<Lang>(isLang, 'not a language tag').meta({ type: 'string', examples: ['fr'] })
const photoHash = z.custom<PhotoHash>(isPhotoHash, 'not a SHA-256').meta({ type: 'string', pattern: '^[0-9a-f]{64}$' })
const time = z.int().min(0).meta({ description: 'milliseconds since 1970' })

export const problemAnswer = z.object({ problem: z.looseObject({ code: z.string() }) }).meta({ id: 'Problem' })

export const healthAnswer = z.object({ ok: z.literal(true), incarnation: z.string(), version: z.string() })
export const described = z
  .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
  .describe('An OpenAPI 3.1 document')

const whoEnters = {
  device: id(),
  seat: z
    .exactOptional(seat.nullable())
    .describe('Passed over where people are asked for consent: there POST /api/seats is how somebody sits down'),
}
export const sessionRequest = z.union([
  z.object({ token: z.string().min(8).max(200), ...whoEnters }),
  z.object({ code: z.string().min(1).max(40), ...whoEnters }),
])
export const me = z
  .object({
    role: z.enum(roles),
    dialogue: id(),
    dialogueTitle: z.string(),
    site: z.string().nullable(),
    table: id().nullable(),
    tableNumber: z.int().nullable(),
    seats: z.int().nullable(),
    seat: seat.nullable(),
    board: id().nullable(),
    lang,
    mayEdit: z.boolean(),
  })
  .meta({ id: 'Me' })
export const sessionAnswer = z.object({ session: z.string(), expiresAt: time, me })

export const ticketRequest = z.object({
  board: id<BoardId>(),
  path: z.enum(['collab', 'presence']),
  // A device keeps the clientIDs of 64 page loads (client/link/store.ts), each of which Yjs may change a few times.
  clients: z.array(z.int().min(0).max(0xffff_ffff)).max(256),
  presence: z.boolean().optional(),
  epoch: z.string().max(32).optional(),
})
export const ticketAnswer = z.object({
  ticket: z.string(),
  presence: z.string().optional(),
  expiresAt: time,
  incarnation: z.string(),
  epoch: z.string(),
  recovery: z.boolean().optional(),
  role: z.enum(roles),
  seat: seat.nullable(),
  mayEdit: z.boolean(),
})

/** A text of the programme, by language. */
const localText = z.record(z.string(), z.string())
const clock = z.object({
  session: z.int(),
  sessions: z.int(),
  title: z.string(),
  startedAt: time.nullable(),
  now: time,
  steps: z.array(z.object({ kind: z.string(), title: z.string(), minutes: z.number() })),
})
export const boardStatus = z
  .object({
    board: id(),
    dialogue: id(),
    dialogueTitle: z.string(),
    site: z.string(),
    tableNumber: z.int(),
    seats: z.int(),
    question: z.string(),
    lang,
    curtain: z.enum(['open', 'drawn']),
    held: z.int(),
    observed: z.boolean(),
    state: z.enum(['open', 'open-citizens-edit', 'closed']),
    clock,
    sessions: z.exactOptional(z.array(z.object({ number: z.int(), title: z.string(), board: id() }))),
    texts: z.exactOptional(
      z.object({
        question: localText.nullable(),
        title: localText,
        steps: z.array(localText),
        sessions: z.array(localText),
      }),
    ),
    locked: z.exactOptional(z.array(id<NodeId>())),
  })
  .meta({ id: 'BoardStatus' })

const command = { id: id() }
const words = id<WordsId>()
export const boardCommand = z.discriminatedUnion('kind', [
  z.object({ ...command, kind: z.literal('withdraw'), words }),
  z.object({ ...command, kind: z.literal('redact'), words }),
  z.object({
    ...command,
    kind: z.literal('correct'),
    words,
    newWords: id<WordsId>(),
    text: z.string().min(1).max(limits.words),
    lang,
    at: time,
  }),
  z.object({ ...command, kind: z.literal('curtain'), to: z.enum(['open', 'drawn']) }),
  z.object({ ...command, kind: z.literal('release') }),
  z.object({
    ...command,
    kind: z.literal('template'),
    template: z.enum(templateNames),
    horizon: z.int().min(1900).max(2300),
  }),
  z.object({ ...command, kind: z.literal('put-back'), hand: z.string().regex(/^[0-9a-f]{16}$/), since: time }),
])
export const hands = z.object({
  hands: z.array(z.object({ hand: z.string(), author: z.string(), moved: z.int(), deleted: z.int(), last: time })),
})
export const written = z.object({ seq: z.int() })
export const caughtUp = z.object({ seq: z.int(), sv: z.string() })

/** How far a table may open itself, as its dialogue says. */
const opening = z.object({
  consent: z.boolean(),
  delayMinutes: z.int().min(0).max(15),
  showWords: z.boolean(),
  showNotes: z.boolean(),
  showCanvas: z.boolean(),
})
export const policy = z
  .object({
    observation: z.enum(['open', 'paused']),
    consent: z.boolean(),
    curtain: z.enum(['open', 'drawn']),
    delayMinutes: z.int().min(0).max(15),
    hidden: z.array(id<NodeId>()).max(limits.nodes),
    showWords: z.boolean(),
    showNotes: z.boolean(),
    showCanvas: z.boolean(),
    photos: z.array(photoHash).max(limits.photos),
    ceiling: opening,
  })
  .meta({ id: 'ViewPolicy' })
/** The curtain is the table's own command and no part of it. */
export const policyPatch = z.strictObject({
  observation: z.exactOptional(policy.shape.observation),
  consent: z.exactOptional(z.boolean()),
  delayMinutes: z.exactOptional(policy.shape.delayMinutes),
  hidden: z.exactOptional(policy.shape.hidden),
  showWords: z.exactOptional(z.boolean()),
  showNotes: z.exactOptional(z.boolean()),
  showCanvas: z.exactOptional(z.boolean()),
  photos: z.exactOptional(policy.shape.photos),
})
export const boardAccess = z.strictObject({
  closed: z.exactOptional(z.boolean()),
  citizensEdit: z.exactOptional(z.boolean()),
})

export const moveRequest = z.object({
  session: z.int().min(1).max(99),
  id: z.exactOptional(id()),
  clock: z
    .exactOptional(z.enum(['on', 'anew']))
    .describe('Of a session that ran before: goes on as it ran, or begins anew'),
})
export const dialogueList = z.array(z.object({ id: id(), title: z.string() }))
export const dialogueAnswer = z
  .object({
    id: id(),
    title: z.string(),
    lang,
    clock,
    sessions: z.array(
      z.object({
        number: z.int(),
        title: z.string(),
        titles: z.record(z.string(), z.string()),
        question: z.string(),
        minutes: z.number(),
        ran: z.exactOptional(z.object({ startedAt: time, leftAt: time })).describe('Left out: never, or it runs'),
      }),
    ),
    tables: z.array(
      z.object({
        id: id(),
        number: z.int(),
        site: z.string(),
        seats: z.int(),
        lang,
        citizensEdit: z.boolean(),
        current: id().nullable(),
        boards: z.array(
          z.object({
            id: id(),
            session: z.int(),
            question: z.string(),
            closed: z.boolean(),
            open: z.int(),
            reached: z.exactOptional(z.boolean()),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Dialogue' })

export const linkRequest = z.object({
  role: z.enum(roles),
  table: id<TableId>().nullish(),
  seat: seat.nullish(),
  label: z.string().max(limits.title).optional(),
  expiresAt: time.nullish(),
})
export const linkEntry = z
  .object({
    id: id(),
    role: z.enum(roles),
    label: z.string(),
    table: id().nullable(),
    tableNumber: z.int().nullable(),
    site: z.string().nullable(),
    seat: seat.nullable(),
    createdAt: time,
    expiresAt: time.nullable(),
    revokedAt: time.nullable(),
    url: z.string().nullable(),
    code: z.string().nullable(),
  })
  .meta({ id: 'Link' })
export const linkList = z.array(linkEntry)

const watchedTable = z.object({
  table: z.int(),
  site: z.string(),
  room: z.string(),
  epoch: z.int(),
  delay: z.int(),
  earlier: z
    .array(z.object({ session: z.int(), place: z.string() }))
    .describe('Its boards of the other sessions that it has been in; `place` as in /watch/:link/entry/:place'),
})
export const watchList = z
  .object({
    dialogue: z.string(),
    lang,
    clock,
    tables: z.array(watchedTable),
    asked: z.exactOptional(z.array(z.object({ session: z.int(), title: localText, question: localText }))),
    imported: z.exactOptional(z.boolean()).describe('A poll or survey that came in by file: figures alone'),
  })
  .meta({ id: 'WatchList' })
export const watchedPlace = watchedTable.extend({ session: z.int() })

const withheld = z.object({ entries: z.int(), words: z.int(), elements: z.int(), photos: z.int(), paragraphs: z.int() })
export const observed = z.object({
  view: z.looseObject({ state: z.enum(['open', 'paused', 'curtain', 'no-consent']) }),
  withheld: z.object({ asked: withheld, facilitator: withheld, curtain: withheld, unreleased: withheld }),
})

export const recovery = z.object({
  damage: z
    .object({
      at: time.nullable(),
      boards: z.array(
        z.object({
          board: id(),
          site: z.string(),
          table: z.int(),
          session: z.int(),
          rows: z.int(),
          readOnly: z.boolean(),
        }),
      ),
      also: z.array(z.enum(['programme', 'log', 'voices', 'links', 'snapshots', 'photos', 'devices', 'other'])),
      backup: z.object({ file: z.string(), at: time }).nullable(),
    })
    .optional(),
  running: z.boolean(),
  began: time.nullable(),
  boards: z.array(
    z.object({
      board: id(),
      table: z.int(),
      session: z.int(),
      devices: z.int(),
      structs: z.int(),
      foreign: z.int(),
      marks: z.int(),
      conflicts: z.array(
        z.object({ device: z.string(), author: z.string(), at: time, bytes: z.int(), sha256: z.string() }),
      ),
    }),
  ),
})
