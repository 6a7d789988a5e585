/** Photos over HTTP: a table brings and sees its own; observers see those that were released, while they are in the view. */
import type { BoardId, DialogueId, PhotoHash } from '@tablee/shared/ids'
import { isPhotoHash } from '@tablee/shared/ids'
import * as wire from '@tablee/shared/wire/photos'
import type { Context, Hono } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Photos } from '../photo/photos.ts'
import { on, routes } from './serve.ts'

export function photoRoutes({
  photos,
  shownTo,
  clock,
}: {
  photos: Photos
  /** The boards whose views show this photo to the dialogue's observers now. */
  shownTo: (dialogue: DialogueId, hash: PhotoHash) => readonly BoardId[]
  clock: Clock
}): Hono<Env> {
  // A table lays its sheets out and photographs them one after another: twenty at once, then one every two seconds.
  const tables = buckets({ clock, perSecond: 0.5, burst: 20 })
  const missing = (c: Context) => problemResponse(c, { code: 'not-found', what: 'photo' })

  async function send(c: Context, board: BoardId | null, hash: string, cache: string): Promise<Response> {
    const found = board === null || !isPhotoHash(hash) ? null : await photos.read(board, hash)
    if (found === null) return missing(c)
    c.header('Content-Type', found.photo.type)
    c.header('Content-Disposition', 'inline')
    c.header('Cache-Control', cache)
    return c.body(found.bytes)
  }

  return routes(
    on(
      wire.keepPhoto,
      async ({ session, where, bytes }) => photos.keep(where.board, await bytes(), authorOf(session)),
      ({ session }) => tables.take(session.link),
    ),
    // Its name is its content: it never changes, but only the one who asked may keep it.
    on(wire.photo, ({ c, where, param }) => {
      c.header('Vary', 'Authorization')
      return send(c, where.board, param.photo, 'private, max-age=31536000, immutable')
    }),
    on(wire.watchedPhoto, ({ c, where, param: { photo } }) => {
      // A canvas may name a photo that its table never brought: it is another table's to show.
      const boards = isPhotoHash(photo) ? shownTo(where.dialogue, photo) : []
      const board = boards.find((id) => isPhotoHash(photo) && photos.find(id, photo) !== null) ?? null
      // Withdrawn means gone: nobody keeps it.
      return send(c, board, photo, 'no-store')
    }),
  )
}
