/** Snapshots over HTTP: take, list, fetch by name, compare, download. A snapshot never changes, so its ETag is its name. */
import { fail, ok, type Result } from '@tablee/shared/problem'
import { sidecarSchema, snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Sidecar } from '@tablee/shared/snapshot/structure'
import { snapshotTables } from '@tablee/shared/wire/files'
import * as wire from '@tablee/shared/wire/snapshots'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import type { Context, Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { handOf } from '../access/session.ts'
import { csvDownload, type Download } from '../exchange/csv-download.ts'
import { sealedJson } from '../seal/sealed-files.ts'
import type { Sealing } from '../seal/seals.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import { leavesOf } from './leaves.ts'
import { on, routes } from './serve.ts'

/** Snapshots as they leave: their texts as far as they may be said now. */
export type HandedOut = Omit<Snapshots, 'sidecar'> & {
  sidecar(hash: string): Promise<Sidecar | null>
  /** All that a download of it is sealed with. */
  sealing(hash: string): Promise<Sealing | null>
  countersign(hash: string, as: wire.Countersign, by: ReturnType<typeof handOf>): Promise<Result<SnapshotEntry>>
}

/**
 * A snapshot and a comparison may be kept for ever by who fetched them (304); its texts and tables never, for texts can
 * be erased.
 */
export function snapshotRoutes({ snapshots }: { snapshots: HandedOut }): Hono<Env> {
  const missing = fail({ code: 'not-found', what: 'snapshot' })

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
  const named = (param: { readonly a: string; readonly b: string }): string => `"${param.a}-${param.b}"`

  return routes(
    on(wire.takeBoard, ({ where: { board, dialogue }, session }) =>
      snapshots.take({ id: board, dialogue }, handOf(session)),
    ),
    on(wire.ofBoard, async ({ where: { board, dialogue } }) => ok(await snapshots.listBoard({ id: board, dialogue }))),
    on(wire.takeDialogue, ({ where, session }) => snapshots.takeDialogue(where.dialogue, handOf(session))),
    on(wire.ofDialogue, async ({ where }) => ok(await snapshots.list(where.dialogue))),
    on(wire.snapshot, async ({ c, param }) => {
      const hash = param.hash.replace(/\.json$/, '')
      const body = await snapshots.body(hash)
      if (body === null) return missing
      return keep(c, `"${hash}"`) ?? c.body(body, 200, { 'Content-Type': 'application/json; charset=utf-8' })
    }),
    on(wire.countersign, ({ param: { hash }, body, session }) => snapshots.countersign(hash, body, handOf(session))),
    on(wire.texts, async ({ param }) => {
      const found = await snapshots.sidecar(param.hash)
      return found === null ? missing : ok(found)
    }),
    on(snapshotTables, async ({ c, param: { hash }, query }) => {
      const leaves = leavesOf(query.license, query.bom)
      if (!leaves.ok) return leaves
      const [snapshot, texts] = [await snapshots.get(hash), await snapshots.sidecar(hash)]
      const sealing = await snapshots.sealing(hash)
      // Texts can be erased later: what holds texts is not kept by anybody.
      return snapshot === null || texts === null || sealing === null
        ? missing
        : file(c, csvDownload(snapshot, hash, texts, leaves.value, sealing))
    }),
    on(wire.sealed, async ({ c, param: { hash } }) => {
      const [snapshot, texts] = [await snapshots.get(hash), await snapshots.sidecar(hash)]
      const sealing = await snapshots.sealing(hash)
      if (snapshot === null || texts === null || sealing === null) return missing
      const body = new TextEncoder().encode(sealedJson(snapshot, texts, sealing))
      return file(c, { body, type: 'application/json', name: `tablee-${hash.slice(0, 12)}.sealed.json` })
    }),
    on(wire.diff, async ({ c, param }) => {
      const found = await snapshots.diff(param.a, param.b)
      return found.ok ? (keep(c, named(param)) ?? found) : found
    }),
    on(wire.snapshotSchema, ({ c }) => c.json(snapshotSchema)),
    on(wire.textsSchema, ({ c }) => c.json(sidecarSchema)),
  )
}
