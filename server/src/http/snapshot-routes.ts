/** Snapshots over HTTP: take, list, fetch by name, compare, download. A snapshot never changes, so its ETag is its name. */
import { snapshotFormat } from '@tablee/shared/snapshot/structure'
import { sidecarSchema, snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { BoardId } from '@tablee/shared/ids'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { allow, anybody, problemResponse, type Env } from '../access/allow.ts'
import { authorOf, type Session } from '../access/session.ts'
import { csvDownload, type Download } from '../exchange/csv-download.ts'
import { leavesOf, leavesQuery } from './leaves.ts'
import type { SnapshotEntry, Snapshots } from '../snapshot/snapshots.ts'

const entry = z
  .object({
    hash: z.string(),
    of: z.enum(['board', 'dialogue']),
    dialogue: z.string(),
    board: z.string().nullable(),
    at: z.int(),
    author: z.string(),
    boards: z.int(),
    nodes: z.int(),
    relations: z.int(),
    words: z.int(),
  })
  .meta({ id: 'SnapshotEntry' })
const entries = z.array(entry)
const changes = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.object({ id: z.string(), fields: z.array(z.string()) })),
})
const diff = z
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
  })
  .meta({ id: 'SnapshotDiff' })
const canonical = z
  .looseObject({ format: z.literal(snapshotFormat) })
  .describe('Canonical JSON; its schema is at /schemas/snapshot-1.json')
const sidecar = z.object({
  format: z.string(),
  snapshot: z.string(),
  texts: z.array(z.object({ digest: z.string(), salt: z.string(), text: z.string() })),
  withheld: z.array(z.string()).optional().describe('Kept, and not handed out: their people do not want to be quoted'),
  errata: z
    .array(
      z.object({
        n: z.int(),
        at: z.int(),
        board: z.string(),
        why: z.enum(['redacted', 'erased']),
        digests: z.array(z.string()),
      }),
    )
    .optional()
    .describe('What was struck out since the snapshot was taken'),
})

const jsonSchema = z.looseObject({ $schema: z.string(), $id: z.string() })

export function snapshotRoutes({ snapshots }: { snapshots: Snapshots }): Hono<Env> {
  const by = (session: Session) => ({ author: authorOf(session), device: session.device })
  const missing = (c: Context) => problemResponse(c, { code: 'not-found', what: 'snapshot' })

  /** What never changes may be kept for ever, but by the one who may read it alone. */
  const keep = (c: Context, tag: string): Response | null => {
    c.header('ETag', tag)
    c.header('Cache-Control', 'private, max-age=31536000, immutable')
    c.header('Vary', 'Authorization')
    const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
    return known.includes(tag) ? c.body(null, 304) : null
  }
  const file = (c: Context, { body, type, name }: Download): Response => {
    c.header('Content-Type', type)
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    return c.body(new Uint8Array(body))
  }
  /** Texts can be erased later: what holds texts is not kept by anybody. */
  const withTexts = (c: Context, make: (hash: string) => Download | null): Response => {
    const made = make(c.req.param('hash') ?? '')
    return made === null ? missing(c) : file(c, made)
  }
  const taken = async (c: Context, result: Awaited<ReturnType<Snapshots['take']>>) =>
    result.ok ? c.json(result.value satisfies SnapshotEntry, 201) : problemResponse(c, result.problem)

  return new Hono<Env>()
    .post(
      '/api/boards/:board/snapshots',
      allow('snapshot.take', 'board', { summary: 'Freeze a board as it stands now', answer: entry, status: 201 }),
      async (c) => {
        const { board, dialogue } = c.get('where')
        return taken(c, await snapshots.take({ id: board as BoardId, dialogue }, by(c.get('session'))))
      },
    )
    .get(
      '/api/boards/:board/snapshots',
      allow('snapshot.read', 'board', { summary: 'Snapshots of a board, newest first', answer: entries }),
      (c) => c.json(snapshots.listBoard(c.get('where').board)),
    )
    .post(
      '/api/dialogues/:dialogue/snapshots',
      allow('snapshot.take', 'dialogue', { summary: 'Freeze a whole dialogue at one cut', answer: entry, status: 201 }),
      async (c) => taken(c, await snapshots.takeDialogue(c.get('where').dialogue, by(c.get('session')))),
    )
    .get(
      '/api/dialogues/:dialogue/snapshots',
      allow('snapshot.read', 'dialogue', {
        summary: 'All snapshots of a dialogue and of its boards, newest first',
        answer: entries,
      }),
      (c) => c.json(snapshots.list(c.get('where').dialogue)),
    )
    .get(
      '/api/snapshots/:hash',
      allow('snapshot.read', 'snapshot', {
        summary: 'A snapshot: canonical JSON, named by its SHA-256',
        answer: canonical,
        also: [304],
      }),
      (c) => {
        const hash = c.req.param('hash').replace(/\.json$/, '')
        const body = snapshots.body(hash)
        if (body === null) return missing(c)
        return keep(c, `"${hash}"`) ?? c.body(body, 200, { 'Content-Type': 'application/json; charset=utf-8' })
      },
    )
    .get(
      '/api/snapshots/:hash/text',
      allow('snapshot.read', 'snapshot', { summary: 'The texts and salts of a snapshot', answer: sidecar }),
      (c) => {
        const found = snapshots.sidecar(c.req.param('hash'))
        return found === null ? missing(c) : c.json(found)
      },
    )
    .get(
      '/api/snapshots/:hash/csv',
      allow('snapshot.read', 'snapshot', {
        summary: 'Tables as CSV with a data dictionary, zipped',
        gives: ['application/zip'],
        query: leavesQuery,
      }),
      (c) => {
        const leaves = leavesOf(c.req.query('license'), c.req.query('bom'))
        if (!leaves.ok) return problemResponse(c, leaves.problem)
        return withTexts(c, (hash) => {
          const [snapshot, texts] = [snapshots.get(hash), snapshots.sidecar(hash)]
          return snapshot === null || texts === null ? null : csvDownload(snapshot, hash, texts, leaves.value)
        })
      },
    )
    .get(
      '/api/snapshots/:a/diff/:b',
      allow('snapshot.read', 'snapshot', {
        summary: 'What came, went and changed between two snapshots',
        answer: diff,
        also: [304],
      }),
      (c) => {
        const found = snapshots.diff(c.req.param('a'), c.req.param('b'))
        if (!found.ok) return problemResponse(c, found.problem)
        return keep(c, `"${c.req.param('a')}-${c.req.param('b')}"`) ?? c.json(found.value)
      },
    )
    .get('/schemas/snapshot-1.json', anybody({ summary: 'JSON Schema of a snapshot', answer: jsonSchema }), (c) =>
      c.json(snapshotSchema),
    )
    .get(
      '/schemas/snapshot-text-1.json',
      anybody({ summary: 'JSON Schema of a snapshot’s texts', answer: jsonSchema }),
      (c) => c.json(sidecarSchema),
    )
}
