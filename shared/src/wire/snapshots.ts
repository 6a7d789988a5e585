/** Snapshots over HTTP. One never changes: its name is the SHA-256 of its bytes. */
import { z } from 'zod'
import { plainText } from '../board/text.ts'
import type { BoardId, CommandId, DialogueId } from '../ids.ts'
import type { SnapshotDiff } from '../snapshot/diff.ts'
import { snapshotFormat } from '../snapshot/structure.ts'
import { route, type Infer } from './declare.ts'
import { id, time } from './terms.ts'

const occasion = z.union([
  z.object({
    why: z.enum(['left', 'ended']),
    site: z.string(),
    session: z.int(),
    at: time,
    late: z.exactOptional(z.literal(true)),
  }),
  z.object({ why: z.literal('day'), at: time, late: z.exactOptional(z.literal(true)) }),
])

const entry = z
  .object({
    hash: z.string(),
    of: z.enum(['board', 'dialogue']),
    dialogue: id<DialogueId>(),
    board: id<BoardId>().nullable(),
    /** When it was first taken, by the server's clock, and by which role. */
    at: time,
    author: z.string(),
    boards: z.int(),
    nodes: z.int(),
    relations: z.int(),
    words: z.int(),
    whys: z
      .exactOptional(z.array(occasion).readonly())
      .describe('On which occasions it took itself; `late`: at the next start. Left out: by hand'),
    seal: z
      .exactOptional(z.object({ at: time, key: z.string() }))
      .describe('When it was sealed, and by which public key'),
    countersigned: z
      .exactOptional(z.array(z.object({ who: z.string(), at: time })).readonly())
      .describe('By whom, as they wrote it'),
  })
  .meta({ id: 'SnapshotEntry' })
export type SnapshotEntry = Infer<typeof entry>

/** As somebody writes it themselves: seen as it is, on one line. */
const ownName = z
  .string()
  .min(2)
  .max(80)
  .refine((name) => name.trim() === name && plainText(name) === name && !name.includes('\n'), 'not a name on one line')

const take = { action: 'snapshot.take', answer: entry, status: 201 } as const
const list = { action: 'snapshot.read', answer: z.array(entry) } as const
const read = { action: 'snapshot.read', at: 'snapshot' } as const

export const takeBoard = route('POST /api/boards/:board/snapshots', {
  ...take,
  at: 'board',
  summary: 'Freeze a board as it stands now',
})
export const takeDialogue = route('POST /api/dialogues/:dialogue/snapshots', {
  ...take,
  at: 'dialogue',
  summary: 'Freeze a whole dialogue at one cut',
})
export const ofBoard = route('GET /api/boards/:board/snapshots', {
  ...list,
  at: 'board',
  summary: 'Snapshots of a board, newest first',
})
export const ofDialogue = route('GET /api/dialogues/:dialogue/snapshots', {
  ...list,
  at: 'dialogue',
  summary: 'All snapshots of a dialogue and of its boards, newest first',
})
export const snapshot = route('GET /api/snapshots/:hash', {
  ...read,
  summary: 'A snapshot: canonical JSON, named by its SHA-256',
  answer: z
    .looseObject({ format: z.literal(snapshotFormat) })
    .describe('Canonical JSON; its schema is at /schemas/snapshot-1.json'),
  also: [304],
})
export const sealed = route('GET /api/snapshots/:hash/sealed', {
  ...read,
  summary: 'A snapshot, its texts and its seal as one file, which `tablee verify` checks',
  answer: z.object({
    format: z.literal('tablee-sealed/1'),
    snapshot: z.looseObject({ format: z.literal(snapshotFormat) }),
    texts: z.looseObject({ format: z.string() }),
    seal: z.looseObject({ format: z.string(), key: z.string() }),
  }),
})
export const countersign = route('POST /api/snapshots/:hash/countersign', {
  action: 'snapshot.countersign',
  at: 'snapshot',
  summary: 'Stand by a snapshot under a name',
  body: z.object({ id: id<CommandId>(), who: ownName }),
  answer: entry,
})
export type Countersign = Infer<typeof countersign.body>
export const texts = route('GET /api/snapshots/:hash/text', {
  ...read,
  summary: 'The texts and salts of a snapshot',
  answer: z.object({
    format: z.string(),
    snapshot: z.string(),
    texts: z.array(z.object({ digest: z.string(), salt: z.string(), text: z.string() })),
    withheld: z
      .exactOptional(z.array(z.string()))
      .describe('Kept, and not handed out: their people do not want to be quoted'),
    errata: z
      .exactOptional(
        z.array(
          z.object({
            n: z.int(),
            at: z.int(),
            board: z.string(),
            why: z.enum(['redacted', 'erased']),
            digests: z.array(z.string()),
          }),
        ),
      )
      .describe('What was struck out since the snapshot was taken'),
  }),
})

const changes = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.object({ id: z.string(), fields: z.array(z.string()) })),
})
const qualified = z.object({ id: z.string(), a: z.string(), b: z.string() })
const difference: z.ZodType<SnapshotDiff> = z
  .object({
    first: z.string(),
    second: z.string(),
    same: z.boolean(),
    boards: z.array(
      z.object({
        board: z.string(),
        in: z.enum(['both', 'first', 'second']),
        fields: z.array(z.string()),
        nodes: changes,
        relations: changes,
        words: changes,
        notes: changes,
        canvas: changes,
        seats: changes,
        rounds: changes,
        sheets: changes,
        ballots: changes,
      }),
    ),
    answers: changes,
    joined: z
      .exactOptional(
        z.array(
          z.object({
            id: z.string(),
            came: z.array(z.string()),
            went: z.array(z.string()),
            stayed: z.array(z.string()),
            shownOtherwise: z.boolean(),
          }),
        ),
      )
      .describe(
        'What a theme team joined across tables, and parted, by names of entries; left out where that is as it was',
      ),
    qualified: z
      .exactOptional(z.object({ came: z.array(qualified), went: z.array(qualified) }))
      .describe('What it says is so only under a condition on another card, and what it says so no longer'),
    themes: z.exactOptional(
      z.object({
        themes: z.array(
          z.object({
            id: z.string(),
            in: z.enum(['both', 'first', 'second']),
            renamed: z.boolean(),
            came: z.array(z.string()),
            went: z.array(z.string()),
          }),
        ),
        reordered: z.boolean(),
        read: z.object({ came: z.int(), went: z.int() }),
      }),
    ),
  })
  .meta({ id: 'SnapshotDiff' })
export const diff = route('GET /api/snapshots/:a/diff/:b', {
  ...read,
  summary: 'What came, went and changed between two snapshots',
  answer: difference,
  also: [304],
})

const jsonSchema = {
  action: 'anybody',
  at: 'none',
  answer: z.looseObject({ $schema: z.string(), $id: z.string() }),
} as const
export const snapshotSchema = route('GET /schemas/snapshot-1.json', {
  ...jsonSchema,
  summary: 'JSON Schema of a snapshot',
})
export const textsSchema = route('GET /schemas/snapshot-text-1.json', {
  ...jsonSchema,
  summary: 'JSON Schema of a snapshot’s texts',
})
